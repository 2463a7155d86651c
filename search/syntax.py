"""What may be written in the search box, by example; the help page and its short version read this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search.page import FACET_TITLES
from search.services import filter_values


@dataclass(frozen=True, slots=True)
class Example:
    """Something to write, and what it finds."""

    text: str
    finds: str

    @property
    def query_string(self) -> str:
        return urlencode({"q": self.text})


@dataclass(frozen=True, slots=True)
class Chapter:
    """Examples of one way of asking."""

    title: str
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet, and how each of its values is written; links to a hundred values would be heavier than the page."""

    title: str
    values: Sequence[str]


LISTED = ("area", "topic", "course")


def chapters() -> list[Chapter]:
    """Every way of asking, in the reader's language."""
    return [
        Chapter(
            _("Names and numbers"),
            [
                Example(_("Article 6.1(d)(ii)"), _("that provision, however it is cited")),
                Example(_("Annex A, Part II"), _("a part of an annex; “annex A part II” does as well")),
                Example("1336-36-3", _("the chemical with that CAS number")),
                Example("PFOS", _("a chemical by any of its names, and what deals with it")),
                Example(_("BAT"), _("an acronym as each language uses it, with what it stands for")),
                Example("SC-4/12", _("what a decision of the Conference of the Parties changed")),
            ],
        ),
        Chapter(
            _("Words"),
            [
                Example(_("old pesticides in the store"), _("everyday words; accents and small mistakes do no harm")),
                Example(_("“contaminated sites”"), _("these words exactly, in this order")),
                Example(_("stockpiles AND waste"), _("both words; OR finds either")),
                Example(_("dioxins -incineration"), _("the first word without the second; NOT does the same")),
                Example(_("+deadline PCB"), _("results that must hold the first word")),
            ],
        ),
        Chapter(
            _("Filters"),
            [
                Example(_("kind:lesson waste"), _("lessons only; also provision, chemical, term, course and page")),
                Example(_("title:waste"), _("words in the title")),
                Example(_("chemical:DDT malaria"), _("what deals with one chemical, under any of its names")),
                Example(_("topic:stockpiles"), _("everything on one topic; also area: and course:")),
            ],
        ),
    ]


def filters(language: str) -> list[Filter]:
    """What the filters take that nobody could guess."""
    forms = {"area": _("area:{value}"), "topic": _("topic:{value}"), "course": _("course:{value}")}
    return [
        Filter(str(FACET_TITLES[name]), [forms[name].format(value=_quoted(label)) for label in found])
        for name in LISTED
        if (found := filter_values.accepted(name, language))
    ]


def _quoted(label: str) -> str:
    if not label.isalnum():
        return f'"{label}"'
    return label if label.isupper() else label.lower()


def short() -> list[Example]:
    """One example of each way, for the page of results."""
    names, words, filters = (chapter.examples for chapter in chapters())
    return [names[0], names[2], words[1], words[3], words[4], filters[0]]
