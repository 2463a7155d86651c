"""The form of documents, which have no model of our own."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from cms.pages.room import require_room


class DocumentForm(BaseDocumentForm):
    """Wagtail's, refusing what does not fit on the disk."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.changed_data and "file" in cleaned:
            require_room(file=cleaned["file"])
        return cleaned
