"""The Convention in tests: all of it, from the project's own data, or data files spoilt on purpose."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from cms.convention.loading import files
from cms.convention.models import Chemical, Provision, Topic
from cms.terminology.loading import glossary
from cms.terminology.models import Term

PROVISIONS: list[dict[str, Any]] = json.loads((files.DATA / "provisions.json").read_text(encoding="utf-8"))
CHEMICALS: list[dict[str, Any]] = json.loads((files.DATA / "chemicals.json").read_text(encoding="utf-8"))
TERMS: list[dict[str, Any]] = json.loads(glossary.DATA.read_text(encoding="utf-8"))


def load_convention() -> None:
    """Everything that the project's own files say, into the database."""
    call_command("load_convention", verbosity=0, stdout=StringIO())


def data_folder(folder: Path) -> Path:
    """A copy of all data files, the glossary's too."""
    shutil.copytree(files.DATA, folder, dirs_exist_ok=True)
    for name in ("glossary.json", "definitions.json"):
        shutil.copy(glossary.DATA.with_name(name), folder / name)
    return folder


def spoil(folder: Path, name: str, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Change the records of one file of a copied data folder in place."""
    path = folder / name
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["countries"] if isinstance(content, dict) else content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def provision(eid: str, language: str = "en") -> Provision:
    return Provision.objects.get(eid=eid, locale__language_code=language)


def chemical(slug: str, language: str = "en") -> Chemical:
    return Chemical.objects.get(slug=slug, locale__language_code=language)


def topic(slug: str, language: str = "en") -> Topic:
    return Topic.objects.get(slug=slug, locale__language_code=language)


def term(term_id: str) -> Term:
    return Term.objects.get(term_id=term_id)
