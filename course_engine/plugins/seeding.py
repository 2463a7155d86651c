"""Order and public names from a seed: the same in every language, process and release."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def shuffled(entries: Sequence[T], seed: int, salt: str) -> list[T]:
    """The entries in the order that the seed gives; `salt` (an item's ids) makes each item's order its own.

    By hash and not by `random`, whose shuffling may change between versions of Python.
    """
    places = sorted(range(len(entries)), key=lambda place: _hash(seed, salt, str(place)))
    return [entries[place] for place in places]


def token(seed: int, entry_id: str) -> str:
    """A public name for an id whose own name would give the answer away. The seed stays secret."""
    return _hash(seed, "token", entry_id)[:16]


def _hash(seed: int, *parts: str) -> str:
    return hashlib.sha256("|".join((str(seed), *parts)).encode()).hexdigest()
