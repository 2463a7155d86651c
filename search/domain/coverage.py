"""How much of what is asked a document holds, by the importance of each thing asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from search.domain.highlight import analysed
from search.domain.plan import Clause, Plan


def share_met(plan: Plan, texts: Iterable[str], keys: Mapping[str, Collection[str]]) -> float:
    """From 0 to 1; nothing asked is met by anything."""
    found = [analysed(text, plan.language) for text in texts]
    stemmed, literal = _written(text.stems for text in found), _written(text.words for text in found)
    asked = [clause for clause in plan.clauses if clause.occur != "not"]
    met = sum(clause.importance for clause in asked if _is_met(clause, stemmed, literal, keys))
    return met / sum(clause.importance for clause in asked) if asked else 1.0


def _is_met(clause: Clause, stemmed: str, literal: str, keys: Mapping[str, Collection[str]]) -> bool:
    return any(
        f" {' '.join(match.words)} " in (literal if match.exact else stemmed) for match in clause.matches
    ) or any(value in keys.get(identity.field, ()) for identity in clause.identities for value in identity.values)


def _written(texts: Iterable[Iterable[str]]) -> str:
    """One line to look for rows of words in; no row goes from one text into the next."""
    return " | ".join(f" {' '.join(words)} " for words in texts)
