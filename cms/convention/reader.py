"""Reads citations from tokens: where one begins, what it names, and where it ends."""

from __future__ import annotations

from dataclasses import replace

from cms.convention import tokens as t
from cms.convention.cursor import Cursor
from cms.convention.grammar import LEVELS, Found, Path, beside

# Section, paragraph, subparagraph and point of a part: nothing is cited from further inside.
DEEPEST = 5


class Reader(Cursor):
    """Finds every citation of a text."""

    def citations(self) -> list[Found]:
        found: list[Found] = []
        while self.at < len(self.tokens):
            here = self.at
            read = self._inward() or self._outward() or self._bare()
            if read:
                found += read
            else:
                self.at = here + 1
        return found

    # From the outside in: "Article 6, paragraph 1 (d)(ii)", "Articles 3 and 5", "anexo A, parte II"

    def _outward(self) -> list[Found] | None:
        first = self.at
        head = self._head()
        if head is None:
            return None
        plural = self.plural
        found = self._with_tail(head, first)
        while True:
            more = self._next_head(found[-1], plural=plural)
            if not more:
                return found
            found += more

    def _with_tail(self, head: Path, first: int) -> list[Found]:
        path, plural = self._tail(head)
        found = [Found(path, first, self.at)]
        while sibling := self._sibling(found[-1].path, plural=plural):
            found.append(sibling)
        return found

    def _tail(self, path: Path) -> tuple[Path, bool]:
        """Everything below a head, and whether it was announced in the plural ("paragraphs 1 and 2")."""
        plural = False
        for kind in (t.PART, t.SECTION):
            here = self.at
            self._skip_comma()
            if path.unit.startswith("annex_") and self._keyword() == kind and (single := self._after_keyword()):
                path = path.add(kind, (single,))
            else:
                self.at = here
        while len(path.labels) < len(LEVELS):
            named, label = self._label_below(path)
            if not label:
                break
            plural = plural or named in t.PLURALS
            path = path.add(t.PARAGRAPH, label)
        return replace(path, labels=path.labels[: len(LEVELS)]), plural

    def _label_below(self, path: Path) -> tuple[str, tuple[str, ...]]:
        """The next label or labels of a tail, and the keyword that announced them."""
        here = self.at
        keyword, labels = self._announced(path)
        # Numbers stand only directly below an article, annex or part.
        if any(label.isdigit() for label in (*path.labels, *labels)[1:]):
            keyword, labels = "", ()
        if not labels:
            self.at = here
        return keyword, labels

    def _announced(self, path: Path) -> tuple[str, tuple[str, ...]]:
        comma = self._text() == ","
        self._skip_comma()
        if self._keyword() == t.PARAGRAPH:
            keyword = self._text()
            label = self._after_keyword()
            return keyword, (label,) if label else ()
        if comma and not self._may_follow_comma(path):
            return "", ()
        if label := self._bracketed():
            return "", (label,)
        return "", () if comma else self._dotted() or self._loose()

    def _may_follow_comma(self, path: Path) -> bool:
        # "Article 5(a), (b)" is a list, "Article 6, paragraph 1, (d)" goes deeper.
        label = self._text(1 if self._text() == "(" else 0)
        return not path.labels or (path.labels[-1].isdigit() and not label.isdigit())

    # Lists: "Articles 3, 5 and 6", "Annex A or B", "paragraphs 1 and 2", "a) y b)"

    def _connected(self, words: frozenset[str]) -> int:
        """How many tokens of a connection ("," or ", and" or "and/or") stand here."""
        count = 0
        while self._text(count) in words and count < 3:
            count += 1
        return count

    def _sibling(self, path: Path, *, plural: bool) -> Found | None:
        here = self.at
        count = self._connected(t.AND)
        if not count or not path.labels:
            return None
        self.at += count
        first = self.at
        label = self._bracketed()
        if not label and plural and self._text().isdigit() and path.labels[-1].isdigit():
            label = self._plain()
        labels = beside(path.labels, label) if label else ()
        if not labels:
            self.at = here
            return None
        while len(labels) < len(LEVELS) and (deeper := self._bracketed()):
            labels = (*labels, deeper)
        return Found(replace(path, labels=labels), first, self.at)

    def _next_head(self, last: Found, *, plural: bool) -> list[Found]:
        here = self.at
        article = last.path.unit.startswith("art_")
        if article and plural and (through := self._range(last)):
            return through
        count = self._connected(t.AND)
        if not count:
            return []
        self.at += count
        first, token = self.at, self._token()
        wanted = plural or (not article and token is not None and token.upper)
        head = (self._article() if article else self._annex()) if wanted else None
        if head is None:
            self.at = here
            return []
        return self._with_tail(head, first)

    def _range(self, last: Found) -> list[Found]:
        """The rest of "Articles 3 to 6"."""
        start, end = last.path.unit.removeprefix("art_"), self._text(1)
        if last.path.labels or self._text() not in t.TO or not t.is_label(end) or not end.isdigit():
            return []
        if int(end) <= int(start):
            return []
        first = self.at + 1
        self.at += 2
        return [Found(Path(unit=f"art_{number}"), first, self.at) for number in range(int(start) + 1, int(end) + 1)]

    # From the inside out: "apartado a) del artículo 5", "Part II of Annex A"

    def _inward(self) -> list[Found] | None:
        first = self.at
        components: list[tuple[str, list[tuple[str, ...]]]] = []
        while len(components) < DEEPEST and (component := self._component()):
            components.append(component)
            self._skip_of()
        path = self._head() if components else None
        if path is None:
            self.at = first
            return None
        path, _ = self._tail(path)
        for kind, chains in reversed(components[1:]):
            path = path.add(kind, chains[0])
        # Only the innermost may be a list: "paragraphs 1 and 2 of Article 3".
        kind, chains = components[0]
        paths = [path.add(kind, labels) for labels in chains]
        return [Found(each, first, self.at) for each in paths if each.is_possible]

    def _component(self) -> tuple[str, list[tuple[str, ...]]] | None:
        kind, plural = self._keyword(), self._text() in t.PLURALS
        if kind not in {t.PART, t.SECTION, t.PARAGRAPH}:
            return None
        label = self._after_keyword()
        if not label:
            return None
        labels: tuple[str, ...] = (label,)
        while kind == t.PARAGRAPH and (deeper := self._bracketed()):
            labels = (*labels, deeper)
        chains = [labels]
        while sibling := self._sibling(Path(unit="", labels=chains[-1]), plural=plural):
            chains.append(sibling.path.labels)
        return kind, chains

    def _skip_of(self) -> None:
        if self._text() in t.OF:
            self.at += 1
            if self._text() in t.DETERMINERS:
                self.at += 1
        elif self._text() == "," and self._keyword(1):
            self.at += 1

    # Without a keyword: "6.1(d)(ii)"

    def _bare(self) -> list[Found] | None:
        first = self.at
        before = self._token(-1)
        if self._text().isdigit() and not (before and before.end == self.tokens[first].start):
            head = self._article()
            opening = self._text() in {".", "("} and self._touching()
            if head and opening:
                path, _ = self._tail(head)
                whole = first == 0 and self.at == len(self.tokens)
                deep = len(path.labels) > 1 and path.labels[0].isdigit()
                if path.labels and (whole or deep):
                    return [Found(path, first, self.at)]
        self.at = first
        return None
