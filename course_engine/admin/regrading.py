"""Correcting a key after learners have answered: who is affected, then the change."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from course_engine import services
from course_engine.errors import EngineError, NotFoundError
from course_engine.plugins.containment import contain
from course_engine.sources import load_assessment

PERMISSION = "course_engine.regrade_itemversion"


class RegradeForm(forms.Form):
    """Why; goes into the audit log."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.CharField(widget=forms.HiddenInput)


@permission_required(PERMISSION)
def regrade_list(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """The questions of an assessment."""
    found = load_assessment(assessment)
    if found is None:
        raise Http404
    row = found.row(get_language() or "")
    entries = [
        {
            "key": item.key,
            "stem": strip_tags((contain(item.type, item.type.texts, item.value).value or {}).get("stem", "")),
        }
        for item in found.items
    ]
    context = {"page": row, "assessment": found, "entries": entries}
    return render(request, "course_engine/admin/regrade_list.html", context)


@permission_required(PERMISSION)
def regrade(request: HttpRequest, assessment: UUID, item: str) -> HttpResponse:
    """The preview, and the form that applies it."""
    try:
        found = services.preview_regrade(assessment_key=assessment, item_key=item)
    except NotFoundError as error:
        raise Http404 from error
    form = RegradeForm(request.POST or None, initial={"version": found.version.hash})
    if request.method == "POST" and form.is_valid():
        try:
            done = services.regrade(
                actor=request.user,
                assessment_key=assessment,
                item_key=item,
                version_hash=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        except EngineError:
            form.add_error(None, _("The question was changed again meanwhile. Look at the new preview."))
        else:
            count = len(done.changes)
            text = ngettext("%(n)s answer was marked anew.", "%(n)s answers were marked anew.", count)
            messages.success(request, text % {"n": count})
            return redirect("course_engine_regrade_list", assessment)
    return render(
        request, "course_engine/admin/regrade.html", {"regrade": found, "form": form, "assessment": assessment}
    )
