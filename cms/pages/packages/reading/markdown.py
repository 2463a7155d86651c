"""CommonMark with tables, colon fences, roles, sub- and superscript, as the small HTML that rich text knows."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.rules import Check

TERM = re.compile(r"(?:(?P<shown>.*?)\s*<(?P<named>[^<>]+)>|(?P<bare>[^<>]+))", re.DOTALL)
LINK = re.compile(r"(?:https?://[^/\s]+|mailto:[^@\s]+@[^@\s]+)\S*")
INLINE_TAGS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "sub_open": "<sub>",
    "sub_close": "</sub>",
    "sup_open": "<sup>",
    "sup_close": "</sup>",
    "link_close": "</a>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}
BLOCK_TAGS = {
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
}
LINKED = re.compile(r"<a [^>]*>")
SKELETON = re.compile(r"</?(?:p|ul|ol|li)>")


@cache
def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    for plugin in (colon_fence_plugin, myst_role_plugin, sub_plugin, superscript_plugin):
        md.use(plugin)
    return md


def strings(markup: str) -> list[str]:
    """The paragraphs and list entries of a rich text, each of which is one string to translate."""
    return [text for text in SKELETON.split(markup) if text]


def links(markup: str) -> list[list[str]]:
    """The links and terms that each string marks, whatever their order."""
    return [sorted(LINKED.findall(text)) for text in strings(markup)]


def skeleton(markup: str) -> tuple[str, ...]:
    """The block tags of a piece of rich text: what has to be alike for its sentences to pair."""
    return tuple(SKELETON.findall(markup))


@dataclass(slots=True)
class Reading:
    """One text being read: where it stands, in which language, and which terms it marks."""

    check: Check
    language: str
    terms: list[tuple[int, str]] = field(default_factory=list)

    def bad(self, line: int, message: str) -> None:
        self.check.bad(line, message)

    def inline(self, token: Token, line: int) -> str:
        """The HTML of an inline token that begins on a line."""
        parts = []
        for child in token.children or ():
            parts.append(self.inline_part(child, line))
            line += child.type in {"softbreak", "hardbreak"}
        return "".join(parts).strip()

    def inline_part(self, child: Token, line: int) -> str:
        if child.type == "text":
            return html.escape(child.content, quote=False)
        if child.type in INLINE_TAGS:
            return INLINE_TAGS[child.type]
        if child.type == "link_open":
            return self.link(str(child.attrGet("href") or ""), line)
        if child.type == "myst_role":
            return self.role(str(child.meta["name"]), child.content, line)
        self.bad(line, _("%(what)s is not part of the format.") % {"what": self.describe(child)})
        return ""

    def describe(self, token: Token) -> str:
        names = {
            "image": _("A Markdown image"),
            "html_inline": _("HTML"),
            "html_block": _("HTML"),
            "code_inline": _("Code between backticks"),
            "fence": _("A code block"),
            "code_block": _("An indented code block"),
            "blockquote_open": _("A block quotation"),
            "hr": _("A line across"),
        }
        return names.get(token.type, token.type)

    def link(self, address: str, line: int) -> str:
        if not LINK.fullmatch(address):
            self.bad(line, _("A link needs a whole address, with https:// or mailto:."))
        return f'<a href="{html.escape(address)}">'

    def role(self, name: str, content: str, line: int) -> str:
        if name != "term":
            self.bad(line, _("Unknown role “%(name)s”.") % {"name": name})
            return ""
        match = TERM.fullmatch(content.strip("`").strip())
        key = (match["named"] or match["bare"]).strip() if match else ""
        wording = self.check.known.terms.get(key)
        if match is None or wording is None:
            self.bad(line, _("“%(key)s” is not among the %(kind)s.") % {"key": key or content, "kind": "terms"})
            return ""
        self.terms.append((line, key))
        shown = (match["shown"] or "").strip() or wording.get(self.language, key)
        return term_link(key, shown)

    def plain(self, source: str, line: int) -> str:
        """The text of a title, caption or note, in which nothing is marked."""
        tokens = parser().parseInline(source)
        return self.plain_of(tokens[0], line) if tokens else ""

    def plain_of(self, token: Token, line: int) -> str:
        parts = []
        for child in token.children or ():
            if child.type not in {"text", "softbreak"}:
                self.bad(line, _("Titles, captions and notes are plain text."))
            parts.append(" " if child.type == "softbreak" else child.content)
        return "".join(parts).strip()

    def rich(self, tokens: Sequence[Token], first: int) -> str:
        """The HTML of paragraphs and lists; `first` is the line on which the text of the tokens begins."""
        out: list[str] = []
        in_item, paragraphs = [False], [0]
        for token, line in located(tokens, first):
            if token.type == "inline":
                text = self.inline(token, line)
                out.append(text if in_item[-1] else f"<p>{text}</p>")
                if token.content.startswith("#"):
                    self.bad(line, _("A heading has a space after its marks."))
                paragraphs[-1] += 1
                if in_item[-1] and paragraphs[-1] > 1:
                    self.bad(line, _("An entry of a list holds one paragraph, and lists below it."))
            elif token.type in BLOCK_TAGS:
                self.list_part(token, line, in_item, paragraphs)
                out.append(BLOCK_TAGS[token.type])
            elif token.type not in {"paragraph_open", "paragraph_close"}:
                self.bad(line, _("%(what)s is not part of the format.") % {"what": self.describe(token)})
        return "".join(out)

    def list_part(self, token: Token, line: int, in_item: list[bool], paragraphs: list[int]) -> None:
        if token.type == "list_item_open":
            in_item.append(True)
            paragraphs.append(0)
        elif token.type == "list_item_close":
            in_item.pop()
            if paragraphs.pop() == 0:
                self.bad(line, _("An entry of a list needs a text."))
        elif token.attrGet("start") not in (None, 1):
            self.bad(line, _("A numbered list starts at 1."))


def located(tokens: Sequence[Token], first: int) -> Iterator[tuple[Token, int]]:
    """Tokens with their line; a closing token has none of its own and takes the one before."""
    line = first
    for token in tokens:
        if token.map is not None:
            line = first + token.map[0]
        if not token.type.endswith("_close") or token.type in BLOCK_TAGS:
            yield token, line


def term_link(key: str, shown: str) -> str:
    """A mark of a glossary term as rich text stores it."""
    return f'<a linktype="term" id="{html.escape(key)}">{html.escape(shown, quote=False)}</a>'


def prose(source: str, language: str, known: Known) -> str:
    """The HTML of a Markdown text that has been checked before."""
    reading = Reading(Check("", Problems(), known, (language,)), language)
    return reading.rich(parser().parse(source), 1)
