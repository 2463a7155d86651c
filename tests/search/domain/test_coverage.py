"""How much of what is asked a text holds."""

import pytest

from search.domain.coverage import share_met
from search.domain.plan import Clause, Identity, Match, Plan


def plan(*clauses: Clause) -> Plan:
    return Plan("en", clauses)


def word(stem: str, importance: int = 1, occur="should") -> Clause:
    return Clause(stem, (Match((stem,)),), importance=importance, occur=occur)


@pytest.mark.parametrize(
    ("clauses", "share"),
    [
        ((word("dioxin"), word("fire")), 0.5),
        ((word("dioxin", 3), word("fire", 1)), 0.75),
        ((word("dioxin"), word("fire", 9, "not")), 1.0),
        ((Clause("row", (Match(("open", "burn")),)),), 1.0),
        ((Clause("over texts", (Match(("dump", "dioxin")),)),), 0.0),
        ((Clause("as written", (Match(("burning",), exact=True),)),), 1.0),
        ((Clause("as not written", (Match(("burn",), exact=True),)),), 0.0),
        ((Clause("named", identities=(Identity("chemical", ("pcdd",), 8.0),)), word("fire")), 0.5),
        ((Clause("other name", identities=(Identity("topic", ("pcdd",), 8.0),)),), 0.0),
        ((), 1.0),
    ],
)
def test_share_met(clauses, share):
    texts = ["Open burning at the dump", "Dioxins"]
    assert share_met(plan(*clauses), texts, {"chemical": ("pcdd", "pcdf"), "topic": ()}) == share
