"""Where the types of all plugins stand: one registry per kind, filled while Django starts."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from course_engine.plugins.activities import ActivityType
from course_engine.plugins.conditions import AccessCondition
from course_engine.plugins.credentials import CredentialRenderer
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.kind import PluginType
from course_engine.plugins.modes import InteractionMode
from course_engine.plugins.rules import CompletionRule
from course_engine.plugins.values import Reason

T = TypeVar("T", bound=PluginType)

SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
CORE = "builtin"
"""The plugin that every course has."""


class PluginError(ImproperlyConfigured):
    """A plugin that is wrong, duplicate or incompatible: the start stops with this sentence."""


class Unavailable(LookupError):  # noqa: N818 - a state of things, not an error
    """No installed plugin gives this type, or the course does not use the plugin that does."""

    def __init__(self, kind: str, slug: str) -> None:
        self.kind = kind
        self.slug = slug
        self.reason = Reason("unavailable", _("This part needs a plugin that is not available."), {})
        super().__init__(f"{kind}: {slug}")


class Registry(Generic[T]):
    """The types of one kind by slug; the built-in ones first, then in order of slug."""

    def __init__(self, base: type[T]) -> None:
        self.base = base
        self.kind = base.kind
        self._types: dict[str, T] = {}

    def register(self, cls: type[T], plugin: str) -> T:
        """Take in a type of a plugin, or say in one sentence why not."""
        instance = self._instance(cls, plugin)
        other = self._types.get(instance.slug)
        if other is not None:
            raise PluginError(
                f"Plugin {plugin!r} brings the {self.kind} {instance.slug!r}, "
                f"but plugin {other.plugin!r} already brings one of that name."
            )
        self._types[instance.slug] = instance
        return instance

    def get(self, slug: str, plugins: Collection[str] = ()) -> T:
        """The type of this name; raises Unavailable. `plugins` are the course's, none meaning all."""
        found = self._types.get(slug)
        if found is None or not _in_use(found, plugins):
            raise Unavailable(self.kind, slug)
        return found

    def find(self, slug: str, plugins: Collection[str] = ()) -> T | None:
        """The type of this name, or None."""
        try:
            return self.get(slug, plugins)
        except Unavailable:
            return None

    def all(self, plugins: Collection[str] = ()) -> list[T]:
        """Every type that a course may use."""
        found = [item for item in self._types.values() if _in_use(item, plugins)]
        return sorted(found, key=lambda item: (item.plugin != CORE, item.slug if item.plugin != CORE else ""))

    def remove(self, slug: str) -> None:
        self._types.pop(slug, None)

    def __contains__(self, slug: object) -> bool:
        return slug in self._types

    def __iter__(self) -> Iterator[T]:
        return iter(self.all())

    @contextmanager
    def temporarily(self, cls: type[T], plugin: str = "temporary") -> Iterator[T]:
        """For tests: a type that is there only within the block."""
        instance = self.register(cls, plugin)
        try:
            yield instance
        finally:
            self.remove(instance.slug)

    def _instance(self, cls: type[T], plugin: str) -> T:
        name = getattr(cls, "__qualname__", repr(cls))
        if not (isinstance(cls, type) and issubclass(cls, self.base)):
            raise PluginError(f"Plugin {plugin!r}: {name} is not a subclass of {self.base.__name__}.")
        missing = sorted(getattr(cls, "__abstractmethods__", ()))
        if missing:
            raise PluginError(f"Plugin {plugin!r}: {name} does not define {', '.join(missing)}.")
        slug = getattr(cls, "slug", None)
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            raise PluginError(f"Plugin {plugin!r}: the slug of {name} must be like_this, not {slug!r}.")
        if not getattr(cls, "label", ""):
            raise PluginError(f"Plugin {plugin!r}: {name} has no label.")
        instance = cast(Any, cls)()
        instance.plugin = plugin
        return cast(T, instance)


def _in_use(item: PluginType, plugins: Collection[str]) -> bool:
    return not plugins or item.plugin == CORE or item.plugin in plugins


item_types: Registry[ItemType] = Registry(ItemType)  # type: ignore[type-abstract]
modes: Registry[InteractionMode] = Registry(InteractionMode)  # type: ignore[type-abstract]
conditions: Registry[AccessCondition] = Registry(AccessCondition)  # type: ignore[type-abstract]
rules: Registry[CompletionRule] = Registry(CompletionRule)  # type: ignore[type-abstract]
credentials: Registry[CredentialRenderer] = Registry(CredentialRenderer)  # type: ignore[type-abstract]
activities: Registry[ActivityType] = Registry(ActivityType)  # type: ignore[type-abstract]

REGISTRIES: dict[str, Registry[Any]] = {
    registry.kind: registry for registry in (item_types, modes, conditions, rules, credentials, activities)
}
"""By kind, which is also the default name of the module in which a plugin's types of that kind stand."""
