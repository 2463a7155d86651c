"""The judgments that ship: how many, of what kind, how split, and how a file is refused."""

import hashlib
import json
from collections import Counter, defaultdict

import pytest

from search.evaluation import judgments
from search.evaluation.judgments import FOLDER, Judgment, JudgmentError, read, shipped

STRATA = (
    "citation",
    "cas",
    "chemical",
    "acronym",
    "lay",
    "legal",
    "lesson",
    "phrase",
    "typo",
    "no-accent",
    "cross-language",
    "no-answer",
)
LANGUAGES = ("en", "es")
SEED = "a267b4ca54d8fb180a037f28069d5e16dd8a6405e6227d10bad0024b7f35cab2"


def entry(identity: str, query: str, lang: str = "en", **more) -> dict:
    return {"id": identity, "lang": lang, "kind": "concept", "query": query, "relevant": []} | more


def graded(**grades: int) -> list[dict]:
    return [{"type": "provision", "id": identity, "grade": grade} for identity, grade in grades.items()]


def written(path, *entries: dict):
    path.write_text(json.dumps(entries))
    return path


def test_the_seed_is_as_it_was_given():
    assert hashlib.sha256((FOLDER / "seed.json").read_bytes()).hexdigest() == SEED


def test_every_stratum_has_ten_queries_in_each_language():
    counted = Counter((judgment.language, judgment.stratum) for judgment in shipped())
    assert [pair for pair in ((a, b) for a in LANGUAGES for b in STRATA) if counted[pair] < 10] == []


def test_each_language_has_a_hundred_and_forty_scored_queries():
    counted = Counter(judgment.language for judgment in shipped() if judgment.grades)
    assert sorted(counted) == list(LANGUAGES)
    assert min(counted.values()) >= 140
    assert max(counted.values()) - min(counted.values()) <= 5


def test_only_what_has_no_answer_has_no_grades():
    assert all(bool(judgment.grades) == (judgment.stratum != "no-answer") for judgment in shipped())


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_a_fifth_is_held_out_in_each_language(language):
    of_language = [judgment for judgment in shipped() if judgment.language == language]
    share = sum(judgment.is_held_out for judgment in of_language) / len(of_language)
    assert share == pytest.approx(0.2, abs=0.03)


def test_every_stratum_of_ten_has_queries_on_both_sides_in_each_language():
    sides = defaultdict(list)
    for judgment in shipped():
        sides[judgment.language, judgment.stratum].append(judgment.is_held_out)
    assert [name for name, held_out in sides.items() if len(held_out) >= 10 and len(set(held_out)) < 2] == []


def test_no_query_of_the_held_out_part_has_a_twin_in_the_other():
    """Not by what answers it best, and so not by the same grades either, in whatever language or stratum."""
    sides = defaultdict(set)
    for judgment in shipped():
        sides[judgment.twin].add(judgment.is_held_out)
        sides[tuple(sorted(judgment.grades.items())) or judgment.twin].add(judgment.is_held_out)
    assert [twin for twin, held_out in sides.items() if len(held_out) > 1] == []


def test_twins_share_what_answers_them_best(tmp_path):
    first, second, other = read(
        written(
            tmp_path / "a.json",
            entry("1", "right to vote", relevant=graded(art_23=3, art_23__para_1=3, art_2=1)),
            entry("2", "derecho de voto", "es", kind="legal", relevant=graded(art_23__para_1=3, art_23=3)),
            entry("3", "votes", relevant=graded(art_23=2, art_23__para_1=3)),
        )
    )
    assert [judgment.twin for judgment in (first, second)] == ["provision:art_23"] * 2
    assert other.twin == "provision:art_23__para_1"


def test_what_nothing_answers_has_its_twin_by_its_id(tmp_path):
    twins = read(written(tmp_path / "a.json", entry("z1en", "football"), entry("z1es", "fútbol", "es")))
    assert [judgment.twin for judgment in twins] == ["z1", "z1"]
    assert all(judgment.id.endswith(judgment.language) for judgment in shipped() if not judgment.grades)


@pytest.mark.parametrize(("eid", "is_held_out"), [("art_26", False), ("art_27", True), ("art_28", False)])
def test_the_answer_decides_what_is_held_out(eid, is_held_out):
    """A query that is added later moves no other, and nobody chooses."""
    assert Judgment("1", "en", "legal", "x", {f"provision:{eid}": 3}).is_held_out == is_held_out


def test_doubtful_grades_say_why():
    assert sum(bool(judgment.reason) for judgment in shipped()) >= 20


def test_kinds_types_and_fields_that_are_not_known_are_taken_as_they_are(tmp_path):
    grades = [{"type": "video", "id": "v1", "grade": 3, "seen": True}]
    (judgment,) = read(written(tmp_path / "a.json", entry("1", "x", kind="odd one", relevant=grades, judge="somebody")))
    assert (judgment.stratum, judgment.grades) == ("odd one", {"video:v1": 3})


@pytest.mark.parametrize("more", [{}, {"relevant": None}, {"relevant": []}])
def test_a_query_without_answers_is_one_that_nothing_answers(tmp_path, more):
    plain = {"id": "1", "lang": "en", "kind": "lay", "query": "football"}
    (judgment,) = read(written(tmp_path / "a.json", plain | more))
    assert (judgment.stratum, judgment.grades, judgment.has_answer) == ("lay", {}, False)


def test_grades_of_nothing_are_no_answer(tmp_path):
    (judgment,) = read(written(tmp_path / "a.json", entry("1", "football", relevant=graded(art_1=0))))
    assert not judgment.has_answer


@pytest.mark.parametrize("kind", ["no-answer", "no answer", "no_answer", "noanswer", "No Answer"])
def test_no_answer_has_one_name(tmp_path, kind):
    (judgment,) = read(written(tmp_path / "a.json", entry("1", "football", kind=kind)))
    assert judgment.stratum == "no-answer"


def test_an_id_and_a_kind_are_given_where_they_are_missing(tmp_path):
    (judgment,) = read(written(tmp_path / "a.json", {"lang": "en", "query": "football"}))
    assert judgment == Judgment("1", "en", "unsorted", "football", {})


@pytest.mark.parametrize("name", ["queries", "judgments"])
def test_the_list_may_stand_in_an_object(tmp_path, name):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"about": "a test", name: [entry("1", "football")]}))
    assert read(path) == [Judgment("1", "en", "concept", "football", {})]


def test_a_query_may_stand_twice_in_a_file_but_not_in_what_ships(tmp_path, monkeypatch):
    twice = [entry("1", "Dioxins"), entry("2", "dioxins ")]
    assert len(read(written(tmp_path / "a.json", *twice))) == 2
    monkeypatch.setattr(judgments, "FOLDER", tmp_path)
    with pytest.raises(JudgmentError, match=r"ask each query once in a language; '1' \('Dioxins'\) comes back as '2'"):
        shipped()


def test_the_same_words_in_two_languages_are_two_queries(tmp_path, monkeypatch):
    written(tmp_path / "a.json", entry("1", "DDT"), entry("2", "DDT", "es"))
    monkeypatch.setattr(judgments, "FOLDER", tmp_path)
    assert len(shipped()) == 2


def test_an_id_may_not_come_back_in_another_file_that_ships(tmp_path, monkeypatch):
    written(tmp_path / "a.json", entry("1", "DDT"))
    written(tmp_path / "b.json", entry("1", "lindane"))
    monkeypatch.setattr(judgments, "FOLDER", tmp_path)
    with pytest.raises(JudgmentError, match=r"give each query an id of its own; '1' \('DDT'\) comes back as '1'"):
        shipped()
