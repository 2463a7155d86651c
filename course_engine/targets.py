"""What a key of kind "assessment" leads to, and what it may be chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from cms.publishing.locales import locale_for, source_locale
from course_engine.models import AssessmentPage


def resolve_assessment(key: str) -> tuple[type, str] | None:
    """The source row of an assessment, for Wagtail's usage view."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    pk = AssessmentPage.objects.filter(translation_key=wanted, locale=source_locale()).values_list("pk", flat=True)
    found = pk.first()
    return (AssessmentPage, str(found)) if found is not None else None


def assessment_choices(language: str) -> Iterable[tuple[str, str]]:
    """Every assessment by its title in the editor's language."""
    locale = locale_for(language) or source_locale()
    rows = AssessmentPage.objects.filter(locale=locale).order_by("title").values_list("translation_key", "title")
    return [(str(key), title) for key, title in rows]
