"""Bytes, queries and time of the main pages, over a filled demo: `make bench-pages`."""

from __future__ import annotations

import gzip
import statistics
import time

import django
from django.conf import settings

PAGES = [
    ("home", ""),
    ("catalogue", "courses/"),
    ("course", "courses/stockholm-pops-caribbean/"),
    ("module", "courses/stockholm-pops-caribbean/m1-introduction/"),
    ("lesson", "courses/stockholm-pops-caribbean/m1-introduction/l1-why-a-treaty/"),
    ("test", "courses/stockholm-pops-caribbean/m1-introduction/test/"),
    ("Convention", "convention/"),
    ("article", "convention/article-5/"),
    ("chemical", "chemicals/pcb/"),
    ("glossary", "glossary/"),
    ("search", "search/?q=PCB"),
    ("my learning", "learning/"),
]
ROUNDS = 9


def main() -> None:
    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    anonymous, learner = Client(), Client()
    learner.force_login(get_user_model().objects.get(email="learner@example.org"))
    print(f"{'page':<12} {'language':<9} {'reader':<10} {'status':>6} {'gzip B':>7} {'queries':>7} {'median ms':>9}")
    for language, _name in settings.LANGUAGES:
        for title, path in PAGES:
            for reader, client in (("anonymous", anonymous), ("learner", learner)):
                client.get(f"/{language}/{path}", headers={"host": "127.0.0.1"})
                with CaptureQueriesContext(connection) as queries:
                    answer = client.get(f"/{language}/{path}", headers={"host": "127.0.0.1"})
                count = len(queries)  # the next request empties the log
                times = []
                for _round in range(ROUNDS):
                    started = time.perf_counter()
                    client.get(f"/{language}/{path}", headers={"host": "127.0.0.1"})
                    times.append(1000 * (time.perf_counter() - started))
                size = len(gzip.compress(answer.content))
                print(
                    f"{title:<12} {language:<9} {reader:<10} {answer.status_code:>6} {size:>7} {count:>7} "
                    f"{statistics.median(times):>9.1f}"
                )


if __name__ == "__main__":
    main()
