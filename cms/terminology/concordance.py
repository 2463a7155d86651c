"""What the concordance knows of terms: how they are said in each language, and where they are edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.urls import reverse

from cms.terminology.marks import glossary
from cms.terminology.models import Term
from cms.terminology.queries import LANGUAGES
from search.registry import Concept, register_concepts, register_edit_links


def concepts() -> Iterator[Concept]:
    """Every term with its wordings and forms in each language, and the renderings to avoid."""
    for entry in glossary()[settings.LANGUAGE_CODE].values():
        yield Concept(
            f"term:{entry.term_id}",
            {wording.language: tuple(wording.expressions) for wording in entry.wordings},
            {wording.language: tuple(wording.avoided) for wording in entry.wordings},
        )


def edit_links(user: Any, families: Sequence[str]) -> dict[tuple[str, str], str]:
    """One record holds all languages."""
    if not user.has_perm("terminology.change_term"):
        return {}
    keys = [family.partition(":")[2] for family in families]
    name = Term.snippet_viewset.get_url_name("edit")
    return {
        (f"term:{key}", language): reverse(name, args=[quote(pk)])
        for pk, key in Term.objects.filter(term_id__in=keys).values_list("pk", "term_id")
        for language in LANGUAGES
    }


register_concepts("terms", concepts)
register_edit_links("term", edit_links)
