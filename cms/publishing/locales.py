"""The few locales of a site, kept in memory: every page asks for them."""

from django.conf import settings
from wagtail.models import Locale

from cms.publishing.remembered import Remembered


@Remembered
def all_locales() -> dict[int, Locale]:
    return {locale.pk: locale for locale in Locale.objects.all()}


def locale_by_id(pk: int) -> Locale | None:
    if pk not in all_locales():
        all_locales.forget()
    return all_locales().get(pk)


def locale_for(code: str) -> Locale | None:
    """The locale of a language code, or None where the site does not have it."""
    for _attempt in range(2):
        for locale in all_locales().values():
            if locale.language_code == code:
                return locale
        all_locales.forget()
    return None


def source_locale() -> Locale:
    """The locale in which content is written first and whose rows hold the structure."""
    locale = locale_for(settings.LANGUAGE_CODE)
    if locale is None:
        raise Locale.DoesNotExist(f"No locale for the source language {settings.LANGUAGE_CODE!r}.")
    return locale


def is_source_locale(pk: int | None) -> bool:
    """Whether this is the source language's locale; a row without a locale yet counts as source."""
    locale = locale_by_id(pk) if pk is not None else None
    return locale is None or locale.language_code == settings.LANGUAGE_CODE
