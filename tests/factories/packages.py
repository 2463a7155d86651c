"""Small course packages, whole and spoilt."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.apps import apps

from cms.convention.models import Chemical, Provision
from cms.pages.packages.exporting.exporter import MemorySource
from cms.pages.packages.importing.importer import Report, import_package
from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import PackageRefusedError
from cms.pages.packages.reading.reader import check_strays, format_files, read_package
from cms.pages.packages.reading.wording import Wording
from cms.terminology.models import Term
from cms.terminology.models import Wording as TermWording
from tests.factories import pages

Files = dict[str, str | bytes]
ROOT = Path(__file__).resolve().parents[2]
FIRST_COURSE = ROOT / "courses" / "stockholm-pops-caribbean"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width="8" height="8"><circle r="4"/></svg>\n'
SOUND = b"OggS" + bytes(24) + b"OpusHead" + bytes(40)

KNOWN = Known(
    provisions=frozenset({"art_1", "art_3", "art_5__para_a"}),
    chemicals=frozenset({"ddt", "pcb"}),
    terms={
        "pcb": {"en": "PCB", "es": "PCB"},
        "stockpiles": {"en": "stockpiles", "es": "existencias"},
        "releases": {"en": "releases", "es": "liberaciones"},
    },
    sectors=frozenset({"ngo", "student"}),
    languages=frozenset({"en", "es"}),
    wordings=(Wording("stockpiles", "existencias", ("stockpiles",), ("existencias",), ("reservas",)),),
)

COURSE = """\
format: 1
id: small-course
edition: 2026-11-23
languages: [en, es]
title: {en: A small course, es: Un curso breve}
summary: {en: All of it., es: Todo.}
audience: [ngo]
minutes: 30
objectives:
  - {en: Know the aim, es: Conocer el fin}
  - {en: Know the means, es: Conocer los medios}
modules: [m1-aim, m2-means]
final_test: final-test.yaml
certificate:
  requires: [final-test]
  valid_months: null
licence: CC BY 4.0
"""
MODULE_1 = """\
id: m1
area: introduction
title: {en: The aim, es: El fin}
summary: {en: Why., es: Por qué.}
lessons: [l1-why, l2-what]
test: test.yaml
"""
MODULE_2 = """\
id: m2
area: pops
title: {en: The means, es: Los medios}
summary: {en: How., es: Cómo.}
lessons: [l1-how]
test: test.yaml
"""
LESSON_EN = """\
---
id: m1-l1
title: Why
minutes: 10
objectives:
  o1: Say why
provisions: [art_1]
chemicals: [ddt]
terms: [stockpiles]
---

## The reason

Some *old* {term}`stockpiles` remain.

- One
- Two

:::{figure} circle.svg
:caption: A circle
It is round.
:::

## What to do

:::{steps} First steps
1. Look.
2. Note.
:::

:::{provision} art_1
:note: The aim.
:::

| Who | What |
| --- | --- |
| Parties | Act |

: Who does what

:::{practice} m1-p1
:::
"""
LESSON_ES = """\
---
id: m1-l1
title: Por qué
minutes: 10
objectives:
  o1: Decir por qué
provisions: [art_1]
chemicals: [ddt]
terms: [stockpiles]
---

## La razón

Quedan *viejas* {term}`existencias <stockpiles>`.

- Una
- Dos

:::{figure} circle.svg
:caption: Un círculo
Es redondo.
:::

## Qué hacer

:::{steps} Primeros pasos
1. Mire.
2. Anote.
:::

:::{provision} art_1
:note: El fin.
:::

| Quién | Qué |
| --- | --- |
| Partes | Actuar |

: Quién hace qué

:::{practice} m1-p1
:::
"""


def lesson(lesson_id: str, title: str, heading: str, text: str) -> str:
    """A lesson of one section."""
    return (
        f"---\nid: {lesson_id}\ntitle: {title}\nminutes: 5\nobjectives:\n  o1: {title}\n---\n\n## {heading}\n\n{text}\n"
    )


def choice(item_id: str, objective: str, difficulty: int = 1) -> str:
    return f"""\
  - id: {item_id}
    type: single_choice
    stem: {{en: "Which, {item_id}?", es: "¿Cuál, {item_id}?"}}
    points: 1
    difficulty: {difficulty}
    provisions: [art_1]
    objective: {objective}
    options:
      - id: a
        text: {{en: This, es: Esta}}
        correct: true
        feedback: {{en: Right, es: Correcto}}
      - id: b
        text: {{en: That, es: Aquella}}
        correct: false
