"""Families of documents in both languages, in the shape and the proportions of the product's own."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from functools import lru_cache

from benchmarks.search_scale.words import LANGUAGES, Pair, data, expression, paragraph
from search.documents import PRIVATE, PUBLIC, Document

AREAS = ("convention", "pops", "provisions", "nip", "bat-bep")
SEED = 2001
# Out of a hundred families; a lesson has several documents, everything else one.
SHARES = {"lesson": 56, "provision": 24, "page": 10, "term": 8, "chemical": 2}
LESSONS_PER_COURSE = 40
PRIVATE_SHARE = 0.02

Family = list[Document]


def families(per_language: int) -> Iterator[Family]:
    """Families until each language has that many documents; the same ones each time."""
    left = per_language
    for number in itertools.count(1):
        if left <= 0:
            return
        made = family(number)[: left * len(LANGUAGES)]
        left -= len(made) // len(LANGUAGES)
        yield made


def family(number: int) -> Family:
    """The documents of one object, whatever was made before it."""
    dice = random.Random(f"{SEED}:{number}")
    kind = dice.choices(list(SHARES), weights=list(SHARES.values()))[0]
    return _MAKERS[kind](number, dice)


@lru_cache(maxsize=1)
def _slugs() -> list[str]:
    return [row["slug"] for row in data("cms/convention/data/chemicals.json")]


@lru_cache(maxsize=1)
def _topics() -> list[str]:
    return [row["slug"] for row in data("cms/convention/data/topics.json")]


@lru_cache(maxsize=1)
def _eids() -> list[str]:
    return [row["eid"] for row in data("cms/convention/data/provisions.json")]


def _some(values: list[str], dice: random.Random, most: int) -> tuple[str, ...]:
    """A few of the values, the first ones more often: some topics are in every second text."""
    picked = (values[int(len(values) * dice.random() ** 2.5)] for _ in range(dice.randint(0, most)))
    return tuple(dict.fromkeys(picked))


def _lesson(number: int, dice: random.Random) -> Family:
    title = expression(dice, 3, 7)
    course = f"course-{number // LESSONS_PER_COURSE}"
    visibility = PRIVATE if dice.random() < PRIVATE_SHARE else PUBLIC
    area = dice.choice(AREAS)
    found = []
    for part in range(dice.randint(1, 7)):
        heading, body = expression(dice), paragraph(dice, 3, 9)
        keys = {
            "topics": _some(_topics(), dice, 3),
            "chemicals": _some(_slugs(), dice, 2),
            "provisions": _some(_eids(), dice, 3),
        }
        found += [
            Document(
                id=f"lesson:s{number}:{language}" + (f":part-{part}" if part else ""),
                family_id=f"lesson:s{number}",
                language=language,
                kind="lesson",
                title=title[language],
                heading_path=(heading[language],) if part else (),
                url=f"/{language}/courses/{course}/s{number}/" + (f"#part-{part}" if part else ""),
                body=body[language],
                summary=body[language][:300],
                ordinal=part,
                parent=f"course:{course}",
                course=course,
                area=area,
                visibility=visibility,
                **keys,
            )
            for language in LANGUAGES
        ]
    return found


def _provision(number: int, dice: random.Random) -> Family:
    meeting, decision, paragraph_number = number % 12 + 1, number // 12 % 60 + 1, number // 720 + 1
    code = f"sc-{meeting}/{decision}"
    names = {
        "en": f"Decision {code.upper()}, paragraph {paragraph_number}",
        "es": f"Decisión {code.upper()}, párrafo {paragraph_number}",
    }
    heading = expression(dice, 2, 6)
    return _single(
        f"provision:decision_{number}",
        "provision",
        {language: f"{names[language]}. {heading[language]}" for language in LANGUAGES},
        paragraph(dice, 2, 4),
        names={language: (names[language],) for language in LANGUAGES},
        parent=f"provision:art_{number % 30 + 1}",
        ordinal=number,
        area="provisions",
        topics=_some(_topics(), dice, 3),
        chemicals=_some(_slugs(), dice, 2),
        provisions=(f"decision_{number}",),
        codes=(code,),
    )


def _page(number: int, dice: random.Random) -> Family:
    return _single(f"page:s{number}", "page", expression(dice, 2, 6), paragraph(dice, 8, 20))


def _term(number: int, dice: random.Random) -> Family:
    names = [expression(dice, 1, 4) for _ in range(dice.randint(1, 3))]
    by_language = {language: tuple(name[language] for name in names) for language in LANGUAGES}
    return _single(f"term:s{number}", "term", names[0], paragraph(dice, 2, 3), names=by_language)


def _chemical(number: int, dice: random.Random) -> Family:
    names = [expression(dice, 1, 2) for _ in range(dice.randint(2, 5))]
    acronym = "".join(dice.choices("ABCDEFHLMNOPRST", k=4)) + str(number)
    by_language = {language: (*(name[language] for name in names), acronym) for language in LANGUAGES}
    return _single(
        f"chemical:s{number}",
        "chemical",
        names[0],
        paragraph(dice, 2, 4),
        names=by_language,
        codes=(cas_number(number),),
        chemicals=(f"s{number}",),
        topics=_some(_topics(), dice, 2),
        area="pops",
    )


def cas_number(number: int) -> str:
    """A number of the right form with its check digit."""
    digits = f"{100000 + number % 900000}{number % 100:02}"
    check = sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1)) % 10
    return f"{digits[:-2]}-{digits[-2:]}-{check}"


def _single(
    family: str,
    kind: str,
    title: Pair,
    body: Pair,
    names: dict[str, tuple[str, ...]] | None = None,
    **same: object,
) -> Family:
    """A family of one document a language."""
    return [
        Document(
            id=f"{family}:{language}",
            family_id=family,
            language=language,
            kind=kind,
            title=title[language],
            url=f"/{language}/{family.replace(':', '/')}/",
            body=body[language],
            summary=body[language][:300],
            names=(names or {}).get(language, ()),
            **same,  # type: ignore[arg-type]
        )
        for language in LANGUAGES
    ]


_MAKERS: dict[str, Callable[[int, random.Random], Family]] = {
    "lesson": _lesson,
    "provision": _provision,
    "page": _page,
    "term": _term,
    "chemical": _chemical,
}
