"""Time of ten kinds of query on the embedded engine, over a filled demo: `make bench-search`."""

from __future__ import annotations

import statistics
import time

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
ROUNDS = 60


def main() -> None:
    django.setup()
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    print(f"{'query':<16} {'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} {'results':>8}")
    for name, (query, language) in QUERIES.items():
        times = []
        for _round in range(ROUNDS + 3):
            started = time.perf_counter()
            answer = client.get("/api/search/", {"q": query, "language": language})
            times.append(1000 * (time.perf_counter() - started))
        cuts = statistics.quantiles(times[3:], n=100)
        print(f"{name:<16} {cuts[49]:>7.1f} {cuts[94]:>7.1f} {cuts[98]:>7.1f} {answer.json()['count']:>8}")


if __name__ == "__main__":
    main()
