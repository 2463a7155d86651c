"""The goals and the baseline: each failure is told, each rise is not."""

import copy

import pytest

from search.evaluation import goals


def marks(value: float, queries: int = 10) -> dict:
    return {"ndcg@10": value, "mrr": value, "success@1": value, "zero_results": 0.0, "queries": queries}


def good() -> dict:
    strata = {name: marks(1.0) for name in ("citation", "cas", "chemical", "acronym", "no-answer", "lay")}
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
        ("by_language/en/acronym/success@1", 0.97, "en acronym: success@1 0.97 is under 0.98"),
        ("by_language/en/no-answer/success@1", 0.8, "en no-answer: success@1 0.8 is under 0.9"),
        ("held_out/all/ndcg@10", 0.89, "held out: nDCG@10 is 0.060 away from the rest"),
    ],
)
def test_each_goal_that_is_missed_is_told(path, value, reason):
    assert goals.missed(changed(path, value)) == [reason]


def test_both_languages_may_be_too_low():
    low = good() | {"languages": {"en": marks(0.84), "es": marks(0.84)}}
    assert "es: nDCG@10 0.84 is under 0.85" in goals.missed(low)


def test_a_stratum_that_is_gone_is_missed():
    figures = good()
    del figures["by_language"]["es"]["cas"]
    assert goals.missed(figures) == ["es cas: success@1 0.0 is under 1.0"]


@pytest.mark.parametrize(
    ("path", "value", "fallen"),
    [
        ("languages/en/ndcg@10", 0.94, []),
        ("languages/en/ndcg@10", 0.93, ["en: ndcg@10 0.93, was 0.95"]),
        ("strata/lay/mrr", 0.98, ["lay: mrr 0.98, was 1.0"]),
        ("by_language/es/lay/success@1", 0.9, ["es lay: success@1 0.9, was 1.0"]),
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
