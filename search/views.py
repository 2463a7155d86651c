"""The search page, its help, and for staff the plan behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import page, syntax
from search.curation import log
from search.curation.models.events import Surface
from search.domain.text import words
from search.params import encode, read
from search.services.results import FACETS, Answer
from search.services.search import search
from search.services.suggest import Completion, suggest

# Longer than this, a query is more than the beginning of a name.
COMPLETED_LENGTH = 40
COMPLETIONS = 5


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
        "is_noted": event is not None,
    }
    response = render(request, "search/index.html", context, status=status)
    response = log.written(event, request, log.announced(event, response))
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """How to ask, every example a search of its own."""
    language = (get_language() or "en")[:2]
    return render(request, "search/help.html", {"chapters": syntax.chapters(), "filters": syntax.filters(language)})


@require_safe
@login_required
def debug(request: HttpRequest) -> HttpResponse:
    """How a query was understood, what was asked of the engine, and what came back with which score; for staff."""
    user: Any = request.user
    if not user.is_staff:
        raise PermissionDenied
    reading = read(request.GET, (get_language() or "en")[:2])
    answer = search(reading.query)
    plans = [(plan.language, json.dumps(asdict(plan), ensure_ascii=False, indent=2)) for plan in answer.plans]
    response = render(request, "search/debug.html", {"answer": answer, "plans": plans})
    patch_cache_control(response, private=True, no_store=True)
    return response


def _context(answer: Answer, problems: Sequence[object]) -> dict[str, object]:
    query, course = answer.query, page.only_course(answer)
    return {
        "answer": answer,
        "asked": bool(query.text.strip() or query.filters),
        "problems": problems,
        "card": answer.answer if query.page == 1 else None,
        "summary": page.summary(answer),
        "groups": page.groups(answer),
        "tabs": page.tabs(answer),
        "facets": page.facets(answer),
        "chips": [chip for chip in page.chips(answer) if chip != course],
        "applied": page.applied(answer),
        "course": course,
        "completions": _completions(answer),
        "examples": syntax.short(),
        "filters_kept": [(name, value) for name in FACETS for value in query.filters.get(name, ())],
        "clear_url": page.without_filters(query),
        "again_url": page.without_any_filter(query),
        "query_string": encode(query),
        "suggestion_url": "?" + encode(replace(query, text=answer.suggestion or "")),
        "previous_url": "?" + encode(query, page=query.page - 1) if query.page > 1 else "",
        "next_url": "?" + encode(query, page=query.page + 1) if query.page < answer.pages else "",
        "first_url": "?" + encode(query),
        "last_url": "?" + encode(query, page=page.last_page(answer)),
        "last": page.last_page(answer),
        "language_names": {"en": _("English"), "es": _("Spanish")},
    }


def _completions(answer: Answer) -> list[Completion]:
    """What the field offers as one types, for whoever sends the beginning of a name without a script."""
    query = answer.query
    typed = words(query.text)
    if answer.answer or query.page > 1 or not typed or not 1 < len(query.text.strip()) <= COMPLETED_LENGTH:
        return []
    # A whole word was searched as such; only the beginning of one is still to be completed.
    return [entry for entry in suggest(query.text, query.language, COMPLETIONS) if typed[-1] not in words(entry.text)]
