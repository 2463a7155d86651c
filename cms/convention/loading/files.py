"""The Convention's data files: what each may hold, and what must agree between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cms.convention import citations
from cms.convention.cas import is_valid
from cms.convention.loading import other_names
from cms.convention.models import ProvisionKind, Verification
from cms.terminology.loading import glossary
from cms.terminology.loading import records as r

DATA = Path(__file__).resolve().parents[1] / "data"
GROUPS = ("pesticide", "industrial", "unintentional")
FIRST_IN_FORCE = date(2004, 5, 17)
_ISO2, _ISO3 = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Files:
    """Everything that one load reads."""

    topics: r.DataFile
    chemicals: r.DataFile
    provisions: r.DataFile
    countries: r.DataFile
    glossary: r.DataFile

    @property
    def problems(self) -> list[r.Problem]:
        files = (self.topics, self.chemicals, self.provisions, self.countries, self.glossary)
        return [problem for data in files for problem in data.problems]


def read(folder: Path, glossary_path: Path, languages: Sequence[str]) -> Files:
    """All data files, checked one by one and against each other."""
    files = Files(
        topics=_topics(folder / "topics.json", languages),
        chemicals=_chemicals(folder / "chemicals.json", languages),
        provisions=_provisions(folder / "provisions.json", languages),
        countries=_countries(folder / "caribbean.json", languages),
        glossary=glossary.read(glossary_path, languages),
    )
    if not files.chemicals.problems:
        other_names.add(files.chemicals, folder / other_names.FILE, languages)
    if not files.topics.problems:
        files.provisions.check_keys("topics", files.topics.keys(), "topic")
    if not files.chemicals.problems:
        files.provisions.check_keys("chemicals", files.chemicals.keys(), "chemical")
    return files


def _topics(path: Path, languages: Sequence[str]) -> r.DataFile:
    return r.DataFile(path, "slug", {"slug": r.slug, **r.per_language("label", r.text, languages)}).read()


def _eid(value: Any) -> str:
    known = isinstance(value, str) and citations.path(value) is not None
    return "" if known else "is not an eId of the form art_5__para_a or annex_a__part_ii"


def _provisions(path: Path, languages: Sequence[str]) -> r.DataFile:
    fields: dict[str, r.Check] = {
        "id": _eid,
        "eid": _eid,
        "parent_id": r.optional(_eid),
        "order": r.number,
        "depth": r.number,
        "kind": r.one_of(*ProvisionKind.values),
        **r.per_language("citation", r.text, languages),
        "citation_aliases": r.texts,
        **r.per_language("heading", r.optional(r.text), languages),
        "heading_es_status": r.optional(r.text),
        **r.per_language("summary", r.text, languages),
        "summary_status": r.text,
        "topics": r.texts,
        "chemicals": r.texts,
        "verified": r.flag,
        "verification": r.one_of(*Verification.values),
        "note": r.optional(r.text),
    }
    data = r.DataFile(path, "id", fields).read()
    for name in ("order", *(f"citation_{language}" for language in languages)):
        data.unique(name)
    data.check_pairs(["heading"], languages)
    keys = data.keys()
    for record in data.records:
        _check_provision(data, record, keys, languages)
    return data


def _check_provision(data: r.DataFile, record: r.Record, keys: set[str], languages: Sequence[str]) -> None:
    eid, parent = record["id"], record["id"].rpartition("__")[0]
    if record["eid"] != eid:
        data.bad(eid, "eid", "differs from the id")
    if (record["parent_id"] or "") != parent:
        data.bad(eid, "parent_id", f"must be {parent!r}, as the id says" if parent else "must be null, as the id says")
    elif parent and parent not in keys:
        data.bad(eid, "parent_id", f"names {parent!r}, which is not in this file")
    if record["depth"] != eid.count("__"):
        data.bad(eid, "depth", f"must be {eid.count('__')}, as the id says")
    if not parent and not record[f"heading_{languages[0]}"]:
        data.bad(eid, f"heading_{languages[0]}", "is empty")
    for language in languages:
        if eid not in citations.resolve(record[f"citation_{language}"], language, {eid}):
            data.bad(eid, f"citation_{language}", f"{record[f'citation_{language}']!r} does not cite {eid}")
    for alias in record["citation_aliases"]:
        if not any(eid in citations.resolve(alias, language, {eid}) for language in languages):
            data.bad(eid, "citation_aliases", f"{alias!r} does not cite {eid}")


def _cas(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return "must be a list of at least one number"
    for entry in value:
        if not isinstance(entry, dict) or not isinstance(entry.get("number"), str):
            return "must be a list of objects with a number"
        if not is_valid(entry["number"]):
            return f"{entry['number']} fails its check digit"
    return ""


def _later(value: Any) -> str:
    whole = isinstance(value, list) and all(
        isinstance(entry, dict) and entry.keys() == {"annex", "year", "cop", "decision"} for entry in value
    )
    return "" if whole else "must be a list of objects with annex, year, cop and decision"


def _chemicals(path: Path, languages: Sequence[str]) -> r.DataFile:
    fields: dict[str, r.Check] = {
        "slug": r.slug,
        **r.per_language("name", r.text, languages),
        **r.per_language("acronyms", r.texts, languages),
        **r.per_language("synonyms", r.texts, languages),
        "cas": _cas,
        "cas_scope": r.slug,
        "annexes": r.some_of("A", "B", "C"),
        "groups": r.some_of(*GROUPS),
        "year_listed": r.number,
        "later_listings": _later,
        "batch": r.text,
        "cop": r.optional(r.text),
        "decision": r.optional(r.text),
        "amendment_in_force": r.optional(r.day),
        **r.per_language("uses", r.text, languages),
        **r.per_language("exemptions", r.text, languages),
        "verified": r.flag,
        "note": r.optional(r.text),
    }
    data = r.DataFile(path, "slug", fields).read()
    seen: dict[str, str] = {}
    for record in data.records:
        _check_chemical(data, record, seen, languages)
    return data


def _check_chemical(data: r.DataFile, record: r.Record, seen: dict[str, str], languages: Sequence[str]) -> None:
    slug = record["slug"]
    if not record["annexes"]:
        data.bad(slug, "annexes", "is empty")
    if ("C" in record["annexes"]) != ("unintentional" in record["groups"]):
        data.bad(slug, "groups", "must have 'unintentional' exactly when the chemical is in Annex C")
    if not 2001 <= record["year_listed"] <= date.today().year:
        data.bad(slug, "year_listed", "is not a year since 2001")
    for entry in record["cas"]:
        other = seen.setdefault(entry["number"], slug)
        if other != slug:
            data.bad(slug, "cas", f"{entry['number']} is also a number of {other}")
        for language in languages:
            if r.text(entry.get(f"for_{language}")):
                data.bad(slug, "cas", f"{entry['number']} does not say in {language!r} what it names")


def _countries(path: Path, languages: Sequence[str]) -> r.DataFile:
    """The countries within the file of regional facts; its other parts are not loaded."""
    data = r.DataFile(path, "iso2", {})
    content = r.read_json(path, data.problems)
    rows = content.get("countries") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        if content is not None:
            data.bad("", "countries", "must be a list")
        return data
    checks: dict[str, r.Check] = {
        "iso2": lambda value: "" if isinstance(value, str) and _ISO2.fullmatch(value) else "must be two capitals",
        "iso3": lambda value: "" if isinstance(value, str) and _ISO3.fullmatch(value) else "must be three capitals",
        **r.per_language("name", r.text, languages),
        "stockholm_party": r.flag,
        "served_by_bcrc_caribbean": r.flag,
        "dates_verified": r.flag,
        "consent_act": r.optional(r.text),
        "deposit_date": r.optional(r.day),
        "entry_into_force": r.optional(r.day),
    }
    given = {name for row in rows if isinstance(row, dict) for name in row}
    data.fields = {name: checks.get(name, lambda _value: "") for name in checks.keys() | given}
    data.take(rows)
    for record in data.records:
        _check_country(data, record)
    return data


def _check_country(data: r.DataFile, record: r.Record) -> None:
    """The Convention binds a Party from the ninetieth day after its deposit, and nobody before it was in force."""
    if not record["deposit_date"] or not record["entry_into_force"]:
        return
    bound = max(date.fromisoformat(record["deposit_date"]) + timedelta(days=90), FIRST_IN_FORCE)
    if date.fromisoformat(record["entry_into_force"]) != bound:
        data.bad(record["iso2"], "entry_into_force", f"must be {bound}, the ninetieth day after the deposit")
