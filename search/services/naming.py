"""What the query names outright: recognised stretches and exact names, with their surroundings."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search import registry
from search.backends import UnavailableError, embedded
from search.documents import PUBLIC
from search.domain.grammar import ParsedQuery, Term
from search.domain.terms import Named, content_terms
from search.domain.text import Token, compact, normalise, words
from search.domain.weights import weights
from search.models import NameEntry
from search.registry import Recognition

logger = logging.getLogger(__name__)

MAX_DEPTH = 6
NAME = "name"


@dataclass(frozen=True, slots=True)
class ExactName:
    """A document whose name or title is one of the texts that were looked up, each without its gaps."""

    looked_up: str
    family_id: str
    kind: str
    language: str
    is_name: bool


def recognise(query: str, language: str) -> list[Recognition]:
    """What every recogniser finds, surest first, without overlaps; one app's error costs its findings only."""
    found: list[Recognition] = []
    for name, recogniser in registry.recognisers().items():
        try:
            found += recogniser.recognise(query, language)
        except Exception:
            logger.exception("Recogniser %r failed", name)
    found.sort(key=lambda item: (-item.confidence, item.start - item.end, item.start))
    kept: list[Recognition] = []
    for item in found:
        if item.family_ids and all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return kept


def as_texts_write(parsed: ParsedQuery, found: Iterable[Recognition]) -> ParsedQuery:
    """The query with our texts' words for the names that it writes otherwise: pcb for P.C.B., uv 328 for UV328."""
    names = [item for item in found if item.written]
    terms: list[Term] = []
    for term in parsed.terms if names else ():
        options = tuple(_in_one(option, names, parsed.text) for option in term.alternatives)
        one = replace(_in_one(term, names, parsed.text), alternatives=options)
        new = (
            [one]
            if options or one.occur != "should"
            else [replace(one, tokens=(each,), phrase=False) for each in one.tokens]
        )
        # Every word of the name came with its first one.
        terms += new if new[-1:] != terms[-1:] else []
    return replace(parsed, terms=tuple(terms)) if names else parsed


def _in_one(term: Term, names: Sequence[Recognition], text: str) -> Term:
    """The words of a whole name for any of them; what is quoted stays as it stands."""
    start, end = term.tokens[0].start, term.tokens[-1].end
    name = next((item for item in names if item.start <= start and end <= item.end), None)
    if name is None or text[:start].endswith('"'):
        return term
    tokens = tuple(Token(word, name.start, name.end) for word in words(name.written))
    return replace(term, tokens=tokens, phrase=len(tokens) > 1)


def looked_up(parsed: ParsedQuery) -> list[str]:
    """The texts that may be a whole name: what is asked for as it is, without its small words, and by filters."""
    written = [value for filters in (parsed.filters, parsed.excluded) for value in filters.get("chemical", ())]
    return list(dict.fromkeys([*_asked(parsed), *map(normalise, written)]))


def _asked(parsed: ParsedQuery) -> list[str]:
    """As it is, as our texts write it, and without its small words."""
    asked = [term for term in parsed.terms if term.occur != "not"]
    texts = (normalise(parsed.plain), _said(asked), _said(content_terms(asked)))
    return list(dict.fromkeys(text for text in texts if text))


def _said(terms: Sequence[Term]) -> str:
    options = [option for term in terms for option in term.alternatives or (term,)]
    return " ".join(token.folded for option in options for token in option.tokens)


def exact_names(texts: Sequence[str]) -> list[ExactName]:
    """Every public document that bears one of the texts as its whole name: one query."""
    if not texts:
        return []
    rows = NameEntry.objects.filter(
        start__in=set(map(compact, texts)),
        position=0,
        document__visibility=PUBLIC,
        document__source__in=list(registry.sources()),
    ).values_list("start", "document__family_id", "document__kind", "document__language", "is_name")
    return [ExactName(*row) for row in rows.order_by("document__ordinal", "document_id")]


def named_by(names: Iterable[ExactName], parsed: ParsedQuery, language: str) -> list[Named]:
    """The families that the whole query names, best first: names before titles, the reader's language first."""
    texts = set(map(compact, _asked(parsed)))
    kinds = weights().answer_kinds
    candidates = sorted(
        (name for name in names if name.looked_up in texts),
        key=lambda name: (
            not name.is_name,
            name.language != language,
            kinds.index(name.kind) if name.kind in kinds else len(kinds),
        ),
    )
    families = list(dict.fromkeys(name.family_id for name in candidates))
    if not families:
        return []
    return [Named(NAME, " ".join(parsed.plain.split()), 0, len(parsed.text), tuple(families[:1]))]


def named_whole(
    names: Sequence[ExactName], found: Sequence[Recognition], parsed: ParsedQuery, language: str
) -> list[Named]:
    """What the whole query is a name of; the title “Polychlorinated biphenyls (PCB)” of a term is two names of more."""
    own = [name for name in names if name.is_name]
    return named_by(own, parsed, language) or named_alone(found, parsed) or named_by(names, parsed, language)


def named_alone(found: Sequence[Recognition], parsed: ParsedQuery) -> list[Named]:
    """The one family that everything asked for is a name of: lindano (gamma-HCH)."""
    asked = [term.tokens[0] for term in content_terms([term for term in parsed.terms if term.occur != "not"])]
    families = {item.family_ids for item in found}
    is_all = all(any(item.start <= token.start and token.end <= item.end for item in found) for token in asked)
    if not (asked and is_all and len(families) == 1 and all(len(each) == 1 for each in families)):
        return []
    return [Named(NAME, " ".join(parsed.plain.split()), 0, len(parsed.text), families.pop())]


def with_ancestors(found: Iterable[Recognition], language: str) -> list[Named]:
    return [
        Named(
            item.kind,
            item.label,
            item.start,
            item.end,
            item.family_ids,
            _ancestors(item.family_ids, language) if weights().of(item.kind).ancestor else (),
        )
        for item in found
    ]


def _ancestors(families: Sequence[str], language: str) -> tuple[str, ...]:
    """Parent, grandparent and so on of the first family, read from the index."""
    chain: list[str] = []
    family = families[0]
    try:
        for _ in range(MAX_DEPTH):
            document = embedded().documents([f"{family}:{language}"], language).get(f"{family}:{language}")
            if document is None or not document.parent or document.parent in (*chain, *families):
                break
            family = document.parent
            chain.append(family)
    except UnavailableError:
        return ()
    return tuple(chain)
