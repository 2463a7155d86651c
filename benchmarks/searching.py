"""Time of ten kinds of query, and of the concordance, over a filled demo: `make bench-search`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import django

QUERIES = {
    "citation": ("Article 5(a)(i)", "en"),
    "CAS number": ("1336-36-3", "en"),
    "chemical": ("endosulfán", "es"),
    "acronym": ("PFOS", "en"),
    "lay topic": ("burning rubbish in the open", "en"),
    "legal topic": ("obligación de presentar informes", "es"),
    "phrase": ('"best available techniques"', "en"),
    "typo": ("stokpiles inventry", "en"),
    "other language": ("existencias", "en"),
    "no answer": ("football results", "en"),
}
PHRASES = ("best available techniques", "quema a cielo abierto", "landfill", "Party", "the", "de la")
ROUNDS = 60
WARMING = 3


def report(name: str, ask: Callable[[], int]) -> None:
    """One line: what the rounds after the first few took, and how much was found."""
    times = []
    for _round in range(ROUNDS + WARMING):
        started = time.perf_counter()
        found = ask()
        times.append(1000 * (time.perf_counter() - started))
    cuts = statistics.quantiles(times[WARMING:], n=100, method="inclusive")
    print(f"{name:<26} {cuts[49]:>7.1f} {cuts[94]:>7.1f} {cuts[98]:>7.1f} {found:>8}")


def main() -> None:
    django.setup()
    from django.test import Client

    from search.concordance.service import Question, consult

    client = Client(headers={"host": "127.0.0.1"})
    print(f"{'query':<26} {'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} {'found':>8}")
    for name, (text, language) in QUERIES.items():
        values = {"q": text, "language": language}
        report(name, lambda values=values: client.get("/api/search/", values).json()["count"])  # type: ignore[misc]
    for phrase in PHRASES:
        report(f"“{phrase}”", lambda phrase=phrase: consult(Question(phrase=phrase)).concord.count)  # type: ignore[misc]


if __name__ == "__main__":
    main()
