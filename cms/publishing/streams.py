"""Streams whose block types come from a registry that any app may fill in its `ready()`."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import AppRegistryNotReady, ValidationError
from django.db.models import Field
from django.forms.utils import ErrorList
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.blocks import Block, StreamBlock, StreamBlockValidationError, StreamValue
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.fields import StreamField

from cms.publishing.blocks import UnavailableBlock
from cms.publishing.walk import duplicates, mint_keys

UNAVAILABLE = "unavailable"
Factory = Callable[[], Block]
_registry: dict[str, dict[str, tuple[int, Factory]]] = defaultdict(dict)


class DuplicateBlockError(ValueError):
    """Two apps registered one block name in one registry."""


def register_block(registry_name: str, name: str, factory: Factory, *, order: int = 100) -> None:
    """Add a block type to every stream of this registry; called in an app's `ready()`."""
    if name in _registry[registry_name] or name == UNAVAILABLE:
        raise DuplicateBlockError(f"The block {name!r} is already registered in {registry_name!r}.")
    _registry[registry_name][name] = (order, factory)
    forget_streams()


def unregister_block(registry_name: str, name: str) -> None:
    """Take a block type away again; what is stored of it is kept as unavailable."""
    _registry[registry_name].pop(name, None)
    forget_streams()


def registered_blocks(registry_name: str) -> list[tuple[str, Block]]:
    """The (name, new block) pairs of a registry in their order."""
    entries = sorted(_registry[registry_name].items(), key=lambda item: item[1][0])
    return [(name, factory()) for name, (_order, factory) in entries]


def registry_names() -> list[str]:
    return sorted(_registry)


def forget_streams() -> None:
    """Let every stream field read its registry anew."""
    if not apps.ready:
        return  # none has been read yet
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, RegistryStreamField):
                field.__dict__.pop("stream_block", None)


class KeepStreamBlock(StreamBlock):
    """A stream that keeps blocks of unknown type and refuses two blocks with one identity."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        if UNAVAILABLE not in self.child_blocks:
            block = UnavailableBlock()
            block.set_name(UNAVAILABLE)
            self.child_blocks[UNAVAILABLE] = block

    def _wrap(self, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("type") in self.child_blocks:
            return data
        kept = {"type": data.get("type"), "value": data.get("value")}
        return {"type": UNAVAILABLE, "id": data.get("id"), "value": kept}

    @staticmethod
    def _unwrap(data: dict[str, Any]) -> dict[str, Any]:
        if data["type"] != UNAVAILABLE:
            return data
        return {"type": data["value"]["type"], "value": data["value"]["value"], "id": data.get("id")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)  # Wagtail keeps it as raw text
        if isinstance(value, (list, StreamValue.RawDataView)):
            value = [self._wrap(data) for data in value]
        return super().to_python(value)

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([[self._wrap(data) for data in stream] for stream in values])

    def get_prep_value(self, value: Any) -> Any:
        # An "unavailable" without a value was added by hand and stands for nothing.
        return [
            self._unwrap(data)
            for data in super().get_prep_value(value)
            if data["type"] != UNAVAILABLE or isinstance(data["value"], dict)
        ]

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        mint_keys(self, cleaned)
        twice = duplicates(self, cleaned)
        if twice:
            message = _("Two blocks have the same identity: %(names)s. Delete one and add it anew.")
            raise StreamBlockValidationError(
                non_block_errors=ErrorList([ValidationError(message % {"names": ", ".join(twice)})])
            )
        return cleaned


class KeepStreamBlockAdapter(StreamBlockAdapter):
    """In the form: what is kept is shown, but nobody is offered to add such a block."""

    js_constructor = "cms.publishing.KeepStreamBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["publishing/keep-stream.js"])


register(KeepStreamBlockAdapter(), KeepStreamBlock)


class RegistryStreamField(StreamField):
    """A stream field that names a registry; nothing of its blocks stands in migrations."""

    def __init__(self, registry_name: str | None = None, **kwargs: Any) -> None:
        self.registry_name = registry_name or ""
        kwargs.pop("block_lookup", None)
        super().__init__([], **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = Field.deconstruct(self)
        return name, path, [], {**kwargs, "registry_name": self.registry_name}

    @cached_property
    def stream_block(self) -> KeepStreamBlock:
        if not apps.ready:
            raise AppRegistryNotReady(f"The blocks of {self.registry_name!r} are read before all apps are ready.")
        block = KeepStreamBlock(registered_blocks(self.registry_name))
        block.set_meta_options(self.block_opts)
        return block
