"""Reads of the Convention, each with a constant number of queries.

A record's structure and availability are those of its source-language row; the row in the reader's language gives
the words, and where there is none the source's words stand in, marked with their language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from wagtail_localize.fields import SynchronizedField

from cms.convention import citations
from cms.convention.models import Chemical, Country, OfficialText, Provision, Topic
from cms.publishing.locales import locale_for, source_locale
from cms.publishing.remembered import Remembered

Record = TypeVar("Record", Provision, Chemical, Topic)


def provisions_by_eid(eids: Iterable[str], language: str) -> dict[str, Provision]:
    """The live provisions of these eIds, in the reader's language where it exists; one query."""
    return in_language(Provision.objects.filter(eid__in=set(eids)), language, "eid")


def provisions_of_unit(unit: str, language: str) -> list[Provision]:
    """An article or annex and everything in it, in reading order; one query."""
    found = Provision.objects.filter(Q(eid=unit) | Q(eid__startswith=f"{unit}__"))
    return sorted(in_language(found, language, "eid").values(), key=lambda row: row.order)


def units(language: str) -> list[Provision]:
    """All articles and annexes, in order; one query."""
    found = in_language(Provision.objects.filter(parent_eid=""), language, "eid")
    return sorted(found.values(), key=lambda row: row.order)


def outline(language: str) -> list[Provision]:
    """Articles and annexes with the parts and sections of annexes; one query."""
    kinds = ("article", "annex", "part", "section")
    found = in_language(Provision.objects.filter(kind__in=kinds), language, "eid")
    return sorted(found.values(), key=lambda row: row.order)


def chemicals_by_slug(slugs: Iterable[str], language: str) -> dict[str, Chemical]:
    """The live chemicals of these slugs, in the reader's language where it exists; one query."""
    return in_language(Chemical.objects.filter(slug__in=set(slugs)), language, "slug")


def all_chemicals(language: str) -> list[Chemical]:
    """Every live chemical, in the order of listing; one query."""
    return sorted(in_language(Chemical.objects.all(), language, "slug").values(), key=lambda row: row.order)


def topics_by_slug(slugs: Iterable[str], language: str) -> dict[str, Topic]:
    """The live topics of these slugs, in the reader's language where it exists; one query."""
    return in_language(Topic.objects.filter(slug__in=set(slugs)), language, "slug")


def official_texts(eids: Iterable[str], language: str) -> dict[str, OfficialText]:
    """What the operator has imported of these provisions in a language; one query."""
    return {text.eid: text for text in OfficialText.objects.filter(eid__in=set(eids), language=language)}


def countries() -> list[Country]:
    return list(Country.objects.all())


def in_language(rows: QuerySet[Record], language: str, key: str) -> dict[str, Record]:
    """One row per key: the reader's language's where it is live, the source's words otherwise."""
    source, reader = source_locale(), locale_for(language)
    locales = {source.pk, reader.pk if reader else source.pk}
    by_key: dict[str, dict[int, Record]] = {}
    for row in rows.filter(locale__in=locales, live=True):
        by_key.setdefault(getattr(row, key), {})[row.locale_id] = row
    return {
        name: _dressed(found[source.pk], found.get(reader.pk) if reader else None)
        for name, found in by_key.items()
        if source.pk in found
    }


def _dressed(source: Record, translation: Record | None) -> Record:
    """The translation's words on the source's structure."""
    if translation is None or translation is source:
        return source
    for field in type(source).translatable_fields:
        if isinstance(field, SynchronizedField):
            setattr(translation, field.field_name, getattr(source, field.field_name))
    return translation


@Remembered
def known_eids() -> frozenset[str]:
    """Which provisions exist; every query to search asks."""
    return frozenset(Provision.objects.filter(locale=source_locale(), live=True).values_list("eid", flat=True))


def with_parts(eids: Iterable[str]) -> list[str]:
    """These provisions and all that stands below them, at any depth; one query."""
    wanted = {*eids}
    every = Provision.objects.filter(locale=source_locale()).values_list("eid", flat=True)
    below = (eid for eid in every if any(eid.startswith(f"{above}__") for above in wanted))
    return sorted(wanted.union(below)) if wanted else []


def resolve_citations(text: str, language: str) -> list[str]:
    """The eIds of existing provisions that a text cites."""
    return citations.resolve(text, language, known_eids())


def related_provisions(field: str, key: str, language: str) -> list[Provision]:
    """The provisions whose list of topics or chemicals names this key; two queries."""
    rows = Provision.objects.filter(locale=source_locale(), live=True).values_list("eid", field)
    eids = [eid for eid, keys in rows if key in keys]
    return sorted(provisions_by_eid(eids, language).values(), key=lambda row: row.order)


def choices(model: type[Any], key: str, label: str, language: str) -> list[tuple[str, str]]:
    """(key, label) pairs for choosers, drafts included, since an editor may link before publishing."""
    reader = locale_for(language) or source_locale()
    rows: dict[str, str] = {}
    for locale in dict.fromkeys((source_locale().pk, reader.pk)):
        rows.update(model.objects.filter(locale_id=locale).values_list(key, label))
    return list(rows.items())
