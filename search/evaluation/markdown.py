"""The recorded figures of several engines side by side, as the tables of docs/search-quality.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Report = Mapping[str, Any]


def tables(reports: Sequence[Report]) -> list[str]:
    """One row per language, stratum of a language, and part; a cell is nDCG@10 · MRR · success@1 · zero results."""
    engines = [figures["engine"] for figures in reports]
    lines = [f"| | queries | {' | '.join(engines)} |", f"|---|---|{'---|' * len(engines)}"]
    for name, places in _rows(reports[0]):
        found = [_at(figures, places) for figures in reports]
        lines.append(f"| {name} | {found[0]['queries']} | {' | '.join(map(_cell, found))} |")
    return lines


def _rows(figures: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language, strata in figures["by_language"].items():
        yield f"**{language}**", ("languages", language)
        for stratum in strata:
            yield f"{language} {stratum}", ("by_language", language, stratum)
    yield "tuning part", ("tuning", "all")
    for name in figures["held_out"]:
        yield "held-out part" if name == "all" else f"held-out part, {name}", ("held_out", name)


def _at(figures: Report, places: Sequence[str]) -> Mapping[str, Any]:
    found: Any = figures
    for place in places:
        found = found[place]
    marks: Mapping[str, Any] = found
    return marks


def _cell(marks: Mapping[str, Any]) -> str:
    return " · ".join(f"{marks[name]:.3f}" for name in ("ndcg@10", "mrr", "success@1", "zero_results"))
