"""The words and signs of a citation, folded so that case and accents do not matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ARTICLE, ANNEX, PART, SECTION, PARAGRAPH = "article", "annex", "part", "section", "paragraph"

# Both languages are always understood: a reader of the Spanish site may well type "Article 5".
KEYWORDS: dict[str, str] = {
    word: kind
    for kind, words in {
        ARTICLE: "article articles art arts articulo articulos",
        ANNEX: "annex annexes annexe anexo anexos",
        PART: "part parts pt parte partes",
        SECTION: "section sections sect sec seccion secciones secc",
        PARAGRAPH: (
            "paragraph paragraphs para paras par parrafo parrafos parr parrs "
            "subparagraph subparagraphs sub-paragraph sub-paragraphs subpara subparas "
            "apartado apartados apdo apdos inciso incisos letra letras literal literales lit "
            "point points punto puntos numeral numerales item items"
        ),
    }.items()
    for word in words.split()
}
PLURALS = frozenset(word for word in KEYWORDS if word.endswith("s"))
OF = frozenset({"of", "del", "de", "in", "en"})
DETERMINERS = frozenset({"the", "la", "el", "las", "los", "said", "dicho", "dicha"})
AND = frozenset({"and", "or", "y", "e", "o", "u", "&", "/", ","})
TO = frozenset({"to", "through", "hasta", "al", "a", "-", "–"})
CONJUNCTIONS = frozenset({"y", "o", "u"})

# One-letter words of each language: alone and before another word they are words, not labels.
ONE_LETTER_WORDS = {"en": frozenset({"a", "i"}), "es": frozenset({"a", "e", "o", "u", "y"})}
# "un anexo a la decisión" speaks of no Annex A.
AFTER_PREPOSITION = DETERMINERS | frozenset(
    {
        "un",
        "una",
        "este",
        "esta",
        "estos",
        "estas",
        "ese",
        "esa",
        "su",
        "sus",
        "que",
        "cada",
        "todos",
        "todas",
        "partir",
    }
)

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")

_TOKEN = re.compile(r"(?P<num>\d+)|(?P<word>sub-paragraphs?|[a-z]+)|(?P<gap>[\sº°]+)|(?P<sign>.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, with its place in the text as it was written."""

    kind: str
    text: str
    start: int
    end: int
    upper: bool


def fold(text: str) -> tuple[str, list[int]]:
    """Lower case without accents, and for each of its characters the place it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFD", char.lower()):
            if not unicodedata.combining(part):
                folded.append(part)
                places.append(place)
    return "".join(folded), [*places, len(text)]


def tokenise(text: str) -> list[Token]:
    """The tokens of a text; blanks and ordinal signs are left out, but their places are kept."""
    folded, places = fold(text)
    return [
        Token(
            kind=str(match.lastgroup),
            text=match.group(),
            start=places[match.start()],
            end=places[match.end() - 1] + 1,
            upper=text[places[match.start()]].isupper(),
        )
        for match in _TOKEN.finditer(folded)
        if match.lastgroup != "gap"
    ]


def is_label(text: str) -> bool:
    """Whether a word may name a lettered or numbered provision: 3, a, iv."""
    return (text.isdigit() and 0 < int(text) < 100) or text in ROMAN or (len(text) == 1 and text.isalpha())


def roman(label: str) -> str:
    """A part's number in Roman figures: "2" and "ii" are both "ii"."""
    return ROMAN[int(label) - 1] if label.isdigit() and 0 < int(label) <= len(ROMAN) else label
