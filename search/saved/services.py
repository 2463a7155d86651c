"""What learners do with their saved searches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from search.documents import PUBLIC
from search.domain.text import storable
from search.models import DocumentRecord
from search.saved.models import MAX_NAME, KnownFamily, SavedSearch
from search.services.results import Query

MAX_SAVED = 50


class TooManyError(Exception):
    """A learner has as many saved searches as there may be."""


def save(*, user: Any, query: Query, name: str = "") -> SavedSearch:
    """Keep a search; the same one a second time is the first one."""
    wanted = {name: list(values) for name, values in query.filters.items()}
    with transaction.atomic():
        # One at a time for each learner, so that the limit holds.
        get_user_model()._default_manager.select_for_update().get(pk=user.pk)
        for known in SavedSearch.objects.filter(user=user, text=query.text, language=query.language):
            if known.filters == wanted:
                return known
        if SavedSearch.objects.filter(user=user).count() >= MAX_SAVED:
            raise TooManyError
        now = timezone.now()
        note_families(now)
        return SavedSearch.objects.create(
            user=user,
            name=(storable(name).strip() or query.text.strip())[:MAX_NAME],
            text=query.text,
            language=query.language,
            filters=wanted,
            checked_at=now,
        )


def rename(*, saved: SavedSearch, name: str) -> None:
    """Give another name; an empty one leaves the old."""
    saved.name = storable(name).strip()[:MAX_NAME] or saved.name
    saved.save(update_fields=["name"])


def set_mail(*, saved: SavedSearch, wanted: bool) -> None:
    """Begin or stop telling by mail; what is there now is not new."""
    if wanted and not saved.mail:
        saved.checked_at = timezone.now()
        note_families(saved.checked_at)
    saved.mail = wanted
    saved.save(update_fields=["mail", "checked_at"])


def stop_all_mail(*, user_id: int) -> int:
    """No more mail about any search of this person; returns for how many it was on."""
    return SavedSearch.objects.filter(user_id=user_id, mail=True).update(mail=False)


def note_families(now: datetime) -> None:
    """Write down the families that were not there before for everyone; one that is restricted is still to come."""
    public = DocumentRecord.objects.filter(visibility=PUBLIC)
    new = public.exclude(family_id__in=KnownFamily.objects.values("family_id"))
    KnownFamily.objects.bulk_create(
        [
            KnownFamily(family_id=family, first_seen=now)
            for family in new.values_list("family_id", flat=True).distinct()
        ],
        ignore_conflicts=True,
    )
