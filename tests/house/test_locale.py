"""Every interface string is collected and translated, with the same placeholders."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.services.missing import install_system_packages

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["en", "es"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")


def catalogue(root, language):
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def ids(root, language):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(root, language)}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A copy of the tracked files in which the strings were collected again."""
    if shutil.which("xgettext") is None:
        install_system_packages("gettext", purpose="GNU gettext")
    copy = tmp_path_factory.mktemp("collected")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.split("\n"):
        if name.endswith((".py", ".html", ".txt", ".po", ".js")) and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--no-obsolete", "--no-location", "--ignore=tests"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_collected(collected, language):
    assert sorted(ids(collected, language) - ids(ROOT, language)) == []


def test_every_string_is_translated():
    entries = catalogue(ROOT, "es")
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def test_translations_keep_their_placeholders():
    lost = []
    for entry in catalogue(ROOT, "es"):
        if entry.msgid_plural:
            allowed = [placeholders(entry.msgid_plural), placeholders(entry.msgid)]
            lost += [entry.msgid for text in entry.msgstr_plural.values() if placeholders(text) not in allowed]
        elif placeholders(entry.msgstr) != placeholders(entry.msgid):
            lost.append(entry.msgid)
    assert lost == []
