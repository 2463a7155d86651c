"""Order from a seed: fixed for ever, and different for each item."""

from collections import Counter

from course_engine.plugins.seeding import shuffled, token

LETTERS = list("abcdef")


def test_the_order_of_a_seed_never_changes():
    # An attempt that is open across an upgrade keeps its order.
    assert shuffled(LETTERS, 1, "item") == ["e", "d", "b", "f", "a", "c"]
    assert token(1, "item") == "3b3047108c104040"


def test_items_with_one_seed_have_orders_of_their_own():
    orders = {tuple(shuffled(LETTERS, 1, salt)) for salt in ("one", "two", "three", "four")}
    assert len(orders) == 4


def test_every_place_is_as_likely_as_any_other():
    first = Counter(shuffled(LETTERS, seed, "item")[0] for seed in range(6000))
    assert all(850 < count < 1150 for count in first.values())
