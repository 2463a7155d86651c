"""What synonym rules and best bets share: drafts, history, review, and the plain form in which they act."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from search.domain.text import words


class Curated(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """Acts on searches while it is live; a draft or a version under review does not."""

    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Why this is needed, for the colleagues who review it or meet it in a year. Readers never see it."),
    )

    class Meta:
        abstract = True


def lines(text: str) -> list[str]:
    """The lines of a field that hold something, without the spaces around them."""
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def folded(text: str) -> str:
    """The form in which two expressions are the same."""
    return " ".join(words(text))


def relation(name: str, kind: str) -> GenericRelation:
    """Revisions and reviews go when their rule goes."""
    return GenericRelation(
        kind,
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name=name,
        for_concrete_model=False,
    )
