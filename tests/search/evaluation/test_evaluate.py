"""Measuring: the form of the figures, what is passed over, what ends a merge."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.domain.weights import FILE, weights
from search.evaluation import goals
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
    assert {"engine", "languages", "strata", "queries"} <= set(figures)
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
        ("no json", r"broken\.json is no JSON: Expecting value"),
        ("{}", 'a list of queries is expected, or an object with that list as "queries"'),
        ('["a"]', "entry 1: 'a' is no query; write"),
        ('[{"id": "a", "query": "x"}]', r'broken\.json, entry 1: "lang" is None; write it as text'),
        (json.dumps([ENTRIES[0], {"id": "b", "lang": "en"}]), 'entry 2: "query" is None; write it as text'),
        (json.dumps([ENTRIES[0] | {"relevant": "art_1"}]), "write a list, an empty one when nothing answers"),
        (
            json.dumps([ENTRIES[0] | {"relevant": [{"id": "art_1", "grade": 3}]}]),
            'needs a "type", an "id" and a "grade"',
        ),
        (json.dumps([entry("a", "en", "x", ("page", "y", 4))]), "a grade goes from 0 to 3, not 4"),
        (json.dumps([entry("a", "en", "x", ("page", "y", "3"))]), "a grade goes from 0 to 3, not '3'"),
        (json.dumps([entry("a", "en", "x", ("page", "y", True))]), "a grade goes from 0 to 3, not True"),
        (
            json.dumps([ENTRIES[0], ENTRIES[0]]),
            r"give each query an id of its own; 'a' \('article 6\(1\)'\) comes back",
        ),
        (json.dumps([entry("a", "fr", "x")]), "'a' is in 'fr'; search knows en, es: leave it out"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place_and_what_to_do(indexed, tmp_path, text, reason):
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
    best = ["art_27" if number % 3 else "art_28" for number in range(9)]
    queries = [
        entry(str(number), "es", f"existencias {number}", ("provision", eid, 3), ("provision", "art_6", 2))
        for number, eid in enumerate(best)
    ]
    path, tried = tmp_path / "judgments.json", tmp_path / "weights.json"
    path.write_text(json.dumps(queries))
    tried.write_text(FILE.read_text().replace('"title": 2', '"title": 0').replace('"heading": 0.6', '"heading": 3'))
    figures = json.loads(run("--judgments", path, "--weights", tried, "--json"))
    assert [difference["id"] for difference in figures["differences"]] == ["0", "3", "6"]
    assert figures["held_out"]["es"]["queries"] == 6


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
    assert [query["id"] for query in tuning["queries"]] == ["a", "b", "c"]
    assert [query["id"] for query in held_out["queries"]] == ["d"]
    assert (tuning["held_out"], held_out["tuning"]) == ({}, {})


def test_hits_without_a_grade_are_listed(indexed, file):
    unjudged = json.loads(run("--judgments", file, "--unjudged", "--json"))["unjudged"]
    assert unjudged["b"][0] == "term:stockpile"
    assert "b      es todas las existencias → term:stockpile" in run("--judgments", file, "--unjudged")


def test_a_judgment_error_names_the_file(tmp_path):
    with pytest.raises(JudgmentError, match=r"nowhere\.json: No such file or directory; name a file that can be read"):
        read(tmp_path / "nowhere.json")


def test_only_what_has_an_answer_counts_in_the_means_of_a_language(indexed, tmp_path):
    """Whatever its kind is called; a query may come twice."""
    path = tmp_path / "judgments.json"
    stray = {"id": "e", "lang": "es", "kind": "lay", "query": "waste"}
    path.write_text(json.dumps({"queries": [*ENTRIES, stray, stray | {"id": "f", "kind": "no answer"}]}))
    figures = json.loads(run("--judgments", path, "--json"))
    assert {name: marks["queries"] for name, marks in figures["languages"].items()} == {"en": 2, "es": 1}
    assert {name: marks["queries"] for name, marks in figures["strata"].items()} == {
        "citation": 1,
        "concept": 2,
        "lay": 1,
        "no-answer": 2,
    }


@pytest.mark.parametrize(
    ("query", "right"),
    [("football results", 1.0), ("wastes", 0.0), ("football results wastes tonight", 1.0), ("wastess", 0.0)],
    ids=["nothing", "hits", "hits under the label of the nearest", "hits under a suggestion"],
)
def test_what_has_no_answer_is_answered_with_nothing_or_under_a_label(indexed, tmp_path, query, right):
    path = tmp_path / "judgments.json"
    path.write_text(json.dumps([entry("a", "en", query, kind="no-answer")]))
    figures = json.loads(run("--judgments", path, "--json"))
    assert figures["strata"]["no-answer"]["success@1"] == right


def gated(capsys, file) -> tuple[str, list[str]]:
    """What the gate refuses, and what it says that it did not ask."""
    refused = ""
    try:
        call_command("search_evaluate", judgments=file, gate=True, stdout=StringIO())
    except CommandError as error:
        refused = str(error)
    return refused, capsys.readouterr().err.splitlines()


def test_a_small_file_is_held_to_the_goals_that_it_asks(indexed, file, capsys):
    refused, said = gated(capsys, file)
    assert refused == (
        "Below the recorded baseline or a goal: en: nDCG@10 0.5 is under 0.85; en: MRR 0.5 is under 0.9;"
        " en and es: nDCG@10 differs by 0.500"
    )
    assert said == [
        "The baseline is of other queries, so only goals are asked.",
        *(f"en {name}: no query, so its goal is not asked." for name in ("cas", "chemical", "acronym-alone")),
        *(f"es {name}: no query, so its goal is not asked." for name in goals.GOALS),
        "No query with an answer is on one side of the held-out split, so the two are not compared.",
    ]


def test_a_small_file_may_pass(indexed, tmp_path, capsys):
    path = tmp_path / "judgments.json"
    path.write_text(json.dumps(ENTRIES[:1]))
    refused, said = gated(capsys, path)
    assert refused == ""
    assert "Only en has queries with an answer, so languages are not compared." in said


def test_a_file_without_any_answer_may_pass(indexed, tmp_path, capsys):
    path = tmp_path / "judgments.json"
    path.write_text(json.dumps(ENTRIES[3:]))
    refused, said = gated(capsys, path)
    assert refused == ""
    assert "en: no query has an answer, so nDCG@10 and MRR are not asked." in said


@pytest.mark.parametrize("choice", [("--part", "tuning"), ("--judgments", "any.json")])
def test_a_baseline_is_of_all_that_ships(choice):
    with pytest.raises(CommandError, match="record without --judgments and --part"):
        run("--record", *choice)
