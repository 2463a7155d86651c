"""The goals and the baseline: each failure is told, each rise is not."""

import copy

import pytest

from search.evaluation import goals


def marks(value: float, queries: int = 10) -> dict:
    return {"ndcg@10": value, "mrr": value, "success@1": value, "zero_results": 0.0, "queries": queries}


def good() -> dict:
    strata = {
        name: marks(1.0) for name in ("citation", "cas", "chemical", "acronym-alone", "no-answer", "lay", "legal")
    }
    return {
        "engine": "embedded",
        "languages": {"en": marks(0.95), "es": marks(0.94)},
        "strata": copy.deepcopy(strata),
        "by_language": {"en": copy.deepcopy(strata), "es": copy.deepcopy(strata)},
        "tuning": {"all": marks(0.95)},
        "held_out": {"all": marks(0.93)},
        "queries": [{"id": "a", "ndcg@10": 1.0, "top": ["page:ñ"]}, {"id": "b", "ndcg@10": 0.5, "top": []}],
    }


def changed(path: str, value: float) -> dict:
    figures = good()
    *above, last = path.split("/")
    place = figures
    for name in above:
        place = place[name]
    place[last] = value
    return figures


def test_all_goals_reached():
    assert goals.missed(good()) == []


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("languages/en/mrr", 0.89, "en: MRR 0.89 is under 0.9"),
        ("languages/es/ndcg@10", 0.91, "en and es: nDCG@10 differs by 0.040"),
        ("by_language/es/cas/success@1", 0.99, "es cas: success@1 0.99 is under 1.0"),
        ("by_language/en/acronym-alone/success@1", 0.97, "en acronym-alone: success@1 0.97 is under 0.98"),
        ("by_language/en/no-answer/success@1", 0.8, "en no-answer: success@1 0.8 is under 0.9"),
        ("held_out/all/ndcg@10", 0.89, "held out: nDCG@10 is 0.060 away from the rest"),
    ],
)
def test_each_goal_that_is_missed_is_told(path, value, reason):
    assert goals.missed(changed(path, value)) == [reason]


def test_both_languages_may_be_too_low():
    low = good() | {"languages": {"en": marks(0.84), "es": marks(0.84)}}
    assert "es: nDCG@10 0.84 is under 0.85" in goals.missed(low)


def test_a_goal_that_nothing_was_asked_for_is_named_and_not_missed():
    figures = good()
    del figures["by_language"]["es"]["cas"]
    del figures["languages"]["es"]
    figures["held_out"] = {}
    assert goals.missed(figures) == []
    assert goals.unasked(figures) == [
        "es: no query has an answer, so nDCG@10 and MRR are not asked.",
        "Only en has queries with an answer, so languages are not compared.",
        "es cas: no query, so its goal is not asked.",
        "No query with an answer is on one side of the held-out split, so the two are not compared.",
    ]


def test_every_goal_is_asked():
    assert goals.unasked(good()) == []


def test_a_stratum_that_is_gone_has_fallen():
    figures = good()
    del figures["by_language"]["es"]["lay"]
    assert goals.regressions(figures, good()) == [
        *(f"es lay: {metric} 0.0, was 1.0" for metric in ("ndcg@10", "mrr", "success@1")),
        "es lay: zero_results 1.0, was 0.0",
    ]


@pytest.mark.parametrize(
    ("path", "value", "fallen"),
    [
        ("languages/en/ndcg@10", 0.94, []),
        ("languages/en/ndcg@10", 0.93, ["en: ndcg@10 0.93, was 0.95"]),
        ("strata/lay/mrr", 0.98, ["lay: mrr 0.98, was 1.0"]),
        ("by_language/es/lay/success@1", 0.9, ["es lay: success@1 0.9, was 1.0"]),
        ("by_language/es/lay/ndcg@10", 0.98, ["es lay: ndcg@10 0.98, was 1.0"]),
        ("by_language/en/legal/ndcg@10", 0.98, ["en legal: ndcg@10 0.98, was 1.0"]),
        ("languages/en/zero_results", 0.0055, ["en: zero_results 0.0055, was 0.0"]),
    ],
)
def test_a_fall_of_more_than_a_hundredth_is_told(path, value, fallen):
    assert goals.regressions(changed(path, value), good()) == fallen


def test_a_rise_is_not_told():
    assert goals.regressions(good(), changed("languages/en/ndcg@10", 0.5)) == []


def test_engines_may_be_three_hundredths_apart():
    other = changed("languages/es/ndcg@10", 0.90)
    assert goals.apart({"embedded": good(), "elasticsearch": good()}) == []
    assert goals.apart({"embedded": good(), "elasticsearch": other}) == [
        "es: nDCG@10 of elasticsearch and embedded differ by 0.040"
    ]


def test_what_is_recorded_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(goals, "FOLDER", tmp_path)
    goals.record(good())
    assert goals.baseline("embedded") == good()
    assert '\n  {"id": "a", "ndcg@10": 1.0, "top": ["page:ñ"]},\n' in (tmp_path / "embedded.json").read_text()
