"""One step of the benchmark in a process of its own, so that its memory is its own: prints one line of JSON."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search_scale.world import Made, world

if TYPE_CHECKING:
    from benchmarks.search_scale.queries import Asked
    from search.backends.base import Results

# Each wording is asked once before it counts.
WARMING = 1


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95 and p99 of some milliseconds; of few values, none lies beyond the slowest that was measured."""
    if not values:
        return {"count": 0}
    cuts = statistics.quantiles(values, n=100, method="inclusive") if len(values) > 1 else values * 99
    return {"p50": round(cuts[49], 2), "p95": round(cuts[94], 2), "p99": round(cuts[98], 2), "count": len(values)}


def fill(_made: Made, **_options: Any) -> dict[str, Any]:
    """The table of documents, as apps write it when content is published."""
    from search.indexing.table import refresh_records
    from search.models import DocumentRecord, NameEntry, OutboxEntry

    started = time.perf_counter()
    refresh_records()
    seconds = time.perf_counter() - started
    return {
        "seconds": round(seconds, 1),
        "documents": DocumentRecord.objects.count(),
        "names": NameEntry.objects.count(),
        "entries": OutboxEntry.objects.count(),
    }


def rebuild(_made: Made, *, engine: str, **_options: Any) -> dict[str, Any]:
    """A new generation of one engine from the table."""
    from search.backends import get_backend
    from search.indexing.generations import rebuild as build
    from search.management.commands.search_rebuild import NICENESS

    os.nice(NICENESS)  # as the command does
    started = time.perf_counter()
    built = build(get_backend(engine))
    return {"seconds": round(time.perf_counter() - started, 1), "documents": built.documents}


def query(_made: Made, *, engine: str, rounds: int, **_options: Any) -> dict[str, Any]:
    """Ten kinds of query: the whole answer, the engine alone, and what the engine says of itself."""
    from benchmarks.search_scale.queries import asked
    from search.services.search import search

    started = time.perf_counter()
    search(asked(engine)[0].query)
    first = 1000 * (time.perf_counter() - started)
    taken = Taken()
    for turn in range(rounds + WARMING):
        for item in asked(engine):
            taken.measure(item, keep=turn >= WARMING)
    return {"first": round(first, 1), **taken.report()}


class Taken:
    """Milliseconds of every search that counted."""

    def __init__(self) -> None:
        self.whole: dict[str, list[float]] = defaultdict(list)
        self.processor: dict[str, list[float]] = defaultdict(list)
        self.alone: list[float] = []
        self.took: list[float] = []
        self.found: dict[str, list[int]] = defaultdict(list)
        self.misses: set[str] = set()

    def measure(self, item: Asked, *, keep: bool) -> None:
        from search.backends import get_backend
        from search.services.search import search, understand

        started, worked = time.perf_counter(), time.thread_time()
        answer = search(item.query)
        elapsed, work = time.perf_counter() - started, time.thread_time() - worked
        if item.first and (not answer.results or answer.results[0].family_id != item.first):
            self.misses.add(item.query.text)
        plans = understand(item.query).plans
        started = time.perf_counter()
        results = get_backend(item.query.engine).search_many(plans)
        alone = time.perf_counter() - started
        if keep:
            self.whole[item.kind].append(1000 * elapsed)
            self.processor[item.kind].append(1000 * work)
            self.alone.append(1000 * alone)
            self.took += [sum(result.took or 0 for result in results)] if engine_tells(results) else []
            self.found[item.kind].append(answer.count)

    def report(self) -> dict[str, Any]:
        return {
            "kinds": {kind: percentiles(values) for kind, values in self.whole.items()},
            "all": percentiles([value for values in self.whole.values() for value in values]),
            "processor": percentiles([value for values in self.processor.values() for value in values]),
            "processor_kinds": {kind: percentiles(values) for kind, values in self.processor.items()},
            "engine_alone": percentiles(self.alone),
            "took": percentiles(self.took) if self.took else None,
            "results": {kind: round(statistics.median(values)) for kind, values in self.found.items()},
            "misses": sorted(self.misses),
        }


def engine_tells(results: Sequence[Results]) -> bool:
    """Whether the engine says itself how long it took."""
    return any(result.took is not None for result in results)


def change(made: Made, *, engine: str, **_options: Any) -> dict[str, Any]:
    """How long after an edit its words are found, with the worker's work done at once."""
    from search.indexing import outbox, touch
    from search.services.results import Query
    from search.services.search import search

    outbox.drain()  # what the filling left for the worker is not what is measured, nor the first answer of a process
    search(Query("waste", "en", engine=engine))
    times = []
    for number in range(1, 11):
        word = f"findable{engine[:2]}{number:03}x"
        made.changed[str(number)] = word
        started = time.perf_counter()
        touch(made.name, str(number))
        outbox.drain()
        while not search(Query(word, "en", engine=engine)).results:
            if time.perf_counter() - started > 30:
                break
            time.sleep(0.02)
        times.append(1000 * (time.perf_counter() - started))
    return {"findable": percentiles(times), "slowest": round(max(times), 1)}


STEPS = {"fill": fill, "rebuild": rebuild, "query": query, "change": change}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=[*STEPS, "load"])
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stop", type=Path, help="a file that ends the step `load` when it appears")
    options = parser.parse_args()
    with world(options.size) as made:
        if options.step == "load":
            from benchmarks.search_scale.load import load

            found = load(options.engine, options.stop)
        else:
            found = STEPS[options.step](made, engine=options.engine, rounds=options.rounds)
    found["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
