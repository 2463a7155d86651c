"""Agreement to the privacy notice for clients that read no pages."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.privacy.consent import record_consent


class ConsentSerializer(serializers.Serializer[dict[str, bool]]):
    privacy = serializers.BooleanField(help_text="Whether the person agrees to the notice as it stands now.")

    def validate_privacy(self, agreed: bool) -> bool:
        if not agreed:
            raise serializers.ValidationError(_("Agree to the privacy notice to go on."), code="required")
        return agreed


class ConsentView(APIView):
    """What the page does that asks again after the notice has changed."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="privacy_consent", request=ConsentSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        ConsentSerializer(data=request.data).is_valid(raise_exception=True)
        record_consent(request.user)
        return Response(status=204)


urlpatterns = [path("privacy/consent/", ConsentView.as_view(), name="api-privacy-consent")]
