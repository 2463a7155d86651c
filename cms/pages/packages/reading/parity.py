"""What must be the same in every language of a lesson. Both places are named where it is not."""

import html
import re
from itertools import zip_longest

from django.utils.translation import gettext as _

from cms.pages.packages.reading.lesson import Block, LessonText
from cms.pages.packages.reading.rules import Check, check_wording

TAG = re.compile(r"<[^>]*>")
SAME_KEYS = ("id", "minutes", "provisions", "chemicals", "terms")


def check_pair(check: Check, source: LessonText, other: LessonText) -> None:
    """Compares a lesson with the source; `check` belongs to the other language's file."""
    for key in SAME_KEYS:
        if (source.front.get(key) or []) != (other.front.get(key) or []):
            where = f"{source.file}:{source.front.line_of(key)}"
            message = _("%(key)s differs from %(where)s.") % {"key": key, "where": where}
            check.bad(other.front.line_of(key), message)
    mine, theirs = source.objectives(), other.objectives()
    if list(mine) != list(theirs):
        where = f"{source.file}:{source.front.line_of('objectives')}"
        message = _("The objectives are %(these)s, but %(those)s at %(where)s.")
        values = {"these": ", ".join(theirs), "those": ", ".join(mine), "where": where}
        check.bad(other.front.line_of("objectives"), message % values)
    if same_blocks(check, source, other):
        check_texts(check, source, other)


def same_blocks(check: Check, source: LessonText, other: LessonText) -> bool:
    for mine, theirs in zip_longest(source.blocks, other.blocks):
        if mine is None:
            message = _("%(block)s has no counterpart after %(where)s.")
            check.bad(theirs.line, message % {"block": describe(theirs), "where": end_of(source)})
            return False
        if theirs is None:
            last = other.blocks[-1].line if other.blocks else 1
            message = _("%(block)s of %(where)s is missing here.")
            check.bad(last, message % {"block": describe(mine), "where": place(source, mine)})
            return False
        values = {"here": describe(theirs), "there": describe(mine), "where": place(source, mine)}
        if mine.shape != theirs.shape:
            check.bad(theirs.line, _("%(here)s stands where %(where)s has %(there)s.") % values)
            return False
        if mine.paragraphs != theirs.paragraphs:
            message = _("The paragraphs, list entries and cells here do not match those at %(where)s one to one.")
            check.bad(theirs.line, message % values)
            return False
        if mine.links != theirs.links:
            message = _("The links and terms marked here are not those at %(where)s, paragraph by paragraph.")
            check.bad(theirs.line, message % values)
            return False
    return True


def describe(block: Block) -> str:
    parts = [block.kind, block.key, "#" * block.level, _("with a note") if block.note else ""]
    if block.rows:
        parts.append(f"{len(block.rows)}×{len(block.rows[0])}")
    return " ".join(part for part in parts if part)


def place(lesson: LessonText, block: Block) -> str:
    return f"{lesson.file}:{block.line}"


def end_of(lesson: LessonText) -> str:
    return f"{lesson.file}:{lesson.blocks[-1].line if lesson.blocks else lesson.front.line}"


def check_texts(check: Check, source: LessonText, other: LessonText) -> None:
    """Forbidden renderings, text by text."""
    title = str(source.front.get("title")), str(other.front.get("title"))
    check_wording(check, other.front.line_of("title"), other.language, *title)
    theirs = other.objectives()
    for key, text in source.objectives().items():
        check_wording(check, other.front.line_of("objectives"), other.language, text, theirs.get(key, ""))
    for mine, block in zip(source.blocks, other.blocks, strict=True):
        for first, second in zip(mine.texts(), block.texts(), strict=True):
            check_wording(check, block.line, other.language, words(first), words(second))


def words(markup: str) -> str:
    """What is read of a rich text."""
    return html.unescape(TAG.sub("", markup))
