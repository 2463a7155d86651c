"""The mark of a glossary term: how it is stored, edited and shown."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text import LinkHandler

from cms.pages.rich_text import TERM
from cms.terminology.queries import glossary_url


class TermLinkHandler(LinkHandler):
    """A mark in running text that leads to the glossary: `<a linktype="term" id="bat">`."""

    identifier = TERM

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        term = escape(attrs.get("id", ""))
        return f'<a class="term" href="{glossary_url(get_language() or "en")}#{term}" data-term="{term}">'


class TermElementHandler(InlineEntityElementHandler):
    """From the stored mark to the editor's entity."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"id": attrs.get("id", "")}


def term_entity(props: dict[str, Any]) -> Any:
    """From the editor's entity to the stored mark."""
    return DOM.create_element("a", {"linktype": TERM, "id": props.get("id", "")}, props["children"])


@hooks.register("register_rich_text_features")
def register_term(features: Any) -> None:
    features.register_link_type(TermLinkHandler)
    entity = {"type": "TERM", "icon": "tag", "description": _("Glossary term"), "attributes": ["id"]}
    plugin = draftail.EntityFeature(entity, js=["pages/term.js"])
    features.register_editor_plugin("draftail", TERM, plugin)
    rule = {
        "from_database_format": {f'a[linktype="{TERM}"]': TermElementHandler("TERM")},
        "to_database_format": {"entity_decorators": {"TERM": term_entity}},
    }
    features.register_converter_rule("contentstate", TERM, rule)
