"""The names and numbers by which chemicals and decisions are recognised, remembered for a while."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings

from cms.convention import citations, groups, queries
from cms.convention.models import Chemical, Provision
from cms.publishing.locales import source_locale
from cms.publishing.remembered import Remembered
from cms.terminology import acronyms
from cms.terminology.inflection import forms as inflected
from cms.terminology.loose_names import LooseNames

_ISOMER = re.compile(r"(?P<letter>[αβγ]|al(?:ph|f)a|beta|gamma)[- ](?P<rest>.+)", re.IGNORECASE)


def names_of(chemical: Chemical, language: str) -> list[str]:
    """All names of a chemical in one language; “Halowax (trade name)” is asked for without its aside, too."""
    said = (chemical.name, *chemical.acronyms.get(language, []), *chemical.synonyms.get(language, []))
    return list(dict.fromkeys(part for name in said for part in (name, name.partition(" (")[0])))


def labels_of(chemical: Chemical) -> list[str]:
    """Every name of a chemical in every language except those of its row, acronyms first."""
    said = [text for lists in (chemical.acronyms, chemical.synonyms) for texts in lists.values() for text in texts]
    return [text.partition(" (")[0] for text in said]


def decisions_of(chemical: Chemical) -> list[str]:
    """The decisions that listed a chemical or changed its exemptions."""
    named = [chemical.decision, *(entry["decision"] for entry in chemical.later_listings)]
    told = [decision.number for decision in citations.decisions(chemical.exemptions)]
    return list(dict.fromkeys(number for number in (*named, *told) if number))


@Remembered
def chemical_names() -> LooseNames:
    """The names, acronyms and trade names of all chemicals and of groups of them, in all languages."""
    names = LooseNames()
    rows = [(row, code) for code, _name in settings.LANGUAGES for row in queries.all_chemicals(code)]
    names.add_all((name, row.slug, _forms(name, code)) for row, code in rows for name in names_of(row, code))
    known = {row.slug for row, _code in rows}
    names.add_all(
        (name, slug, acronyms.numbers(name))
        for group in groups.every()
        for name in (group.names if group.is_name else ())
        for slug in group.members
        if slug in known
    )
    return names


def _forms(name: str, language: str) -> Iterator[str]:
    """For one and for many, and with the letter of an isomer at the end: HCH alpha."""
    number = acronyms.numbers(name)
    yield from number if len(number) > 1 else inflected(name, language, "noun phrase")
    if isomer := _ISOMER.match(name):
        yield f"{isomer['rest']} {isomer['letter']}"


@Remembered
def cas_numbers() -> dict[str, str]:
    """The chemical of each CAS number."""
    return {
        number: chemical.slug
        for chemical in Chemical.objects.filter(locale=source_locale(), live=True)
        for number in chemical.numbers
    }


@Remembered
def decision_families() -> dict[str, tuple[str, ...]]:
    """The chemicals and provisions that each decision is about."""
    found: dict[str, tuple[str, ...]] = {}
    for number, family in _decided():
        found[number] = (*found.get(number, ()), family)
    return found


def _decided() -> Iterator[tuple[str, str]]:
    for chemical in queries.all_chemicals(settings.LANGUAGE_CODE):
        for number in decisions_of(chemical):
            yield number, f"chemical:{chemical.slug}"
    for provision in Provision.objects.filter(locale=source_locale(), live=True).exclude(note=""):
        for number in provision_decisions(provision):
            yield number, f"provision:{provision.eid}"


def provision_decisions(provision: Provision) -> list[str]:
    """The decision that carries a provision out, where its note names exactly one."""
    numbers = list(dict.fromkeys(found.number for found in citations.decisions(provision.note)))
    return numbers if len(numbers) == 1 else []


def forget() -> None:
    """Drop what is remembered: a chemical or provision changed."""
    for remembered in (chemical_names, cas_numbers, decision_families):
        remembered.forget()
    queries.known_eids.forget()
