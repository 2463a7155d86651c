"""What this app adds to the registries of others, at start."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.convention.audience import sectors
from cms.convention.models import Chemical, Provision, Topic
from cms.convention.queries import choices
from cms.publishing.blocks import register_target
from cms.publishing.choices import register_choices
from cms.publishing.locales import source_locale

ANNEXES = {"A": _("Annex A: elimination"), "B": _("Annex B: restriction"), "C": _("Annex C: unintentional production")}
GROUPS = {"pesticide": _("Pesticide"), "industrial": _("Industrial chemical"), "unintentional": _("By-product")}


def register() -> None:
    register_choices("provision", lambda language: choices(Provision, "eid", "citation", language))
    register_choices("chemical", lambda language: choices(Chemical, "slug", "name", language))
    register_choices("topic", lambda language: choices(Topic, "slug", "label", language))
    register_choices("annex", lambda _language: [(key, str(label)) for key, label in ANNEXES.items()])
    register_choices("chemical_group", lambda _language: [(key, str(label)) for key, label in GROUPS.items()])
    register_choices("sector", sectors)
    for kind, model, key in (("provision", Provision, "eid"), ("chemical", Chemical, "slug"), ("topic", Topic, "slug")):
        register_target(kind, _target(model, key))


def _target(model: type[Any], key: str) -> Any:
    def resolve(value: str) -> tuple[type, str] | None:
        found = model.objects.filter(locale=source_locale(), **{key: value}).values_list("pk", flat=True).first()
        return (model, str(found)) if found else None

    return resolve
