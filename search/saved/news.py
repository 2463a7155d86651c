"""Mail on what is new in saved searches: one to a learner and run, in the learner's language."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import check_for_language, ngettext, override

from search.backends import indexed_backends
from search.indexing.delivery import due
from search.indexing.engines import failing
from search.saved.models import KnownFamily, SavedSearch
from search.saved.services import note_families
from search.saved.tokens import token_for
from search.services.results import Query, Result
from search.services.search import search

logger = logging.getLogger(__name__)

# More at once is a new library rather than news.
MAX_NEW = 1000


class NoEngineError(Exception):
    """No engine answered that has taken all changes: what is new will be told next time."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one saved search; `more` did not fit into the mail."""

    saved: SavedSearch
    url: str
    results: Sequence[Result]
    more: int


def send_news() -> int:
    """Tell everyone who asked to be told; returns how many mails were sent. One learner's error is not the others'."""
    now = timezone.now()
    note_families(now)
    # Asked once all families are noted: what an engine had not taken by then, its answers may lack.
    behind = engines_behind()
    wanted = SavedSearch.objects.filter(mail=True, user__is_active=True).order_by("user_id")
    sent = 0
    for user_id in list(wanted.values_list("user_id", flat=True).distinct()):
        try:
            sent += _tell(user_id, now, behind)
        except NoEngineError:
            logger.warning("No search engine that is up to date answers; news are told at the next run.")
            break
        except Exception:
            logger.exception("News of saved searches of user %s failed", user_id)
    return sent


def engines_behind() -> set[str]:
    """The engines that take no changes or have some still to take."""
    names = [backend.name for backend in indexed_backends()]
    return {*failing(), *(name for name in names if due(name).exists())}


def _tell(user_id: int, now: datetime, behind: Collection[str]) -> bool:
    with transaction.atomic():
        rows = SavedSearch.objects.select_for_update().filter(user_id=user_id, mail=True)
        found = list(rows.select_related(None).order_by("name", "id"))
        user: Any = get_user_model()._default_manager.get(pk=user_id)
        language = getattr(user, "language", "") or (found[0].language if found else settings.LANGUAGE_CODE)
        language = language if check_for_language(language) else settings.LANGUAGE_CODE
        news = [item for saved in found if (item := _news(saved, language, behind))]
        SavedSearch.objects.filter(pk__in=[saved.pk for saved in found]).update(checked_at=now)
        if not news:
            return False
        with override(language):
            _message(user, news).send()
        return True


def _news(saved: SavedSearch, language: str, behind: Collection[str]) -> News | None:
    """What matches now and was not there before, seen through the table of documents as any reader's results are."""
    new = KnownFamily.objects.filter(first_seen__gt=saved.checked_at).order_by("-first_seen")
    families = tuple(new.values_list("family_id", flat=True)[:MAX_NEW])
    if not families:
        return None
    query = saved.query
    answer = search(Query(query.text, language, {**query.filters, "family": families}))
    if not answer.engine or answer.engine in behind:
        raise NoEngineError
    # What only comes near is nothing that the search asks for.
    if answer.only_near or not answer.results:
        return None
    with override(saved.language):
        url = f"{full_url(reverse('search:index'))}?{saved.query_string}"
    return News(saved, url, answer.results, answer.count - len(answer.results))


def _message(user: Any, news: Sequence[News]) -> EmailMessage:
    stop = full_url(reverse("search:saved:unsubscribe", args=[token_for(user.pk)]))
    shown = {result.family_id for item in news for result in item.results}
    count = len(shown) + sum(item.more for item in news)
    context = {
        "news": news,
        "base": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
        "manage": full_url(reverse("search:saved:list")),
        "stop": stop,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    subject = ngettext(
        "%(count)s new result in your saved searches", "%(count)s new results in your saved searches", count
    )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    body = render_to_string("search_saved/news.txt", context)
    return EmailMessage(subject % {"count": count}, body, None, [user.email], headers=headers)


def full_url(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
