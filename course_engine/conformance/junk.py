"""What clients send that no page offers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
STRANGE: list[Any] = [
    "x" * 100_000,
    "\0",
    "\ud800",
    float("nan"),
    float("inf"),
    -0.0,
    10**400,
    [[[[]]]],
    {"a": {}},
]
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def forms(text: str, ids: Iterable[str]) -> Iterator[QueryDict]:
    """Forms that have the text in every field that a page could have, twice and once."""
    names = {*ids, "choice", "choices", "value", "text", "path", "option"}
    for times in (2, 1):
        form = QueryDict(mutable=True)
        for name in names:
            for prefix in ("", "pair-", "position-", "gap-", "group-"):
                form.setlist(prefix + name, [text] * times)
        yield form
