"""A table whose every cell reaches the translator; Wagtail's own table blocks hide them."""

import html
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.strings import StringValue

Rows = list[list[str]]
BAR = "\\|"  # a bar that belongs to the text
RULE = re.compile(r"^[|: ]*-[-|: ]*$")
SEPARATOR = re.compile(r"(?<!\\)\|")


def to_lines(rows: Rows) -> str:
    """Rows as lines of cells between bars, as they are edited."""
    return "\n".join(f"| {' | '.join(cell.replace('|', BAR) for cell in row)} |" for row in rows)


def from_lines(text: str) -> Rows:
    """The rows written as lines; a line of dashes (a Markdown table's second line) is passed over."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [_inner(line) for line in lines if not RULE.match(line)]
    return [[cell.strip().replace(BAR, "|") for cell in SEPARATOR.split(line)] for line in lines]


def _inner(line: str) -> str:
    """What stands between the outer bars of a line that begins with one."""
    if not line.startswith("|"):
        return line
    line = line[1:]
    return line[:-1] if line.endswith("|") and not line.endswith(BAR) else line


class GridBlock(blocks.FieldBlock):
    """Cells of inline HTML in rows of equal length; the first row is the header."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(widget=forms.Textarea(attrs={"rows": 6, "class": "grid-lines"}))
        super().__init__(**kwargs)

    def value_for_form(self, value: Rows) -> str:
        return to_lines(value or [])

    def value_from_form(self, value: Any) -> Rows:
        return from_lines(value) if isinstance(value, str) else value

    def clean(self, value: Rows) -> Rows:
        if not value or len(value) < 2:
            raise ValidationError(_("A table needs a header row and at least one more row."))
        for number, row in enumerate(value, start=1):
            if len(row) != len(value[0]):
                message = _("Row %(number)d has %(found)d cells; the header row has %(wanted)d.")
                raise ValidationError(message % {"number": number, "found": len(row), "wanted": len(value[0])})
        return value

    def get_translatable_segments(self, value: Rows) -> list[StringSegmentValue]:
        # All cells share one path, as the strings of a rich text do: a moved row keeps its translation.
        found = []
        for cell in (cell for row in value or [] for cell in row if cell):
            string, attrs = StringValue.from_source_html(cell)
            found.append(StringSegmentValue("", string, attrs=attrs))
        return found

    def restore_translated_segments(self, value: Rows, segments: list[Any]) -> Rows:
        texts = iter(sorted(segments, key=lambda segment: segment.order))
        return [[_restored(next(texts)) if cell else "" for cell in row] for row in value]

    def get_api_representation(self, value: Rows, **_kwargs: Any) -> dict[str, Any]:
        return {"header": value[0], "rows": value[1:]} if value else {"header": [], "rows": []}

    def get_searchable_content(self, value: Rows) -> list[str]:
        return [html.unescape(strip_tags(cell)) for row in value or [] for cell in row if cell]

    class Meta:
        icon = "table"
        label = gettext_lazy("Rows")
        help_text = gettext_lazy("One row a line, cells separated by |. The first line is the header row.")
        default: Rows = []


def _restored(segment: Any) -> str:
    return str(segment.string.render_html(segment.attrs or {}))
