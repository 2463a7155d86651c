"""Rules for single values. A rule is told a value and its place, and tells the check what is wrong."""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.wording import forbidden_renderings
from cms.pages.packages.reading.yamlfile import Map, Seq, entries

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Check:
    """One file under examination: where its problems go and what its values may refer to."""

    file: str
    problems: Problems
    known: Known
    languages: tuple[str, ...]

    def bad(self, line: int, message: str) -> None:
        self.problems.add(self.file, line, message)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands."""

    line: int
    name: str


Rule = Callable[[Check, Place, Any], None]


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping: the rule its value follows, and whether it must be there."""

    rule: Rule
    required: bool = True


Spec = Mapping[str, Field]


def need(rule: Rule) -> Field:
    return Field(rule)


def may(rule: Rule) -> Field:
    return Field(rule, required=False)


def check_map(check: Check, place: Place, value: Any, spec: Spec) -> bool:
    """Checks a mapping against its spec; False when it is no mapping."""
    if not isinstance(value, Map):
        check.bad(place.line, _("%(name)s must be a mapping.") % {"name": place.name})
        return False
    for key in value.keys() - spec.keys():
        check.bad(value.at[key], _("Unknown key “%(key)s” in %(name)s.") % {"key": key, "name": place.name})
    for key, field in spec.items():
        if value.get(key) is not None:
            field.rule(check, Place(value.at[key], key), value[key])
        elif field.required:
            check.bad(value.line, _("%(name)s has no “%(key)s”.") % {"name": place.name, "key": key})
    return True


def mapping(spec: Spec) -> Rule:
    def rule(check: Check, place: Place, value: Any) -> None:
        check_map(check, place, value, spec)

    return rule


def rows(spec: Spec, *, least: int = 1) -> Rule:
    """A list of mappings whose ids differ."""

    def rule(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, Seq) or len(value) < least:
            check.bad(
                place.line, _("%(name)s must be a list of at least %(count)d.") % {"name": place.name, "count": least}
            )
            return
        for row, line in zip(value, value.at, strict=True):
            check_map(check, Place(line, place.name), row, spec)
        unique_ids(check, place, value)

    return rule


def unique_ids(check: Check, place: Place, value: Seq) -> None:
    ids = Counter(str(row["id"]) for row in entries(value, Map) if "id" in row)
    for key, count in ids.items():
        if count > 1:
            check.bad(place.line, _("Id “%(id)s” is used twice in %(name)s.") % {"id": key, "name": place.name})


def anything(check: Check, place: Place, value: Any) -> None:
    """For values that are checked elsewhere."""


def string(check: Check, place: Place, value: Any) -> None:
    if not isinstance(value, str):
        check.bad(place.line, _("%(name)s must be a text; put it between quotes.") % {"name": place.name})
    elif not value.strip():
        check.bad(place.line, _("%(name)s must not be empty.") % {"name": place.name})
    elif any(ord(sign) < 32 and sign not in "\n\t" for sign in value):
        check.bad(place.line, _("%(name)s holds a control character.") % {"name": place.name})


def strings(check: Check, place: Place, value: Any) -> None:
    each(string)(check, place, value)


def each(rule: Rule, *, least: int = 0) -> Rule:
    """A list whose entries follow a rule."""

    def listing(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, Seq) or len(value) < least:
            check.bad(
                place.line, _("%(name)s must be a list of at least %(count)d.") % {"name": place.name, "count": least}
            )
            return
        for entry, line in zip(value, value.at, strict=True):
            rule(check, Place(line, place.name), entry)

    return listing


def per_language(rule: Rule) -> Rule:
    """A map that has exactly the languages of the course."""

    def languages(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, Map):
            check.bad(place.line, _("%(name)s must be a map of languages.") % {"name": place.name})
            return
        if set(value) != set(check.languages):
            wanted = ", ".join(check.languages)
            message = _("%(name)s must have exactly the languages %(languages)s.")
            check.bad(place.line, message % {"name": place.name, "languages": wanted})
        for language, entry in value.items():
            rule(check, Place(value.at[language], f"{place.name} ({language})"), entry)

    return languages


