"""Pages as JSON: blocks by type and id, cards with the records they name, HTML on request."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override
from rest_framework.fields import Field

from cms.convention.models import Chemical, Provision
from cms.pages import context
from cms.publishing.locales import locale_by_id
from cms.publishing.localised import Readable
from cms.publishing.mixins import PublishedPage
from cms.publishing.urls import full_url, page_path

Json = dict[str, Any]


def provision_json(provision: Provision) -> Json:
    return {
        "eid": provision.eid,
        "language": provision.language,
        "citation": provision.citation,
        "heading": provision.heading,
        "url": full_url(provision.url),
    }


def chemical_json(chemical: Chemical) -> Json:
    return {
        "slug": chemical.slug,
        "language": chemical.language,
        "name": chemical.name,
        "url": full_url(chemical.url),
    }


class PageField(Field):  # type: ignore[type-arg]
    """A field that needs the whole page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, "source": "*", **kwargs})

    def get_attribute(self, instance: Any) -> Any:
        return instance


class TextBlocksField(PageField):
    """A stream in the reader's language; `language` is set on what is not yet translated."""

    def to_representation(self, page: PublishedPage) -> list[Json]:
        with override(page.language):
            return [self.block(block, self.context) for block in page.readable(str(self.field_name))]

    def block(self, block: Readable, shared: Mapping[str, Any]) -> Json:
        child = block.child
        value = child.block.get_api_representation(child.value, context=shared)
        return {"type": child.block_type, "id": child.id, "language": block.language or None, "value": value}


class BodyField(TextBlocksField):
    """The blocks of a lesson or page, with `reference` on cards and, with `?rendered=1`, `html` on every block."""

    def to_representation(self, page: PublishedPage) -> list[Json]:
        source = page.source
        with override(page.language):
            found = context.body(
                page, provisions=getattr(source, "provisions", None), chemicals=getattr(source, "chemicals", None)
            )
            page.__dict__["_shown"] = found
            request = self.context.get("request")
            rendered = request is not None and request.GET.get("rendered") in {"1", "true"}
            shared = {**found, "request": getattr(request, "_request", request), "page": page}
            return [self.resolved(block, found, shared if rendered else None) for block in found["blocks"]]

    def resolved(self, block: Readable, found: Json, shared: Json | None) -> Json:
        data = self.block(block, self.context)
        value = data["value"]
        if block.block_type in {"provision", "quotation"}:
            record = found["provisions"].get(value["eid"])
            data["reference"] = provision_json(record) if record else None
        elif block.block_type == "chemical":
            record = found["chemicals"].get(value["slug"])
            data["reference"] = chemical_json(record) if record else None
        if shared is not None:
            data["html"] = str(block.render(shared))
        return data


class RecordsField(PageField):
    """The records that a lesson's list of keys names."""

    def to_representation(self, page: Any) -> list[Json]:
        name = str(self.field_name)
        kept = page.__dict__.get("_shown") or context.body(
            page, provisions=page.source.provisions, chemicals=page.source.chemicals
        )
        as_json: Any = provision_json if name == "provisions" else chemical_json
        records = kept[name]
        return [as_json(records[key]) for key in getattr(page.source, name) if key in records]


class SourceField(PageField):
    """A field that is the same in every language, as the source row has it."""

    def to_representation(self, page: Any) -> Any:
        return getattr(page.source, str(self.field_name))


class LanguagesField(PageField):
    """Where the page can be read in each language."""

    def to_representation(self, page: Any) -> list[Json]:
        rows = sorted(page.rows.items())
        return [{"language": code, "id": row.pk, "html_url": row.full_url} for code, row in rows if row.live]


class HtmlUrlField(PageField):
    """The page's address, without a query for each."""

    def to_representation(self, page: Any) -> str:
        return full_url(page_path(page.url_path, language_of(page)))


class LocaleField(PageField):
    """The page's language, likewise."""

    def to_representation(self, page: Any) -> str:
        return language_of(page)


def language_of(page: Any) -> str:
    locale = locale_by_id(page.locale_id)
    return locale.language_code if locale else ""
