"""The glossary's data file: what it may hold, and how it becomes terms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from cms.terminology import signal_handlers
from cms.terminology.inflection import forms
from cms.terminology.lines import joined
from cms.terminology.loading import bulk
from cms.terminology.loading import records as r
from cms.terminology.models import Authority, Term, Wording

DATA = Path(__file__).resolve().parents[1] / "data" / "glossary.json"
WORDING = ("text", "acronym", "inflected", "forbidden", "definition")


def read(path: Path, languages: Sequence[str]) -> r.DataFile:
    """The records of a glossary file with every problem found in them."""
    fields: dict[str, r.Check] = {
        "id": r.slug,
        **r.per_language("term", r.text, languages),
        **r.per_language("acronym", r.optional(r.text), languages),
        **r.per_language("forbidden", r.texts, [language for language in languages if language != "en"]),
        "part_of_speech": r.text,
        "domain": r.text,
        "note": r.optional(r.text),
        "do_not_translate": r.flag,
        "verified": r.flag,
    }
    data = r.DataFile(path, "id", fields).read()
    for record in data.records:
        _check(data, record, languages)
    if not data.problems:
        _add_definitions(data, path.with_name("definitions.json"), languages)
    return data


def _add_definitions(data: r.DataFile, path: Path, languages: Sequence[str]) -> None:
    """Learners' definitions stand in a file of their own, {id: {language: text}}; a term may have none."""
    content = r.read_json(path, data.problems) if path.exists() else {}
    if not isinstance(content, dict):
        if content is not None:
            data.problems.append(r.Problem(path.name, "", "", "must be an object of terms"))
        return
    records = {record["id"]: record for record in data.records}
    for key, texts in content.items():
        wrong = _wrong_definition(key, texts, records.keys(), languages)
        data.problems += [r.Problem(path.name, key, name, message) for name, message in wrong]
        if not wrong:
            records[key]["definitions"] = texts


def _wrong_definition(key: str, texts: Any, known: Collection[str], languages: Sequence[str]) -> list[tuple[str, str]]:
    if key not in known:
        return [("", "is no term of the glossary")]
    if not isinstance(texts, dict) or texts.keys() != set(languages):
        return [("", f"must have exactly these languages: {', '.join(languages)}")]
    return [(language, message) for language, text in texts.items() if (message := r.text(text))]


def _check(data: r.DataFile, record: r.Record, languages: Sequence[str]) -> None:
    for language in languages:
        if record[f"term_{language}"] in record.get(f"forbidden_{language}", []):
            data.bad(record["id"], f"forbidden_{language}", "forbids the term itself")
    same = len({record[f"term_{language}"] for language in languages}) == 1
    untranslatable = record["do_not_translate"] and record["part_of_speech"] in ("acronym", "identifier", "symbol")
    if untranslatable and not same:
        data.bad(record["id"], "do_not_translate", "is set although the wordings differ")


@transaction.atomic
def apply(data: r.DataFile, languages: Sequence[str]) -> bulk.Counted:
    """Bring the terms in line with the file; a record whose data did not change is not touched."""
    counted = bulk.Counted()
    stored = {term.term_id: term for term in Term.objects.prefetch_related("wordings")}
    new: list[Term] = []
    for record in data.records:
        key, wanted = record["id"], {language: _wording(record, language) for language in languages}
        hashed = bulk.digest({**_fields(record), "wordings": wanted})
        term = stored.get(key)
        if term is None:
            counted.created.add(key)
            new.append(_new(record, wanted, hashed))
        elif term.loaded_hash != hashed:
            counted.updated.add(key)
            _update(term, record, wanted, hashed)
        else:
            counted.unchanged.add(key)
    Term.objects.bulk_create(new)
    Wording.objects.bulk_create(wording for term in new for wording in term.wordings.all())
    bulk.publish_new(new)
    signal_handlers.forget()
    return counted


def _fields(record: r.Record) -> dict[str, Any]:
    return {
        "part_of_speech": record["part_of_speech"],
        "domain": record["domain"],
        # What was found in official texts is the United Nations' usage; the rest is our own until someone checks it.
        "authority": Authority.UN if record["verified"] else Authority.HOUSE,
        "note": record["note"] or "",
        "do_not_translate": record["do_not_translate"],
        "verified": record["verified"],
    }


def _wording(record: r.Record, language: str) -> dict[str, str]:
    text = record[f"term_{language}"]
    return {
        "text": text,
        "acronym": record[f"acronym_{language}"] or "",
        "inflected": joined(forms(text, language, record["part_of_speech"])),
        "forbidden": joined(record.get(f"forbidden_{language}", [])),
        "definition": record.get("definitions", {}).get(language, ""),
    }


def _new(record: r.Record, wanted: dict[str, dict[str, str]], hashed: str) -> Term:
    term: Term = bulk.live_now(Term(term_id=record["id"], loaded_hash=hashed, **_fields(record)))
    term.wordings = [Wording(term=term, language=language, **values) for language, values in wanted.items()]
    return term


def _update(term: Term, record: r.Record, wanted: dict[str, dict[str, str]], hashed: str) -> None:
    """Publish the changed term; what editors added to a wording, such as a definition, stays."""
    for name, value in {**_fields(record), "loaded_hash": hashed}.items():
        setattr(term, name, value)
    present = {wording.language: wording for wording in term.wordings.all()}
    for language, values in wanted.items():
        wording = present.get(language) or Wording(term=term, language=language)
        for name in WORDING:
            # An editor's definition stays where the data have none.
            if values[name] or name != "definition":
                setattr(wording, name, values[name])
        present[language] = wording
    term.wordings = list(present.values())
    term.save_revision().publish()
