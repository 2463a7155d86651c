"""The admin's form of published pages: it says what stands against publishing, at the block where it stands."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlock, StructBlockValidationError

from cms.publishing.rules import Problem, content_problems


class CheckedPageForm(WagtailAdminPageForm):
    """Saving a draft checks nothing; publishing and submitting for review check everything."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        by_field: dict[str, list[Problem]] = defaultdict(list)
        for problem in content_problems(self.instance):
            by_field[problem.field].append(problem)
        for field, problems in by_field.items():
            self._add(field, problems)

    def _add(self, field: str, problems: list[Problem]) -> None:
        if field not in self.fields:
            self.add_error(None, [problem.message for problem in problems])
            return
        here = [problem.message for problem in problems if problem.index is None]
        blocks: dict[int, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.index is not None:
                blocks[problem.index].append(problem)
        value = getattr(self.instance, field)
        errors = {index: _block_error(value[index].block, found) for index, found in blocks.items()}
        self.add_error(field, StreamBlockValidationError(block_errors=errors, non_block_errors=here))


def _block_error(block: Any, problems: list[Problem]) -> ValidationError:
    if not isinstance(block, StructBlock):
        return ValidationError([problem.message for problem in problems])
    parts = {problem.part: ValidationError(problem.message) for problem in problems if problem.part}
    whole: list[str | Promise | ValidationError] = [problem.message for problem in problems if not problem.part]
    return StructBlockValidationError(block_errors=parts, non_block_errors=whole)
