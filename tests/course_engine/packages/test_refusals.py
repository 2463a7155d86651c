"""What is wrong with items, tests and draws is told with file and line."""
# ruff: noqa: E501 - one case a line

from __future__ import annotations

import pytest

from course_engine.packages.reading import check_assessments
from tests.factories import packages
from tests.factories.packages import changed, small, without

TEST, PRACTICE, FINAL = "modules/m1-aim/test.yaml", "modules/m1-aim/practice.yaml", "final-test.yaml"
BOTH = "{en: A, es: B}"


def problems(files: packages.Files) -> list[str]:
    try:
        package = packages.read(files)
    except packages.PackageRefusedError as error:
        return [str(problem) for problem in error.problems]
    check_assessments(package)
    return [str(problem) for problem in package.problems.listed()]


def one_item(text: str) -> packages.Files:
    """The small package whose first module's test has one item, which begins on line 8."""
    head = f"items:\n  - id: m1-q1\n    stem: {BOTH}\n    objective: m1-l1/o1\n"
    body = "".join(f"    {line}\n" for line in text.strip().splitlines())
    files = {**small(), TEST: packages.test_file("m1-test", head + body)}
    return changed(files, FINAL, "  - from: modules/m1-aim/test.yaml\n    count: 1\n", "")


def test_the_small_package_is_in_order():
    assert problems(small()) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (TEST, "mode: deferred", "mode: strict", [f"{TEST}:4: mode “strict” is not one of adaptive, certainty, deferred, immediate, interactive, mastery."]),
        (TEST, "pass_percent: 70", "pass_percent: 101", [f"{TEST}:5: pass_percent must be a whole number from 0 to 100."]),
        (TEST, "attempts: 0", "attempts: -1", [f"{TEST}:6: attempts must be a whole number from 0 to 1000."]),
        (TEST, "attempts: 0", "attempts: 0\nshuffle: {items: 1}", [f"{TEST}:7: items must be true or false."]),
        (TEST, "attempts: 0", "attempts: 0\ncolour: red", [f"{TEST}:7: Unknown key “colour” in test."]),
        (TEST, "intro: {en: Answer., es: Responda.}", "intro: {en: \"A.\\n\\nB.\", es: A.}", [f"{TEST}:3: The paragraphs, list entries and links of intro differ from those at {TEST}:3."]),
        (TEST, "id: m1-test", "id: m2-test", ["modules/m2-means/test.yaml:1: The test id “m2-test” is also at modules/m1-aim/test.yaml:1."]),
        (TEST, "id: m1-q2", "id: m1-q1", [f"{TEST}:23: The item id “m1-q1” is also at {TEST}:8."]),
        (TEST, "id: m1-q2", "id: m1-p1", [f"{TEST}:23: The item id “m1-p1” is also at {PRACTICE}:2."]),
        (TEST, "type: single_choice", "type: essay", [f"{TEST}:9: There is no item type “essay”."]),
        (TEST, "type: single_choice\n", "type: single_choice\n    colour: red\n", [f"{TEST}:10: Unknown key “colour” in item."]),
        (TEST, "    type: single_choice\n", "", [f"{TEST}:8: item has no “type”."]),
        (TEST, "difficulty: 1", "difficulty: 4", [f"{TEST}:12: difficulty must be a whole number from 1 to 3."]),
        (TEST, "provisions: [art_1]", "provisions: [art_9]", [f"{TEST}:13: “art_9” is not among the provisions."]),
        (TEST, "objective: m1-l1/o1", "objective: m1-l1/o9", [f"{TEST}:14: “m1-l1/o9” is no objective of a lesson."]),
        (TEST, "objective: m1-l1/o1", "objective: o1", [f"{TEST}:14: objective must name a lesson's objective: lesson-id/objective-id."]),
        (TEST, "¿Cuál, m1-q1?", "{term}`pcb`", [
            f"{TEST}:10: The paragraphs, list entries and links of stem differ from those at {TEST}:10.",
            f"{TEST}:10: stem marks no terms.",
        ]),
        (TEST, "{en: Right, es: Correcto}", "{en: Right}", [f"{TEST}:19: feedback must have exactly the languages en, es."]),
        (TEST, "correct: true", "correct: false", [f"{TEST}:15: Exactly one option must be correct."]),
        (TEST, "correct: true", "correct: maybe", [
            f"{TEST}:15: Exactly one option must be correct.",
            f"{TEST}:18: correct must be true or false.",
        ]),
        (TEST, "      - id: b", "      - id: a", [f"{TEST}:15: Id “a” is used twice in options."]),
        (PRACTICE, "id: m1-p1", "id: m1-p9", [
            "modules/m1-aim/l1-why.en.md:41: “m1-p1” is not an item of modules/m1-aim/practice.yaml.",
            "modules/m1-aim/l1-why.es.md:41: “m1-p1” is not an item of modules/m1-aim/practice.yaml.",
        ]),
        (FINAL, "from: modules/m1-aim/test.yaml", "from: modules/m9/test.yaml", [f"{FINAL}:8: “modules/m9/test.yaml” has no items to draw from."]),
        (FINAL, "from: modules/m1-aim/test.yaml", "from: final-test.yaml", [f"{FINAL}:8: “final-test.yaml” has no items to draw from."]),
        (FINAL, "count: 1", "count: 3", [f"{FINAL}:9: Drawn from {TEST}: 3; items that fit there: 2."]),
        (FINAL, "count: 1\n  - from: modules/m1-aim/practice.yaml\n", f"count: 2\n  - from: {TEST}\n", [f"{FINAL}:11: All draws take 3 items from {TEST}, which has 2."]),
        (FINAL, "difficulty: 1", "difficulty: 2", [f"{FINAL}:11: Drawn from {PRACTICE}: 1; items that fit there: 0."]),
        (FINAL, "provisions: [art_1]", "provisions: [art_3]", [f"{FINAL}:11: Drawn from {PRACTICE}: 1; items that fit there: 0."]),
        (FINAL, "count: 1", "count: 0", [f"{FINAL}:9: count must be a whole number from 1 to 100000."]),
        ("course.yaml", "[final-test]", "[other-test]", ["course.yaml:15: “other-test” is not the id of a test, module or lesson."]),
        ("course.yaml", "final_test: final-test.yaml\n", "", [
            "course.yaml:1: course.yaml has no “final_test”.",
            "course.yaml:14: “final-test” is not the id of a test, module or lesson.",
            "final-test.yaml:1: The file is not part of the format.",
        ]),
        ("modules/m2-means/module.yaml", "test: test.yaml\n", "", [
            "modules/m2-means/module.yaml:1: module.yaml has no “test”.",
            "modules/m2-means/test.yaml:1: The file belongs to no lesson of module.yaml.",
        ]),
    ],
)  # fmt: skip
def test_refusal(path, old, new, expected):
    assert problems(changed(small(), path, old, new)) == expected


