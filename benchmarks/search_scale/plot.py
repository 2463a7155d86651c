"""How search grows, drawn as SVG: `python -m benchmarks.search_scale.plot FILE.json FILE.svg`."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

COLOURS = {"embedded": "#0b5d66", "elasticsearch": "#a34700"}
WIDTH, HEIGHT, LEFT, TOP, GAP = 380, 250, 58, 44, 40
FONT = 'font-family="sans-serif" font-size="12"'
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """One quantity by the number of documents, one line per engine and cut."""

    title: str
    lines: tuple[tuple[str, str, Callable[[dict[str, Any]], float]], ...]


PANELS = (
    Panel(
        "Answer to a search, ms",
        (
            ("p50", "", lambda entry: entry["query"]["all"]["p50"]),
            ("p95", "5 4", lambda entry: entry["query"]["all"]["p95"]),
        ),
    ),
    Panel(
        "Processor time of a search, ms",
        (
            ("p50", "", lambda entry: entry["query"]["processor"]["p50"]),
            ("p95", "5 4", lambda entry: entry["query"]["processor"]["p95"]),
        ),
    ),
    Panel("Building the index, s", (("", "", lambda entry: entry["index"]["seconds"]),)),
    Panel("Size of the index, MB", (("", "", lambda entry: entry["index"]["megabytes"]),)),
)


def draw(measured: dict[str, Any]) -> str:
    """All panels, two in a row, both axes logarithmic."""
    panels = [_panel(panel, measured, number) for number, panel in enumerate(PANELS)]
    width, height = 2 * (WIDTH + GAP), -(-len(PANELS) // 2) * (HEIGHT + GAP) + 36
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {FONT}>',
            "<title>Search by the number of documents in each language</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *panels,
            *_legend(height - 18),
            "</svg>",
            "",
        ]
    )


def _panel(panel: Panel, measured: dict[str, Any], number: int) -> str:
    lines = [
        (engine, name, dashes, points)
        for engine in COLOURS
        for name, dashes, read in panel.lines
        if (points := _points(measured, engine, read))
    ]
    values = [value for *_, points in lines for _, value in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)) + 1e-9)
    sizes = [math.log10(int(size)) for size in measured]
    across = _scale(min(sizes) - 0.1, max(sizes) + 0.1, LEFT, WIDTH - 30)
    up = _scale(low, max(high, low + 1), HEIGHT - 44, TOP)
    parts = [f'<text x="{LEFT}" y="24" font-weight="bold">{escape(panel.title)}</text>']
    for power in range(low, max(high, low + 1) + 1):
        y = up(power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - 30}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,g}</text>')
    for size in sizes:
        x = across(size)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - 44}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 26}" text-anchor="middle">{10**size:,.0f}</text>')
    parts.append(
        f'<text x="{(LEFT + WIDTH - 30) / 2}" y="{HEIGHT - 8}" text-anchor="middle">documents a language</text>'
    )
    for engine, name, dashes, points in lines:
        places = [(across(math.log10(size)), up(math.log10(value))) for size, value in points]
        parts += _line(places, COLOURS[engine], dashes, name)
    left, top = number % 2 * (WIDTH + GAP), number // 2 * (HEIGHT + GAP)
    return f'<g transform="translate({left} {top})">' + "".join(parts) + "</g>"


def _points(measured: dict[str, Any], engine: str, read: Callable[[dict[str, Any]], float]) -> Points:
    points = []
    for size, found in measured.items():
        with suppress(KeyError):  # a run may not have come so far
            points.append((int(size), max(read(found["engines"][engine]), 0.01)))
    return points


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    return lambda value: first + (value - low) / (high - low) * (last - first)


def _line(places: list[tuple[float, float]], colour: str, dashes: str, name: str) -> list[str]:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    x, y = places[-1]
    return [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places),
        f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>',
    ]


def _legend(y: float) -> list[str]:
    parts = []
    for number, (engine, colour) in enumerate(COLOURS.items()):
        x = LEFT + number * 160
        parts.append(f'<path d="M{x} {y - 4}h24" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 30}" y="{y}">{engine}</text>')
    return parts


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(draw(json.loads(Path(sys.argv[1]).read_text())))
