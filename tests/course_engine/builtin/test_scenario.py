"""Stories that branch: marks, steps without a script, corrected keys."""

import pytest
from django.http import QueryDict

from course_engine.conformance.examples import load_example
from course_engine.plugins.registry import item_types
from tests.course_engine.builtin.entries import SCENARIO, item
from tests.course_engine.builtin.marking import SEED, example, mark, steps


@pytest.mark.parametrize(
    ("path", "expected"),
    [  # the best path collects 4 points
        ((), (0.0, "unanswered")),
        (("door/a", "list/b"), (1.0, "correct")),
        (("door/a", "list/c"), (0.75, "partial")),
        (("door/a", "list/a"), (0.5, "partial")),
        (("door/a",), (0.5, "partial")),
        (("door/b",), (0.0, "incorrect")),
        (("door/b", "spill/a", "list/b"), (0.5, "partial")),
        (("door/b", "spill/a", "list/c"), (0.25, "partial")),
        (("door/b", "spill/a", "list/a"), (0.0, "incorrect")),
    ],
)
def test_scenario(path, expected):
    found = example("scenario")
    assert mark(found, {"path": steps(found, *path)}) == expected


def test_a_scenario_goes_step_by_step_without_a_script():
    found = example("scenario")
    kind, frozen, texts = found.item_type, found.frozen, found.texts["es"]
    view = kind.present(frozen, texts, SEED)
    assert (view["scene"]["text"], view["steps"], view["finished"]) == ("<p>Un suelo mojado.</p>", [], False)
    assert "Cuarenta bidones" not in str(view)

    [[_door, close], [_list, pack]] = steps(found, "door/a", "list/b")
    first = kind.parse(frozen, QueryDict(f"path={view['path']}&option={close}&go=1"), SEED)
    view = kind.present(frozen, texts, SEED, first)
    assert view["scene"]["text"] == "<p>Cuarenta bidones.</p>"
    assert view["steps"] == [{"scene": "<p>Un suelo mojado.</p>", "choice": "Cerrar el almacén"}]
    assert "final" not in str(view)

    stay = kind.parse(frozen, QueryDict(f"path={view['path']}&go=1"), SEED)
    assert stay == first
    second = kind.parse(frozen, QueryDict(f"path={view['path']}&option={pack}"), SEED)
    view = kind.present(frozen, texts, SEED, second)
    assert (view["finished"], view["scene"]["options"]) == (True, [])
    assert kind.grade(frozen, second, SEED).fraction == 1.0

    back = kind.parse(frozen, QueryDict(f"path={view['path']}&back=1"), SEED)
    assert back == first
    assert kind.parse(frozen, QueryDict(f"path={kind.present(frozen, texts, SEED, back)['path']}&back=1"), SEED) is None


def test_a_path_that_a_correction_cut_off_counts_as_far_as_it_leads():
    found = example("scenario")
    response = {"path": steps(found, "door/a", "list/b")}
    cut = {**found.frozen, "scenes": [dict(scene) for scene in found.frozen["scenes"]]}
    cut["scenes"][2]["options"] = [cut["scenes"][2]["options"][0]]
    outcome = found.item_type.grade(cut, response, SEED)
    assert (outcome.fraction, outcome.state) == (1.0, "correct")  # 2 points of the 2 that are left
    assert len(found.item_type.rows(cut, found.texts["en"], response, SEED)) == 1


def test_where_nothing_is_decided_nothing_is_right_or_wrong():
    found = example("scenario")
    response = {"path": steps(found, "door/b", "spill/a", "list/c")}
    rows = found.item_type.rows(found.frozen, found.texts["en"], response, SEED)
    assert [(row.label, row.answer, row.state, row.right) for row in rows] == [
        ("A wet floor.", "Hose it down", "incorrect", "Close the store"),
        ("Now it is worse.", "Go on", "", ""),
        ("Forty drums.", "Count them", "incorrect", "Pack them"),
    ]


def test_a_big_scenario_is_measured_at_once():
    scenes = {
        f"s{number}": {
            "text": {"en": "Where?", "es": "¿Dónde?"},
            "options": [
                {"id": key, "text": {"en": key, "es": key}, "to": f"s{number + step}", "points": 1}
                for key, step in (("a", 1), ("b", 2), ("c", 3))
                if number + step <= 55
            ],
        }
        for number in range(56)
    }
    del scenes["s55"]["options"]
    entry = item("scenario", points=4, start="s0", scenes=scenes)
    found = load_example(item_types.get("scenario"), entry)
    path = found.item_type.solution(found.frozen, SEED, "en")
    assert len(path["path"]) == 55
    assert found.item_type.grade(found.frozen, path, SEED).fraction == 1.0


def test_points_of_scenes_need_not_be_those_of_the_item():
    found = load_example(item_types.get("scenario"), {**SCENARIO, "points": 1})
    response = {"path": steps(found, "door/a", "list/b")}
    outcome = found.item_type.grade(found.frozen, response, SEED)
    assert found.item_type.score(found.frozen, outcome) == 1.0
