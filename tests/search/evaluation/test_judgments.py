"""The judgments that ship: how many, of what kind, how split, and how a file is refused."""

import json
from collections import Counter

import pytest

from search.evaluation.judgments import JudgmentError, read, shipped

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


def entry(identity: str, query: str, lang: str = "en", **more) -> dict:
    return {"id": identity, "lang": lang, "kind": "concept", "query": query, "relevant": []} | more


def written(path, *entries: dict):
    path.write_text(json.dumps(entries))
    return path


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
    assert 0.15 < share < 0.25


def test_the_query_itself_decides_what_is_held_out(tmp_path):
    """Neither the id nor the file matters: a query added later moves no other."""
    first, second = read(written(tmp_path / "a.json", entry("1", "article 5"), entry("2", "right to vote")))
    again = {judgment.query: judgment for judgment in read(written(tmp_path / "b.json", entry("9", "right to vote")))}
    assert again["right to vote"].is_held_out == second.is_held_out
    assert [judgment.is_held_out for judgment in (first, second)] == [False, False]


def test_doubtful_grades_say_why():
    assert sum(bool(judgment.reason) for judgment in shipped()) >= 20


def test_fields_that_are_not_known_are_passed_over(tmp_path):
    (judgment,) = read(written(tmp_path / "a.json", entry("1", "x", reason="why", judge="somebody")))
    assert (judgment.reason, judgment.grades) == ("why", {})


def test_a_query_may_stand_once_in_a_language(tmp_path):
    two = written(tmp_path / "a.json", entry("1", "Dioxins"), entry("2", "dioxins "))
    with pytest.raises(JudgmentError, match="'2' asks what '1' asks"):
        read(two)
    assert len(read(written(tmp_path / "b.json", entry("1", "DDT"), entry("2", "DDT", "es")))) == 2
