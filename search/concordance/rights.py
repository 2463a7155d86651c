"""What of the concordance a person may see and edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wagtail.permissions import page_permission_policy

from search import registry
from search.documents import PUBLIC, Document


def may_consult(user: Any) -> bool:
    """Whoever writes, translates, reviews or publishes content somewhere."""
    return bool(
        user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
    )


class Desk:
    """A person's rights on documents; each kind of document is asked about in bulk."""

    def __init__(self, user: Any) -> None:
        self._user = user

    def edit_links(self, documents: Sequence[Document]) -> dict[tuple[str, str], str]:
        """Where this person may edit, by family and language."""
        families: dict[str, dict[str, None]] = defaultdict(dict)
        for document in documents:
            families[document.kind][document.family_id] = None
        found: dict[tuple[str, str], str] = {}
        for kind, function in registry.edit_links().items():
            if kind in families:
                found |= function(self._user, list(families[kind]))
        return found

    def visible(self, documents: Sequence[Document]) -> list[Document]:
        """What is public, and what is restricted only to those who may edit it."""
        links = self.edit_links([document for document in documents if document.visibility != PUBLIC])
        return [
            document
            for document in documents
            if document.visibility == PUBLIC or (document.family_id, document.language) in links
        ]
