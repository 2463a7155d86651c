"""Course, modules and lessons into a package."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.models import LessonPage, ModulePage
from cms.pages.packages.content import Block
from cms.pages.packages.exporting.lessons import LessonWriter, front_matter
from cms.pages.packages.exporting.target import PackageWriter
from cms.pages.packages.exporting.yamlout import Flow
from cms.pages.packages.importing.nodes import raw_data
from cms.pages.packages.reading.markdown import skeleton
from cms.pages.packages.reading.schema import FORMAT
from cms.pages.packages.streams import Known, known_stream

STREAMS = ("objectives", "body")


def export_pages(writer: PackageWriter) -> None:
    tree = writer.tree
    modules = tree.children(tree.course, ModulePage)
    export_course(writer, [module.slug for module in modules])
    for module in modules:
        lessons = tree.children(module, LessonPage)
        rows = tree.rows(module)
        writer.modules[module.slug] = {
            "id": module.module_id,
            "area": rows[writer.languages[0]].area,
            "title": writer.per_language(rows, "title"),
            "summary": writer.per_language(rows, "summary"),
            "lessons": Flow(lesson.slug for lesson in lessons),
        }
        for lesson in lessons:
            export_lesson(writer, module, lesson)


def export_course(writer: PackageWriter, modules: list[str]) -> None:
    rows = writer.tree.rows(writer.tree.course)
    source = rows[writer.languages[0]]
    objectives = {
        language: {child.id: child.value["text"] for child in row.objectives} for language, row in rows.items()
    }
    writer.course |= {
        "format": FORMAT,
        "id": source.course_id,
        "edition": edition(source.edition),
        "languages": Flow(writer.languages),
        "title": writer.per_language(rows, "title"),
        "summary": writer.per_language(rows, "summary"),
        "audience": Flow(source.audience),
        "minutes": source.minutes,
        "objectives": [
            {language: objectives.get(language, {}).get(key) or text for language in writer.languages}
            for key, text in objectives[writer.languages[0]].items()
        ],
        "modules": Flow(modules),
        "licence": source.licence,
    }


def edition(text: str) -> date | str:
    """The edition as a date; what is none is left as it is, for the check of the export to tell."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def export_lesson(writer: PackageWriter, module: Any, lesson: Any) -> None:
    """A lesson in each language whose text matches its source block by block."""
    rows = writer.tree.rows(lesson)
    streams = {
        language: {field: known_stream(raw_data(row, field), writer.lookup) for field in STREAMS}
        for language, row in rows.items()
    }
    path = f"modules/{module.slug}/{lesson.slug}"
    source = streams[writer.languages[0]]
    for kind in source["body"].left_out:
        message = _("%(file)s: a block of type “%(type)s” has no place in a package.")
        writer.notes.append(message % {"file": path, "type": kind})
    matching = [language for language in rows if all(same(source[field], streams[language][field]) for field in source)]
    for language in rows.keys() - set(matching):
        message = _("%(file)s: left out in the language “%(language)s”, whose text is behind its source.")
        writer.notes.append(message % {"file": path, "language": language})
    versions = by_language({language: streams[language]["body"] for language in matching})
    for language in matching:
        row, objectives = rows[language], streams[language]["objectives"].blocks
        data = {
            "id": lesson.lesson_id,
            "title": row.title,
            "minutes": rows[writer.languages[0]].minutes,
            "objectives": {block["value"]["key"]: block["value"]["text"] for block, _identity in objectives},
            **{name: getattr(rows[writer.languages[0]], name) for name in ("provisions", "chemicals", "terms")},
        }
        lesson_writer = LessonWriter(writer.shelf, language)
        blocks = [lesson_writer.block(version) for version in versions]
        writer.text(f"{path}.{language}.md", front_matter(data) + "\n" + "\n\n".join(blocks) + "\n")


def same(source: Known, other: Known) -> bool:
    """Whether two languages of a stream match block by block and paragraph by paragraph."""
    if len(source.blocks) != len(other.blocks):
        return False
    for (mine, name), (theirs, other_name) in zip(source.blocks, other.blocks, strict=True):
        if mine["type"] != theirs["type"] or name.id != other_name.id or shape(mine) != shape(theirs):
            return False
    return True


def shape(block: Block) -> Any:
    value = block["value"]
    if isinstance(value, str):
        return skeleton(value)
    texts = (value.get(name, "") for name in ("text", "description", "transcript"))
    return [skeleton(text) for text in texts], [skeleton(step) for step in value.get("steps", ())]


def by_language(streams: Mapping[str, Known]) -> list[dict[str, Block]]:
    """Each block in all its languages, in order."""
    found: list[dict[str, Block]] = []
    for language, stream in streams.items():
        for number, (block, _identity) in enumerate(stream.blocks):
            if number == len(found):
                found.append({})
            found[number][language] = block
    return found