@pytest.mark.parametrize("path", [path for path in small() if path.endswith((".yaml", ".en.md")) and path != PRACTICE])
def test_any_line_may_be_missing(path):
    """Whatever one leaves out is told, or does no harm; nothing breaks the reader."""
    text = small()[path]
    assert isinstance(text, str)
    lines = text.split("\n")
    for number in range(len(lines)):
        problems({**small(), path: "\n".join(lines[:number] + lines[number + 1 :])})


def test_ids_that_are_missing():
    assert problems(changed(small(), "modules/m2-means/module.yaml", "id: m2\n", "")) == [
        "modules/m2-means/module.yaml:1: module.yaml has no “id”."
    ]
    assert problems(changed(small(), "modules/m1-aim/l2-what.en.md", "id: m1-l2\n", ""))[0] == (
        "modules/m1-aim/l2-what.en.md:2: front matter has no “id”."
    )


def test_test_without_items():
    assert problems({**small(), "modules/m2-means/test.yaml": packages.test_file("m2-test", "")}) == [
        "modules/m2-means/test.yaml:1: A test needs items, a draw, or both."
    ]


def test_practice_file_that_is_not_there():
    files = changed(
        small(),
        FINAL,
        "  - from: modules/m1-aim/practice.yaml\n    count: 1\n    difficulty: 1\n    provisions: [art_1]\n",
        "",
    )
    assert problems(without(files, PRACTICE)) == [
        "modules/m1-aim/l1-why.en.md:41: “m1-p1” is not an item of modules/m1-aim/practice.yaml.",
        "modules/m1-aim/l1-why.es.md:41: “m1-p1” is not an item of modules/m1-aim/practice.yaml.",
    ]


