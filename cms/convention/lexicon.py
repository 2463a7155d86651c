"""The names and numbers by which chemicals and decisions are recognised, remembered for a while."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from cms.convention import citations, queries
from cms.convention.models import Chemical, Provision
from cms.publishing.locales import source_locale
from cms.publishing.remembered import Remembered
from cms.terminology.names import Names


def chemical_labels(chemical: Chemical) -> list[str]:
    """Every name of a chemical in every language except those of its row."""
    return [text for lists in (chemical.acronyms, chemical.synonyms) for texts in lists.values() for text in texts]


def decisions_of(chemical: Chemical) -> list[str]:
    """The decisions that listed a chemical or changed its exemptions."""
    named = [chemical.decision, *(entry["decision"] for entry in chemical.later_listings)]
    told = [decision.number for decision in citations.decisions(chemical.exemptions)]
    return list(dict.fromkeys(number for number in (*named, *told) if number))


@Remembered
def chemical_names() -> Names:
    """The names, acronyms and trade names of all chemicals, in all languages."""
    rows = (chemical for language, _name in settings.LANGUAGES for chemical in queries.all_chemicals(language))
    names = Names()
    for chemical in rows:
        for name in (chemical.name, *chemical_labels(chemical)):
            names.add(name, chemical.slug)
            # "DDT (trade name)" is asked for without its aside.
            names.add(name.partition(" (")[0], chemical.slug)
    return names


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
