"""Which queries call for what people put first."""

from datetime import date

import pytest

from search.domain.best_bets import BestBet, chosen
from search.domain.grammar import parse

WHOLE = BestBet("whole", "page:guide", ("waste", "desechos"))
PART = BestBet("part", "page:guide", ("waste", "desechos"), whole=False)


@pytest.mark.parametrize(
    ("query", "language", "called"),
    [
        ("waste", "en", ["whole", "part"]),
        ("waste kind:lesson", "en", ["part"]),
        ("waste -kind:lesson", "en", ["part"]),
        ("desechos NOT tipo:lecciones", "es", ["part"]),
        ("waste -dioxins", "en", ["part"]),
        ("dioxins -waste", "en", []),
        ("dioxinas NOT desechos", "es", []),
        ("waste OR dioxins", "en", []),
    ],
)
def test_what_is_excluded_calls_for_nothing(query, language, called):
    assert [bet.name for bet in chosen([WHOLE, PART], parse(query), language, date(2026, 1, 1))] == called
