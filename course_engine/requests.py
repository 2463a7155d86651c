"""What a request knows of its learner in one course; read once, used by every slot and block of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language

from cms.pages import outline as cms_outline
from course_engine import access
from course_engine.access import CourseState, course_state
from course_engine.models import CourseRules
from course_engine.outline import Activity, Module, Outline, make_activity
from course_engine.plugins.registry import activities
from course_engine.records import LearnerRecords, records_for


@dataclass
class RequestLearner:
    """The learner of a request in the course of a page. Nothing is read for anonymous readers."""

    request: HttpRequest
    page: Any
    contents: cms_outline.Outline | None
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def signed_in(self) -> bool:
        return bool(self.request.user.is_authenticated)

    @property
    def course_key(self) -> UUID | None:
        return self.contents.course.translation_key if self.contents else None

    @cached_property
    def records(self) -> LearnerRecords:
        if self.course_key is None or not self.signed_in:
            return LearnerRecords()
        return records_for(self.request.user, self.course_key)

    @cached_property
    def rules(self) -> CourseRules:
        assert self.course_key is not None  # noqa: S101 - asked only where there is a course
        return access.shown_rules(self.course_key)

    @cached_property
    def state(self) -> CourseState | None:
        """The course as this learner sees it, from the contents that the page itself has read."""
        if self.contents is None:
            return None
        return course_state(from_contents(self.contents), self.rules, self.records)


def learner_of(request: HttpRequest, page: Any) -> RequestLearner:
    """The learner in the course of this page; one for a request and course."""
    contents = cms_outline.request_outline(request, page, get_language() or "")
    kept: dict[Any, RequestLearner] = request.__dict__.setdefault("_learners", {})
    name = contents.course.translation_key if contents else None
    if name not in kept:
        kept[name] = RequestLearner(request, page, contents)
    return kept[name]


def from_contents(contents: cms_outline.Outline) -> Outline:
    """The engine's outline made of the contents that the page shows: no query."""
    places = {entry.translation_key: f"{n:06}" for n, entry in enumerate(contents.sequence())}

    def made(entry: cms_outline.Activity, module: UUID | None) -> Activity | None:
        kind = activities.find(entry.kind)
        row = SimpleNamespace(**{**_defaults, **entry.details, "title": entry.title, "minutes": entry.minutes})
        row.translation_key, row.path = entry.translation_key, places[entry.translation_key]
        row.language = entry.language
        return make_activity(kind, row, row, module, url=entry.url) if kind else None

    modules = tuple(
        Module(
            module.translation_key,
            module.title,
            module.url,
            module.language,
            module.area,
            tuple(a for entry in module.activities if (a := made(entry, module.translation_key)) is not None),
        )
        for module in contents
    )
    course = contents.course
    row = SimpleNamespace(title=course.title, language=course.language)
    return Outline(
        key=course.translation_key,
        url=course.url,
        page=row,
        source=row,
        rows={course.language: row},
        modules=modules,
        direct=tuple(a for entry in contents.activities if (a := made(entry, None)) is not None),
    )


_defaults: dict[str, Any] = {"attempts": 0, "delay_minutes": 0, "pass_percent": 0}
