"""What was opened from a page of results."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from search.curation import log
from search.documents import PUBLIC
from search.models import DocumentRecord
from search.serializers import ProblemSerializer


class ClickThrottle(AnonRateThrottle):
    """Apart from the limit of the API, so that opening results never costs a reader a search."""

    scope = "search-clicks"
    rate = "60/min"


class ClickSerializer(serializers.Serializer[Any]):
    event = serializers.CharField(max_length=200, help_text="The token of the page of results.")
    family = serializers.CharField(max_length=200, help_text="The family_id of what was opened.")
    rank = serializers.IntegerField(min_value=0, max_value=100, help_text="Its place; 0 for the answer card.")


class ClickView(APIView):
    """Says which result was opened. The token is the permission; nobody is asked who they are."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes = [ClickThrottle]

    @extend_schema(
        request=ClickSerializer,
        responses={
            204: None,
            (400, "application/problem+json"): ProblemSerializer,
            (403, "application/problem+json"): ProblemSerializer,
        },
    )
    def post(self, request: Request) -> Response:
        try:
            event = log.event_of(str(request.data.get("event", "") if isinstance(request.data, dict) else ""))
        except PermissionError as error:
            raise PermissionDenied from error
        click = ClickSerializer(data=request.data)
        click.is_valid(raise_exception=True)
        family = click.validated_data["family"]
        if not DocumentRecord.objects.filter(family_id=family, visibility=PUBLIC).exists():
            raise ValidationError({"family": ["There is no such family."]})
        log.clicked(event, family, click.validated_data["rank"])
        return Response(status=204)
