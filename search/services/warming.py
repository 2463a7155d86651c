"""What the first search of a process would wait for, made ready before anybody searches."""

from __future__ import annotations

import logging

from django.db import connections
from django.utils.translation import override

from search.services.knowledge import languages
from search.services.results import Query
from search.services.search import search

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Search once in each language: words, synonyms, rules and addresses are read. Errors are told, no more."""
    try:
        for language in languages():
            with override(language):
                search(Query("waste", language))
    except Exception:
        logger.exception("Search could not be made ready; the first reader will wait for it")
    finally:
        connections.close_all()