def text(check: Check, place: Place, value: Any) -> None:
    """A text for people in every language of the course, checked for forbidden renderings."""
    per_language(string)(check, place, value)
    if not isinstance(value, Map):
        return
    source = value.get(check.languages[0])
    for language in check.languages[1:]:
        target = value.get(language)
        if isinstance(source, str) and isinstance(target, str):
            check_wording(check, value.at[language], language, source, target)


def check_wording(check: Check, line: int, language: str, source: str, target: str) -> None:
    """Forbidden renderings; the terminology knows them for Spanish beside English alone."""
    if (check.languages[0], language) != ("en", "es"):
        return
    for found, wording in forbidden_renderings(check.known.wordings, source, target):
        message = _("“%(found)s” is a forbidden rendering of “%(term)s”; use “%(preferred)s”.")
        check.bad(line, message % {"found": found, "term": wording.source, "preferred": wording.target})


def within(rule: Rule, most: int) -> Rule:
    """A rule, and a length that the text, or each text of a map, must keep to."""

    def limited(check: Check, place: Place, value: Any) -> None:
        rule(check, place, value)
        for key, words in value.items() if isinstance(value, Map) else [("", value)]:
            if isinstance(words, str):
                check_length(check, value.at[key] if key else place.line, place.name, words, most)

    return limited


def check_length(check: Check, line: int, name: str, words: str, most: int) -> None:
    if len(words) > most:
        values = {"name": name, "count": len(words), "most": most}
        check.bad(line, _("%(name)s has %(count)d characters; there is room for %(most)d.") % values)


def identifier(check: Check, place: Place, value: Any) -> None:
    good = isinstance(value, str | int) and not isinstance(value, bool)
    if not good or not ID.fullmatch(str(value)) or len(str(value)) > 100:
        check.bad(place.line, _("%(name)s must be in small letters, digits and hyphens.") % {"name": place.name})


def day(check: Check, place: Place, value: Any) -> None:
    if type(value) is not date:
        check.bad(place.line, _("%(name)s must be a date, year-month-day.") % {"name": place.name})


def boolean(check: Check, place: Place, value: Any) -> None:
    if not isinstance(value, bool):
        check.bad(place.line, _("%(name)s must be true or false.") % {"name": place.name})


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def number(check: Check, place: Place, value: Any) -> None:
    if not is_number(value):
        check.bad(place.line, _("%(name)s must be a number.") % {"name": place.name})


def not_negative(check: Check, place: Place, value: Any) -> None:
    if not is_number(value) or value < 0:
        check.bad(place.line, _("%(name)s must be a number, 0 or more.") % {"name": place.name})


def whole(least: int, most: int = 100_000) -> Rule:
    """A whole number within bounds that a database column can hold."""

    def rule(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            message = _("%(name)s must be a whole number from %(least)d to %(most)d.")
            check.bad(place.line, message % {"name": place.name, "least": least, "most": most})

    return rule


def one_of(allowed: Collection[str]) -> Rule:
    def rule(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, str) or value not in allowed:
            listed = ", ".join(sorted(allowed))
            message = _("%(name)s “%(value)s” is not one of %(allowed)s.")
            check.bad(place.line, message % {"name": place.name, "value": value, "allowed": listed})

    return rule


def keys_of(kind: str) -> Rule:
    """A list of keys of provisions, chemicals, terms or sectors, each once."""

    def rule(check: Check, place: Place, value: Any) -> None:
        if not isinstance(value, Seq):
            check.bad(place.line, _("%(name)s must be a list.") % {"name": place.name})
            return
        known = check.known.keys(kind)
        seen: set[str] = set()
        for entry, line in zip(value, value.at, strict=True):
            key = str(entry)
            if key not in known:
                check.bad(line, _("“%(key)s” is not among the %(kind)s.") % {"key": key, "kind": kind})
            if key in seen:
                check.bad(line, _("“%(key)s” stands twice in %(name)s.") % {"key": key, "name": place.name})
            seen.add(key)

    return rule


provisions, chemicals, terms = keys_of("provisions"), keys_of("chemicals"), keys_of("terms")
