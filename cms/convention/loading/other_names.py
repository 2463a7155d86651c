"""Names by which a chemical is asked for besides those of its record: trade names, older names, salts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cms.terminology.loading import records as r
from search.domain.text import compact

FILE = "other_names.json"
KINDS = (
    "trade name",
    "commercial mixture",
    "former name",
    "systematic name",
    "salt, ester or precursor",
    "congener, isomer or component",
    "other spelling",
)
# What is sold or said today, what was, and what is known in some places only.
STANDINGS = ("current", "historic", "regional")


def add(chemicals: r.DataFile, path: Path, languages: Sequence[str]) -> None:
    """Put the names of the file, if there is one, beside the synonyms of each chemical."""
    if not path.exists():
        return
    fields: dict[str, r.Check] = {
        "id": r.slug,
        "chemical": r.slug,
        "kind": r.one_of(*KINDS),
        "standing": r.one_of(*STANDINGS),
        **r.per_language("names", r.texts, languages),
        "note": r.optional(r.text),
    }
    data = r.DataFile(path, "id", fields).read()
    records = {record["slug"]: record for record in chemicals.records}
    for record in data.records:
        _add(data, record, records.get(record["chemical"]), languages)
    chemicals.problems += [*data.problems, *_shared(data, chemicals, languages)]


def _add(data: r.DataFile, record: r.Record, chemical: r.Record | None, languages: Sequence[str]) -> None:
    if chemical is None:
        data.bad(record["id"], "chemical", f"names the unknown chemical {record['chemical']!r}")
        return
    for language in languages:
        known = {compact(name) for name in _names(chemical, language)}
        for name in record[f"names_{language}"]:
            if compact(name) in known:
                data.bad(record["id"], f"names_{language}", f"{name!r} is a name of {chemical['slug']} already")
            known.add(compact(name))
        chemical.setdefault("other_names", {}).setdefault(language, []).extend(record[f"names_{language}"])


def _names(chemical: r.Record, language: str) -> Iterator[str]:
    yield from (chemical[f"name_{language}"], *chemical[f"acronyms_{language}"], *chemical[f"synonyms_{language}"])
    yield from chemical.get("other_names", {}).get(language, [])


def _shared(data: r.DataFile, chemicals: r.DataFile, languages: Sequence[str]) -> Iterator[r.Problem]:
    """A name of two chemicals would answer with one of them by chance."""
    seen: dict[str, str] = {}
    for chemical in chemicals.records:
        for name in (name for language in languages for name in _names(chemical, language)):
            other = seen.setdefault(compact(name), chemical["slug"])
            if other != chemical["slug"]:
                yield r.Problem(data.path.name, chemical["slug"], "", f"{name!r} is also a name of {other}")
