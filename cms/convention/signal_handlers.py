"""A changed provision or chemical is told to search."""

from typing import Any

from cms.convention import lexicon
from cms.convention.models import Chemical, Provision
from cms.publishing.signals import content_changed
from search.indexing import touch

SOURCES = {Provision: "provisions", Chemical: "chemicals"}


def connect() -> None:
    for model in SOURCES:
        content_changed.connect(on_changed, sender=model)


def on_changed(sender: Any, instance: Any, **_kwargs: Any) -> None:
    lexicon.forget()
    touch(SOURCES[sender], instance.reference_key())
