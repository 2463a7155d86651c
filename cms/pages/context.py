"""What the page templates are given, each with a number of queries that does not grow with the course."""

from typing import Any

from django.apps import apps
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.convention.queries import chemicals_by_slug, official_texts, provisions_by_eid
from cms.pages.outline import Entry, Outline, request_outline
from cms.pages.related import covered, related_lessons
from cms.publishing.blocks import KeyBlock
from cms.publishing.choices import choices_for
from cms.publishing.locales import is_source_locale
from cms.publishing.localised import Readable
from cms.publishing.urls import page_path
from cms.publishing.walk import walk

Context = dict[str, Any]


def home(request: HttpRequest, page: Any) -> Context:
    """The catalogue, and the modules of its first course as the key areas."""
    offered = _courses(page.language)
    outline = request_outline(request, offered[0], page.language) if offered else None
    return {"courses": offered, "modules": outline.modules if outline else [], **body(page)}


def catalogue(request: HttpRequest, page: Any) -> Context:  # noqa: ARG001
    return {"courses": _courses(page.language), "breadcrumbs": trail(page)}


def course(request: HttpRequest, page: Any) -> Context:
    names = dict(choices_for("sector", page.language))
    audience = [names.get(slug, slug) for slug in page.source.audience]
    found = _in_course(request, page)
    return {
        "audience": audience,
        "objectives": page.readable("objectives"),
        **_covered(found["outline"], page.language),
        **found,
    }


def _covered(outline: Outline | None, language: str) -> Context:
    """What the lessons of a course teach; two queries."""
    lessons = [entry.key for entry in outline.sequence() if entry.kind == "lesson"] if outline else []
    units, slugs = covered(lessons)
    provisions = provisions_by_eid(units, language).values() if units else ()
    chemicals = chemicals_by_slug(slugs, language) if slugs else {}
    return {
        "covered_units": sorted(provisions, key=lambda row: row.order),
        "covered_chemicals": [chemicals[slug] for slug in slugs if slug in chemicals],
    }


def module(request: HttpRequest, page: Any) -> Context:
    found = _in_course(request, page)
    here = next((m for m in found["outline"] or [] if m.translation_key == page.translation_key), None)
    return {"module": here, "activities": here.activities if here else [], **found}


def lesson(request: HttpRequest, page: Any) -> Context:
    """The player: the lesson with its neighbours, and what it teaches."""
    found = _in_course(request, page)
    outline = found["outline"]
    before, after = outline.around(page.translation_key) if outline else (None, None)
    lessons = [entry for entry in outline.sequence() if entry.kind == "lesson"] if outline else []
    keys = [entry.translation_key for entry in lessons]
    beside = [entry.key for entry in (before, after) if entry]
    content = body(page, provisions=page.source.provisions, chemicals=page.source.chemicals)
    return {
        "module": outline.module_of(page.translation_key) if outline else None,
        "previous": before,
        "next": after,
        "position": keys.index(page.translation_key) + 1 if page.translation_key in keys else None,
        "count": len(keys),
        "objectives": page.readable("objectives"),
        "related_lessons": related_lessons(page.source.lesson_id, page.language, beside),
        "lesson_provisions": [content["provisions"][e] for e in page.source.provisions if e in content["provisions"]],
        "lesson_chemicals": [content["chemicals"][s] for s in page.source.chemicals if s in content["chemicals"]],
        **content,
        **found,
    }


def standard(request: HttpRequest, page: Any) -> Context:  # noqa: ARG001
    return {"breadcrumbs": trail(page), **body(page)}


def body(page: Any, *, provisions: list[str] | None = None, chemicals: list[str] | None = None) -> Context:
    """The blocks to show and the records that their cards name, fetched once for all of them."""
    blocks = page.readable("body")
    eids = {*(provisions or []), *keys_in(blocks, "provision")}
    slugs = {*(chemicals or []), *keys_in(blocks, "chemical")}
    quoted = {block.value["eid"] for block in blocks if block.block_type == "quotation"}
    _prefetch_renditions(blocks)
    return {
        "blocks": blocks,
        "provisions": provisions_by_eid(eids, page.language) if eids else {},
        "official_texts": official_texts(quoted, page.language) if quoted else {},
        "chemicals": chemicals_by_slug(slugs, page.language) if slugs else {},
    }


def keys_in(blocks: list[Readable], target: str) -> list[str]:
    """The keys of one kind that stand in these blocks."""
    return [
        leaf.value
        for block in blocks
        for leaf in walk(block.child.block, block.value)
        if isinstance(leaf.block, KeyBlock) and leaf.block.target == target and leaf.value
    ]


def _prefetch_renditions(blocks: list[Readable]) -> None:
    model = get_image_model()
    images = [leaf.value for b in blocks for leaf in walk(b.child.block, b.value) if isinstance(leaf.value, model)]
    raster = [image for image in images if not image.is_svg()]
    if raster:
        prefetch_related_objects(raster, Prefetch("renditions", to_attr="prefetched_renditions"))


def trail(page: Any) -> list[Entry]:
    """The pages above one outside the courses, from the home page down."""
    path = page.path
    above = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    rows = (
        Page.objects.filter(path__in=above).order_by("path").values_list("translation_key", "pk", "title", "url_path")
    )
    return [Entry("", key, pk, title, page.language, page_path(at, page.language)) for key, pk, title, at in rows]


def _in_course(request: HttpRequest, page: Any) -> Context:
    outline = request_outline(request, page, page.language)
    if outline is not None:
        outline.mark(page.translation_key)
    return {"outline": outline, "breadcrumbs": outline.trail(page.translation_key) if outline else trail(page)}


def _courses(language: str) -> list[Any]:
    """Every live course in the order of the source tree, in the reader's language where it is live there."""
    model = apps.get_model("pages", "CoursePage")  # the models import this module
    public = list(model.objects.live().public().order_by("path"))
    rows = [row for row in public if is_source_locale(row.locale_id)]
    translated = {row.translation_key: row for row in public if row.language == language}
    return [translated.get(row.translation_key, row) for row in rows]
