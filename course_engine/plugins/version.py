"""The version of the plugin interface, and whether a plugin's range holds it."""

import re

ENGINE_VERSION = (1, 0)

_VERSION = re.compile(r"\d+(?:\.\d+){0,2}")


class VersionError(ValueError):
    """A version that cannot be read."""


def parse_version(text: str) -> tuple[int, ...]:
    """`1.2` → (1, 2)."""
    if not isinstance(text, str) or not _VERSION.fullmatch(text):
        raise VersionError(f"{text!r} is not a version such as 1.0")
    return tuple(int(part) for part in text.split("."))


def format_version(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def in_range(version: tuple[int, ...], engine_from: str, engine_below: str) -> bool:
    """Whether `engine_from` ≤ version < `engine_below`."""
    return _padded(parse_version(engine_from)) <= _padded(version) < _padded(parse_version(engine_below))


def _padded(version: tuple[int, ...]) -> tuple[int, ...]:
    return (*version, 0, 0)[:3]
