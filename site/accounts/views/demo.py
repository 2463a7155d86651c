"""The demo's mailbox: every mail that the demo would have sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.mail.demo import demo_mail, demo_mails


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/demo_mails.html", {"mails": demo_mails()})


@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = demo_mail(name)
    if found is None:
        raise Http404(_("There is no such mail."))
    return render(request, "accounts/demo_mail.html", {"mail": found})
