"""Moves over the tokens of a text and reads the heads and labels of citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from cms.convention import tokens as t
from cms.convention.grammar import LEVELS, Path


@dataclass(slots=True)
class Cursor:
    """A cursor over the tokens of one text; every reading method moves it only when it succeeds."""

    tokens: list[t.Token]
    language: str
    at: int = 0
    plural: bool = field(default=False, init=False)

    # Looking

    def _token(self, ahead: int = 0) -> t.Token | None:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def _text(self, ahead: int = 0) -> str:
        token = self._token(ahead)
        return token.text if token else ""

    def _keyword(self, ahead: int = 0) -> str:
        before = self._token(ahead - 1)
        token = self._token(ahead)
        # The "art" of "state-of-the-art" heads no citation.
        glued = token and before and before.text in {"-", "'", "’"} and before.end == token.start
        return "" if glued else t.KEYWORDS.get(self._text(ahead), "")

    def _touching(self, ahead: int = 0) -> bool:
        before, token = self._token(ahead - 1), self._token(ahead)
        return bool(before and token and before.end == token.start)

    def _closes(self, ahead: int) -> bool:
        """Whether the text ends here, or a sign ends what was being said."""
        token = self._token(ahead)
        return token is None or (token.kind == "sign" and token.text != "(")

    # Heads: "Article 5", "Annex A"

    def _head(self) -> Path | None:
        kind, here = self._keyword(), self.at
        if kind not in {t.ARTICLE, t.ANNEX}:
            return None
        plural = self._text() in t.PLURALS
        self._skip_keyword()
        unit = self._article() if kind == t.ARTICLE else self._annex()
        if unit is None:
            self.at = here
            return None
        self.plural = plural
        return unit

    def _skip_keyword(self) -> None:
        self.at += 1
        if self._text() == "." and self._touching():
            self.at += 1

    def _article(self) -> Path | None:
        token = self._token()
        if token is None or token.kind != "num" or not t.is_label(token.text):
            return None
        self.at += 1
        return Path(unit=f"art_{int(token.text)}")

    def _annex(self) -> Path | None:
        token = self._token()
        if token is None or len(token.text) != 1 or token.kind != "word":
            return None
        if not token.upper and token.text in t.ONE_LETTER_WORDS["es"] and self._text(1) in t.AFTER_PREPOSITION:
            return None
        self.at += 1
        return Path(unit=f"annex_{token.text}")

    # Labels: (a), a), .1, iv

    def _skip_comma(self) -> None:
        if self._text() == ",":
            self.at += 1

    def _after_keyword(self) -> str:
        """The label that a keyword announces, in brackets or not."""
        here = self.at
        self._skip_keyword()
        label = self._bracketed() or self._plain()
        if not label:
            self.at = here
        return label

    def _plain(self) -> str:
        label = self._text()
        if not t.is_label(label):
            return ""
        self.at += 1
        if self._text() == ")" and not label.isdigit():
            self.at += 1
        return label

    def _bracketed(self) -> str:
        """(a), (iv), (2) or, as Spanish has it, a) and iv)."""
        opened = self._text() == "("
        label = self._text(1 if opened else 0)
        closes = self._text(2 if opened else 1) == ")"
        if not (t.is_label(label) and closes) or (label.isdigit() and not opened):
            return ""
        self.at += 3 if opened else 2
        return label

    def _dotted(self) -> tuple[str, ...]:
        """The .1 of 6.1, with nothing between."""
        if self._text() == "." and self._touching() and self._touching(1) and t.is_label(self._text(1)):
            label = self._text(1)
            self.at += 2
            return (label,)
        return ()

    def _loose(self) -> tuple[str, ...]:
        """Labels without brackets ("art 5 a i"), when they cannot be words of the sentence."""
        labels: list[str] = []
        while (label := self._text(len(labels))) and len(labels) < len(LEVELS) and self._may_be_loose(label, labels):
            labels.append(label)
        if not labels:
            return ()
        follows = len(labels)
        opens = self._text(follows) == "(" and t.is_label(self._text(follows + 1))
        ends = opens or self._closes(follows)
        word = labels[0].isdigit() or labels[0] in t.ONE_LETTER_WORDS.get(self.language, frozenset())
        if len(labels) == 1 and word and not ends:
            return ()
        self.at += len(labels)
        return tuple(labels)

    def _may_be_loose(self, label: str, before: list[str]) -> bool:
        if not t.is_label(label) or label in t.CONJUNCTIONS:
            return False
        return not label.isdigit() or not before
