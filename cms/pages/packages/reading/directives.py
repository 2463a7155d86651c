"""The directives of a lesson: what each takes, and what it becomes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from cms.pages.packages.reading.rules import Check

IMAGES: Final = frozenset({".svg", ".png", ".jpg"})
SOUNDS: Final = frozenset({".opus", ".mp3"})
FILMS: Final = frozenset({".mp4"})
PAPERS: Final = frozenset({".pdf"})
ENDINGS: Final = IMAGES | SOUNDS | FILMS | PAPERS
OPTION = re.compile(r"^:([a-z-]+):[ \t]*(.*?)[ \t]*$")
HEADER = re.compile(r"\{([^}]*)\}[ \t]*(.*?)[ \t]*")


@dataclass(frozen=True, slots=True)
class Directive:
    """What a directive takes: kind of argument, options, body."""

    argument: str = ""  # title, media, provisions, chemicals or practice
    option: str = ""
    body: str = ""  # rich or steps
    endings: frozenset[str] = frozenset()


DIRECTIVES: Final[dict[str, Directive]] = {
    "key-message": Directive(body="rich"),
    "case": Directive("title", body="rich"),
    "steps": Directive("title", body="steps"),
    "accordion": Directive("title", body="rich"),
    "figure": Directive("media", "caption", "rich", IMAGES),
    "audio": Directive("media", endings=SOUNDS),
    "video": Directive("media", endings=FILMS),
    "download": Directive("media", endings=ENDINGS),
    "provision": Directive("provisions", "note"),
    "chemical": Directive("chemicals", "note"),
    "quotation": Directive("provisions"),
    "reflection": Directive(body="rich"),
    "practice": Directive("practice"),
}


def split_header(info: str) -> tuple[str, str]:
    """Name and argument of `{name} argument`; no name where the braces are missing."""
    match = HEADER.fullmatch(info.strip())
    return (match[1], match[2]) if match else ("", info.strip())


def split_options(lines: list[str], line: int, bad: Callable[[int, str], None]) -> tuple[dict[str, str], int]:
    """The options at the head of a directive's lines, and how many lines they take."""
    options: dict[str, str] = {}
    for count, content in enumerate(lines):
        match = OPTION.match(content)
        if match is None:
            return options, count
        if match[1] in options:
            bad(line + count, _("Option “%(key)s” is given twice.") % {"key": match[1]})
        options[match[1]] = match[2]
    return options, len(lines)


def check_shape(check: Check, line: int, name: str, argument: str, options: dict[str, str], body: str) -> None:
    """Whether argument, options and body are there as the directive wants them."""
    directive = DIRECTIVES[name]
    if directive.argument and not argument:
        check.bad(line, _("The directive “%(name)s” needs an argument.") % {"name": name})
    if argument and not directive.argument:
        check.bad(line, _("The directive “%(name)s” takes no argument.") % {"name": name})
    for key, value in options.items():
        if key != directive.option:
            check.bad(line, _("The directive “%(name)s” has no option “%(key)s”.") % {"name": name, "key": key})
        elif not value:
            check.bad(line, _("Option “%(key)s” is empty.") % {"key": key})
    if directive.body and not body.strip():
        check.bad(line, _("The directive “%(name)s” needs a text.") % {"name": name})
    if body.strip() and not directive.body:
        check.bad(line, _("The directive “%(name)s” takes no text.") % {"name": name})
    if directive.argument in {"provisions", "chemicals"} and argument not in check.known.keys(directive.argument):
        message = _("“%(key)s” is not among the %(kind)s.")
        check.bad(line, message % {"key": argument, "kind": directive.argument})
