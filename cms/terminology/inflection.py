"""The inflected forms of a term, so that it is found in running text. Pure; editors correct what comes out."""

from __future__ import annotations

import re
from itertools import takewhile

INVARIABLE = ("acronym", "identifier", "symbol", "proper noun", "verb", "verb phrase")
ENGLISH_IRREGULAR = {"life": "lives", "half-life": "half-lives", "criteria": "criterion"}
ENGLISH_LINKS = frozenset({"of", "to", "with", "not", "into", "in", "for", "from"})
SPANISH_LINKS = frozenset({"de", "del", "con", "en", "a", "al", "para", "por", "contra", "sin", "que", "no"})
_COORDINATED = re.compile(r",| and ")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_PLAIN = str.maketrans("áéíóú", "aeiou")


def forms(text: str, language: str, part_of_speech: str) -> list[str]:
    """Other forms of a wording than itself: plural or singular, and in Spanish the gender of adjectives."""
    inflect = {"en": _english, "es": _spanish}.get(language)
    plain = _ASIDE.sub("", text)
    made = [plain] if plain else []
    if inflect and plain and part_of_speech not in INVARIABLE and not _COORDINATED.search(plain):
        made += inflect(plain, part_of_speech)
    return [form for form in dict.fromkeys(made) if form != text]


def _english(text: str, part_of_speech: str) -> list[str]:
    if part_of_speech == "adjective phrase":
        return []
    words = text.split(" ")
    head = next((place for place, word in enumerate(words) if word in ENGLISH_LINKS), len(words)) - 1
    if head < 0:
        return []
    plural = words[head].endswith("s") and not words[head].endswith("ss")
    change = _english_singular if plural else _english_plural
    return [" ".join([*words[:head], change(words[head]), *words[head + 1 :]])]


def _english_plural(word: str) -> str:
    if word in ENGLISH_IRREGULAR:
        return ENGLISH_IRREGULAR[word]
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _english_singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]


def _spanish(text: str, part_of_speech: str) -> list[str]:
    words = text.split(" ")
    head = list(takewhile(lambda word: word not in SPANISH_LINKS, words))
    if {"y", "e"} & set(head) or any(word.endswith(",") for word in head):
        return []
    rest = words[len(head) :]
    if head and all(word.endswith("s") for word in head):
        return [" ".join([*map(_spanish_singular, head), *rest])]
    made = [[_spanish_plural(word) for word in head]]
    if part_of_speech == "adjective phrase":
        feminine = [_feminine(word) for word in head]
        made += [feminine, [_spanish_plural(word) for word in feminine]]
    return [" ".join([*words_made, *rest]) for words_made in made]


def _feminine(word: str) -> str:
    return word[:-1] + "a" if word.endswith("o") else word


def _spanish_plural(word: str) -> str:
    if word.endswith("mente") or not word.isalpha() or word.isupper():
        return word
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("s", "x")) and not word.endswith(("és", "ás", "ós")):
        return word
    # The stress that an accent marked falls by itself once a syllable follows: función, funciones.
    return word[:-2] + word[-2:].translate(_PLAIN) + "es" if word[-2] in "áéíóú" else word + "es"


def _spanish_singular(word: str) -> str:
    if word.endswith(("ciones", "siones")):
        return word[:-4] + "ón"
    if word.endswith(("res", "ales", "eles", "oles", "des", "íses")):
        return word[:-2]
    return word if word in {"menos", "más"} else word[:-1]
