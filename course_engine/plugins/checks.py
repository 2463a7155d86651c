"""System checks of what plugins brought: what could not be seen when their classes were registered."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from wagtail.blocks import Block, ListBlock, RawHTMLBlock, StreamBlock, StructBlock

from course_engine.plugins.item_types import ItemType
from course_engine.plugins.registry import activities, item_types, rules


@register("course_engine")
def check_plugins(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    found = [error for item_type in item_types for error in _check_item_type(item_type)]
    return [*found, *_check_activities()]


def _check_item_type(item_type: ItemType) -> Iterator[CheckMessage]:
    for name in (item_type.template, item_type.result_template):
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            yield _error(item_type, f"its template {name!r} cannot be used: {error}", "E001")
    block = item_type.block()
    if "key" not in getattr(block, "child_blocks", {}):
        yield _error(item_type, "its block must be a StructBlock with a field 'key'", "E002")
    for path in badly_nested(block):
        message = (
            f"the list {path!r} stands in a StructBlock directly in a StructBlock: translators never see its texts"
        )
        yield _error(item_type, message, "E003")


def badly_nested(block: Block, path: str = "", above: tuple[type[Block], ...] = ()) -> Iterator[str]:
    """Paths of lists whose texts wagtail-localize passes over, and of raw HTML, which it never offers."""
    structs = 0
    for kind in reversed(above):
        if not issubclass(kind, StructBlock):
            break
        structs += 1
    if isinstance(block, RawHTMLBlock) or (isinstance(block, ListBlock) and structs > 1):
        yield path
    here = (*above, type(block))
    if isinstance(block, StructBlock | StreamBlock):
        for name, child in block.child_blocks.items():
            yield from badly_nested(child, f"{path}.{name}".lstrip("."), here)
    elif isinstance(block, ListBlock):
        yield from badly_nested(block.child_block, path, here)


def _check_activities() -> Iterator[CheckMessage]:
    for activity in activities:
        for rule in activity.rules:
            if rule not in rules:
                yield _error(activity, f"the completion rule {rule!r} does not exist", "E004")


def _error(subject: Any, message: str, number: str) -> CheckMessage:
    return Error(f"Plugin {subject.plugin!r}, {subject}: {message}.", id=f"course_engine.{number}")
