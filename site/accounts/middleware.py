"""Two gates for those who are signed in: the second step of staff, and the privacy notice."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.privacy.consent import needs_consent

Handler = Callable[[HttpRequest], HttpResponse]

STAFF_PREFIX = "/cms/"
# A person who has not agreed yet may still read the notice, take the data along and leave; the API asks by itself.
CONSENT_FREE = {"static", "media", "api", "_allauth", "cms", "accounts", "privacy", "healthz", "readyz"}


# A mail promises that a link in it stops it.
STOPS_MAIL = "/search/saved/unsubscribe/"


class StaffTwoStepMiddleware:
    """Refuses the editors' admin to a session without a second step, where the policy asks for one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_STAFF_MFA and request.path.startswith(STAFF_PREFIX) and request.user.is_authenticated:
            return self._without_second_step(request) or self.get_response(request)
        return self.get_response(request)

    def _without_second_step(self, request: HttpRequest) -> HttpResponse | None:
        if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
            return None
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied(_("The editors' admin needs two-step sign-in."))
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return HttpResponseRedirect(
                f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"
            )
        messages.warning(request, _("The editors' admin needs two-step sign-in. Set it up here first."))
        return HttpResponseRedirect(reverse("mfa_index"))


class ConsentMiddleware:
    """Leads a signed-in person to the privacy notice when its version is one they have not agreed to."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._asks(request):
            url = reverse("accounts:consent")
            return HttpResponseRedirect(f"{url}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)

    def _asks(self, request: HttpRequest) -> bool:
        # Without a session cookie nobody is signed in, and touching the session would make public pages private.
        if request.method != "GET" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if CONSENT_FREE.intersection(request.path.split("/")[1:3]) or STOPS_MAIL in request.path:
            return False
        return request.user.is_authenticated and needs_consent(request.user)