OPTION = "  - {id: %s, text: {en: A %s, es: B %s}, correct: %s}"
OPTIONS = "options:\n" + "\n".join(OPTION % (key, key, key, "true" if key == "a" else "false") for key in "abc")
ACCEPTED = "{en: [x], es: [y]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"type: multiple_response\n{OPTIONS}", []),
        (f"type: multiple_response\n{OPTIONS.replace('true', 'false')}", [f"{TEST}:12: At least one option must be correct."]),
        ("type: multiple_response\noptions:\n" + OPTION % ("a", "a", "a", "true"), [f"{TEST}:12: options must be a list of at least 3."]),
        (f"type: true_false\n{OPTIONS}", [f"{TEST}:12: A question of true or false has two options."]),
        ("type: matching\npairs: [{id: a, left: {en: A, es: B}, right: {en: A, es: B}}]", [f"{TEST}:12: pairs must be a list of at least 2."]),
        ("type: ordering\nitems: [{id: a, text: {en: A, es: B}}]", [f"{TEST}:12: items must be a list of at least 2."]),
        ("type: numeric\nanswer: many", [f"{TEST}:12: answer must be a number, 0 or more."]),
        ("type: numeric\nanswer: .inf", [f"{TEST}:12: answer must be a number, 0 or more."]),
        ("type: numeric\nanswer: 8\ntolerance: -1", [f"{TEST}:13: tolerance must be a number, 0 or more."]),
        ("type: numeric\nanswer: 8\nunit: kg", [f"{TEST}:13: unit must be a map of languages."]),
        ("type: short_text\naccepted: {en: [x]}", [f"{TEST}:12: accepted must have exactly the languages en, es."]),
        ("type: short_text\naccepted: {en: [x], es: []}", [f"{TEST}:12: accepted (es) must be a list of at least 1."]),
        ("type: short_text\naccepted: {en: [x], es: [no]}", [f"{TEST}:12: accepted (es) must be a text; put it between quotes."]),
        ("type: categorise\ngroups: [{id: g, text: {en: A, es: B}}, {id: h, text: {en: A, es: B}}]\nitems:\n  - {id: a, text: {en: A, es: B}, group: g}\n  - {id: b, text: {en: A, es: B}, group: k}", [f"{TEST}:15: The group “k” does not exist."]),
        ("type: open\nrubric: []", [f"{TEST}:12: rubric must be a list of at least 1."]),
        ("type: scale\nscale: [{id: a, text: {en: A, es: B}}]", [f"{TEST}:12: scale must be a list of at least 2."]),
        (f"type: cloze\nblanks: [{{id: '1', kind: text, accepted: {ACCEPTED}}}]", [
            f"{TEST}:9: The gaps  of the stem (en) do not match the blanks 1.",
            f"{TEST}:9: The gaps  of the stem (es) do not match the blanks 1.",
        ]),
        ("type: cloze\nblanks: [{id: '1', kind: drawing}]", [
            f"{TEST}:12: A blank has one of the kinds text, number, choice.",
            f"{TEST}:9: The gaps  of the stem (en) do not match the blanks 1.",
            f"{TEST}:9: The gaps  of the stem (es) do not match the blanks 1.",
        ]),
    ],
)  # fmt: skip
def test_types(text, expected):
    assert sorted(problems(one_item(text))) == sorted(expected)


SCENARIO = """\
type: scenario
start: a
scenes:
  a:
    text: {en: A, es: B}
    options:
      - {id: o, text: {en: A, es: B}, to: b, points: 1}
      - {id: p, text: {en: A, es: B}, to: c, points: 0}
  b:
    text: {en: A, es: B}
  c:
    text: {en: A, es: B}
    options:
      - {id: o, text: {en: A, es: B}, to: b, points: 0}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("start: a", "start: x", [f"{TEST}:12: The scene “x” does not exist."]),
        ("to: c", "to: x", [f"{TEST}:18: The scene “x” does not exist.", f"{TEST}:21: The scene “c” is never reached."]),
        ("to: b, points: 0", "to: c, points: 0", [f"{TEST}:21: No end can be reached from the scene “c”."]),
        ("points: 1", "points: -1", [f"{TEST}:17: points must be a number, 0 or more."]),
        ("id: p", "id: o", [f"{TEST}:16: Id “o” is used twice in options."]),
    ],
)  # fmt: skip
def test_scenario(old, new, expected):
    assert problems(one_item(SCENARIO)) == []
    assert problems(one_item(SCENARIO.replace(old, new, 1))) == expected


def test_a_story_that_turns_in_circles():
    files = one_item(SCENARIO.replace("to: b, points: 0", "to: a, points: 0"))
    assert problems(files) == [f"{TEST}:8: The scene a leads back to itself; a story must go on."]


def test_what_the_type_itself_refuses():
    """Items without points are told by the type, at the line of the item."""
    files = changed(small(), TEST, "points: 1", "points: 0")
    assert problems(files) == [f"{TEST}:8: A question that is marked needs more than 0 points."]
