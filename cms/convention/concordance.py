"""What the concordance knows of the Convention: the names of chemicals, and where records are edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse

from cms.convention.models import Chemical, Provision
from cms.publishing.remembered import Remembered
from search.registry import Concept, register_concepts, register_edit_links


@Remembered
def concepts() -> list[Concept]:
    """Every chemical with its names and acronyms in each language."""
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in Chemical.objects.filter(live=True):
        every = (row.name, *row.acronym_list, *row.synonym_list)
        names[row.slug][row.language] = tuple(dict.fromkeys(every))
    return [Concept(f"chemical:{slug}", expressions) for slug, expressions in names.items()]


def edit_links(
    model: type[Provision | Chemical], key: str, user: Any, families: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The row of each language, for whoever may change such records; one query."""
    name = model._meta.model_name
    if not user.has_perm(f"convention.change_{name}"):
        return {}
    keys = [family.partition(":")[2] for family in families]
    edit = model.snippet_viewset.get_url_name("edit")
    rows = model._default_manager.filter(**{f"{key}__in": keys}).only("pk", key, "locale")
    return {(f"{name}:{getattr(row, key)}", row.language): reverse(edit, args=[quote(row.pk)]) for row in rows}


register_concepts("chemicals", concepts)
register_edit_links("provision", partial(edit_links, Provision, "eid"))
register_edit_links("chemical", partial(edit_links, Chemical, "slug"))
