"""From a record of a data file to the fields of its rows, one row per language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cms.convention.models import Verification
from cms.terminology.lines import joined
from cms.terminology.loading.records import Record

Fields = dict[str, Any]
Maker = Callable[[Record, str, Sequence[str]], Fields]


def topic(record: Record, language: str, _languages: Sequence[str]) -> Fields:
    return {"slug": record["slug"], "label": record[f"label_{language}"]}


def provision(record: Record, language: str, _languages: Sequence[str]) -> Fields:
    verification, heading = record["verification"], record[f"heading_{language}"] or ""
    recalled = record.get(f"heading_{language}_status") == "recalled"
    return {
        "eid": record["id"],
        "kind": record["kind"],
        "parent_eid": record["parent_id"] or "",
        "depth": record["depth"],
        "order": record["order"],
        "citation": record[f"citation_{language}"],
        "aliases": joined(record["citation_aliases"]),
        "heading": heading,
        "heading_verified": bool(heading) and not recalled and verification == Verification.TEXT_2009,
        "summary": record[f"summary_{language}"],
        "topics": record["topics"],
        "chemicals": record["chemicals"],
        "verification": verification,
        "note": record["note"] or "",
    }


def chemical(record: Record, language: str, languages: Sequence[str]) -> Fields:
    return {
        "slug": record["slug"],
        "name": record[f"name_{language}"],
        "acronyms": {each: record[f"acronyms_{each}"] for each in languages},
        "synonyms": {
            each: [*record[f"synonyms_{each}"], *record.get("other_names", {}).get(each, [])] for each in languages
        },
        "cas": [
            {"number": entry["number"], "names": {each: entry[f"for_{each}"] for each in languages}}
            for entry in record["cas"]
        ],
        "cas_scope": record["cas_scope"],
        "annexes": record["annexes"],
        "groups": record["groups"],
        "year_listed": record["year_listed"],
        "conference": record["cop"] or "",
        "decision": record["decision"] or "",
        "later_listings": record["later_listings"],
        "amendment_in_force": _day(record["amendment_in_force"]),
        "uses": record[f"uses_{language}"],
        "exemptions": record[f"exemptions_{language}"],
        "verified": record["verified"],
        "note": record["note"] or "",
    }


def country(record: Record, languages: Sequence[str]) -> Fields:
    return {
        "iso2": record["iso2"],
        "iso3": record["iso3"],
        "names": {language: record[f"name_{language}"] for language in languages},
        "party": record["stockholm_party"],
        "consent_act": record["consent_act"] or "",
        "deposit_date": _day(record["deposit_date"]),
        "entry_into_force": _day(record["entry_into_force"]),
        "served": record["served_by_bcrc_caribbean"],
        "dates_verified": record["dates_verified"],
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
