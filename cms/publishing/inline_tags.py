"""Tags that stand inside a sentence and therefore must not cut it into several strings to translate."""

from wagtail_localize import strings

OURS = ("sub", "sup")


def extend() -> None:
    """Add subscript and superscript to wagtail-localize's list; must run before the first extraction."""
    strings.INLINE_TAGS.extend(tag for tag in OURS if tag not in strings.INLINE_TAGS)