"""


def test_file(test_id: str, items: str) -> str:
    return f"""\
id: {test_id}
title: {{en: Test {test_id}, es: Prueba {test_id}}}
intro: {{en: Answer., es: Responda.}}
mode: deferred
pass_percent: 70
attempts: 0
{items}"""


FINAL_DRAW = """\
draw:
  - from: modules/m1-aim/test.yaml
    count: 1
  - from: modules/m1-aim/practice.yaml
    count: 1
    difficulty: 1
    provisions: [art_1]
"""
MEDIA = """\
media:
  - file: circle.svg
    title: {en: Circle, es: Círculo}
    alt: {en: A circle, es: Un círculo}
    credit: {en: Drawn here, es: Dibujo propio}
    licence: {en: CC BY 4.0, es: CC BY 4.0}
"""


def small() -> Files:
    """A complete package, by path."""
    return {
        "course.yaml": COURSE,
        "modules/m1-aim/module.yaml": MODULE_1,
        "modules/m1-aim/l1-why.en.md": LESSON_EN,
        "modules/m1-aim/l1-why.es.md": LESSON_ES,
        "modules/m1-aim/l2-what.en.md": lesson("m1-l2", "What", "The thing", "It is this."),
        "modules/m1-aim/l2-what.es.md": lesson("m1-l2", "Qué", "La cosa", "Es esto."),
        "modules/m1-aim/practice.yaml": "items:\n" + choice("m1-p1", "m1-l1/o1"),
        "modules/m1-aim/test.yaml": test_file(
            "m1-test", "items:\n" + choice("m1-q1", "m1-l1/o1") + choice("m1-q2", "m1-l2/o1", 2)
        ),
        "modules/m2-means/module.yaml": MODULE_2,
        "modules/m2-means/l1-how.en.md": lesson("m2-l1", "How", "The way", "Like this."),
        "modules/m2-means/l1-how.es.md": lesson("m2-l1", "Cómo", "El modo", "Así."),
        "modules/m2-means/test.yaml": test_file("m2-test", "items:\n" + choice("m2-q1", "m2-l1/o1")),
        "final-test.yaml": test_file("final-test", FINAL_DRAW),
        "media/media.yaml": MEDIA,
        "media/circle.svg": DRAWING,
    }


def changed(files: Files, path: str, old: str, new: str) -> Files:
    """The package with one text replaced, once."""
    text = files[path]
    assert isinstance(text, str)
    assert old in text, f"{old!r} does not stand in {path}"
    return {**files, path: text.replace(old, new, 1)}


def without(files: Files, *paths: str) -> Files:
    return {path: content for path, content in files.items() if path not in paths}


def as_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}


def folder(root: Path, files: Files) -> Path:
    """The package as a folder."""
    for path, content in as_bytes(files).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


def zipped(path: Path, files: Files, top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in as_bytes(files).items():
            archive.writestr(top + name, content)
    return path


def read(files: Files, known: Known = KNOWN) -> Package:
    """A package as the reader sees it, with its problems."""
    package = read_package(MemorySource(as_bytes(files)), known)
    check_strays(package, format_files(package))
    return package


def problems(files: Files) -> list[str]:
    """What the reader has to say against a package, line by line."""
    try:
        return [str(problem) for problem in read(files).problems.listed()]
    except PackageRefusedError as error:
        return [str(problem) for problem in error.problems]


def site() -> None:
    """A site in two languages with the records that the small package names."""
    pages.translate(pages.index(), title="Cursos")
    locale = pages.locale("en")
    for number, eid in enumerate(sorted(KNOWN.provisions)):
        Provision.objects.create(eid=eid, locale=locale, translation_key=uuid4(), order=number, citation=eid)
    for slug in sorted(KNOWN.chemicals):
        Chemical.objects.create(slug=slug, locale=locale, translation_key=uuid4(), name=slug, year_listed=2001)
    for term_id, wordings in KNOWN.terms.items():
        term = Term(term_id=term_id)
        term.wordings = [TermWording(language=language, text=text) for language, text in wordings.items()]
        term.save()


def imported(root: Path, files: Files, **options: Any) -> Report:
    """The report of an import from a folder made for it."""
    return import_package(folder(root / uuid4().hex, files), **options)


def table_counts() -> dict[str, int]:
    """Rows by model: equal before and after whatever is to change nothing."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}
