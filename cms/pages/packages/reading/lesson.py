"""One language of a lesson: front matter and blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from markdown_it.token import Token

from cms.pages.packages.reading import directives
from cms.pages.packages.reading.directives import DIRECTIVES
from cms.pages.packages.reading.markdown import Reading, links, located, parser, skeleton
from cms.pages.packages.reading.rules import Check, Place, check_length, check_map
from cms.pages.packages.reading.schema import LESSON
from cms.pages.packages.reading.yamlfile import Map, load_map

CLOSING = re.compile(r"^:{3,}\s*$")
CAPTION = re.compile(r"^:[ \t]+(\S.*)$")
CELLS = re.compile(r"(?<!\\)\|")
# What the fields of blocks have room for.
ROOM = {("", "title"): 200, ("", "note"): 500, ("table", "note"): 300}
LEVELS = {"h2": 2, "h3": 3}
PROSE_OPEN = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open"})


@dataclass(slots=True)
class Block:
    """A piece of a lesson without any notion of how it is stored."""

    kind: str  # heading, prose, table or the name of a directive
    line: int
    key: str = ""  # the argument of a directive where it is a key
    title: str = ""  # heading text, title of a directive
    note: str = ""  # caption or note
    html: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 0

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same in every language."""
        size = (len(self.rows), len(self.rows[0])) if self.rows else ()
        return (self.kind, self.key, self.level, bool(self.note), size)

    @property
    def paragraphs(self) -> tuple[object, ...]:
        """How the text falls into paragraphs, entries of lists and cells, each of which is one string to translate."""
        cells = tuple(tuple(bool(cell) for cell in row) for row in self.rows)
        return (skeleton(self.html), tuple(skeleton(item) for item in self.items), cells)

    @property
    def links(self) -> list[list[str]]:
        """The links and terms that each of its strings marks."""
        cells = [cell for row in self.rows for cell in row]
        return [found for markup in (self.html, *self.items, *cells) for found in links(markup)]

    def texts(self) -> Iterator[str]:
        """Every text in it, in order."""
        yield from (text for text in (self.title, self.note, self.html) if text)
        yield from self.items
        for row in self.rows:
            yield from row


@dataclass(slots=True)
class LessonText:
    """A lesson as one language tells it."""

    file: str
    language: str
    front: Map
    blocks: list[Block]
    terms: list[tuple[int, str]] = field(default_factory=list)

    def keys(self, name: str) -> list[str]:
        return [str(key) for key in self.front.get(name) or ()]

    def objectives(self) -> dict[str, str]:
        found = self.front.get("objectives")
        return {str(key): str(text) for key, text in found.items()} if isinstance(found, Map) else {}


