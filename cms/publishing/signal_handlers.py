"""Wagtail's signals become one of ours, sent inside the transaction that made the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.publishing import references, structure
from cms.publishing.locales import all_locales
from cms.publishing.mixins import Published
from cms.publishing.signals import content_changed
from cms.publishing.urls import home_paths


def connect() -> None:
    page_published.connect(on_published)
    published.connect(on_published_record)
    page_unpublished.connect(on_unpublished)
    unpublished.connect(on_unpublished_record)
    post_page_move.connect(on_moved)
    post_delete.connect(on_deleted)
    for signal in (post_save, post_delete):
        signal.connect(on_restricted, sender=PageViewRestriction)
        signal.connect(on_locale, sender=Locale)
        signal.connect(on_site, sender=Site)


def on_published(instance: Any, **_kwargs: Any) -> None:
    # Wagtail also sends it for a publication that is only scheduled.
    if isinstance(instance, Published) and instance.live:  # type: ignore[attr-defined]
        references.rewrite(instance)
        send(instance, "published")


def on_published_record(instance: Any, **_kwargs: Any) -> None:
    if not isinstance(instance, Page):
        on_published(instance)


def on_unpublished(instance: Any, **_kwargs: Any) -> None:
    # Wagtail also says so of a page that is about to be deleted, whose translations stay.
    if isinstance(instance, Published) and not _is_live(instance):
        references.rewrite(instance)
        structure.carry_unpublish(instance)
        send(instance, "unpublished")


def on_unpublished_record(instance: Any, **_kwargs: Any) -> None:
    if not isinstance(instance, Page):
        on_unpublished(instance)


def on_moved(instance: Any, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, Published):
        structure.carry_position(page)
    changed = kwargs["url_path_before"] != kwargs["url_path_after"]
    for affected in [page, *(_below(page) if changed else [])]:
        send(affected, "moved")


def on_deleted(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Published):
        references.forget(instance)
        send(instance, "deleted")


def on_restricted(instance: Any, **_kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is None:
        return  # the restriction goes with its page
    page = page.specific
    if isinstance(page, Published):
        structure.carry_restriction(page)
    for affected in [page, *_below(page)]:
        send(affected, "restricted")


def on_locale(**_kwargs: Any) -> None:
    all_locales.forget()


def on_site(**_kwargs: Any) -> None:
    home_paths.forget()


def send(instance: Any, action: str) -> None:
    if isinstance(instance, Published):
        content_changed.send(sender=type(instance), instance=instance, action=action)


def _is_live(instance: Any) -> bool:
    return bool(type(instance)._base_manager.filter(pk=instance.pk, live=True).exists())


def _below(page: Any) -> Any:
    return page.get_descendants().specific().iterator()
