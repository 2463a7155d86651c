"""The guard of translated rows: a live row in a target language is written by the one writer and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.publishing.locales import is_source_locale

_reason: ContextVar[str] = ContextVar("reason_for_writing_a_translation", default="")


class TranslationGuardedError(PermissionDenied):
    """A translated row was about to be changed by something that is not the writer."""


@contextmanager
def writing(reason: str) -> Iterator[None]:
    """Let writes of translated rows through; the reason is for whoever reads the code and the debugger."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def is_writing() -> bool:
    return bool(_reason.get())


def check_save(instance: Any, update_fields: Any) -> None:
    """Raise TranslationGuardedError when a live translated row would be overwritten from outside the writer.

    A new row, a draft that was never published, an alias (Wagtail's own mirror) and a partial save (flags,
    pointers to revisions, tree positions) are no danger to what the public reads. Whether the row is live is
    asked of the database: a save may be about to take it down.
    """
    if is_writing() or update_fields is not None or instance._state.adding or is_source_locale(instance.locale_id):
        return
    stored = type(instance)._base_manager.filter(pk=instance.pk, live=True)
    if getattr(instance, "alias_of_id", None) or not stored.exists() or not instance.is_translation:
        return
    refuse(instance)


def refuse(instance: Any) -> NoReturn:
    raise TranslationGuardedError(
        _("“%(title)s” is a published translation: it changes only through its translation's approval.")
        % {"title": instance}
    )
