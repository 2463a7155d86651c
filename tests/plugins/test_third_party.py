"""A plugin of a third party, installed as a distribution with an entry point, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

THIRD_PARTY = Path(__file__).parent / "third_party"

SHOW = """
import django
django.setup()
from course_engine.plugins.config import installed
from course_engine.plugins.registry import REGISTRIES
from cms.publishing.streams import registered_blocks
from django.core.management import call_command
call_command("check")
found = {kind: [item.slug for item in registry if item.plugin == "estimate"] for kind, registry in REGISTRIES.items()}
print(sorted(installed), found)
print("estimate" in dict(registered_blocks("assessment")))
"""


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python in an installation that has the distributions of a folder."""
    paths = [str(folder), str(THIRD_PARTY), str(settings.ROOT), str(settings.ROOT / "site")]
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=settings.ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "VAR_ROOT": str(folder / "var"),
            "TEST_DATABASE_NAME": str(folder / "test.sqlite3"),
            **environment,
        },
    )


def distribution(folder: Path, app: str) -> None:
    """What pip leaves behind: metadata with the entry point."""
    info = folder / f"{app}-0.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {app}\nVersion: 0.3\n")
    (info / "entry_points.txt").write_text(f"[course_engine.plugins]\n{app} = {app}\n")


def plugin(folder: Path, app: str, **attributes: object) -> None:
    """A plugin of one line for each attribute."""
    (folder / app).mkdir()
    (folder / app / "__init__.py").touch()
    good = {"slug": app, "version": "1", "engine_from": "1.0", "engine_below": "2.0", "stores_personal_data": False}
    lines = [f"    {name} = {value!r}" for name, value in {"name": app, **good, **attributes}.items()]
    head = "from course_engine.plugins.config import PluginConfig\n\n\nclass Config(PluginConfig):\n"
    (folder / app / "apps.py").write_text(head + "\n".join(lines) + "\n")
    distribution(folder, app)


def test_an_installed_plugin_comes_in_by_its_entry_point(tmp_path):
    distribution(tmp_path, "estimate_plugin")
    result = run(tmp_path, "-c", SHOW)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.strip().splitlines()
    assert lines[-2:] == [
        "['builtin', 'estimate'] {'item_types': ['estimate'], 'modes': [], 'conditions': ['opens_on'], "
        "'rules': ['half_practised'], 'credentials': ['text'], 'activities': []}",
        "True",
    ]


def test_an_engine_that_is_off_has_no_types(tmp_path):
    distribution(tmp_path, "estimate_plugin")
    result = run(tmp_path, "-c", SHOW, COURSE_ENGINE="off")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().splitlines()[-2:] == [
        "[] {'item_types': [], 'modes': [], 'conditions': [], 'rules': [], 'credentials': [], 'activities': []}",
        "False",
    ]


def test_it_passes_what_every_plugin_passes(tmp_path):
    distribution(tmp_path, "estimate_plugin")
    suite = str(THIRD_PARTY / "conformance_of_estimate.py")
    result = run(tmp_path, "-m", "pytest", suite, "-q", "-p", "no:cacheprovider")
    assert result.returncode == 0, result.stdout[-3000:]
    assert " failed" not in result.stdout


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        (
            {"engine_from": "7.0", "engine_below": "8.0"},
            "The plugin 'loud' 1 works with a course engine from 7.0 and below 8.0; this is 1.0.",
        ),
        ({"slug": "builtin"}, "The plugin 'loud' calls itself 'builtin', and so does 'course_engine.builtin'."),
    ],
)
def test_a_wrong_plugin_stops_the_start(tmp_path, attributes, sentence):
    plugin(tmp_path, "loud", **attributes)
    result = run(tmp_path, "-c", "import django; django.setup()")
    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[-1].endswith(sentence)


def test_a_plugin_that_brings_a_name_twice_stops_the_start(tmp_path):
    plugin(tmp_path, "loud")
    (tmp_path / "loud" / "item_types.py").write_text(
        "from course_engine.builtin.items.scale import Scale\n\n\nclass Mine(Scale):\n    pass\n"
    )
    result = run(tmp_path, "-c", "import django; django.setup()")
    assert result.returncode == 1
    assert (
        result.stderr.strip()
        .splitlines()[-1]
        .endswith("Plugin 'loud' brings the item_types 'scale', but plugin 'builtin' already brings one of that name.")
    )
