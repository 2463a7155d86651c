"""The concordance in the Wagtail admin: a phrase, its places in both languages, its renderings; read-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.concordance.concord import Group, Row
from search.concordance.export import DELIMITERS, table
from search.concordance.forms import ConcordanceForm
from search.concordance.rights import Desk, may_consult
from search.concordance.service import MAX_DOCUMENTS, Answer, consult
from search.documents import kind_label

PER_PAGE = 40
SAID = {"en": pgettext_lazy("in a sentence", "English"), "es": pgettext_lazy("in a sentence", "Spanish")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows the rows, or takes the narrowing away."""

    label: str
    count: int
    url: str
    selected: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the places where its reader may edit it."""

    row: Row
    kind: str
    edit: str
    edit_other: str


@require_safe
def concordance(request: HttpRequest) -> HttpResponse:
    """Everything in the address, nothing kept: what a translator looks up is nobody's business."""
    if not may_consult(request.user):
        raise PermissionDenied
    form = ConcordanceForm(request.GET)
    if not form.is_valid():
        return render(request, "search_concordance/index.html", {"form": form}, status=400)
    desk = Desk(request.user)
    answer = consult(form.question(), desk.visible)
    rows = _narrowed(answer, form.cleaned_data["rendering"])
    if request.GET.get("format") in DELIMITERS:
        return _download(answer, rows, request.GET["format"])
    return render(request, "search_concordance/index.html", _context(request, form, answer, rows, desk))


def _narrowed(answer: Answer, rendering: str) -> Sequence[Row]:
    rows = answer.concord.rows
    return [row for row in rows if rendering in row.keys] if rendering else rows


def _context(
    request: HttpRequest, form: ConcordanceForm, answer: Answer, rows: Sequence[Row], desk: Desk
) -> dict[str, Any]:
    paginator = Paginator(rows, PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    return {
        "form": form,
        "answer": answer,
        "asked": bool(answer.question.phrase),
        "names": {"source": _name(answer.source), "target": _name(answer.target)},
        "said": {"source": _said(answer.source), "target": _said(answer.target)},
        "lines": _lines(page, answer, desk),
        "page_obj": page,
        "elided_page_range": paginator.get_elided_page_range(page.number),
        "groups": [_rendering(request, group) for group in answer.concord.groups],
        "kinds": [_kind(request, kind, count) for kind, count in _kinds(answer).items()],
        "exports": [(name.upper(), _address(request, format=name)) for name in DELIMITERS],
        "limit": MAX_DOCUMENTS,
    }


def _lines(page: Page[Row], answer: Answer, desk: Desk) -> list[Line]:
    links = desk.edit_links([row.segment.document for row in page])
    language = get_language() or settings.LANGUAGE_CODE
    return [
        Line(
            row,
            kind_label(row.segment.document.kind, language),
            links.get((row.segment.document.family_id, answer.source), ""),
            links.get((row.segment.document.family_id, answer.target), ""),
        )
        for row in page
    ]


def _rendering(request: HttpRequest, group: Group) -> Choice:
    selected = request.GET.get("rendering") == group.key
    url = _address(request, rendering="" if selected else group.key)
    return Choice(group.label or _("not recognised"), group.count, url, selected, group.kind)


def _kinds(answer: Answer) -> dict[str, int]:
    """A kind that was chosen for an earlier phrase stays in sight, so that it can be taken back."""
    return {**answer.kinds, **{kind: 0 for kind in answer.question.kinds if kind not in answer.kinds}}


def _kind(request: HttpRequest, kind: str, count: int) -> Choice:
    selected = request.GET.get("kind") == kind
    url = _address(request, kind="" if selected else kind, rendering="")
    return Choice(kind_label(kind, get_language() or settings.LANGUAGE_CODE), count, url, selected)


def _address(request: HttpRequest, **changes: str) -> str:
    """This question, changed; on its first page."""
    asked = {name: request.GET.get(name, "") for name in ("q", "source", "form", "kind", "rendering")} | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _name(language: str) -> str:
    return str(dict(settings.LANGUAGES)[language])


def _said(language: str) -> str:
    """A language within a sentence, which many languages write in small letters."""
    return str(SAID.get(language) or _name(language))


def _download(answer: Answer, rows: Sequence[Row], kind: str) -> HttpResponse:
    header = [_("Kind"), _("Title"), _("Heading"), _name(answer.source), _name(answer.target)]
    header += [_("Rendering"), _("Address"), _("Address of the counterpart")]
    body = table(rows, header, DELIMITERS[kind], settings.WAGTAILADMIN_BASE_URL)
    content_type = "text/csv" if kind == "csv" else "text/tab-separated-values"
    response = HttpResponse(body, content_type=f"{content_type}; charset=utf-8")
    name = slugify(answer.question.phrase)[:60] or "all"
    response["Content-Disposition"] = f'attachment; filename="concordance-{name}.{kind}"'
    return response
