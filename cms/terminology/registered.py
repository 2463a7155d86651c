"""What this app adds to the registries of others, at start."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F

from cms.publishing.blocks import register_target
from cms.publishing.choices import register_choices
from cms.terminology.models import Term, Wording


def register() -> None:
    register_choices("term", _choices)
    register_target("term", _target)


def _choices(language: str) -> list[tuple[str, str]]:
    rows = Wording.objects.order_by("text").annotate(term_key=F("term__term_id"))
    labels: dict[str, str] = {}
    for code in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        for key, text in rows.filter(language=code).values_list("term_key", "text"):
            labels.setdefault(key, text)
    return list(labels.items())


def _target(key: str) -> tuple[type[Term], str] | None:
    pk = Term.objects.filter(term_id=key).values_list("pk", flat=True).first()
    return (Term, str(pk)) if pk else None
