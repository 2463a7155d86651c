"""Where provisions and chemicals are taught: answered by apps that stand above this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Link = tuple[str, str]
TaughtIn = Callable[[list[str], str], dict[str, list[Link]]]

_providers: dict[str, dict[str, TaughtIn]] = {"provision": {}, "chemical": {}}


def register_taught_in(function: TaughtIn, *, kind: str = "provision", name: str = "") -> None:
    """Add a function (keys, language) → {key: [(title, url)]}; a second one under the same name replaces the first."""
    if kind not in _providers:
        raise ValueError(f"Nothing is taught about a {kind!r}; it is one of {', '.join(_providers)}.")
    _providers[kind][name or f"{function.__module__}.{function.__qualname__}"] = function


def unregister_taught_in(name: str, *, kind: str = "provision") -> None:
    _providers[kind].pop(name, None)


def taught_in(keys: Iterable[str], language: str, *, kind: str = "provision") -> dict[str, list[Link]]:
    """The lessons that teach each key, without repeats, in the order in which they are given."""
    wanted = list(keys)
    found: dict[str, list[Link]] = {key: [] for key in wanted}
    for provider in _providers[kind].values():
        for key, links in provider(wanted, language).items():
            if key in found:
                found[key] += [link for link in links if link not in found[key]]
    return found
