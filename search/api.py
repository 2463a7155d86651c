"""Search for other clients: results with facets, and completions."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import get_language, override
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from search.curation import log
from search.curation.api import ClickView
from search.curation.models.events import Surface
from search.params import Reading, read
from search.serializers import AnswerSerializer, CompletionsSerializer, ProblemSerializer
from search.services.results import FACETS, MAX_PAGE
from search.services.search import search
from search.services.suggest import suggest

_Q = OpenApiParameter(
    "q", str, description="Words, a citation, a CAS number, a “phrase”, +must, -not, AND, OR, NOT, field:value."
)
_LANGUAGE = OpenApiParameter("language", str, enum=["en", "es"], description="The reader's language.")
_FILTERS = [
    OpenApiParameter(name, str, many=True, description=f"Only results of this {name}; may be repeated.")
    for name in FACETS
]
_PAGE = OpenApiParameter("page", int, description=f"From 1 to {MAX_PAGE}, ten results each.")


class SearchView(APIView):
    """Everything findable, best first; the other language is searched too and labelled."""

    permission_classes: list[Any] = []

    @extend_schema(
        parameters=[_Q, _LANGUAGE, *_FILTERS, _PAGE],
        responses={200: AnswerSerializer, (400, "application/problem+json"): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        reading = _read(request)
        with override(reading.query.language):
            answer = search(reading.query, request)
            data = AnswerSerializer(answer).data
        event = log.noticed(request, answer, Surface.API)
        return log.written(event, request, Response(data))


class SuggestView(APIView):
    """Names and titles that continue what was typed, accents and case aside."""

    permission_classes: list[Any] = []

    @extend_schema(
        parameters=[_Q, _LANGUAGE],
        responses={200: CompletionsSerializer, (400, "application/problem+json"): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        query = _read(request).query
        found = suggest(query.text, query.language)
        return Response(CompletionsSerializer({"query": query.text, "language": query.language, "results": found}).data)


def _read(request: Request) -> Reading:
    reading = read(request.query_params, (get_language() or "en")[:2])
    if reading.problems:
        raise ValidationError({problem.field: [problem.message] for problem in reading.problems})
    return reading


urlpatterns = [
    path("search/", SearchView.as_view(), name="api-search"),
    path("search/clicks/", ClickView.as_view(), name="api-search-clicks"),
    path("search/suggest/", SuggestView.as_view(), name="api-search-suggest"),
]
