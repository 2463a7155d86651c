"""The keys of course.yaml, module.yaml, lesson front matter and media.yaml."""

import re
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.reading.rich import rich
from cms.pages.packages.reading.rules import (
    Check,
    Place,
    Spec,
    chemicals,
    day,
    each,
    identifier,
    keys_of,
    mapping,
    may,
    need,
    one_of,
    provisions,
    rows,
    string,
    terms,
    text,
    whole,
    within,
)
from cms.pages.packages.reading.yamlfile import Map, Seq

FORMAT = 1
AREAS = ("introduction", "pops", "provisions", "nip", "esm")
FOLDER = re.compile(r"(?:modules/)?[a-z0-9]+(?:-[a-z0-9]+)*")
MINUTES = whole(1, 10_000)
# What the fields of pages and media have room for.
TITLE, OBJECTIVE, LICENCE = 255, 300, 200


def format_number(check: Check, place: Place, value: Any) -> None:
    if value != FORMAT or isinstance(value, bool):
        check.bad(place.line, _("format must be %(format)d.") % {"format": FORMAT})


def languages(check: Check, place: Place, value: Any) -> None:
    if not languages_of(value, check.known.languages):
        listed = ", ".join(sorted(check.known.languages))
        check.bad(place.line, _("languages must be a list from %(languages)s, each once.") % {"languages": listed})


def languages_of(value: Any, known: Any) -> tuple[str, ...]:
    """The value as known languages, the source first; nothing when it is no such list."""
    good = isinstance(value, Seq) and all(isinstance(entry, str) and entry in known for entry in value)
    return tuple(value) if good and len(set(value)) == len(value) else ()


def folder(check: Check, place: Place, value: Any) -> None:
    if not isinstance(value, str) or not FOLDER.fullmatch(value):
        check.bad(
            place.line, _("%(name)s must name a folder in small letters, digits and hyphens.") % {"name": place.name}
        )


def objectives(check: Check, place: Place, value: Any) -> None:
    """A lesson's objectives: id to text, in the language of the file."""
    if not isinstance(value, Map) or not value:
        check.bad(place.line, _("%(name)s must be a map from id to text.") % {"name": place.name})
        return
    for key, words in value.items():
        identifier(check, Place(value.at[key], place.name), key)
        within(string, OBJECTIVE)(check, Place(value.at[key], f"{place.name} {key}"), words)


CERTIFICATE: Spec = {"requires": need(each(string, least=1)), "valid_months": may(whole(1, 1200))}

# Tests belong to the course engine, whose part of a package asks for them.
COURSE: Spec = {
    "format": need(format_number),
    "id": need(identifier),
    "edition": need(day),
    "languages": need(languages),
    "title": need(within(text, TITLE)),
    "summary": need(text),
    "audience": need(keys_of("sectors")),
    "minutes": need(MINUTES),
    "objectives": need(each(within(text, OBJECTIVE), least=1)),
    "modules": need(each(folder, least=1)),
    "final_test": may(string),
    "certificate": may(mapping(CERTIFICATE)),
    "licence": need(within(string, LICENCE)),
}

MODULE: Spec = {
    "id": need(identifier),
    "area": need(one_of(AREAS)),
    "title": need(within(text, TITLE)),
    "summary": need(text),
    "lessons": need(each(identifier, least=1)),
    "test": may(string),
}

LESSON: Spec = {
    "id": need(identifier),
    "title": need(within(string, TITLE)),
    "minutes": need(MINUTES),
    "objectives": need(objectives),
    "provisions": may(provisions),
    "chemicals": may(chemicals),
    "terms": may(terms),
}

MEDIA_ENTRY: Spec = {
    "file": need(string),
    "title": need(within(text, 200)),
    "alt": need(within(text, 500)),
    "transcript": may(rich),
    "captions": may(text),
    "credit": need(within(text, 300)),
    "licence": need(within(text, LICENCE)),
}

MEDIA: Spec = {"media": need(rows(MEDIA_ENTRY))}