def read_lesson(text: str, language: str, check: Check) -> LessonText | None:
    """The lesson in a Markdown file; None when its front matter cannot be read."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line == "---"), None)
    if lines[0] != "---" or end is None:
        check.bad(1, _("A lesson opens with front matter between two lines of three hyphens."))
        return None
    # The empty first line keeps the line numbers of the file.
    front = load_map("\n" + "\n".join(lines[1:end]), check.file, check.problems)
    if front is None or not check_map(check, Place(1, _("front matter")), front, LESSON):
        return None
    reading = Reading(check, language)
    blocks = Blocks(reading, lines[end + 1 :], end + 2).read()
    if not blocks:
        check.bad(end + 1, _("The lesson has no text."))
    return LessonText(check.file, language, front, blocks, reading.terms)


class Blocks:
    """Turns the lines of a lesson's body into blocks; `first` is the number of the first line in the file."""

    def __init__(self, reading: Reading, lines: list[str], first: int) -> None:
        self.reading, self.lines, self.first = reading, lines, first
        self.blocks: list[Block] = []

    def read(self) -> list[Block]:
        for group in self.groups():
            token = group[0]
            if token.type == "heading_open":
                self.heading(group)
            elif token.type == "colon_fence":
                self.directive(token)
            elif token.type == "table_open":
                self.table(group)
            elif not self.caption(group):
                self.prose(group)
        self.heading_order()
        for block in self.blocks:
            for name, words in (("title", block.title), ("note", block.note)):
                most = ROOM.get((block.kind, name), ROOM["", name])
                check_length(self.reading.check, block.line, block.kind, words, most)
        return self.blocks

    def groups(self) -> Iterator[list[Token]]:
        """The top-level pieces of the body, each with the tokens within it."""
        try:
            tokens = parser().parse("\n".join(self.lines) + "\n")
        except IndexError:  # the fence rule looks past the end of the text when a fence stays open
            self.bad(self.first, _("A directive is never closed."))
            return
        group: list[Token] = []
        depth = 0
        for token in tokens:
            group.append(token)
            depth += token.nesting
            if depth == 0:
                yield group
                group = []

    def line(self, token: Token) -> int:
        return self.first + (token.map[0] if token.map else 0)

    def bad(self, line: int, message: str) -> None:
        self.reading.bad(line, message)

    def heading(self, group: list[Token]) -> None:
        token, line = group[0], self.line(group[0])
        if token.tag not in LEVELS or token.markup not in {"##", "###"}:
            self.bad(line, _("Headings are written with ## or ###."))
        title = self.reading.plain_of(group[1], line)
        if not title:
            self.bad(line, _("A heading needs a text."))
        self.blocks.append(Block("heading", line, title=title, level=LEVELS.get(token.tag, 2)))

    def heading_order(self) -> None:
        levels = [(block.level, block.line) for block in self.blocks if block.kind == "heading"]
        if levels and levels[0][0] != 2:
            self.bad(levels[0][1], _("The first heading has ##."))

    def prose(self, group: list[Token]) -> None:
        """Paragraphs and lists; neighbours become one block, so that an editor has one text before them."""
        line = self.line(group[0])
        markup = self.reading.rich(group, self.first)
        if not markup:
            return
        if self.blocks and self.blocks[-1].kind == "prose":
            self.blocks[-1].html += markup
        else:
            self.blocks.append(Block("prose", line, html=markup))

    def directive(self, token: Token) -> None:
        line = self.line(token)
        start, end = token.map or [0, 0]
        name, argument = directives.split_header(token.info)
        if not CLOSING.match(self.lines[min(end, len(self.lines)) - 1]) or end - start < 2:
            self.bad(line, _("The directive “%(name)s” is never closed.") % {"name": name})
        if name not in DIRECTIVES:
            message = (
                _("Unknown directive “%(name)s”.") if name else _("A fence closes nothing, or its name is missing.")
            )
            self.bad(line, message % {"name": name})
            return
        lines = self.lines[start + 1 : end - 1]
        options, taken = directives.split_options(lines, line + 1, self.bad)
        body = lines[taken:]
        directives.check_shape(self.reading.check, line, name, argument, options, "\n".join(body))
        block = Block(name, line)
        if DIRECTIVES[name].argument == "title":
            block.title = self.reading.plain(argument, line)
        else:
            block.key = argument
        block.note = self.reading.plain(options.get(DIRECTIVES[name].option, ""), line + 1)
        self.body(block, body, line + 1 + taken)
        self.blocks.append(block)

    def body(self, block: Block, lines: list[str], first: int) -> None:
        tokens = parser().parse("\n".join(lines) + "\n")
        for token, line in located(tokens, first):
            if token.type in {"colon_fence", "heading_open", "table_open"}:
                self.bad(line, _("A directive holds no heading, table or other directive."))
                return
        if DIRECTIVES[block.kind].body == "steps":
            block.items = self.steps(tokens, first)
        else:
            block.html = self.reading.rich(tokens, first)

    def steps(self, tokens: list[Token], first: int) -> tuple[str, ...]:
        """The entries of the one numbered list that a directive of steps holds."""
        closes = [
            number for number, token in enumerate(tokens) if token.type == "ordered_list_close" and not token.level
        ]
        if not tokens or tokens[0].type != "ordered_list_open" or closes != [len(tokens) - 1]:
            self.bad(first, _("Steps are one numbered list and nothing else."))
            return ()
        items, start = [], 0
        for number, token in enumerate(tokens):
            if token.type == "list_item_open" and token.level == 1:
                start = number + 1
            elif token.type == "list_item_close" and token.level == 1:
                items.append(self.step(tokens[start:number], first))
        return tuple(items)

    def step(self, tokens: list[Token], first: int) -> str:
        markup = self.reading.rich(tokens, first)
        if not markup.startswith("<p>"):
            self.bad(first, _("A step needs a text."))
        return markup

    def table(self, group: list[Token]) -> None:
        start, end = group[0].map or [0, 0]
        line = self.first + start
        caption = ""
        source = self.lines[start:end]
        while source and not source[-1].strip():
            source.pop()
        if len(source) > 2 and (match := CAPTION.match(source[-1])):
            caption = self.reading.plain(match[1], line + len(source) - 1)
            source.pop()
        widths = {len(CELLS.split(row.strip().strip("|"))) for row in source if row.lstrip().startswith("|")}
        if len(source) < 3:
            self.bad(line, _("A table needs a header, a rule of dashes and a row."))
        if len(widths) > 1:
            self.bad(line, _("The rows of the table differ in number of cells."))
        for offset, row in enumerate(source):
            if not row.startswith("|"):
                self.bad(line + offset, _("Each row of a table begins with “|”."))
        rows = self.rows(group)[: len(source) - 1]
        self.blocks.append(Block("table", line, note=caption, rows=rows))

    def rows(self, group: list[Token]) -> tuple[tuple[str, ...], ...]:
        rows: list[list[str]] = []
        for token, line in located(group, self.first):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self.reading.inline(token, line))
        return tuple(tuple(row) for row in rows)

    def caption(self, group: list[Token]) -> bool:
        """Whether the paragraph is the caption of the table before it, which then takes it."""
        if group[0].type != "paragraph_open" or not self.blocks or self.blocks[-1].kind != "table":
            return False
        match = CAPTION.match(group[1].content)
        if match is None or self.blocks[-1].note:
            return False
        self.blocks[-1].note = self.reading.plain(match[1], self.line(group[0]))
        return True
