"""Measuring: the form of the figures, what is passed over, what ends a merge."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.domain.weights import FILE, weights
from search.evaluation.judgments import JudgmentError, read


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
    entry("b", "es", "todas las existencias", ("provision", "art_6", 3), ("provision", "art_6__para_1", 2)),
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


def test_other_weights_are_compared_query_by_query(indexed, file, tmp_path):
    """With titles worth nothing the article falls behind its paragraph, for this run only."""
    tried = json.loads(FILE.read_text())
    tried["fields"]["title"] = 0
    tried["fields"]["heading"] = 3
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(tried))
    before = weights()
    figures = json.loads(run("--judgments", file, "--weights", path, "--json"))
    assert weights() is before
    (changed,) = figures["differences"]
    assert (changed["id"], changed["before"], changed["moves"]) == (
        "b",
        1.0,
        [
            {"family": "provision:art_6__para_1", "grade": 2, "before": 2, "after": 1},
            {"family": "provision:art_6", "grade": 3, "before": 1, "after": 2},
        ],
    )
    assert "b es todas las existencias" in run("--judgments", file, "--weights", path)


def test_the_held_out_part_stays_closed_to_whoever_tries_weights(indexed, tmp_path):
    """Its queries do not show in the table, its means do."""
    queries = [entry(str(n), "es", f"existencias {n}", ("provision", "art_6", 3)) for n in range(12)]
    path, tried = tmp_path / "judgments.json", tmp_path / "weights.json"
    path.write_text(json.dumps(queries))
    tried.write_text(FILE.read_text().replace('"title": 2', '"title": 0').replace('"heading": 0.6', '"heading": 3'))
    figures = json.loads(run("--judgments", path, "--weights", tried, "--json"))
    held_out = {judgment.id for judgment in read(path) if judgment.is_held_out}
    told = {difference["id"] for difference in figures["differences"]}
    assert held_out
    assert told
    assert not held_out & told
    assert figures["held_out"]["es"]["queries"] == len(held_out)


def test_against_recorded_figures(indexed, file, tmp_path):
    recorded = tmp_path / "before.json"
    figures = json.loads(run("--judgments", file, "--json"))
    figures["queries"][1] |= {"ndcg@10": 0.5, "top": ["provision:art_6__para_1", "provision:art_6"]}
    recorded.write_text(json.dumps(figures))
    assert "b es todas las existencias                        0.500  1.000  +0.500" in run(
        "--judgments", file, "--against", recorded
    )


def test_one_part_alone(indexed, file):
    tuning = json.loads(run("--judgments", file, "--part", "tuning", "--json"))
    held_out = json.loads(run("--judgments", file, "--part", "held-out", "--json"))
    ids = [judgment.id for judgment in read(file) if not judgment.is_held_out]
    assert [query["id"] for query in tuning["queries"]] == ids
    assert tuning["held_out"] == {}
    assert len(held_out["queries"]) + len(ids) == len(ENTRIES)


def test_hits_without_a_grade_are_listed(indexed, file):
    unjudged = json.loads(run("--judgments", file, "--unjudged", "--json"))["unjudged"]
    assert unjudged["b"][0] == "term:stockpile"
    assert "b      es todas las existencias → term:stockpile" in run("--judgments", file, "--unjudged")


def test_a_judgment_error_names_the_file(tmp_path):
    with pytest.raises(JudgmentError, match=r"nowhere\.json"):
        read(tmp_path / "nowhere.json")
