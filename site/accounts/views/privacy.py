"""Privacy: the notice, agreement to it, the data one takes along, and erasure."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.privacy import ConsentForm, ErasureForm
from accounts.landing import landing_url
from accounts.models import User
from accounts.privacy.consent import record_consent
from accounts.privacy.erasure import erase_person, is_last_administrator
from accounts.privacy.export import export_zip
from accounts.safe_next import safe_next


@require_safe
def notice(_request: HttpRequest) -> HttpResponse:
    """The notice is a page that editors write; its version, which people agree to, is a setting."""
    return HttpResponseRedirect(reverse("wagtail_serve", args=["privacy/"]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Ask again after the notice has changed."""
    user = cast(User, request.user)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        record_consent(user)
        return HttpResponseRedirect(safe_next(request, landing_url(user)))
    context = {"form": form, "next": safe_next(request), "version": settings.PRIVACY_NOTICE_VERSION}
    return render(request, "accounts/consent.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What a person may do with their data: take it along, or have it erased."""
    return render(request, "accounts/data.html")


@never_cache
@login_required
@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """The archive; a POST, so that no foreign page or prefetch can ask for it."""
    response = HttpResponse(export_zip(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account, after a fresh confirmation by password or code."""
    user = cast(User, request.user)
    if is_last_administrator(user):
        return render(request, "accounts/erase.html", {"last_administrator": True}, status=403)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = User.objects.get(pk=user.pk)
        logout(request)
        erase_person(person)
        messages.success(request, _("Your account and your data are erased."))
        return HttpResponseRedirect(reverse("accounts:erased"))
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The last page that a person sees."""
    return render(request, "accounts/erased.html")
