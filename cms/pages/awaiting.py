"""What awaits an editor: sent back, left as a draft, to be translated."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

LIMIT = 10


def sent_back(user: Any) -> list[Page]:
    """Pages that this person submitted and a reviewer sent back."""
    states = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
    keys = list(states.order_by("-created_at").values_list("object_id", flat=True)[:LIMIT])
    return list(Page.objects.filter(pk__in=[key for key in keys if key.isdigit()]))


def own_drafts(user: Any) -> list[Page]:
    """Pages with unpublished changes of which this person wrote the last version, and that nobody reviews."""
    in_review = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id=OuterRef("latest_revision__object_id")
    )
    drafts = Page.objects.filter(latest_revision__user=user, has_unpublished_changes=True)
    return list(drafts.exclude(Exists(in_review)).order_by("-latest_revision_created_at")[:LIMIT])


def untranslated(user: Any) -> list[Page]:
    """Live source pages without a live translation in a language in which this person may work."""
    mine: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(user, "change")
    languages = {code for code in mine.values_list("locale__language_code", flat=True).distinct() if code}
    missing: Any = Q()
    for code in sorted(languages - {settings.LANGUAGE_CODE}):
        translation = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=code, live=True
        )
        missing |= ~Exists(translation)
    if not missing:
        return []
    pages = Page.objects.live().filter(missing, locale__language_code=settings.LANGUAGE_CODE, depth__gt=1)
    return list(pages.order_by("path")[:LIMIT])
