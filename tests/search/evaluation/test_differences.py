"""Query by query: what changed between two reports, in a table and as data."""

from search.evaluation.differences import Difference, Move, differences, table
from search.evaluation.judgments import Judgment

JUDGMENTS = [
    Judgment("a", "en", "legal", "right to vote", {"page:one": 3, "page:two": 2}),
    Judgment("b", "es", "legal", "derecho de voto", {"page:one": 3}),
    Judgment("c", "en", "lay", "who may vote", {"page:one": 3}),
    Judgment("d", "en", "lay", "asked later", {"page:one": 3}),
]
BEFORE = {
    "queries": [
        {"id": "a", "ndcg@10": 1.0, "top": ["page:one", "page:two", "page:x"]},
        {"id": "b", "ndcg@10": 0.5, "top": ["page:x", "page:one"]},
        {"id": "c", "ndcg@10": 1.0, "top": ["page:one"]},
    ]
}
AFTER = {
    "queries": [
        {"id": "a", "ndcg@10": 0.8, "top": ["page:two", "page:one", "page:y"]},
        {"id": "b", "ndcg@10": 1.0, "top": ["page:one", "page:x"]},
        {"id": "c", "ndcg@10": 1.0, "top": ["page:one"]},
        {"id": "d", "ndcg@10": 1.0, "top": ["page:one"]},
    ]
}
LOST = Difference(
    "a",
    "en",
    "legal",
    "right to vote",
    1.0,
    0.8,
    [Move("page:two", 2, 2, 1), Move("page:one", 3, 1, 2), Move("page:y", 0, 0, 3), Move("page:x", 0, 3, 0)],
)
WON = Difference("b", "es", "legal", "derecho de voto", 0.5, 1.0, [Move("page:one", 3, 2, 1), Move("page:x", 0, 1, 2)])


def test_what_changed_the_worst_loss_first():
    assert differences(BEFORE, AFTER, JUDGMENTS) == [LOST, WON]


def test_nothing_changed():
    assert differences(BEFORE, BEFORE, JUDGMENTS) == []


def test_a_change_of_order_counts_even_when_the_mark_stays():
    moved = {"queries": [BEFORE["queries"][0] | {"top": ["page:one", "page:two", "page:z"]}]}
    (found,) = differences(BEFORE, moved, JUDGMENTS)
    assert (found.change, found.moves) == (0.0, [Move("page:z", 0, 0, 3), Move("page:x", 0, 3, 0)])


def test_the_table_names_the_judged_first_with_their_places():
    lines = table([LOST, WON], shown=3)
    assert lines[1] == (
        "a en right to vote                                1.000  0.800  -0.200"
        "  page:one (3) 1→2, page:two (2) 2→1, page:y –→3 and 1 more"
    )
    assert lines[2].endswith("page:one (3) 2→1, page:x 1→2")


def test_as_data():
    assert WON.as_data() == {
        "id": "b",
        "language": "es",
        "stratum": "legal",
        "query": "derecho de voto",
        "before": 0.5,
        "after": 1.0,
        "moves": [
            {"family": "page:one", "grade": 3, "before": 2, "after": 1},
            {"family": "page:x", "grade": 0, "before": 1, "after": 2},
        ],
        "change": 0.5,
    }
