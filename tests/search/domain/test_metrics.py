"""The metrics against values worked out by hand: nDCG with gains 2^grade - 1, not with plain grades."""

import pytest

from search.domain.metrics import ndcg, reciprocal_rank, success

GRADES = {"a": 3, "b": 2, "c": 1}
# Gains 7, 3, 1; discounts log2(2) = 1, log2(3) = 1.584963, log2(4) = 2, log2(5) = 2.321928.
# Best possible: 7/1 + 3/1.584963 + 1/2 = 7 + 1.892789 + 0.5 = 9.392789.


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b", "c"], 1.0),
        # 3/1 + 7/1.584963 + 1/2 = 3 + 4.416508 + 0.5 = 7.916508
        (["b", "a", "c"], 0.842828),
        # 7/1 + 0 + 3/2 + 1/2.321928 = 7 + 1.5 + 0.430677 = 8.930677
        (["a", "x", "b", "c"], 0.950801),
        # 0 + 7/1.584963 = 4.416508
        (["x", "a"], 0.470202),
        (["x"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg(ranking, expected):
    assert ndcg(ranking, GRADES) == pytest.approx(expected, abs=1e-6)


def test_ndcg_with_plain_grades_would_be_another_figure():
    """(2 + 3/1.584963 + 1/2) / (3 + 2/1.584963 + 1/2) = 4.392789 / 4.761860 is not what is computed."""
    assert ndcg(["b", "a", "c"], GRADES) != pytest.approx(0.922494, abs=1e-3)


def test_only_the_first_ten_count():
    # The eleventh place is cut; at the tenth it gains 7/log2(11) = 7/3.459432 = 2.023454 of 7.
    grades = {"a": 3}
    assert ndcg([*"0123456789", "a"], grades) == 0.0
    assert ndcg([*"012345678", "a"], grades) == pytest.approx(0.289065, abs=1e-6)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [(["a"], 1.0), (["c", "x", "b"], 1 / 3), (["c"], 0.0), (["x"] * 4 + ["a"], 0.2), ([], 0.0)],
)
def test_mrr_waits_for_the_first_useful_hit(ranking, expected):
    assert reciprocal_rank(ranking, GRADES) == pytest.approx(expected)


def test_mrr_takes_what_is_best_where_nothing_is_more_than_related():
    assert reciprocal_rank(["x", "c"], {"c": 1}) == 0.5


@pytest.mark.parametrize(("first", "expected"), [("a", 1.0), ("b", 0.0), ("x", 0.0)])
def test_success_is_one_of_the_best_at_the_top(first, expected):
    assert success([first, "a"], GRADES) == expected


def test_two_may_be_best():
    assert success(["b"], {"a": 3, "b": 3}) == 1.0
