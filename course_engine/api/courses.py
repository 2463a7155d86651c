"""The catalogue, and a course with the reader's own state in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cms.pages.models import CoursePage
from cms.publishing.locales import source_locale
from cms.publishing.urls import page_path
from course_engine import queries
from course_engine.api import shapes
from course_engine.api.base import LANGUAGE, PAGING, EngineView, new_paginator, not_found
from course_engine.api.schema import PROBLEMS, CourseDetailSchema, CourseSchema, paged


class CourseList(EngineView):
    public = True

    @extend_schema(
        parameters=[LANGUAGE, *PAGING], responses={200: paged(CourseSchema), **PROBLEMS}, operation_id="courses_list"
    )
    def get(self, request: Request) -> Response:
        """The live courses, in the reader's language where they exist in it."""
        paginator = new_paginator()
        rows = CoursePage.objects.live().public().filter(locale=source_locale()).defer("objectives").order_by("path")
        page: Any = paginator.paginate_queryset(rows, request, view=self)
        keys = [row.translation_key for row in page]
        readers = {
            row.translation_key: row
            for row in CoursePage.objects.live().filter(translation_key__in=keys).defer("objectives")
            if row.language == self.language
        }
        shown = [readers.get(row.translation_key, row) for row in page]
        return paginator.get_paginated_response(
            [shapes.course(row, page_path(row.url_path, row.language)) for row in shown]
        )


class CourseDetail(EngineView):
    public = True

    @extend_schema(
        parameters=[LANGUAGE],
        responses={200: CourseDetailSchema, **PROBLEMS},
        operation_id="courses_retrieve",
    )
    def get(self, request: Request, key: UUID) -> Response:
        """The outline of a course; for a learner with states, and reasons for what is locked."""
        state = queries.learner_course(user=request.user, course_key=key, language=self.language)
        if state.outline.source.restricted and not may_read(request, state.outline.source):
            not_found()
        return Response(shapes.course_detail(state))


def may_read(request: Any, page: Any) -> bool:
    """Whether the restrictions of a page let this reader in."""
    return all(rule.accept_request(getattr(request, "_request", request)) for rule in page.get_view_restrictions())
