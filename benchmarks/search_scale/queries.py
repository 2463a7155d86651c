"""Ten kinds of query, each in many wordings and both languages; some with what must stand first."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.search_scale.words import LANGUAGES, data, lexis
from search.services.results import Query

WORDINGS = 24
LAY = {
    "en": (
        "is it bad to burn rubbish in the yard",
        "what to do with old pesticides in a shed",
        "can I still sell used transformers",
        "why is there poison in the fish we eat",
        "who pays for cleaning up an old dump",
        "which chemicals are not allowed any more",
        "how does smoke from a landfill reach other islands",
        "what must my country report and when",
        "is old electrical cable dangerous",
        "where do I find out what is in firefighting foam",
        "how long do these poisons stay in the soil",
        "do farmers have to stop using this spray",
    ),
    "es": (
        "es malo quemar basura en el patio",
        "qué hago con plaguicidas viejos en un depósito",
        "se pueden vender transformadores usados",
        "por qué hay veneno en el pescado que comemos",
        "quién paga la limpieza de un vertedero",
        "qué sustancias ya no están permitidas",
        "cómo llega el humo de un basurero a otras islas",
        "qué tiene que informar mi país y cuándo",
        "son peligrosos los cables eléctricos viejos",
        "qué contiene la espuma contra incendios",
        "cuánto tiempo duran estos venenos en el suelo",
        "tienen que dejar de fumigar los agricultores",
    ),
}


@dataclass(frozen=True)
class Asked:
    """A query of a kind; `first` is the family that has to come first."""

    kind: str
    query: Query
    first: str = ""
    tags: tuple[str, ...] = field(default=())


def asked(engine: str) -> list[Asked]:
    """Every wording of every kind, the kinds mixed; the same ones each time."""
    dice = random.Random("queries")
    found = [
        item
        for make in (_citations, _numbers, _chemicals, _acronyms, _words, _lay, _phrases, _boolean, _typos, _filtered)
        for item in make(dice, engine)
    ]
    dice.shuffle(found)
    return found


def _made(kind: str, rows: list[tuple[str, str, str]], dice: random.Random, engine: str) -> list[Asked]:
    picked = dice.sample(rows, min(WORDINGS, len(rows)))
    return [Asked(kind, Query(text, language, engine=engine), first) for text, language, first in picked]


def _citations(dice: random.Random, engine: str) -> list[Asked]:
    rows = [
        (row[f"citation_{language}"], language, f"provision:{row['eid']}")
        for row in data("cms/convention/data/provisions.json")
        for language in LANGUAGES
        if row["kind"] in ("article", "paragraph", "subparagraph")
    ]
    return _made("citation", rows, dice, engine)


def _numbers(dice: random.Random, engine: str) -> list[Asked]:
    rows = [
        (row["cas"][0]["number"], language, f"chemical:{row['slug']}") for row in _listed() for language in LANGUAGES
    ]
    return _made("CAS number", rows, dice, engine)


def _listed() -> list[dict]:
    seen: dict[str, int] = {}
    rows = data("cms/convention/data/chemicals.json")
    for row in rows:
        for entry in row["cas"]:
            seen[entry["number"]] = seen.get(entry["number"], 0) + 1
    return [row for row in rows if row["cas"] and seen[row["cas"][0]["number"]] == 1]


def _chemicals(dice: random.Random, engine: str) -> list[Asked]:
    rows = [(row[f"name_{language}"], language, "") for row in _listed() for language in LANGUAGES]
    return _made("chemical", rows, dice, engine)


def _acronyms(dice: random.Random, engine: str) -> list[Asked]:
    rows = [
        (acronym, language, "")
        for row in data("cms/convention/data/chemicals.json")
        for language in LANGUAGES
        for acronym in row[f"acronyms_{language}"]
    ]
    return _made("acronym", rows, dice, engine)


def _words(dice: random.Random, engine: str) -> list[Asked]:
    """From the most frequent word to one that hardly any document has."""
    ranks = [int(1.5**step) for step in range(WORDINGS // 2)]
    rows = [(lexis(language).words[min(rank * 10, 5000)], language, "") for rank in ranks for language in LANGUAGES]
    return _made("one word", rows, dice, engine)


def _lay(dice: random.Random, engine: str) -> list[Asked]:
    rows = [(text, language, "") for language, texts in LAY.items() for text in texts]
    return _made("lay question", rows, dice, engine)


def _terms(language: str) -> list[str]:
    texts = [row[f"term_{language}"] for row in data("cms/terminology/data/glossary.json")]
    return [text for text in texts if 2 <= len(text.split()) <= 5]


def _phrases(dice: random.Random, engine: str) -> list[Asked]:
    rows = [(f'"{text}"', language, "") for language in LANGUAGES for text in _terms(language)]
    return _made("legal phrase", rows, dice, engine)


def _boolean(dice: random.Random, engine: str) -> list[Asked]:
    forms = ("{} AND {} NOT {}", "{} OR {}", "+{} {} -{}", "{} {} NOT {}", '"{} {}" OR {}')
    rows = []
    for number in range(WORDINGS):
        language = LANGUAGES[number % 2]
        words = dice.sample(lexis(language).words[:400], 3)
        rows.append((forms[number % len(forms)].format(*words), language, ""))
    return _made("boolean", rows, dice, engine)


def _typos(dice: random.Random, engine: str) -> list[Asked]:
    rows = []
    for number in range(WORDINGS):
        language = LANGUAGES[number % 2]
        words = [word for word in lexis(language).words[:800] if len(word) > 7]
        rows.append((" ".join(_mistyped(word, dice) for word in dice.sample(words, 2)), language, ""))
    return _made("typing error", rows, dice, engine)


def _mistyped(word: str, dice: random.Random) -> str:
    at = dice.randrange(2, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _filtered(dice: random.Random, engine: str) -> list[Asked]:
    """A common word within one or two filters, so that facets are counted under other filters than the hits."""
    found = []
    topics = [row["slug"] for row in data("cms/convention/data/topics.json")][:20]
    for number in range(WORDINGS):
        language = LANGUAGES[number % 2]
        filters = {"kind": ("lesson",)} if number % 3 else {"topic": (dice.choice(topics),), "kind": ("lesson",)}
        word = dice.choice(lexis(language).words[:200])
        found.append(Asked("with filters", Query(word, language, filters=filters, engine=engine)))
    return found
