"""Items of practice.yaml, test.yaml and final-test.yaml: whether each is what its type asks."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.reader import unique
from cms.pages.packages.reading.rules import Check, Place, Spec, anything, check_map, may
from cms.pages.packages.reading.yamlfile import Map, Seq, entries
from course_engine.models import AssessmentPage
from course_engine.packages.specs import ITEM, TYPES
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.registry import item_types

GAP = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def check_items(package: Package, check: Check, place: Place, value: Any) -> list[Map]:
    """The items of a file, each checked; none where there is no list of them."""
    if not isinstance(value, Seq) or not value:
        check.bad(place.line, _("%(name)s must be a list of at least %(count)d.") % {"name": place.name, "count": 1})
        return []
    for item, line in zip(value, value.at, strict=True):
        check_item(package, check, item, line)
    return entries(value, Map)


def check_item(package: Package, check: Check, item: Any, line: int) -> None:
    slug = str(item.get("type")) if isinstance(item, Map) else ""
    item_type = item_types.find(slug)
    before = len(check.problems.found)
    if not check_map(check, Place(line, _("item")), item, spec_for(slug, item)):
        return
    unique(package, "item", str(item.get("id")), check.file, item.line_of("id"))
    if item_type is None and "type" in item:
        check.bad(item.line_of("type"), _("There is no item type “%(type)s”.") % {"type": slug})
    if (own := CHECKS.get(slug)) is not None:
        own(check, item)
    if item_type is not None and len(check.problems.found) == before:
        check_value(check, item, item_type)


def spec_for(slug: str, item: Any) -> Spec:
    """The keys that an item may have. Those of a plugin's own type are told by the type itself."""
    if slug in TYPES or not isinstance(item, Map):
        return {**ITEM, **TYPES.get(slug, {})}
    return {**ITEM, **{key: may(anything) for key in item if key not in ITEM}}


def check_value(check: Check, item: Map, item_type: ItemType) -> None:
    """What the type itself has to say of the value it makes of the entry, in each language."""
    for language in check.languages:
        try:
            value = value_of(item_type, item, language)
            reasons = item_type.validate(value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # A type of a plugin reads keys that no spec of ours checks.
            message = _("The item type “%(type)s” cannot read this item: %(why)s")
            check.bad(item.line, message % {"type": item_type.slug, "why": error})
            return
        for reason in reasons:
            check.bad(item.line, str(reason))


def value_of(item_type: ItemType, entry: Mapping[str, Any], language: str) -> Any:
    """The value of the authoring block that an entry makes, with ids for the moment."""
    block = AssessmentPage._meta.get_field("items").stream_block.child_blocks[item_type.slug]
    return block.to_python(item_type.load(entry, language=language, new_id=lambda _local: str(uuid4())))


def check_cloze(check: Check, item: Map) -> None:
    blanks = entries(item.get("blanks"), Map)
    ids = [str(blank.get("id")) for blank in blanks]
    for blank, count in Counter(ids).items():
        if count > 1:
            message = _("Id “%(id)s” is used twice in %(name)s.")
            check.bad(item.line_of("blanks"), message % {"id": blank, "name": "blanks"})
    stem = item.get("stem")
    if not isinstance(stem, Map):
        return
    for language, words in stem.items():
        found = GAP.findall(str(words))
        if sorted(found) != sorted(ids):
            message = _("The gaps %(gaps)s of the stem (%(language)s) do not match the blanks %(blanks)s.")
            values = {"gaps": ", ".join(found), "language": language, "blanks": ", ".join(ids)}
            check.bad(stem.line_of(language), message % values)


def check_categorise(check: Check, item: Map) -> None:
    groups = {str(group.get("id")) for group in entries(item.get("groups"), Map)}
    for card in entries(item.get("items"), Map):
        if "group" in card and str(card["group"]) not in groups:
            message = _("The group “%(group)s” does not exist.")
            check.bad(card.line_of("group"), message % {"group": card["group"]})


def check_scenario(check: Check, item: Map) -> None:
    """Whether every scene can be reached, and an end from each."""
    scenes = item.get("scenes")
    if not isinstance(scenes, Map):
        return
    follows = {
        key: [str(option.get("to")) for option in entries(scene.get("options"), Map)]
        for key, scene in scenes.items()
        if isinstance(scene, Map)
    }
    start = str(item.get("start"))
    if start not in follows:
        check.bad(item.line_of("start"), _("The scene “%(scene)s” does not exist.") % {"scene": start})
        return
    for scene in scenes.values():
        for option in entries(scene.get("options"), Map) if isinstance(scene, Map) else ():
            if str(option.get("to")) not in follows:
                message = _("The scene “%(scene)s” does not exist.")
                check.bad(option.line_of("to"), message % {"scene": option.get("to")})
    ends = {key for key, targets in follows.items() if not targets}
    for key in sorted(follows.keys() - reached(follows, start)):
        check.bad(scenes.line_of(key), _("The scene “%(scene)s” is never reached.") % {"scene": key})
    for key in follows:
        if not ends & reached(follows, key):
            check.bad(scenes.line_of(key), _("No end can be reached from the scene “%(scene)s”.") % {"scene": key})


def reached(follows: Mapping[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        key = pending.pop()
        if key in follows and key not in found:
            found.add(key)
            pending += follows[key]
    return found


CHECKS = {"cloze": check_cloze, "categorise": check_categorise, "scenario": check_scenario}
