"""Twenty searches a second, sent when they are due whether or not the ones before are answered."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.search_scale.queries import Asked, asked

RATE = 20
WORKERS = 8
WARMING = 40
# Whatever happens, the load ends by itself.
MAX_SECONDS = 3600
# Nobody likes to wait so long; a late answer is no failure, but it is told.
LATE = 1000.0


class Tally:
    """What became of the searches."""

    def __init__(self) -> None:
        self.asked = 0
        self.waiting = 0  # sent, and nobody had begun with them when the rebuild was over
        self.times: list[float] = []
        self.failures: list[str] = []

    def ask(self, item: Asked, due: float) -> None:
        from django.db import connection

        from search.services.search import search

        try:
            answer = search(item.query)
        except Exception as error:
            self.failures.append(f"{item.query.text}: {type(error).__name__}: {error}")
            return
        finally:
            connection.close()
        self.times.append(1000 * (time.monotonic() - due))
        if answer.degraded or answer.engine != item.query.engine:
            self.failures.append(f"{item.query.text}: answered by {answer.engine}, degraded")
        elif item.first and (not answer.results or answer.results[0].family_id != item.first):
            self.failures.append(f"{item.query.text}: without its known hit")

    def report(self) -> dict[str, Any]:
        from benchmarks.search_scale.step import percentiles

        late = sum(milliseconds > LATE for milliseconds in self.times)
        return {
            "searches": self.asked,
            "waiting": self.waiting,
            "failures": len(self.failures),
            "first_failures": self.failures[:5],
            "late": round(late / len(self.times), 4) if self.times else None,
            "times": percentiles(self.times),
        }


def load(engine: str, stop: Path) -> dict[str, Any]:
    """Search until the file appears; the times count from when a search was due."""
    from search.services.search import search

    tally = Tally()
    everything = asked(engine)
    # A web process that serves has answered before; what the first answer takes is measured elsewhere.
    for item in everything[:WARMING]:
        search(item.query)
    wordings = itertools.cycle(everything)
    stop.with_suffix(".ready").touch()
    started = time.monotonic()
    sent = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for number in itertools.count():
            due = started + number / RATE
            time.sleep(max(0.0, due - time.monotonic()))
            if stop.exists() or due - started > MAX_SECONDS:
                break
            tally.asked += 1  # by this thread alone
            sent.append(pool.submit(tally.ask, next(wordings), due))
        pool.shutdown(cancel_futures=True)
    tally.waiting = sum(future.cancelled() for future in sent)
    return tally.report()
