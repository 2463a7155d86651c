"""Cards of provisions and chemicals, for lessons and previews."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.convention.queries import chemicals_by_slug, provisions_by_eid

register = template.Library()


def _found(context: Any, name: str, key: str, query: Any) -> Any:
    """From what the page has fetched at once, otherwise by a query of its own."""
    language = get_language() or settings.LANGUAGE_CODE
    fetched = context.get(name)
    return (fetched if isinstance(fetched, dict) else query([key], language)).get(key)


@register.inclusion_tag("convention/provision_card.html", takes_context=True)
def provision_card(context: Any, eid: str, note: str = "") -> dict[str, Any]:
    """A provision with its summary; says so where there is no such provision any more."""
    return {"provision": _found(context, "provisions", eid, provisions_by_eid), "key": eid, "note": note}


@register.inclusion_tag("convention/chemical_card.html", takes_context=True)
def chemical_card(context: Any, slug: str, note: str = "") -> dict[str, Any]:
    """A chemical with its numbers and annexes; says so where there is no such chemical any more."""
    return {"chemical": _found(context, "chemicals", slug, chemicals_by_slug), "key": slug, "note": note}
