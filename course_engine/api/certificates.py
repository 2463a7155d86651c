"""Verification by anyone."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from course_engine.api import shapes
from course_engine.api.base import LANGUAGE, EngineView
from course_engine.api.schema import PROBLEMS, CertificateSchema
from course_engine.credentials import public_certificate


class CertificateDetail(EngineView):
    public = True

    @extend_schema(
        parameters=[LANGUAGE],
        responses={200: CertificateSchema, **PROBLEMS},
        operation_id="certificates_retrieve",
    )
    def get(self, request: Request, number: str) -> Response:  # noqa: ARG002
        """What anyone may know of a certificate by its number; the name is empty once its holder was erased."""
        return Response(shapes.certificate(public_certificate(number, self.language)))
