"""Citations of the Convention: read from text, written for people, resolved to provisions. Pure, no database.

A provision's eId and its citation say the same thing, so each is made from the other; whether such a provision
exists is a question for `resolve`, which is told the eIds that there are.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from cms.convention.grammar import LEVELS, Path
from cms.convention.reader import Reader
from cms.convention.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision named in a text, and where."""

    eid: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the Conference of the Parties named in a text, such as SC-4/12."""

    number: str
    start: int
    end: int


WORDS = {
    "en": {"art": "Article", "annex": "Annex", "part": "Part", "section": "section", "para": "paragraph"},
    "es": {"art": "Artículo", "annex": "Anexo", "part": "parte", "section": "sección", "para": "párrafo"},
}
LABELS = {"en": "({})", "es": "{})"}

_EID = re.compile(
    r"(?:art_(?P<article>\d+)|annex_(?P<annex>[a-z]))"
    r"(?:__part_(?P<part>[ivxl]+))?(?:__sec_(?P<section>[a-z]))?"
    r"(?:__para_(?P<para>\w+?))?(?:__subpara_(?P<subpara>[a-z]+))?(?:__point_(?P<point>[a-z]+))?"
)
_DECISION = re.compile(r"\bsc\s?[-–.]?\s?(\d{1,2})\s?/\s?(\d{1,2})\b", re.IGNORECASE)


def parse(text: str, language: str) -> list[Citation]:
    """Every citation in a text, in order; what is malformed is no citation."""
    tokens = tokenise(text)
    return [
        Citation(found.path.eid, tokens[found.first].start, tokens[found.after - 1].end)
        for found in Reader(tokens, language).citations()
    ]


def decisions(text: str) -> list[Decision]:
    """Every decision number in a text, in its usual form (SC-4/12)."""
    return [
        Decision(f"SC-{int(match[1])}/{int(match[2])}", match.start(), match.end())
        for match in _DECISION.finditer(text)
    ]


def resolve(text: str, language: str, known: Container[str]) -> list[str]:
    """The eIds of the known provisions that a text cites, each once, in order."""
    return list(dict.fromkeys(citation.eid for citation in parse(text, language) if citation.eid in known))


def path(eid: str) -> Path | None:
    """The parts of an eId, or nothing when it is not one."""
    match = _EID.fullmatch(eid)
    if match is None:
        return None
    labels = tuple(label for level in LEVELS if (label := match[level]))
    unit = f"art_{match['article']}" if match["article"] else f"annex_{match['annex']}"
    found = Path(unit=unit, part=match["part"] or "", section=match["section"] or "", labels=labels)
    return found if found.eid == eid else None


def format(eid: str, language: str) -> str:  # noqa: A001 - read as citations.format
    """The citation of a provision as it is shown: "Article 5(a)(i)", "Artículo 5 a) i)"."""
    where = _path(eid)
    words, label = WORDS[language], LABELS[language]
    text = _head(where, words)
    if not where.labels:
        return text
    first, below = where.labels[0], where.labels[1:]
    if where.unit.startswith("annex_") or (language == "es" and first.isdigit()):
        text += f", {words['para']} {first if first.isdigit() else label.format(first)}"
    else:
        text += f" {label.format(first)}" if language == "es" else label.format(first)
    return text + _below(below, language)


def forms(eid: str, language: str) -> list[str]:
    """The ways in which people write a citation, the shown one first."""
    where = _path(eid)
    words, label = WORDS[language], LABELS[language]
    made = [format(eid, language)]
    kind, _, unit = where.unit.partition("_")
    of = {"en": "of", "es": "del"}[language]
    if kind == "art":
        made += _article_forms(where, unit, language)
    elif where.section:
        part = f"{words['part']} {where.part.upper()}"
        made.append(f"{words['section']} {where.section.upper()}, {part}, {words['annex']} {unit.upper()}")
    elif where.part and not where.labels:
        annex = f"{words['annex']} {unit.upper()}"
        made += [f"{annex} {words['part']} {where.part.upper()}", f"{words['part']} {where.part.upper()} {of} {annex}"]
    if where.labels and kind == "annex":
        first = where.labels[0] if where.labels[0].isdigit() else label.format(where.labels[0])
        part = f"{words['part']} {where.part.upper()} " if where.part else ""
        below = _below(where.labels[1:], language)
        made.append(f"{words['annex']} {unit.upper()} {part}{words['para']} {first}{below}")
    return list(dict.fromkeys(form.strip() for form in made))


def _article_forms(where: Path, number: str, language: str) -> list[str]:
    words, label = WORDS[language], LABELS[language]
    if not where.labels:
        return [f"Art. {number}", f"art {number}"]
    first, below = where.labels[0], where.labels[1:]
    start = (
        f"{number}.{first}" if first.isdigit() else f"{number}{'' if language == 'en' else ' '}{label.format(first)}"
    )
    shown = first if first.isdigit() else label.format(first)
    of = {"en": f"of {words['art']}", "es": f"del {words['art'].lower()}"}[language]
    short = start + _below(below, language)
    keyword = words["para"] if first.isdigit() or language == "en" else "apartado"
    return [
        f"{words['art']} {short}",
        f"Art. {short}",
        f"{words['art']} {number}, {keyword} {shown}{_below(below, language)}",
        f"{keyword} {shown}{_below(below, language)} {of} {number}",
        " ".join(("art", number, *where.labels)),
        f"{number}{'.' if first.isdigit() else ''}{first if first.isdigit() else f'({first})'}{_run(below, '({})')}",
    ]


def _path(eid: str) -> Path:
    where = path(eid)
    if where is None:
        raise ValueError(f"{eid!r} is not the eId of a provision.")
    return where


def _head(where: Path, words: dict[str, str]) -> str:
    kind, _, unit = where.unit.partition("_")
    text = f"{words[kind]} {unit.upper()}"
    if where.part:
        text += f", {words['part']} {where.part.upper()}"
    if where.section:
        text += f", {words['section']} {where.section.upper()}"
    return text


def _run(labels: tuple[str, ...], label: str) -> str:
    return (" " if label == LABELS["es"] else "").join(label.format(one) for one in labels)


def _below(labels: tuple[str, ...], language: str) -> str:
    run = _run(labels, LABELS[language])
    return f" {run}" if run and language == "es" else run
