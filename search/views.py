"""The search page, and for staff the plan behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import page, syntax
from search.curation import log
from search.curation.models.events import Surface
from search.domain.text import words
from search.params import encode, read
from search.services.results import FACETS, Answer, Query, Result
from search.services.search import search

FACET_TITLES = {
    "kind": gettext_lazy("Kind"),
    "area": gettext_lazy("Key area"),
    "topic": gettext_lazy("Topic"),
    "chemical": gettext_lazy("Chemical"),
    "course": gettext_lazy("Course"),
}
SHOWN_VALUES = 8


@dataclass(frozen=True, slots=True)
class FacetLink:
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet; the values beyond the first few are folded away."""

    title: str
    first: Sequence[FacetLink]
    more: Sequence[FacetLink]


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Neighbouring results of one kind under one heading."""

    label: str
    results: Sequence[Result]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Search as a page: everything in the address, nothing in a cookie."""
    language = (get_language() or "en")[:2]
    reading = read(request.GET, language)
    query = replace(reading.query, language=language)
    answer = search(query, request)
    status = 400 if reading.problems else 200
    event = log.noticed(request, answer, Surface.PAGE)
    context = _context(answer, reading.problems) | {
        "address": request.build_absolute_uri(),
        "event": log.token(event),
    }
    response = log.written(event, render(request, "search/index.html", context, status=status))
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@staff_member_required(login_url="account_login")
def debug(request: HttpRequest) -> HttpResponse:
    """How a query was understood, what was asked of the engine, and what came back with which score."""
    reading = read(request.GET, (get_language() or "en")[:2])
    answer = search(reading.query)
    plans = [(plan.language, json.dumps(asdict(plan), ensure_ascii=False, indent=2)) for plan in answer.plans]
    response = render(request, "search/debug.html", {"answer": answer, "plans": plans})
    patch_cache_control(response, private=True, no_store=True)
    return response


def _context(answer: Answer, problems: Sequence[object]) -> dict[str, object]:
    query = answer.query
    return {
        "answer": answer,
        "problems": problems,
        "groups": _groups(answer.results, query.language),
        "facets": _facets(answer),
        "filters_kept": [(name, value) for name in FACETS for value in query.filters.get(name, ())],
        "clear_url": "?" + encode(replace(query, filters={})),
        "suggestion_url": "?" + encode(replace(query, text=answer.suggestion or "", filters={})),
        "previous_url": "?" + encode(query, page=query.page - 1) if query.page > 1 else "",
        "next_url": "?" + encode(query, page=query.page + 1) if query.page < answer.pages else "",
        "language_names": {"en": _("English"), "es": _("Spanish")},
    }


def _groups(results: Sequence[Result], language: str) -> list[ResultGroup]:
    """By kind in the order of each kind's best result, so that the best stays on top."""
    kinds = list(dict.fromkeys(result.kind for result in results))
    return [
        ResultGroup(kind_label(kind, language), [result for result in results if result.kind == kind]) for kind in kinds
    ]


def _facets(answer: Answer) -> list[FacetGroup]:
    """Every facet with something to choose; each value is a link that adds it or takes it away."""
    groups = []
    for name, values in answer.facets.items():
        if len(values) > 1 or any(value.selected for value in values):
            links = [
                FacetLink(value.label, value.count, value.selected, "?" + _toggled(answer.query, name, value.value))
                for value in values
            ]
            groups.append(FacetGroup(str(FACET_TITLES[name]), links[:SHOWN_VALUES], links[SHOWN_VALUES:]))
    return groups


def _toggled(query: Query, name: str, value: str) -> str:
    chosen = query.filters.get(name, ())
    changed = tuple(item for item in chosen if item != value) if value in chosen else (*chosen, value)
    return encode(query, filters={name: changed})
