"""YAML as people would write it, and the same bytes for the same data."""

from collections.abc import Iterable
from typing import Any

import yaml

WIDE = 1_000_000  # lines are not wrapped: a text is one line, so that a change is one line


class Flow(list[Any]):
    """A list written on one line."""


class Dumper(yaml.SafeDumper):
    """Indents lists below their key and writes texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the format has no aliases
        return True


def text_node(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def flow_node(dumper: yaml.SafeDumper, data: Iterable[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


Dumper.add_representer(str, text_node)
Dumper.add_representer(Flow, flow_node)


def to_yaml(data: Any) -> str:
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=WIDE))
