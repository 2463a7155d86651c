"""YAML that remembers its lines, and refuses what the format does not use."""

from collections.abc import Hashable
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from cms.pages.packages.reading.problems import Problems

# The C parser is ten times as quick; its depth is bounded here, before any node is built.
BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20


class Map(dict[str, Any]):
    """A mapping with its line and the line of each key."""

    line: int = 1
    at: dict[str, int]

    def line_of(self, key: str) -> int:
        return self.at.get(key, self.line)


class Seq(list[Any]):
    """A sequence with its line and the line of each entry."""

    line: int = 1
    at: list[int]


class Loader(BaseLoader):
    """Safe loader for Map and Seq."""


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def build_map(loader: Any, node: yaml.MappingNode) -> Map:
    out = Map()
    out.line, out.at = line_of(node), {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable) or isinstance(key, bool) or key is None:
            raise yaml.constructor.ConstructorError(None, None, _("a key must be a word"), key_node.start_mark)
        key = str(key)
        if key in out:
            message = _("key “%(key)s” is given twice") % {"key": key}
            raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
        out[key] = loader.construct_object(value_node, deep=True)
        out.at[key] = line_of(key_node)
    return out


def build_seq(loader: Any, node: yaml.SequenceNode) -> Seq:
    out = Seq(loader.construct_object(child, deep=True) for child in node.value)
    out.line, out.at = line_of(node), [line_of(child) for child in node.value]
    return out


Loader.add_constructor("tag:yaml.org,2002:map", build_map)
Loader.add_constructor("tag:yaml.org,2002:seq", build_seq)


def refuse_tricks(text: str) -> None:
    """Refuses anchors, aliases, tags and deep nesting: each can make a small file costly."""
    depth = 0
    for event in yaml.parse(text, Loader=BaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            refuse(_("anchors, aliases and tags are not used"), event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            refuse(_("nested too deeply"), event)


def refuse(why: str, event: yaml.Event) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)  # type: ignore[arg-type]


def load_map(text: str, file: str, problems: Problems) -> Map | None:
    """The mapping that a YAML text holds; None, with the problem told, when it holds none."""
    try:
        refuse_tricks(text)
        node = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader with two containers of our own
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(file, line, _("YAML cannot be read: %(why)s.") % {"why": error.problem or error.context})
    except (yaml.YAMLError, ValueError) as error:
        problems.add(file, 1, _("YAML cannot be read: %(why)s.") % {"why": str(error).splitlines()[0]})
    else:
        if isinstance(node, Map):
            return node
        problems.add(file, 1, _("The file must be a mapping of keys to values."))
    return None


def entries(value: object, kind: type[Any] = object) -> list[Any]:
    """The entries of a sequence that are of a kind; none when it is no sequence."""
    return [entry for entry in value if isinstance(entry, kind)] if isinstance(value, Seq) else []
