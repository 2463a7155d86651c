"""How a plugin comes in: a Django app whose AppConfig subclasses PluginConfig."""

import inspect
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import ClassVar

from django.apps import AppConfig
from django.conf import settings

from cms.publishing.streams import register_block
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.kind import PluginType
from course_engine.plugins.registry import REGISTRIES, SLUG, PluginError
from course_engine.plugins.values import Text
from course_engine.plugins.version import ENGINE_VERSION, VersionError, format_version, in_range, parse_version

installed: dict[str, "PluginConfig"] = {}
"""The plugins in use, by slug."""

ASSESSMENT_BLOCKS = "assessment"
"""The registry of the blocks of an assessment: one for each item type, under its slug."""


class PluginConfig(AppConfig):
    """What a plugin says of itself. Its types are the classes in the modules named after their kinds.

    `stores_personal_data` has no default: a plugin says False, or True and then has a module `privacy` with
    `export(user_id) -> dict` and `erase(user_id) -> None`.
    """

    slug: ClassVar[str]
    version: ClassVar[str]
    engine_from: ClassVar[str]
    engine_below: ClassVar[str]
    description: ClassVar[Text] = ""
    stores_personal_data: ClassVar[bool]
    modules: ClassVar[dict[str, str]] = {kind: kind for kind in REGISTRIES}

    default = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True  # Django takes the plugin's class, not this one, from its `apps` module

    def ready(self) -> None:
        if getattr(settings, "COURSE_ENGINE", "on") == "on":
            self.install()
        elif getattr(self, "stores_personal_data", False):
            installed[self.slug] = self  # silent, but a person who leaves is erased here too

    def install(self) -> None:
        """Check the plugin and register its types; raises PluginError with a sentence that says why not."""
        # Reason for late import: it registers a system check, which needs the templates' settings.
        from course_engine.plugins import checks  # noqa: F401, PLC0415

        self.check_declaration()
        installed[self.slug] = self
        for kind, name in self.modules.items():
            module = self._module(name)
            for cls in _declared(module, REGISTRIES[kind].base) if module else []:
                instance = REGISTRIES[kind].register(cls, self.slug)
                if isinstance(instance, ItemType):
                    order = 100 if self.slug == "builtin" else 200
                    register_block(ASSESSMENT_BLOCKS, instance.slug, partial(_block, instance), order=order)

    def check_declaration(self) -> None:
        who = f"The plugin {self.name!r}"
        for attribute in ("slug", "version", "engine_from", "engine_below", "stores_personal_data"):
            if not hasattr(self, attribute):
                raise PluginError(f"{who} does not state its {attribute}.")
        if not isinstance(self.slug, str) or not SLUG.fullmatch(self.slug):
            raise PluginError(f"{who}: its slug must be like_this, not {self.slug!r}.")
        other = installed.get(self.slug)
        if other is not None and other is not self:
            raise PluginError(f"{who} calls itself {self.slug!r}, and so does {other.name!r}.")
        self._check_engine(who)
        if self.stores_personal_data:
            self._check_privacy(who)

    def _check_engine(self, who: str) -> None:
        try:
            parse_version(self.version)
            fits = in_range(ENGINE_VERSION, self.engine_from, self.engine_below)
        except VersionError as error:
            raise PluginError(f"{who}: {error}.") from error
        if not fits:
            raise PluginError(
                f"{who} {self.version} works with a course engine from {self.engine_from} and below "
                f"{self.engine_below}; this is {format_version(ENGINE_VERSION)}."
            )

    def _check_privacy(self, who: str) -> None:
        privacy = self._module("privacy")
        for function in ("export", "erase"):
            if not callable(getattr(privacy, function, None)):
                raise PluginError(f"{who} stores personal data but has no function privacy.{function}(user_id).")

    def _module(self, name: str) -> ModuleType | None:
        path = f"{self.name}.{name}"
        return import_module(path) if find_spec(path) is not None else None


def _block(item_type: ItemType) -> object:
    return item_type.block()


def _declared(module: ModuleType, base: type[PluginType]) -> list[type[PluginType]]:
    """The types that a module means to bring: its own public ones, or what its `TYPES` lists."""
    if hasattr(module, "TYPES"):
        return list(module.TYPES)
    return [
        cls
        for name, cls in vars(module).items()
        if inspect.isclass(cls)
        and issubclass(cls, base)
        and not name.startswith("_")
        and cls.__module__ == module.__name__
        and not inspect.isabstract(cls)
    ]
