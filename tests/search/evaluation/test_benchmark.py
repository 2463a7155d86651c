"""The figures of the benchmark at scale: nothing beyond what was measured, every search counted, late ones told."""

from __future__ import annotations

from benchmarks.search_scale.load import Tally
from benchmarks.search_scale.report import rebuilds
from benchmarks.search_scale.step import percentiles


def test_no_percentile_lies_beyond_the_slowest():
    values = [float(value) for value in range(1, 25)]
    assert percentiles(values) == {"p50": 12.5, "p95": 22.85, "p99": 23.77, "count": 24}


def test_percentiles_of_one_value_and_of_none():
    assert percentiles([7.0]) == {"p50": 7.0, "p95": 7.0, "p99": 7.0, "count": 1}
    assert percentiles([]) == {"count": 0}


def test_every_search_that_was_sent_is_counted_and_late_answers_are_a_share():
    tally = Tally()
    tally.asked, tally.waiting = 8, 3
    tally.times = [10.0, 20.0, 1000.0, 1000.1]
    tally.failures = ["waste: Timeout: gone"]
    assert tally.report() == {
        "searches": 8,
        "waiting": 3,
        "failures": 1,
        "first_failures": ["waste: Timeout: gone"],
        "late": 0.25,
        "times": {"p50": 510.0, "p95": 1000.09, "p99": 1000.1, "count": 4},
    }


def test_the_share_of_late_answers_has_a_column():
    """A dash where a run did not come so far."""
    measured = {
        "1000": {
            "engines": {
                "embedded": {"rebuild": {"seconds": 2.0, "load": Tally().report() | {"late": 0.0125}}},
                "elasticsearch": {},
            }
        }
    }
    head, _, embedded, cluster = rebuilds(measured).splitlines()
    assert head.endswith("| failures | never begun | p50 ms | p95 ms | p99 ms | later than 1 s |")
    assert embedded == "| 1,000 | embedded | 2.0 | 0 | 0 | 0 | – | – | – | 1.2% |"
    assert cluster == "| 1,000 | elasticsearch | – | – | – | – | – | – | – | – |"
