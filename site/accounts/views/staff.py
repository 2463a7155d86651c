"""Wagtail's own doors lead to allauth, which knows limits, confirmed addresses and the second step."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.safe_next import safe_next


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """To sign-in, keeping where the person wanted to go."""
    target = safe_next(request)
    query = f"?{urlencode({'next': target})}" if target else ""
    return HttpResponseRedirect(reverse("account_login") + query)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out for a POST (the admin's button); ask first for anything else."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account_logout"))
    get_adapter(request).logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@never_cache
@require_safe
def reset_password(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """To the reset of passwords; links of Wagtail's own reset are worth nothing here."""
    return HttpResponseRedirect(reverse("account_reset_password"))
