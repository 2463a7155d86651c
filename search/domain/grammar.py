"""The query language: "phrases", +must, -not, AND, OR, NOT and field:value; anything else is plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
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
    """What was asked; `plain` has blanks for filters, signs and what is excluded, and all else at its place."""

    text: str
    plain: str
    terms: tuple[Term, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    malformed: bool = False

    @property
    def excludes(self) -> bool:
        """Whether something must not be found, by word or by filter."""
        return bool(self.excluded) or any(term.occur == "not" for term in self.terms)


class _MalformedError(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class _Operand:
    """A word, phrase or filter with its sign, and the operator that stands before it from `lead` on."""

    lead: int
    start: int
    end: int
    operator: str
    sign: str
    terms: tuple[Term, ...] = ()
    filter: tuple[str, str] | None = None

    @property
    def is_excluded(self) -> bool:
        return self.operator == "NOT" or self.sign == "-"


def parse(text: str, *, filtered: bool = False) -> ParsedQuery:
    """Read a query; what cannot be read as asked is read as plain words.

    Exclusions alone ask for nothing, unless the search is `filtered` already.
    """
    text = " ".join(text.replace("\x00", " ").translate(_QUOTES).split())[:MAX_LENGTH].strip()
    try:
        return _parse_syntax(text, filtered=filtered)
    except _MalformedError:
        return ParsedQuery(text=text, plain=text, terms=_plain_terms(text), malformed=True)


def _plain_terms(text: str) -> tuple[Term, ...]:
    kept = [token for token in tokens(text) if token.folded.upper() not in _OPERATORS or len(text.split()) == 1]
    return tuple(Term((token,)) for token in kept[:MAX_WORDS])


def _parse_syntax(text: str, *, filtered: bool) -> ParsedQuery:
    operands = _operands(text)
    parsed = ParsedQuery(
        text=text,
        plain=_plain(text, operands),
        terms=tuple(_joined(_without_filters(operands))[:MAX_WORDS]),
        filters=_filters(operand for operand in operands if not operand.is_excluded),
        excluded=_filters(operand for operand in operands if operand.is_excluded),
    )
    asked = filtered or parsed.filters or any(term.occur != "not" for term in parsed.terms)
    if parsed.excludes and not asked:
        raise _MalformedError
    return parsed


def _operands(text: str) -> list[_Operand]:
    """What is asked for, piece by piece; operators must stand between."""
    if text.count('"') % 2:
        raise _MalformedError
    found: list[_Operand] = []
    operator, lead = "", 0
    for piece in _PIECE.finditer(text):
        if piece["word"] in _OPERATORS:
            lead = lead if operator else piece.start()
            operator = _combine(operator, piece["word"], bool(found))
        elif operand := _operand(piece, operator, lead if operator else piece.start()):
            found.append(operand)
            operator = ""
    if operator:
        raise _MalformedError
    return found


def _combine(operator: str, word: str, has_left: bool) -> str:
    """AND NOT is NOT; everything else next to an operator, or with nothing on its left, makes no sense."""
    if word == "NOT" and operator in ("", "AND"):
        return "NOT"
    if operator or not has_left:
        raise _MalformedError
    return word


def _operand(piece: re.Match[str], operator: str, lead: int) -> _Operand | None:
    """A filter or words; nothing when the piece holds neither."""
    name = FIELD_NAMES.get(fold(piece["field"] or ""), "")
    value = _filter_value(name, (piece["phrase"] or piece["word"] or "").strip())
    operand = _Operand(lead, piece.start(), piece.end(), operator, piece["sign"] or "")
    if value:
        return replace(operand, filter=(name, value))
    terms = tuple(_terms_of(piece, name if name in TEXT_FIELDS else ""))
    return replace(operand, terms=terms) if terms else None


def _filter_value(name: str, value: str) -> str:
    """What to filter by; empty when the piece is no filter after all."""
    if name not in FILTER_FIELDS or not normalise(value):
        return ""
    return KIND_NAMES.get(normalise(value), "") if name == "kind" else value


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


def _plain(text: str, operands: Sequence[_Operand]) -> str:
    """The text for whoever looks for names in it; an operator stays where both its sides stay."""
    plain = list(text)
    is_kept = True
    for operand in operands:
        was_kept, is_kept = is_kept, not (operand.filter or operand.is_excluded)
        start = operand.start if was_kept and is_kept else operand.lead
        end = operand.start + len(operand.sign) if is_kept else operand.end
        plain[start:end] = " " * (end - start)
    return "".join(plain).replace('"', " ")


def _filters(operands: Iterable[_Operand]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in (operand.filter for operand in operands if operand.filter):
        found[name] = (*found.get(name, ()), value)
    return found


def _without_filters(operands: Sequence[_Operand]) -> list[_Operand]:
    """The words. A filter holds in any case: it takes one AND beside it away, and no OR makes sense of it."""
    found: list[_Operand] = []
    is_after_filter, before_filter = False, ""
    for operand in operands:
        if operand.operator == "OR" and (operand.filter or is_after_filter):
            raise _MalformedError
        operator = before_filter if is_after_filter and operand.operator == "AND" else operand.operator
        is_after_filter, before_filter = bool(operand.filter), "AND" if operator == "AND" else ""
        if not operand.filter:
            found.append(replace(operand, operator=operator))
    return found


def _joined(operands: Sequence[_Operand]) -> list[Term]:
    """The terms of all words; a word of several parts is one thing for a sign and for an operator."""
    found: list[Term] = []
    following = [operand.operator for operand in operands[1:]]
    for operand, after in zip(operands, [*following, ""], strict=False):
        is_one = operand.sign or operand.operator or after in ("AND", "OR")
        terms = [_in_a_row(operand.terms)] if is_one else [*operand.terms]
        if operand.operator == "NOT":
            terms = [replace(term, occur="not") for term in terms]
        elif operand.operator == "AND":
            found[-1], *terms = (_demanded(term) for term in (found[-1], *terms))
        elif operand.operator == "OR":
            terms = [_either(found.pop(), *terms)]
        found += terms
    return found


def _in_a_row(terms: Sequence[Term]) -> Term:
    if len(terms) == 1:
        return terms[0]
    return replace(terms[0], tokens=tuple(token for term in terms for token in term.tokens), phrase=True)


def _demanded(term: Term) -> Term:
    return replace(term, occur="must") if term.occur == "should" else term


def _either(left: Term, right: Term) -> Term:
    """One demand that either meets; that something be there or something else not is no demand."""
    if "not" in (left.occur, right.occur):
        raise _MalformedError
    return replace(left, occur="must", alternatives=(*(left.alternatives or (left,)), right))
