"""The small rich text of items: Markdown in a course package, Draftail's HTML in the editor."""

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

FEATURES = ["bold", "italic", "ol", "ul", "link", "subscript", "superscript"]

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "fence", "code", "image", "hr"])
_markdown.use(sub_plugin).use(superscript_plugin)
_SPECIAL = re.compile(r"([\\*_~^`\[\]])")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "sub": "~", "sup": "^"}


def to_html(text: str) -> str:
    """Markdown → the HTML that the editor writes."""
    html = _markdown.render(text)
    for ours, theirs in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{ours}>", f"<{theirs}>").replace(f"</{ours}>", f"</{theirs}>")
    return re.sub(r">\n+<", "><", html).replace("\n", " ").strip()


def to_markdown(html: str) -> str:
    """The way back."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip()


def to_plain(html: str) -> str:
    """The words alone."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li"}:
            self.parts.append(" ")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self.lists:
            self.parts.append(self._bullet())
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        elif tag == "br":
            self.parts.append("\\\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag == "p":
            self.parts.append("\n\n")
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n")
        elif tag == "a" and self.links:
            self.parts.append(f"]({self.links.pop()})")

    def handle_data(self, data: str) -> None:
        self.parts.append(_SPECIAL.sub(r"\\\1", data))

    def _bullet(self) -> str:
        count = self.lists[-1]
        if count is None:
            return "- "
        self.lists[-1] = count + 1
        return f"{count + 1}. "
