"""YAML with its lines, and without what the format does not use."""

from __future__ import annotations

import pytest

from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.yamlfile import load_map


def problems(text: str) -> list[str]:
    found = Problems()
    assert load_map(text, "a.yaml", found) is None
    return [str(problem) for problem in found.listed()]


def test_every_key_and_entry_knows_its_line():
    node = load_map("a: 1\nb:\n  - x\n  - c: 2\n    1: y\n", "a.yaml", Problems())
    assert node == {"a": 1, "b": ["x", {"c": 2, "1": "y"}]}
    assert node.at == {"a": 1, "b": 2}
    assert node["b"].at == [3, 4]
    assert node["b"][1].line_of("1") == 5
    assert node["b"][1].line_of("missing") == 4


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2\n", "a.yaml:2: YAML cannot be read: key “a” is given twice."),
        ("a: 1\nb: {x: 1, x: 2}\n", "a.yaml:2: YAML cannot be read: key “x” is given twice."),
        ("1: a\n'1': b\n", "a.yaml:2: YAML cannot be read: key “1” is given twice."),
        ("a: 1\n\nb: [\n", "a.yaml:4: YAML cannot be read: did not find expected node content."),
        ("- a\n", "a.yaml:1: The file must be a mapping of keys to values."),
        ("", "a.yaml:1: The file must be a mapping of keys to values."),
        ("a: 1\n---\nb: 1\n", "a.yaml:2: YAML cannot be read: but found another document."),
        ("a: &x 1\nb: *x\n", "a.yaml:1: YAML cannot be read: anchors, aliases and tags are not used."),
        ("a: 1\nb: *x\n", "a.yaml:2: YAML cannot be read: anchors, aliases and tags are not used."),
        ("a: !!python/object:os.system x\n", "a.yaml:1: YAML cannot be read: anchors, aliases and tags are not used."),
        ("? [a]\n: b\n", "a.yaml:1: YAML cannot be read: a key must be a word."),
        ("yes: b\n", "a.yaml:1: YAML cannot be read: a key must be a word."),
        ("a: 2026-02-31\n", "a.yaml:1: YAML cannot be read: day is out of range for month."),
        ("a: " + "[" * 30 + "]" * 30, "a.yaml:1: YAML cannot be read: nested too deeply."),
        ("a: " + "[" * 100_000, "a.yaml:1: YAML cannot be read: nested too deeply."),
    ],
)
def test_refusals(text, problem):
    assert problems(text) == [problem]


def test_a_number_too_long_to_read():
    (problem,) = problems("a: " + "9" * 5000)
    assert problem.startswith("a.yaml:1: YAML cannot be read: Exceeds the limit")
