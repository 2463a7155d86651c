"""A changed term is told to search."""

from typing import Any

from cms.publishing.signals import content_changed
from cms.terminology import marks, search_documents
from cms.terminology.models import Term
from search.indexing import touch


def connect() -> None:
    content_changed.connect(on_changed, sender=Term)


def forget() -> None:
    """Drop what is remembered of the terms."""
    for remembered in (marks.glossary, marks.wordings, search_documents.term_names, search_documents.term_acronyms):
        remembered.forget()


def on_changed(instance: Any, **_kwargs: Any) -> None:
    forget()
    touch("terms", instance.term_id)
