"""Pages as schema.org data, for search engines and other machines."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.pages.models import CoursePage, LessonPage
from cms.publishing.urls import full_url

Data = dict[str, Any]


def structured_data(page: Any, context: Mapping[Any, Any]) -> Data:
    """What a page says of itself; empty for pages that are no learning resource."""
    if isinstance(page, CoursePage):
        return course_data(page)
    if isinstance(page, LessonPage):
        return lesson_data(page, context)
    return {}


def provider() -> Data:
    return {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": full_url("/")}


def course_data(page: CoursePage) -> Data:
    source = page.source
    return {
        "@type": "Course",
        "@id": full_url(f"/{source.language}/") + f"#course-{source.course_id}",
        "name": page.title,
        "description": page.summary,
        "url": page.full_url,
        "inLanguage": page.language,
        "availableLanguage": sorted(code for code, row in page.rows.items() if row.live),
        "isAccessibleForFree": True,
        "license": source.licence,
        "provider": provider(),
        "teaches": [block.value["text"] for block in page.readable("objectives")],
        "hasCourseInstance": {"@type": "CourseInstance", "courseMode": "online", "courseWorkload": iso(source.minutes)},
    }


def lesson_data(page: LessonPage, context: Mapping[Any, Any]) -> Data:
    outline = context.get("outline")
    provisions = context.get("lesson_provisions") or []
    found: Data = {
        "@type": "LearningResource",
        "name": page.title,
        "url": page.full_url,
        "inLanguage": page.language,
        "timeRequired": iso(page.source.minutes),
        "isAccessibleForFree": True,
        "provider": provider(),
        "about": [legislation_data(provision) for provision in provisions],
    }
    if outline is not None:
        found["isPartOf"] = {"@type": "Course", "name": outline.course.title, "url": full_url(outline.course.url)}
    return found


def legislation_data(provision: Any) -> Data:
    """A provision of the Convention as a work of legislation."""
    return {
        "@type": "Legislation",
        "name": f"{provision.citation} {provision.heading}".strip(),
        "legislationIdentifier": provision.eid,
        "isPartOf": {"@type": "Legislation", "name": "Stockholm Convention on Persistent Organic Pollutants"},
        "url": full_url(provision.url),
    }


def iso(minutes: int) -> str:
    """A duration as ISO 8601 writes it."""
    return f"PT{minutes}M"
