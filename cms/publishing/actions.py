"""Wagtail's verbs made whole: each in one transaction, each past the guard of translated rows.

The admin, the workflow, the scheduler and the API all end in these action classes, while the model's own
`publish()` or `move()` are only some of the ways to them; so the classes are wrapped, once, at start.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import PageViewRestriction
from wagtail_localize.models import Translation

from cms.publishing import copies, guard
from cms.publishing.mixins import Published
from cms.publishing.rules import is_approved, require_publishable
from cms.publishing.writer import write_translation

Method = Callable[..., Any]


def make_atomic() -> None:
    """Wrap Wagtail's actions; a second call changes nothing."""
    _wrap(PublishRevisionAction, "execute", _publish)
    _wrap(UnpublishAction, "execute", _whole)
    _wrap(MovePageAction, "execute", _whole)
    _wrap(DeletePageAction, "execute", _whole)
    _wrap(DeleteAction, "execute", _whole)
    _wrap(CopyPageAction, "execute", _copy)
    _wrap(Translation, "save_target", _save_target)
    _wrap(PageViewRestriction, "save", _whole)
    _wrap(PageViewRestriction, "delete", _whole)


def _wrap(owner: type, name: str, around: Callable[..., Any]) -> None:
    method = getattr(owner, name)
    if getattr(method, "is_whole", False):
        return

    @wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return around(self, method, *args, **kwargs)

    run.is_whole = True  # type: ignore[attr-defined]
    setattr(owner, name, run)


def _whole(self: Any, method: Method, *args: Any, **kwargs: Any) -> Any:
    with guard.writing("an action of Wagtail"):
        return method(self, *args, **kwargs)


def _publish(self: Any, method: Method, *args: Any, **kwargs: Any) -> Any:
    row = self.object
    translated = isinstance(row, Published) and row.is_translation and not getattr(row, "alias_of_id", None)
    if translated and not guard.is_writing() and not is_approved(self.revision):
        guard.refuse(row)
    if isinstance(row, Published):
        require_publishable(row)
    return _whole(self, method, *args, **kwargs)


def _save_target(self: Any, method: Method, user: Any = None, publish: bool = True) -> Any:
    """wagtail-localize's own way overwrites the live row; it is left to it only to make a row that is not there."""
    source = self.source.get_source_instance()
    if not isinstance(source, Published) or not source.has_translation(self.target_locale):  # type: ignore[attr-defined]
        return _whole(self, method, user=user, publish=publish)
    write_translation(source, self.target_locale, user=user, publish=publish, origin="editor", refresh=False)
    return None


def _copy(self: Any, method: Method, *args: Any, **kwargs: Any) -> Any:
    copy = method(self, *args, **kwargs)
    if self.reset_translation_key:
        copies.settle(self.page, copy, recursive=self.recursive)
    return copy
