"""Measuring: the form of the figures, what is passed over, what ends a merge."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.judgments import JudgmentError, read, shipped
from search.evaluation.runner import changes, evaluate, regressions, report


def entry(identity, lang, query, *relevant, kind="concept"):
    return {
        "id": identity,
        "lang": lang,
        "kind": kind,
        "query": query,
        "relevant": [{"type": t, "id": i, "grade": g} for t, i, g in relevant],
    }


ENTRIES = [
    entry("a", "en", "article 6(1)", ("provision", "art_6__para_1", 3), ("provision", "art_6", 2), kind="citation"),
    entry("b", "es", "existencias", ("provision", "art_6", 3), ("provision", "art_6__para_1", 2)),
    entry("c", "en", "nothing of that", ("provision", "art_7", 3)),
    entry("d", "en", "football results", kind="no-answer"),
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "judgments.json"
    path.write_text(json.dumps(ENTRIES))
    return path


def run(*arguments) -> str:
    out = StringIO()
    call_command("search_evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_figures_as_json(indexed, file):
    figures = json.loads(run("--judgments", file, "--engine", "embedded", "--json"))
    assert figures["engine"] == "embedded"
    assert figures["languages"]["en"] == {
        "ndcg@10": 0.5,
        "mrr": 0.5,
        "success@1": 0.5,
        "zero_results": 0.5,
        "queries": 2,
    }
    assert figures["strata"]["citation"]["success@1"] == 1.0
    assert figures["strata"]["no-answer"]["success@1"] == 1.0
    assert figures["queries"][0] == {
        "id": "a",
        "ndcg@10": 1.0,
        "top": ["provision:art_6__para_1", "provision:art_6"],
    }


def test_hits_of_a_kind_that_nobody_judged_are_passed_over(indexed, file):
    """The term comes first for this query and is left out, because its judgments name provisions only."""
    query = next(q for q in json.loads(run("--judgments", file, "--json"))["queries"] if q["id"] == "b")
    assert query["top"] == ["provision:art_6", "provision:art_6__para_1"]


def test_a_line_per_query_for_people(indexed, file):
    text = run("--judgments", file, "--queries")
    assert "a      en 1.00 1.00 1.00 article 6(1) → provision:art_6__para_1, provision:art_6" in text
    assert "no-answer" in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no json", "Expecting value"),
        ("{}", "a list of queries is expected"),
        ('[{"id": "a"}]', "entry 1: KeyError"),
        (json.dumps([entry("a", "en", "x", ("page", "y", 4))]), "a grade goes from 0 to 3, not 4"),
        (json.dumps([ENTRIES[0], ENTRIES[0]]), "the id 'a' stands twice"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(indexed, tmp_path, text, reason):
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(CommandError, match=reason):
        run("--judgments", path)


def test_an_unknown_engine_is_refused(indexed, file):
    with pytest.raises(CommandError, match="sphinx"):
        run("--judgments", file, "--engine", "sphinx")


def test_a_fall_below_the_baseline_is_told_and_a_rise_is_not(indexed, file):
    figures = report(evaluate(read(file)), "embedded")
    better = json.loads(json.dumps(figures))
    better["languages"]["en"]["mrr"] = 0.9
    better["queries"][2]["ndcg@10"] = 1.0
    assert regressions(figures, better) == ["en: mrr 0.5, was 0.9"]
    assert changes(figures, better) == ["c: -1.0000"]
    assert regressions(better, figures) == []


def test_the_shipped_judgments_are_sound():
    judgments = shipped()
    assert len({judgment.id for judgment in judgments}) == len(judgments)
    assert {judgment.language for judgment in judgments} == {"en", "es"}
    assert all(judgment.grades or judgment.stratum == "no-answer" for judgment in judgments)
    held_out = sum(judgment.is_held_out for judgment in judgments)
    assert 0.1 < held_out / len(judgments) < 0.3


def test_a_judgment_error_names_the_file(tmp_path):
    with pytest.raises(JudgmentError, match=r"nowhere\.json"):
        read(tmp_path / "nowhere.json")
