"""Noting what was searched: after the answer has gone out, at the cost of one row, and never at the search's."""

from __future__ import annotations

import logging
import re
import time
from typing import TypeVar

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase

from search.curation import tasks
from search.curation.models import SearchEvent
from search.curation.models.events import Surface
from search.curation.redaction import kept_form
from search.impatience import impatient
from search.services.results import Answer

logger = logging.getLogger(__name__)

R = TypeVar("R", bound=HttpResponseBase)
# A page of results may lie open for a while before something on it is opened.
TOKEN_SECONDS = 6 * 3600
_MACHINE = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|facebookexternalhit", re.IGNORECASE)
_signer = TimestampSigner(salt="search.click")
# A young process leaves the pruning to its elders.
_prune_at = time.monotonic() + 600


def noticed(request: HttpRequest, answer: Answer, surface: Surface) -> SearchEvent | None:
    """What to note of a search that was answered: a reader's own words, once, not the pages and filters that follow."""
    query = answer.query
    kept = kept_form(query.text)
    is_first = query.page == 1 and not any(query.filters.values())
    if not kept or not is_first or request.method != "GET" or not answer.engine:
        return None
    if _is_machine(request):
        return None
    return SearchEvent(
        query=kept,
        language=query.language,
        engine=answer.engine,
        degraded=answer.degraded,
        count=answer.count,
        answered=answer.answer is not None,
        nearest=answer.nearest,
        surface=surface,
    )


def token(event: SearchEvent) -> str:
    """What a page must show to say which of its results was opened."""
    return _signer.sign(event.id.hex)


def announced(event: SearchEvent | None, response: R) -> R:
    """The token where the page's script can read it, and not in the page, which is the same for everybody."""
    if event is not None:
        response["Server-Timing"] = f'search;desc="{token(event)}"'
    return response


def event_of(signed: str) -> str:
    """The event that a token stands for; PermissionError when we did not make it, or long ago."""
    try:
        return _signer.unsign(signed, max_age=TOKEN_SECONDS)
    except (BadSignature, UnicodeError) as error:
        raise PermissionError(str(error)) from error


def written(event: SearchEvent | None, request: HttpRequest, response: R) -> R:
    """The response, after whose last byte the event is written, unless it is an editor's."""
    if event is not None and response.status_code == 200:
        # Django has no public way to do something after the answer; it closes what a response holds just then.
        response._resource_closers.append(lambda: _write(event, request))  # type: ignore[attr-defined]
    return response


def clicked(event_id: str, family: str, rank: int) -> None:
    """Note what was opened first; the same again, or something else later, changes nothing."""
    SearchEvent.objects.filter(pk=event_id, clicked_family="").update(clicked_family=family, clicked_rank=rank)


def _is_machine(request: HttpRequest) -> bool:
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return is_ahead or _MACHINE.search(request.headers.get("User-Agent", "")) is not None


def _is_editor(request: HttpRequest) -> bool:
    """Who tries out what the reports show is not to be found in them again."""
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")


def _write(event: SearchEvent, request: HttpRequest) -> None:
    global _prune_at
    try:
        if _is_editor(request):
            return
        with impatient():
            event.save(force_insert=True)
            if time.monotonic() > _prune_at:
                _prune_at = time.monotonic() + 24 * 3600
                tasks.order_pruning()
    except Exception:
        logger.exception("A search was not noted")
