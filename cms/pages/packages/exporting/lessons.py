"""A lesson as Markdown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cms.pages.packages.content import Block
from cms.pages.packages.exporting.media import Shelf
from cms.pages.packages.exporting.yamlout import Flow, to_yaml
from cms.pages.packages.richtext import inline_markdown, markdown, parse, plain_markdown

Versions = Mapping[str, Block]
"""One block in each language."""


def front_matter(data: Mapping[str, Any]) -> str:
    lists = {name: Flow(data[name]) for name in ("provisions", "chemicals", "terms") if data[name]}
    front = {"id": data["id"], "title": data["title"], "minutes": data["minutes"], "objectives": data["objectives"]}
    return f"---\n{to_yaml(front | lists)}---\n"


def directive(name: str, argument: str = "", *, option: tuple[str, str] = ("", ""), body: str = "") -> str:
    lines = [f":::{{{name}}}{' ' + argument if argument else ''}"]
    if option[1]:
        lines.append(f":{option[0]}: {plain_markdown(option[1])}")
    return "\n".join([*lines, *([body] if body else []), ":::"])


def numbered(steps: Sequence[str]) -> str:
    """The entries of a directive of steps; each is a paragraph, and lists below it."""
    lines = []
    for number, step in enumerate(steps, 1):
        mark = f"{number}. "
        first, *rest = markdown(step).split("\n")
        lines += [mark + first, *[" " * len(mark) + line if line else "" for line in rest]]
    return "\n".join(lines)


def table(value: Mapping[str, Any]) -> str:
    rows = [[cell_markdown(cell) for cell in row] for row in value["rows"]]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"| {' | '.join('---' for _cell in rows[0])} |")
    caption = f"\n\n: {plain_markdown(value['caption'])}" if value["caption"] else ""
    return "\n".join(lines) + caption


def cell_markdown(cell: str) -> str:
    return inline_markdown(parse(cell)).replace("|", "\\|").replace("\\\n", " ").strip()


class LessonWriter:
    """Writes the blocks of a lesson in one language, putting their media on the shelf."""

    def __init__(self, shelf: Shelf, language: str) -> None:
        self.shelf, self.language = shelf, language
        self.makers: dict[str, Callable[[Mapping[str, Any]], str]] = {
            "heading": lambda value: f"{'#' * int(value['level'])} {plain_markdown(value['text'])}",
            "key_message": lambda value: directive("key-message", body=markdown(value["text"])),
            "case": lambda value: self.titled("case", value),
            "accordion": lambda value: self.titled("accordion", value),
            "steps": lambda value: directive("steps", plain_markdown(value["title"]), body=numbered(value["steps"])),
            "table": table,
            "provision": lambda value: directive("provision", value["eid"], option=("note", value["note"])),
            "chemical": lambda value: directive("chemical", value["slug"], option=("note", value["note"])),
            "quotation": lambda value: directive("quotation", value["eid"]),
            "reflection": lambda value: directive("reflection", body=markdown(value["text"])),
            "practice": lambda value: directive("practice", value["item"]),
        }

    def titled(self, name: str, value: Mapping[str, Any]) -> str:
        return directive(name, plain_markdown(value["title"]), body=markdown(value["text"]))

    def block(self, versions: Versions) -> str:
        block = versions[self.language]
        kind, value = block["type"], block["value"]
        if kind == "rich_text":
            return markdown(value)
        if kind in MEDIA:
            return self.media(kind, {language: version["value"] for language, version in versions.items()})
        return self.makers[kind](value)

    def media(self, kind: str, values: Mapping[str, Mapping[str, Any]]) -> str:
        field, *names = MEDIA[kind]
        texts = {name: {language: value[name] for language, value in values.items()} for name in names}
        if "transcript" in texts:
            texts["transcript"] = {language: markdown(text) for language, text in texts["transcript"].items()}
        name = self.shelf.place({language: value[field] for language, value in values.items()}, texts)
        if kind == "figure":
            value = values[self.language]
            return directive("figure", name, option=("caption", value["caption"]), body=markdown(value["description"]))
        return directive(kind, name)


# By type of block: where its file stands, and which of its texts media.yaml holds.
MEDIA = {
    "figure": ("image", "alt"),
    "audio": ("media", "title", "transcript"),
    "video": ("media", "title", "transcript", "captions"),
    "download": ("document", "title"),
}
