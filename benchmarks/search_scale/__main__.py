"""Time, size and memory of search at several sizes, for each engine: `make bench-scale SIZES=1000,10000`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from benchmarks.search_scale.plot import draw
from benchmarks.search_scale.report import Measured, tables, write

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "search-at-scale.md"
STEP_SECONDS = 3000
SETTLED = 3.0


class Site:
    """A database, an index folder and an index prefix of its own for one size."""

    def __init__(self, folder: Path, size: int, elasticsearch: str) -> None:
        self.folder = folder / str(size)
        self.folder.mkdir()
        self.size = size
        self.prefix = f"bench-{uuid.uuid4().hex[:8]}"
        self.elasticsearch = elasticsearch
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "VAR_ROOT": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'db.sqlite3'}",
            "ELASTICSEARCH_URL": elasticsearch,
            "ELASTICSEARCH_PREFIX": self.prefix,
        }

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=STEP_SECONDS,
        )

    def step(self, name: str, **options: object) -> dict[str, Any]:
        """One step in a process of its own."""
        with self.begin(name, **options) as process:
            said, _ = process.communicate(timeout=STEP_SECONDS)
        if process.returncode:
            raise SystemExit(f"Step {name} ended with {process.returncode}.")
        return json.loads(said)

    def begin(self, name: str, **options: object) -> subprocess.Popen[str]:
        words = [word for key, value in options.items() for word in (f"--{key}", str(value))]
        command = [sys.executable, "-m", "benchmarks.search_scale.step", name, "--size", str(self.size), *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)

    def rebuild_under_load(self, engine: str) -> dict[str, Any]:
        """A second generation while twenty searches a second go on."""
        stop = self.folder / f"{engine}.stop"
        loading = self.begin("load", engine=engine, stop=stop)
        try:
            while not stop.with_suffix(".ready").exists() and loading.poll() is None:
                time.sleep(0.1)
            time.sleep(SETTLED)
            rebuilt = self.step("rebuild", engine=engine)
            time.sleep(SETTLED)
            stop.touch()
            said, _ = loading.communicate(timeout=STEP_SECONDS)  # the last are late
        finally:
            if loading.poll() is None:
                loading.kill()
        return rebuilt | {"load": json.loads(said)}

    def megabytes(self, engine: str) -> float:
        """Of the generation that answers, in both languages."""
        if engine == "embedded":
            current = json.loads((self.folder / "search" / "current.json").read_text())["current"]
            files = (self.folder / "search" / "generations" / current).rglob("*")
            return round(sum(file.stat().st_size for file in files if file.is_file()) / 1e6, 1)
        self._call("POST", f"{self.prefix}-*/_refresh")
        found = self._call("GET", f"{self.prefix}-*/_stats/store")["indices"]
        generations = len(found) // 2  # each holds an index per language
        return round(sum(index["total"]["store"]["size_in_bytes"] for index in found.values()) / generations / 1e6, 1)

    def remove_indices(self) -> None:
        if self.elasticsearch:
            for name in self._call("GET", f"{self.prefix}-*/_settings"):
                self._call("DELETE", name)

    def _call(self, method: str, path: str) -> Any:
        request = urllib.request.Request(f"{self.elasticsearch}/{path}", method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def prepare(site: Site) -> None:
    """The Convention and nothing else; made once and copied for the other sizes."""
    ready = site.folder.parent / "ready.sqlite3"
    database = site.folder / "db.sqlite3"
    if not ready.exists():
        site.manage("migrate", "-v0")
        for command in ("createcachetable", "load_site_pages", "load_convention"):
            site.manage(command)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", [str(ready)])
    else:
        shutil.copy(ready, database)


def measure(site: Site, engines: list[str], rounds: int) -> Iterator[Measured]:
    """What is known so far, after each step: a large size may take hours."""
    say(f"{site.size} documents a language")
    prepare(site)
    found: Measured = {"table": site.step("fill"), "engines": {}}
    for engine in engines:
        say(f"{engine} is built")
        found["engines"][engine] = {"index": site.step("rebuild", engine=engine)}
        found["engines"][engine]["index"]["megabytes"] = site.megabytes(engine)
        yield found
    for engine, entry in found["engines"].items():
        say(f"{engine} is asked")
        entry["query"] = site.step("query", engine=engine, rounds=rounds)
        yield found
        entry["change"] = site.step("change", engine=engine)
        entry["rebuild"] = site.rebuild_under_load(engine)
        yield found


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="documents a language")
    parser.add_argument("--engines", default="embedded,elasticsearch")
    parser.add_argument("--rounds", type=int, default=2, help="how often each of 240 queries is measured")
    parser.add_argument("--out", type=Path, default=PAGE.with_suffix(".json"), help="results; other sizes in it stay")
    parser.add_argument("--page", action="store_true", help="put tables and plot into docs/search-at-scale.md")
    options = parser.parse_args()
    engines = options.engines.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="search-scale-")))
        url = ""
        if "elasticsearch" in engines:
            from tests.elasticsearch.node import running_elasticsearch

            url = stack.enter_context(running_elasticsearch())
        for size in map(int, options.sizes.split(",")):
            site = Site(folder, size, url)
            stack.callback(site.remove_indices)
            for found in measure(site, engines, options.rounds):
                keep(options.out, size, found)
    measured = json.loads(options.out.read_text())
    print(tables(measured))
    if options.page:
        write(PAGE, measured)
        PAGE.with_suffix(".svg").write_text(draw(measured))


def keep(out: Path, size: int, found: dict[str, Any]) -> None:
    known = json.loads(out.read_text()) if out.exists() else {}
    machine = {"cores": os.cpu_count(), "load": round(os.getloadavg()[1], 1), "python": platform.python_version()}
    known[str(size)] = found | {"machine": machine}
    out.write_text(json.dumps(dict(sorted(known.items(), key=lambda item: int(item[0]))), indent=1) + "\n")


if __name__ == "__main__":
    main()
