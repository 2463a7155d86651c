"""What search finds of pages: lessons in sections, courses, and pages of text."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.utils.translation import override

from cms.pages.models import CoursePage, LessonPage, ModulePage, StandardPage
from cms.pages.models.courses import Area
from cms.pages.outline import outline_of
from cms.pages.sections import Section, plain, sections
from cms.publishing.signals import content_changed
from search.documents import PRIVATE, PUBLIC, Document
from search.indexing import touch
from search.registry import register_facet_labels, register_source

SUMMARY = 300


def visibility(page: Any) -> str:
    return PRIVATE if page.get_view_restrictions().exists() else PUBLIC


def shortened(text: str) -> str:
    """The beginning of a text for a card, cut at a word."""
    return text if len(text) <= SUMMARY else text[:SUMMARY].rpartition(" ")[0] + " …"


class Lessons:
    """Lessons, one document for each section."""

    name = "lessons"

    def keys(self) -> Iterable[str]:
        return LessonPage.objects.live().order_by("lesson_id").values_list("lesson_id", flat=True).distinct()

    def documents(self, key: str) -> list[Document]:
        rows = LessonPage.objects.live().filter(lesson_id=key).order_by("language_code")
        return [document for row in rows if row.source.live for document in self._sections(row)]

    def _sections(self, row: LessonPage) -> list[Document]:
        outline = outline_of(row, row.language)
        module = outline.module_of(row.translation_key) if outline else None
        common = {
            "course": outline.course.key if outline else "",
            "parent": f"course:{outline.course.key}" if outline else "",
            "area": module.area if module else "",
            "visibility": visibility(row),
        }
        found = enumerate(sections(row.readable("body")))
        return [self._document(row, section, number, common) for number, section in found]

    def _document(self, row: LessonPage, section: Section, number: int, common: dict[str, Any]) -> Document:
        family = f"lesson:{row.lesson_id}"
        stem = f"{family}:{row.language}"
        source = row.source
        body = section.text
        if not number:
            goals = plain(block.value["text"] for block in row.readable("objectives") if not block.language)
            body = "\n".join([*goals, body]).strip()
        return Document(
            id=f"{stem}:{section.anchor}" if section.anchor else stem,
            family_id=family,
            language=row.language,
            kind="lesson",
            title=row.title,
            heading_path=section.heading_path,
            body=body,
            summary=shortened(body.replace("\n", " ")),
            url=f"{row.url}#{section.anchor}" if section.anchor else row.url,
            ordinal=number,
            provisions=tuple(dict.fromkeys([*section.provisions, *(() if number else source.provisions)])),
            chemicals=tuple(dict.fromkeys([*section.chemicals, *(() if number else source.chemicals)])),
            **common,
        )


class Courses:
    """Courses as the catalogue shows them."""

    name = "courses"

    def keys(self) -> Iterable[str]:
        return CoursePage.objects.live().order_by("course_id").values_list("course_id", flat=True).distinct()

    def documents(self, key: str) -> list[Document]:
        rows = CoursePage.objects.live().filter(course_id=key).order_by("language_code")
        return [self._document(row) for row in rows if row.source.live]

    def _document(self, row: CoursePage) -> Document:
        goals = plain(block.value["text"] for block in row.readable("objectives") if not block.language)
        return Document(
            id=f"course:{row.course_id}:{row.language}",
            family_id=f"course:{row.course_id}",
            language=row.language,
            kind="course",
            title=row.title,
            body="\n".join([row.summary, *goals]),
            summary=row.summary,
            url=row.url,
            course=row.course_id,
            visibility=visibility(row),
        )


class Pages:
    """Pages of text."""

    name = "pages"

    def keys(self) -> Iterable[str]:
        return sorted({str(key) for key in StandardPage.objects.live().values_list("translation_key", flat=True)})

    def documents(self, key: str) -> list[Document]:
        rows = StandardPage.objects.live().filter(translation_key=key).order_by("locale__language_code")
        return [self._document(row) for row in rows if row.source.live]

    def _document(self, row: StandardPage) -> Document:
        parts = list(sections(row.readable("body")))
        texts = [text for part in parts for text in (*part.heading_path[-1:], part.text)]
        body = "\n".join(text for text in (row.intro, *texts) if text)
        return Document(
            id=f"page:{row.translation_key}:{row.language}",
            family_id=f"page:{row.translation_key}",
            language=row.language,
            kind="page",
            title=row.title,
            body=body,
            summary=row.intro or shortened(body.replace("\n", " ")),
            url=row.url,
            visibility=visibility(row),
        )


def area_labels(values: Iterable[str], language: str) -> dict[str, str]:
    """The names of the key areas, for facets."""
    with override(language):
        return {value: str(dict(Area.choices).get(value, value)) for value in values}


def course_labels(values: Iterable[str], language: str) -> dict[str, str]:
    """The titles of courses that everybody may read, for facets."""
    rows = CoursePage.objects.live().public().filter(course_id__in=list(values))
    titles = {row.course_id: row.title for row in rows if row.language != language}
    return titles | {row.course_id: row.title for row in rows if row.language == language}


@receiver(content_changed, dispatch_uid="pages.search_documents")
def on_content_changed(instance: Any, **_kwargs: Any) -> None:
    """Re-read what a change touches; a module's area stands in the documents of its lessons."""
    if isinstance(instance, LessonPage):
        touch(Lessons.name, instance.lesson_id)
    elif isinstance(instance, ModulePage):
        for key in LessonPage.objects.filter(path__startswith=instance.path).values_list("lesson_id", flat=True):
            touch(Lessons.name, key)
    elif isinstance(instance, CoursePage):
        touch(Courses.name, instance.course_id)
    elif isinstance(instance, StandardPage):
        touch(Pages.name, str(instance.translation_key))


for source in (Lessons(), Courses(), Pages()):
    register_source(source)
register_facet_labels("area", area_labels)
register_facet_labels("course", course_labels)
