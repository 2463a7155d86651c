"""Certificates: the learner's own page and document, and the public verification."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from course_engine import services
from course_engine.credentials import certificate_facts, certificate_title, public_certificate, status_of
from course_engine.errors import NotAllowedError, NotFoundError
from course_engine.models import Certificate, Enrolment
from course_engine.models.certificates import NAME_LENGTH
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import credentials
from course_engine.views.common import language_of, learner_view

DOCUMENT = "pdf"
NOT_HEX = re.compile(r"[^0-9a-f]")


class ClaimForm(forms.Form):
    """The name that the certificate will show for good."""

    name = forms.CharField(
        label=gettext_lazy("Name on the certificate"),
        max_length=NAME_LENGTH,
        help_text=gettext_lazy(
            "It is shown on the certificate and to whoever verifies it. It cannot be changed later."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


@learner_view("GET", "HEAD")
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The learner's own certificate."""
    found = _own(request, number)
    context = {
        "certificate": found,
        "title": certificate_title(found, language_of()),
        "status": status_of(found),
        "has_document": DOCUMENT in credentials,
    }
    return render(request, "course_engine/certificate.html", context)


@learner_view("GET", "HEAD")
def document(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """The document, drawn anew from what is recorded: the same bytes each time."""
    found, renderer = _own(request, number), credentials.find(slug)
    if renderer is None:
        raise NotFoundError
    drawn = contain(renderer, renderer.render, certificate_facts(found, found.language))
    if drawn.value is None:
        messages.error(request, str(drawn.reason))
        return redirect("course_engine:certificate", number)
    name = f"certificate-{found.number}.{renderer.extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(drawn.value, content_type=renderer.content_type, headers=headers)


def _own(request: HttpRequest, number: str) -> Certificate:
    found = Certificate.objects.filter(number=number, user=request.user).first()  # type: ignore[misc]
    if found is None:
        raise NotFoundError
    return found


@learner_view("GET", "HEAD", "POST")
def claim(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Ask for the certificate under a name, once everything for it is done."""
    found = Enrolment.objects.filter(pk=enrolment, user=request.user).first()  # type: ignore[misc]
    if found is None:
        raise NotFoundError
    user: Any = request.user
    form = ClaimForm(request.POST or None, initial={"name": user.get_full_name()})
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.issue_certificate(
                user=user, enrolment_id=found.pk, name=form.cleaned_data["name"], language=language_of()
            )
        except NotAllowedError as error:
            for reason in error.reasons:
                form.add_error(None, str(reason))
        else:
            messages.success(request, _("Here is your certificate. Congratulations!"))
            return redirect("course_engine:certificate", issued.number)
    return render(request, "course_engine/claim.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """A field for a certificate's number."""
    number = NOT_HEX.sub("", request.GET.get("number", "").lower())
    if number:
        return redirect("course_engine:verify_number", number[:64])
    return render(request, "course_engine/verify.html", {})


@require_safe
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """What anyone may know of a certificate; sets no cookie."""
    try:
        found = public_certificate(number, language_of())
    except NotFoundError:
        return render(request, "course_engine/verify.html", {"number": number, "unknown": True}, status=404)
    return render(request, "course_engine/verify.html", {"number": number, "found": found})
