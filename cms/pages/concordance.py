"""Where the concordance leads to edit a page: whoever may change it in that language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.pages.models import CoursePage, LessonPage, StandardPage
from search.registry import register_edit_links


def edit_links(
    model: type[Page], kind: str, key: str, user: Any, families: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The pages of each language that this person may change."""
    keys = [family.partition(":")[2] for family in families]
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    rows = model._default_manager.filter(**{f"{key}__in": keys}, pk__in=mine.values("pk")).only("pk", key, "locale")
    return {
        (f"{kind}:{getattr(row, key)}", row.language): reverse("wagtailadmin_pages:edit", args=[row.pk]) for row in rows
    }


register_edit_links("lesson", partial(edit_links, LessonPage, "lesson", "lesson_id"))
register_edit_links("course", partial(edit_links, CoursePage, "course", "course_id"))
register_edit_links("page", partial(edit_links, StandardPage, "page", "translation_key"))
