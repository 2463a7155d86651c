"""Make the first pages where they are missing; what editors have changed since stays theirs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import SegmentOverride, TranslationContext

from cms.pages.models import CourseIndexPage, HomePage, StandardPage
from cms.publishing.texts import texts_of
from cms.publishing.writer import write_translation
from config.site_pages.pictures import picture_id
from config.site_pages.streams import stream_of
from config.site_pages.texts import PageText, read_page

SOURCE = settings.LANGUAGE_CODE
ORIGIN = "site pages"
MODELS: dict[str, type[Page]] = {
    "home": HomePage,
    "courses": CourseIndexPage,
    "guide": StandardPage,
    "accessibility": StandardPage,
    "privacy": StandardPage,
}
# Which field of the model takes the summary.
SUMMARIES: dict[type[Page], str] = {HomePage: "lead", CourseIndexPage: "intro", StandardPage: "intro"}


@transaction.atomic
def load_site_pages(*, update: bool = False) -> list[str]:
    """Make what is missing, or with `update` write all texts anew; returns what was written, as `slug (language)`."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    written: list[str] = []
    for name in MODELS:
        page, made = _source_page(name, locales[SOURCE], update=update)
        if made:
            written.append(f"{name} ({SOURCE})")
        for code, locale in locales.items():
            if code != SOURCE and (made or not page.has_translation(locale)):
                _translate(page, read_page(name, code), locale)
                written.append(f"{name} ({code})")
    return written


def _source_page(name: str, locale: Locale, *, update: bool) -> tuple[Any, bool]:
    model = MODELS[name]
    page = model.objects.filter(slug=name, locale=locale).first()
    if page is not None and not update:
        return page, False
    text = read_page(name, SOURCE)
    if page is None:
        page = _fill(model(slug=name, locale=locale, live=False), text)
        _place(page)
    else:
        page = _fill(page, text)
    page.save_revision().publish()
    page.refresh_from_db()
    return page, True


def _place(page: Page) -> None:
    """Put the home page at the top instead of Wagtail's welcome page, and everything else below it."""
    if not isinstance(page, HomePage):
        HomePage.objects.get(slug="home", locale=page.locale).add_child(instance=page)
        return
    root = Page.get_first_root_node()
    root.get_children().exact_type(Page).filter(slug="home").update(slug="welcome")
    root.add_child(instance=page)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": port,
            "root_page": page,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    for welcome in root.get_children().exact_type(Page).filter(slug="welcome"):
        welcome.delete()


def _fill(page: Any, text: PageText) -> Any:
    page.title = text.title
    setattr(page, SUMMARIES[type(page)], text.summary)
    if text.blocks:
        page.body = _raw(page, text)
    return page


def _raw(page: Any, text: PageText) -> Any:
    stream = stream_of(text, read_page(text.slug, SOURCE), lambda name, alt: picture_id(name, text.language, alt))
    return type(page)._meta.get_field("body").to_python(json.dumps(stream))


def _translate(source: Any, text: PageText, locale: Locale) -> None:
    """Write the text through the one writer; pictures follow as overrides, since each language has its own."""
    draft = _fill(type(source)(slug=source.slug, locale=locale), text)
    texts = texts_of(draft)
    texts.pop("slug", None)
    pictures = {
        f"body.{block.id}.image": block.value["image"].pk
        for block in getattr(draft, "body", ()) or ()
        if block.block_type == "figure"
    }
    if pictures:
        write_translation(source, locale, user=None, texts=texts, publish=False, origin=ORIGIN)
        _override(source, locale, pictures)
    write_translation(source, locale, user=None, texts=texts, publish=True, origin=ORIGIN)


def _override(source: Any, locale: Locale, values: dict[str, int]) -> None:
    contexts = TranslationContext.objects.filter(object_id=source.translation_key, path__in=values)
    for context in contexts:
        SegmentOverride.objects.update_or_create(
            locale=locale, context=context, defaults={"data_json": json.dumps(values[context.path])}
        )
