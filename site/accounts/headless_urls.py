"""Stands before allauth's API: routes for telephone numbers, which this site neither asks for nor keeps."""

from django.http import HttpRequest, JsonResponse
from django.urls import path


def no_telephone(_request: HttpRequest, **_kwargs: str) -> JsonResponse:
    """allauth routes these always and fails in them where nobody keeps telephone numbers."""
    return JsonResponse({"status": 404}, status=404)


urlpatterns = [
    path("<slug:client>/v1/account/phone", no_telephone),
    path("<slug:client>/v1/auth/phone/verify", no_telephone),
    path("<slug:client>/v1/auth/phone/verify/resend", no_telephone),
]
