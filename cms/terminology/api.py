"""Terms as data."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.publishing.urls import full_url
from cms.terminology.api_language import PARAMETER, language_of
from cms.terminology.queries import TermEntry, all_terms, terms_by_id
from cms.terminology.views import matches


class WordingSerializer(serializers.Serializer[Any]):
    language = serializers.CharField()
    text = serializers.CharField()
    acronym = serializers.CharField(allow_blank=True)
    forms = serializers.ListField(child=serializers.CharField(), help_text="Plural, singular and gender forms.")
    definition = serializers.CharField(allow_blank=True)
    avoid = serializers.ListField(
        child=serializers.CharField(), help_text="Renderings to avoid where the source text has this very term."
    )


class TermSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    part_of_speech = serializers.CharField(allow_blank=True)
    domain = serializers.CharField(allow_blank=True)
    authority = serializers.ChoiceField(["treaty", "un", "house"])
    verified = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True, help_text="In English.")
    wordings = WordingSerializer(many=True)
    url = serializers.URLField()


def as_data(entry: TermEntry) -> dict[str, Any]:
    return {
        "id": entry.term_id,
        "language": entry.language,
        "text": entry.text,
        "part_of_speech": entry.part_of_speech,
        "domain": entry.domain,
        "authority": entry.authority,
        "verified": entry.verified,
        "note": entry.note,
        "wordings": [
            {
                "language": wording.language,
                "text": wording.text,
                "acronym": wording.acronym,
                "forms": wording.forms,
                "definition": wording.definition,
                "avoid": wording.avoided,
            }
            for wording in entry.wordings
        ],
        "url": full_url(entry.url),
    }


class TermsView(GenericAPIView[Any]):
    """All terms of the glossary, in the order of their identifiers."""

    serializer_class = TermSerializer

    @extend_schema(
        operation_id="terms_list",
        parameters=[
            PARAMETER,
            OpenApiParameter("q", str, description="Words of a wording in any language."),
            OpenApiParameter("domain", str),
        ],
        responses=TermSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        domain, query = request.query_params.get("domain", ""), request.query_params.get("q", "")[:100]
        entries = [
            entry
            for entry in all_terms(language_of(request))
            if (not domain or entry.domain == domain) and matches(entry, query)
        ]
        page: Any = self.paginate_queryset(entries)
        return self.get_paginated_response([as_data(entry) for entry in page])


class TermView(APIView):
    """One term with its wording in every language."""

    @extend_schema(operation_id="terms_retrieve", parameters=[PARAMETER], responses=TermSerializer)
    def get(self, request: Request, term_id: str) -> Response:
        entry = terms_by_id([term_id], language_of(request)).get(term_id)
        if entry is None:
            raise NotFound
        return Response(as_data(entry))
