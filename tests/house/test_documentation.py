"""What the documentation names exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import override

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
OURS = ("config", "accounts", "cms.", "course_engine", "search")
# Read by gunicorn's own settings file or given by a test, not by the site.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "TEST_DATABASE_NAME"}


def code_spans(path):
    """What stands in backticks or code fences."""
    text = path.read_text()
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    return [line for block in fenced for line in block.split("\n")] + inline


def named_commands():
    return {
        (path.name, found)
        for path in GUIDES
        for span in code_spans(path)
        for found in re.findall(r"manage\.py ([a-z_]+)", span)
    }


def test_documented_commands_exist():
    assert sorted(pair for pair in named_commands() if pair[1] not in get_commands()) == []


def test_our_commands_are_documented():
    ours = {name for name, app in get_commands().items() if isinstance(app, str) and app.startswith(OURS)}
    documented = " ".join(span for path in GUIDES for span in code_spans(path))
    assert sorted(name for name in ours if not re.search(rf"\b{name}\b", documented)) == []


def test_documented_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {found for path in GUIDES for span in code_spans(path) for found in re.findall(r"\bmake ([a-z-]+)", span)}
    assert sorted(named - targets) == []


def test_every_environment_variable_is_documented_and_nothing_else():
    read = set()
    for path in (ROOT / "site" / "config").rglob("*.py"):
        read |= set(re.findall(r"environ(?:\.get\(|\[|\.setdefault\()\s*[\"']([A-Z_]+)[\"']", path.read_text()))
    text = (ROOT / "docs" / "operators.md").read_text()
    table = text[text.index("| variable |") :].split("\n\n")[0]
    documented = {name for row in table.split("\n") for name in re.findall(r"`([A-Z_]{4,})`", row.split("|")[1])}
    assert documented == read - NOT_SETTINGS


def routes():
    for path in GUIDES:
        for span in code_spans(path):
            for found in re.findall(r"(?:^|GET |POST |PUT |PATCH |DELETE |:8000)(/[^\s`]*)", span):
                route = found.split("?")[0].split("#")[0]
                if route and "…" not in route and route not in {"/", "/srv"}:
                    yield pytest.param(route, id=f"{path.name} {route}")


@pytest.mark.parametrize("route", list(routes()))
def test_documented_routes_exist(route):
    example = re.sub(r"<(id)>", "00000000-0000-0000-0000-000000000000", route)
    example = re.sub(r"<(key|number)>", "00000000-0000-0000-0000-000000000000", example)
    example = re.sub(r"<[^>]+>", "x", example)
    language = example.split("/")[1] if example.split("/")[1] in {"en", "es"} else "en"
    with override(language):
        # A guide may also name the beginning of routes, as of an API of many.
        beginnings = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
        try:
            resolve(example)
        except Resolver404:
            assert example.lstrip("/") in beginnings, f"{route} is documented but not routed"


def test_the_readme_gives_exactly_two_commands_on_its_first_screen():
    screen = "\n".join((ROOT / "README.md").read_text().split("\n")[:25])
    commands = re.findall(r"^```\w*\n(.*?)^```", screen, re.M | re.S)
    assert len(commands) == 1
    assert [line.split("#")[0].strip() for line in commands[0].strip().split("\n")] == ["make demo", "make test"]


@pytest.mark.django_db
def test_the_schema_is_openapi_3_1_and_names_every_route_of_the_api():
    schema = Client().get("/api/schema/?format=json").json()
    assert schema["openapi"].startswith("3.1")
    text = (ROOT / "docs" / "api.md").read_text()
    areas = {"/".join(path.split("/")[: 4 if path.startswith("/api/v2/") else 3]) for path in schema["paths"]}
    assert sorted(area for area in areas if area not in text) == []
