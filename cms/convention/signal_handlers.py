"""A changed provision or chemical is told to search."""

from typing import Any

from cms.convention import lexicon, queries
from cms.convention.models import Chemical, Provision
from cms.publishing.signals import content_changed
from search.indexing import touch_many

SOURCES = {Provision: "provisions", Chemical: "chemicals"}


def connect() -> None:
    for model in SOURCES:
        content_changed.connect(on_changed, sender=model)


def on_changed(sender: Any, instance: Any, **_kwargs: Any) -> None:
    lexicon.forget()
    keys = [instance.reference_key()]
    # What stands below is shown, and found, under its headings and words.
    touch_many(SOURCES[sender], queries.with_parts(keys) if sender is Provision else keys)
