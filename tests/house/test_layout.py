"""`site/` and `locale/` are plain folders; the standard library's modules of those names still win."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["site", "locale"])
def test_the_standard_library_wins(name):
    path = "sys.path[:0] = ['.', 'site']"
    program = f"import sys; {path}; sys.modules.pop('{name}', None); import {name}; print({name}.__file__)"
    found = subprocess.run([sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()).parent == Path(sysconfig.get_paths()["stdlib"])


@pytest.mark.parametrize("name", ["site", "locale"])
def test_neither_folder_is_a_package(name):
    assert (ROOT / name).is_dir()
    assert not (ROOT / name / "__init__.py").exists()


def test_the_top_level_holds_what_it_should():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    folders = {path.split("/")[0] for path in tracked if "/" in path}
    assert folders == {
        *(".ci", "benchmarks", "cms", "course_engine", "courses", "deploy", "docs"),
        *("locale", "requirements", "search", "site", "tests"),
    }
    assert {path for path in tracked if path.startswith("locale/")} == {
        "locale/en/LC_MESSAGES/django.po",
        "locale/es/LC_MESSAGES/django.po",
    }
