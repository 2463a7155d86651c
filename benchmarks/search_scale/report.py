"""Tables of what was measured, as Markdown, also into the page about it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Measured = dict[str, Any]
BEGIN, END = "<!-- measured -->", "<!-- end -->"


def rows_of(measured: dict[str, Measured]) -> Iterator[tuple[str, str, Measured]]:
    for size, found in measured.items():
        for engine, entry in found["engines"].items():
            yield f"{int(size):,}", engine, entry


def markdown(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def value(entry: Measured, *path: str) -> Any:
    """A measured value, or a dash where a run did not come so far."""
    found: Any = entry
    for step in path:
        if not isinstance(found, dict) or found.get(step) is None:
            return "–"
        found = found[step]
    return found


def overview(measured: dict[str, Measured]) -> str:
    columns = {
        "index s": ("index", "seconds"),
        "MB": ("index", "megabytes"),
        "MB of memory": ("index", "peak_mb"),
        "first answer ms": ("query", "first"),
        "p50 ms": ("query", "all", "p50"),
        "p95 ms": ("query", "all", "p95"),
        "p99 ms": ("query", "all", "p99"),
        "processor p50 ms": ("query", "processor", "p50"),
        "processor p95 ms": ("query", "processor", "p95"),
        "change findable ms": ("change", "findable", "p50"),
    }
    rows = [
        [size, name, *(value(entry, *path) for path in columns.values())] for size, name, entry in rows_of(measured)
    ]
    return markdown(["documents a language", "engine", *columns], rows)


def kinds(measured: dict[str, Measured]) -> str:
    columns = [column for column in rows_of(measured) if "query" in column[2]]
    names = sorted({name for _, _, entry in columns for name in entry["query"]["kinds"]})
    rows = [[name, *(_cuts(entry["query"]["kinds"][name]) for _, _, entry in columns)] for name in names]
    return markdown(["kind of query", *(f"{engine} {size}" for size, engine, _ in columns)], rows)


def _cuts(found: Measured) -> str:
    return " / ".join(f"{found[cut]:.0f}" for cut in ("p50", "p95", "p99"))


def rebuilds(measured: dict[str, Measured]) -> str:
    columns = {
        "rebuild s": ("rebuild", "seconds"),
        "searches": ("rebuild", "load", "searches"),
        "failures": ("rebuild", "load", "failures"),
        "never begun": ("rebuild", "load", "waiting"),
        "p50 ms": ("rebuild", "load", "times", "p50"),
        "p95 ms": ("rebuild", "load", "times", "p95"),
        "p99 ms": ("rebuild", "load", "times", "p99"),
    }
    rows = [
        [size, name, *(value(entry, *path) for path in columns.values()), _late(entry)]
        for size, name, entry in rows_of(measured)
    ]
    return markdown(["documents a language", "engine", *columns, "later than 1 s"], rows)


def _late(entry: Measured) -> str:
    share = value(entry, "rebuild", "load", "late")
    return share if isinstance(share, str) else f"{share:.1%}"


def took(measured: dict[str, Measured]) -> str:
    """Against the budget of twice what the engine says of itself and 15 ms."""
    head = ["documents a language", "took p50", "took p95", "asked p95", "allowed", "asked / took"]
    rows = []
    for size, _engine, entry in rows_of(measured):
        own, asked = value(entry, "query", "took"), value(entry, "query", "engine_alone")
        if isinstance(own, dict):
            ratio = asked["p95"] / max(own["p95"], 1)
            rows.append([size, own["p50"], own["p95"], asked["p95"], f"{2 * own['p95'] + 15:.0f}", f"{ratio:.2f}"])
    return markdown(head, rows)


def tables(measured: dict[str, Measured]) -> str:
    parts = {
        "Index, answers and changes": overview(measured),
        "Kinds of query, p50 / p95 / p99 in ms": kinds(measured),
        "A rebuild with twenty searches a second": rebuilds(measured),
        "Elasticsearch against its own `took`, ms": took(measured),
        "The table of documents": records(measured),
    }
    return "\n\n".join(f"### {title}\n{text}" for title, text in parts.items())


def records(measured: dict[str, Measured]) -> str:
    head = ["documents a language", "first filling s", "documents", "names", "MB of memory", "load of the machine"]
    rows = [
        [f"{int(size):,}", *(found["table"][key] for key in ("seconds", "documents", "names", "peak_mb")), load(found)]
        for size, found in measured.items()
    ]
    return markdown(head, rows)


def load(found: Measured) -> str:
    return f"{found['machine']['load']} on {found['machine']['cores']} cores"


def write(document: Path, measured: dict[str, Measured]) -> None:
    """The tables between the marks of a page."""
    before, _, rest = document.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{tables(measured)}\n{END}{after}")


if __name__ == "__main__":
    print(tables(json.loads(Path(sys.argv[1]).read_text())))
