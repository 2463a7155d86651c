"""Rich text: to one normal form, and to Markdown that reads back as the same."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

SAME = {"strong": "b", "em": "i"}
INLINE = frozenset({"b", "i", "sub", "sup", "a"})
BLOCK = frozenset({"p", "ul", "ol", "li"})
MARKS = {"b": "**", "i": "*", "sub": "~", "sup": "^"}
SPECIAL = re.compile(r"([\\`*\[\]<~^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
LINE_START = re.compile(r"^(?:([#>|=:-])|(\d+)([.)])|(\+)(?=\s|$))")
Linker = Callable[[dict[str, str]], str]


@dataclass(slots=True)
class Element:
    """A tag with what is within; the root has no name."""

    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


class Builder(HTMLParser):
    """Builds a tree of the tags that rich text knows; others are passed over, their text is kept."""

    def __init__(self, linker: Linker | None) -> None:
        super().__init__(convert_charrefs=True)
        self.linker = linker
        self.open = [Element()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SAME.get(tag, tag)
        if tag == "br":
            self.open[-1].children.append(Element("br"))
        elif tag in INLINE | BLOCK:
            element = Element(tag, self.attributes(tag, {name: value or "" for name, value in attrs}))
            self.open[-1].children.append(element)
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        tag = SAME.get(tag, tag)
        if any(element.name == tag for element in self.open[1:]):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(re.sub(r"\s+", " ", data))

    def attributes(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        if tag != "a":
            return {}
        if given.get("linktype") == "term":
            return {"linktype": "term", "id": given.get("id", "")}
        if "linktype" in given:
            return {"href": self.linker(given) if self.linker else ""}
        return {"href": given.get("href", "")}


def parse(markup: str, linker: Linker | None = None) -> Element:
    builder = Builder(linker)
    builder.feed(markup)
    builder.close()
    return builder.open[0]


def normal(markup: str, linker: Linker | None = None) -> str:
    """The one form of a rich text: no attributes of editors, no space that shows nowhere."""
    return "".join(block_html(child) for child in blocks(parse(markup, linker)))


def blocks(root: Element) -> list["Element | str"]:
    """What stands at the top; space between blocks is nothing."""
    return [child for child in root.children if not (isinstance(child, str) and not child.strip())]


def block_html(node: "Element | str") -> str:
    if isinstance(node, str) or node.name not in BLOCK:
        return inline_html(node)
    if node.name in {"ul", "ol"}:
        inner = "".join(block_html(child) for child in blocks(node))
    else:
        lists = [child for child in node.children if isinstance(child, Element) and child.name in {"ul", "ol"}]
        text = [child for child in node.children if child not in lists]
        inner = "".join(inline_html(child) for child in text).strip() + "".join(block_html(child) for child in lists)
        if not inner:
            return ""
    return f"<{node.name}>{inner}</{node.name}>"


def inline_html(node: "Element | str") -> str:
    if isinstance(node, str):
        return html.escape(node, quote=False)
    if node.name == "br":
        return "<br/>"
    inner = "".join(inline_html(child) for child in node.children)
    if not inner.strip():
        return inner
    if node.name in BLOCK:
        return inner
    before, after = (" " if inner[:1] == " " else ""), (" " if inner[-1:] == " " else "")
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items())
    if node.name == "a" and not any(node.attributes.values()):
        return inner
    return f"{before}<{node.name}{attributes}>{inner.strip()}</{node.name}>{after}"


def markdown(markup: str) -> str:
    """Markdown for a rich text in normal form."""
    pieces = [block_markdown(child) for child in blocks(parse(markup))]
    return "\n\n".join(piece for piece in pieces if piece)


def block_markdown(node: "Element | str") -> str:
    if isinstance(node, str) or node.name not in {"ul", "ol"}:
        return guarded(inline_markdown(node))
    return "\n".join(list_lines(node))


def list_lines(node: Element) -> list[str]:
    lines: list[str] = []
    entries = [child for child in node.children if isinstance(child, Element) and child.name == "li"]
    for number, entry in enumerate(entries, 1):
        mark = f"{number}. " if node.name == "ol" else "- "
        lists = [child for child in entry.children if isinstance(child, Element) and child.name in {"ul", "ol"}]
        text = Element("li", {}, [child for child in entry.children if child not in lists])
        content = guarded(inline_markdown(text)).split("\n")
        content += [line for inner in lists for line in list_lines(inner)]
        lines.append(mark + content[0])
        lines += [" " * len(mark) + line for line in content[1:]]
    return lines


def guarded(text: str) -> str:
    """Text whose lines begin nothing that Markdown would take for more than text."""
    return "\n".join(LINE_START.sub(guard, line) for line in text.strip().split("\n"))


def guard(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[2]}\\{match[3]}"
    return f"\\{match[1] or match[4]}"


def inline_markdown(node: "Element | str") -> str:
    if isinstance(node, str):
        return SPECIAL.sub(r"\\\1", node)
    if node.name == "br":
        return "\\\n"
    if node.attributes.get("linktype") == "term":
        shown = re.sub(r"[`<>]", "", text_of(node)).strip()
        return f"{{term}}`{shown} <{node.attributes['id']}>`"
    inner = "".join(inline_markdown(child) for child in node.children)
    if node.name in {"sub", "sup"}:
        return MARKS[node.name] + SPECIAL.sub(r"\\\1", text_of(node)).replace(" ", "\\ ") + MARKS[node.name]
    if node.name in MARKS:
        return f"{MARKS[node.name]}{inner}{MARKS[node.name]}"
    if node.name == "a":
        address = node.attributes["href"]
        return f"[{inner}](<{address}>)" if re.search(r"[\s()]", address) else f"[{inner}]({address})"
    return inner


def text_of(node: "Element | str") -> str:
    if isinstance(node, str):
        return node
    return "".join(text_of(child) for child in node.children)


def plain_markdown(text: str) -> str:
    """Markdown for a text in which nothing is marked."""
    return SPECIAL.sub(r"\\\1", text)
