"""Open answers that await a person: the list, and one answer with its criteria."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from course_engine import services
from course_engine.models import AttemptItem
from course_engine.presenting import frozen_texts, item_view
from course_engine.queries import attempt_title

PERMISSION = "course_engine.mark_attemptitem"
PER_PAGE = 30


class MarkForm(forms.Form):
    """Points and a word for the learner."""

    points = forms.FloatField(label=gettext_lazy("Points"), min_value=0)
    comment = forms.CharField(
        label=gettext_lazy("Comment for the learner"), required=False, max_length=4000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, most: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].max_value = most  # type: ignore[attr-defined]
        self.fields["points"].widget.attrs.update({"max": most, "step": "any"})
        self.most = most

    def clean_points(self) -> float:
        points: float = self.cleaned_data["points"]
        if points > self.most:
            raise forms.ValidationError(_("At most %(most)s points.") % {"most": f"{self.most:g}"})
        return points


def _pending() -> Any:
    rows = AttemptItem.objects.filter(state=AttemptItem.State.PENDING, attempt__user__isnull=False)
    return rows.exclude(attempt__state="abandoned").select_related("attempt", "version", "key_version")


@permission_required(PERMISSION)
def marking_list(request: HttpRequest) -> HttpResponse:
    """Answers that await marking, the oldest first. Learners are not named: marking is blind."""
    rows = _pending().prefetch_related("texts").order_by("attempt__submitted_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    language = get_language() or ""
    entries = [
        {
            "item": row,
            "title": attempt_title(row.attempt, language),
            "stem": frozen_texts(row, language).texts.get("stem"),
        }
        for row in page
    ]
    return render(request, "course_engine/admin/marking_list.html", {"entries": entries, "page_obj": page})


@permission_required(PERMISSION)
def mark(request: HttpRequest, item: int) -> HttpResponse:
    """One answer, its criteria, and the form to mark it."""
    row = _pending().prefetch_related("texts").filter(pk=item).first()
    if row is None:
        raise Http404
    form = MarkForm(request.POST or None, most=row.version.max_score)
    if request.method == "POST" and form.is_valid():
        services.mark_open_response(
            actor=request.user,
            item_id=row.pk,
            points=form.cleaned_data["points"],
            comment=form.cleaned_data["comment"],
        )
        messages.success(request, _("The answer is marked."))
        return redirect("course_engine_marking")
    view = item_view(row.attempt, row, row.language or get_language() or "")
    context = {
        "form": form,
        "item": row,
        "view": view.public,
        "title": attempt_title(row.attempt, get_language() or ""),
        "answer": (row.response or {}).get("text", ""),
    }
    return render(request, "course_engine/admin/mark.html", context)
