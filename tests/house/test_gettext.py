"""Texts are marked by names that GNU gettext knows, and put together where the language is known."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKING = {
    f"{number}{context}gettext{lazy}" for number in ("", "n") for context in ("", "p") for lazy in ("", "_lazy")
} | {"gettext_noop"}
# xgettext takes an underscore for a text alone.
SHORT = {"gettext", "gettext_lazy", "gettext_noop"}


def modules() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split() if "/migrations/" not in name and not name.startswith("tests/")]


def renamed(source: str) -> list[str]:
    """Marking functions under a name that is not collected."""
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return [
        f"{alias.name} as {alias.asname}"
        for node in imports
        if node.module in {"django.utils.translation", "gettext"}
        for alias in node.names
        if alias.name in MARKING and alias.asname and not (alias.asname == "_" and alias.name in SHORT)
    ]


def made_up_at_import(source: str) -> list[int]:
    """Lines outside functions where values are put into a lazy text: it is in the language of the start for ever."""
    tree = ast.parse(source)
    lazy = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in MARKING and alias.name.endswith("_lazy")
    }
    return [node.lineno for node in _run_at_import(tree) if _fills(node, lazy)]


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _run_at_import(child)


def _fills(node: ast.AST, lazy: set[str]) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _is_call_of(node.left, lazy)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
        and _is_call_of(node.func.value, lazy)
    )


def _is_call_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def test_every_text_is_marked_by_a_name_that_is_collected():
    found = {name: names for name in modules() if (names := renamed((ROOT / name).read_text()))}
    assert found == {}


def test_no_text_is_put_together_before_its_language_is_known():
    found = {name: lines for name in modules() if (lines := made_up_at_import((ROOT / name).read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("from django.utils.translation import gettext as _now", ["gettext as _now"]),
        ("from django.utils.translation import gettext_lazy as lazy", ["gettext_lazy as lazy"]),
        ("from django.utils.translation import ngettext as _", ["ngettext as _"]),
        ("from django.utils.translation import gettext_lazy as _, pgettext, override as speaking", []),
    ],
)
def test_another_name_is_seen(line, names):
    assert renamed(line) == names


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("CHOICES = [(1, _('Last %(days)s days') % {'days': 1})]", [2]),
        ("class A:\n    label = _('{} days').format(1)", [3]),
        ("def now(): return _('Last %(days)s days') % {'days': 1}", []),
        ("NAME = lambda days: _('%s days') % days", []),
        ("LABEL = _('Last days')", []),
    ],
)
def test_what_is_put_together_at_import_is_seen(line, lines):
    assert made_up_at_import(f"from django.utils.translation import gettext_lazy as _\n{line}") == lines
