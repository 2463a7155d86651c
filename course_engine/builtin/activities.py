"""The activities that ship: a lesson of the content side, an assessment of the engine."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.activities import ActivityType
from course_engine.plugins.values import ActivityFacts


class Lesson(ActivityType):
    slug = "lesson"
    label = _("Lesson")
    icon = "doc-full"
    page_model = "pages.LessonPage"
    rules = ("viewed", "practised")

    def facts(self, page: Any) -> ActivityFacts:
        return ActivityFacts(
            kind=self.slug,
            key=str(page.translation_key),
            title=page.title,
            minutes=page.minutes or 0,
            rules=self.rules,
        )


class Assessment(ActivityType):
    """A test or survey. A practice page is none: its questions stand inside the lessons."""

    slug = "assessment"
    label = _("Assessment")
    icon = "tasks"
    page_model = "course_engine.AssessmentPage"
    has_score = True
    rules = ("passed",)

    def counts(self, page: Any) -> bool:
        return bool(page.kind != "practice")

    def facts(self, page: Any) -> ActivityFacts:
        survey = page.kind == "survey"
        return ActivityFacts(
            kind=self.slug,
            key=str(page.translation_key),
            title=page.title,
            minutes=page.time_limit_minutes or 0,
            has_score=not survey,
            rules=("practised",) if survey else self.rules,
        )
