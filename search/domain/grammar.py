"""The query language: "phrases", +must, -not, AND, OR, NOT and field:value; anything else is plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from search.domain.text import Token, fold, normalise, tokens

MAX_LENGTH = 400
MAX_WORDS = 32
FILTER_FIELDS = ("kind", "area", "topic", "chemical", "course")
TEXT_FIELDS = ("title",)
# The same fields in Spanish, and the plurals people type.
FIELD_NAMES = {
    "tipo": "kind",
    "ambito": "area",
    "tema": "topic",
    "quimico": "chemical",
    "sustancia": "chemical",
    "curso": "course",
    "titulo": "title",
} | {name: name for name in (*FILTER_FIELDS, *TEXT_FIELDS)}
_PIECE = re.compile(
    r'(?P<sign>(?<!\S)[+-](?=["\w]))?(?:(?P<field>[^\W\d_]+):(?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))'
)
# How people write the kinds, in either language, one or many.
KIND_NAMES = {
    name: kind
    for kind, names in {
        "provision": "provision provisions disposicion disposiciones",
        "chemical": "chemical chemicals quimico quimicos sustancia sustancias",
        "term": "term terms glossary termino terminos glosario",
        "lesson": "lesson lessons leccion lecciones",
        "course": "course courses curso cursos",
        "page": "page pages pagina paginas",
    }.items()
    for name in names.split()
}
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_OPERATORS = ("AND", "OR", "NOT")

Occur = Literal["should", "must", "not"]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand or fall together; `alternatives` came joined by OR."""

    tokens: tuple[Token, ...]
    phrase: bool = False
    occur: Occur = "should"
    field: str = ""
    alternatives: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was asked; `plain` has blanks for filters and signs, and every word at its place in `text`."""

    text: str
    plain: str
    terms: tuple[Term, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    malformed: bool = False


class _MalformedError(ValueError):
    pass


def parse(text: str) -> ParsedQuery:
    """Read a query; what cannot be read as asked is read as plain words."""
    text = " ".join(text.replace("\x00", " ").translate(_QUOTES).split())[:MAX_LENGTH].strip()
    try:
        return _parse_syntax(text)
    except _MalformedError:
        return ParsedQuery(text=text, plain=text, terms=_plain_terms(text), malformed=True)


def _plain_terms(text: str) -> tuple[Term, ...]:
    kept = [token for token in tokens(text) if token.folded.upper() not in _OPERATORS or len(text.split()) == 1]
    return tuple(Term((token,)) for token in kept[:MAX_WORDS])


def _parse_syntax(text: str) -> ParsedQuery:
    if text.count('"') % 2:
        raise _MalformedError
    terms: list[Term] = []
    filters: dict[str, tuple[str, ...]] = {}
    plain = list(text)
    operator = ""
    for piece in _PIECE.finditer(text):
        word = piece["word"]
        if word in _OPERATORS:
            operator = _combine(operator, word, bool(terms))
            continue
        name = FIELD_NAMES.get(fold(piece["field"] or ""), "")
        value = _filter_value(name, (piece["phrase"] or word or "").strip())
        if value:
            filters[name] = (*filters.get(name, ()), value)
            plain[piece.start() : piece.end()] = " " * len(piece.group())
            continue
        found = _terms_of(piece, name if name in TEXT_FIELDS else "")
        if found:
            operator = _add(terms, found, operator)
        if piece["sign"]:
            plain[piece.start()] = " "
    if operator or (terms and all(term.occur == "not" for term in terms)):
        raise _MalformedError
    return ParsedQuery(
        text=text, plain="".join(plain).replace('"', " "), terms=tuple(terms[:MAX_WORDS]), filters=filters
    )


def _filter_value(name: str, value: str) -> str:
    """What to filter by; empty when the piece is no filter after all."""
    if name not in FILTER_FIELDS or not normalise(value):
        return ""
    return KIND_NAMES.get(normalise(value), "") if name == "kind" else value


def _combine(operator: str, word: str, has_left: bool) -> str:
    """AND NOT is NOT; everything else next to an operator, or with nothing on its left, makes no sense."""
    if word == "NOT" and operator in ("", "AND"):
        return "NOT"
    if operator or not has_left:
        raise _MalformedError
    return word


def _terms_of(piece: re.Match[str], name: str) -> list[Term]:
    """The terms of one piece, with the places their words have in the whole query."""
    occur: Occur = {"+": "must", "-": "not"}.get(piece["sign"] or "", "must" if name else "should")  # type: ignore[assignment]
    group = "phrase" if piece["phrase"] is not None else "word"
    start = piece.start(group)
    if group == "word" and piece["field"] and not name:
        start = piece.start("field")
    found = tuple(
        Token(token.folded, token.start + start, token.end + start)
        for token in tokens(piece.string[start : piece.end(group)])
    )
    if not found:
        return []
    if group == "phrase":
        return [Term(found, phrase=True, occur="must" if occur == "should" else occur, field=name)]
    return [Term((token,), occur=occur, field=name) for token in found]


def _add(terms: list[Term], found: list[Term], operator: str) -> str:
    if operator == "OR":
        left = terms.pop()
        options = (*(left.alternatives or (left,)), *found)
        terms.append(Term(left.tokens, phrase=left.phrase, occur="must", field=left.field, alternatives=options))
        return ""
    if operator == "AND":
        if terms[-1].occur == "should":
            terms[-1] = _with(terms[-1], "must")
        found = [_with(term, "must") for term in found]
    elif operator == "NOT":
        found = [_with(term, "not") for term in found]
    terms.extend(found)
    return ""


def _with(term: Term, occur: Occur) -> Term:
    return Term(term.tokens, phrase=term.phrase, occur=occur, field=term.field, alternatives=term.alternatives)
