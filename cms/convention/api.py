"""The Convention as data: provisions, chemicals, terms, and citations resolved."""

from __future__ import annotations

import re
from typing import Any

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.convention import citations, lexicon, queries, serializers
from cms.convention.models import Provision, ProvisionKind
from cms.convention.related import taught_in
from cms.convention.units import unit_of
from cms.publishing.locales import source_locale
from cms.publishing.urls import full_url
from cms.terminology.api import TermsView, TermView
from cms.terminology.api_language import PARAMETER, choice_of, language_of

LONGEST_TEXT = 2000


def _links(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"title": title, "url": url} for title, url in found]


class ProvisionsView(GenericAPIView[Any]):
    """Provisions in the order of the Convention; summaries are never the authentic text."""

    serializer_class = serializers.ProvisionSerializer

    @extend_schema(
        operation_id="provisions_list",
        parameters=[
            PARAMETER,
            OpenApiParameter("article", int, description="The number of an article."),
            OpenApiParameter("annex", str, description="The letter of an annex."),
            OpenApiParameter("kind", str, enum=ProvisionKind.values),
            OpenApiParameter("topic", str),
            OpenApiParameter("chemical", str),
        ],
        responses=serializers.ProvisionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        language = language_of(request)
        eids: Any = self.paginate_queryset(self._eids(request))
        found = queries.provisions_by_eid(eids, language)
        official = queries.official_texts(eids, language)
        return self.get_paginated_response(
            [serializers.provision(found[eid], official.get(eid)) for eid in eids if eid in found]
        )

    def _eids(self, request: Request) -> list[str]:
        """The eIds that pass the filters, from the source rows."""
        kind, unit = choice_of(request, "kind", ProvisionKind.values), _unit(request)
        topic, chemical = request.query_params.get("topic"), request.query_params.get("chemical")
        rows = Provision.objects.filter(locale=source_locale(), live=True).order_by("order")
        return [
            eid
            for eid, row_kind, topics, chemicals in rows.values_list("eid", "kind", "topics", "chemicals")
            if (not kind or row_kind == kind)
            and (not unit or unit_of(eid) == unit)
            and (not topic or topic in topics)
            and (not chemical or chemical in chemicals)
        ]


def _unit(request: Request) -> str:
    """The article or annex that is asked for."""
    article, annex = request.query_params.get("article", ""), request.query_params.get("annex", "")
    if article and not re.fullmatch(r"[0-9]{1,2}", article):
        raise ValidationError({"article": _("This must be the number of an article.")})
    if annex and not re.fullmatch(r"[A-Za-z]", annex):
        raise ValidationError({"annex": _("This must be the letter of an annex.")})
    if article and annex:
        raise ValidationError({"annex": _("Ask for an article or for an annex.")})
    return f"art_{int(article)}" if article else f"annex_{annex.lower()}" if annex else ""


class ProvisionView(APIView):
    """One provision, with what stands below it and where it is taught."""

    @extend_schema(
        operation_id="provisions_retrieve", parameters=[PARAMETER], responses=serializers.ProvisionDetailSerializer
    )
    def get(self, request: Request, eid: str) -> Response:
        language = language_of(request)
        row = queries.provisions_by_eid([eid], language).get(eid)
        if row is None:
            raise NotFound
        children = Provision.objects.filter(parent_eid=eid, locale=source_locale(), live=True).order_by("order")
        return Response(
            {
                **serializers.provision(row, queries.official_texts([eid], language).get(eid)),
                "children": list(children.values_list("eid", flat=True)),
                "taught_in": _links(taught_in([eid], language)[eid]),
            }
        )


class ChemicalsView(GenericAPIView[Any]):
    """The listed chemicals, in the order of their listing."""

    serializer_class = serializers.ChemicalSerializer

    @extend_schema(
        operation_id="chemicals_list",
        parameters=[
            PARAMETER,
            OpenApiParameter("annex", str, enum=["A", "B", "C"]),
            OpenApiParameter("group", str, enum=["pesticide", "industrial", "unintentional"]),
        ],
        responses=serializers.ChemicalSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        annex = choice_of(request, "annex", ["A", "B", "C"])
        group = choice_of(request, "group", ["pesticide", "industrial", "unintentional"])
        rows = [
            row
            for row in queries.all_chemicals(language_of(request))
            if (not annex or annex in row.annexes) and (not group or group in row.groups)
        ]
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response([serializers.chemical(row) for row in page])


class ChemicalView(APIView):
    """One chemical, with the provisions about it and where it is taught."""

    @extend_schema(
        operation_id="chemicals_retrieve", parameters=[PARAMETER], responses=serializers.ChemicalDetailSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        language = language_of(request)
        row = queries.chemicals_by_slug([slug], language).get(slug)
        if row is None:
            raise NotFound
        related = queries.related_provisions("chemicals", slug, language)
        return Response(
            {
                **serializers.chemical(row),
                "provisions": [provision.eid for provision in related],
                "taught_in": _links(taught_in([slug], language, kind="chemical")[slug]),
            }
        )


class ResolveView(APIView):
    """The provisions and decisions that a text cites, with their places in it; what does not exist is left out."""

    @extend_schema(
        operation_id="citations_resolve",
        parameters=[
            OpenApiParameter("text", str, required=True, description=f"At most {LONGEST_TEXT} characters."),
            PARAMETER,
        ],
        responses=serializers.ResolvedSerializer,
    )
    def get(self, request: Request) -> Response:
        language, text = language_of(request), request.query_params.get("text", "")
        if not text.strip() or len(text) > LONGEST_TEXT:
            message = _("This must be a text of 1 to %(longest)s characters.") % {"longest": LONGEST_TEXT}
            raise ValidationError({"text": message})
        known = queries.known_eids()
        found = [citation for citation in citations.parse(text, language) if citation.eid in known]
        rows = queries.provisions_by_eid({citation.eid for citation in found}, language)
        cited = [_cited(citation, rows[citation.eid], text) for citation in found if citation.eid in rows]
        return Response({"text": text, "language": language, "citations": cited, "decisions": _decided(text)})


def _cited(citation: citations.Citation, row: Provision, text: str) -> dict[str, Any]:
    return {
        "eid": citation.eid,
        "text": text[citation.start : citation.end],
        "start": citation.start,
        "end": citation.end,
        "citation": row.citation,
        "heading": row.heading or None,
        "url": full_url(row.url),
    }


def _decided(text: str) -> list[dict[str, Any]]:
    about = lexicon.decision_families()
    return [
        {"number": found.number, "start": found.start, "end": found.end, "about": list(about.get(found.number, ()))}
        for found in citations.decisions(text)
    ]


urlpatterns = [
    path("provisions/", ProvisionsView.as_view(), name="api-provisions"),
    path("provisions/<str:eid>/", ProvisionView.as_view(), name="api-provision"),
    path("chemicals/", ChemicalsView.as_view(), name="api-chemicals"),
    path("chemicals/<str:slug>/", ChemicalView.as_view(), name="api-chemical"),
    path("terms/", TermsView.as_view(), name="api-terms"),
    path("terms/<str:term_id>/", TermView.as_view(), name="api-term"),
    path("citations/resolve/", ResolveView.as_view(), name="api-citations-resolve"),
]
