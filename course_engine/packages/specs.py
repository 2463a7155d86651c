"""The keys of items and tests, by type, and the rules that their values follow."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.packages.reading.rich import rich, rich_without_terms
from cms.pages.packages.reading.rules import (
    Check,
    Place,
    Rule,
    Spec,
    anything,
    boolean,
    check_map,
    chemicals,
    each,
    identifier,
    mapping,
    may,
    need,
    not_negative,
    one_of,
    per_language,
    provisions,
    rows,
    string,
    text,
    whole,
    within,
)
from cms.pages.packages.reading.schema import TITLE
from cms.pages.packages.reading.yamlfile import Map, Seq, entries

MODES = ("deferred", "immediate", "interactive", "adaptive", "mastery", "certainty")
GAP_KINDS = ("text", "number", "choice")


def objective(check: Check, place: Place, value: Any) -> None:
    """Lesson and objective, told apart by a slash; whether they exist is asked once all lessons are read."""
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) != 2 or not all(parts):
        check.bad(
            place.line, _("%(name)s must name a lesson's objective: lesson-id/objective-id.") % {"name": place.name}
        )


def right_answers(least: int, fewest: int, most: int | None, message: Promise) -> Rule:
    """A list of options of which so many are correct."""

    def rule(check: Check, place: Place, value: Any) -> None:
        rows(OPTION, least=least)(check, place, value)
        right = sum(row.get("correct") is True for row in entries(value, Map))
        if right < fewest or (most is not None and right > most):
            check.bad(place.line, str(message))

    return rule


def two_sides(check: Check, place: Place, value: Any) -> None:
    right_answers(2, 1, 1, ONE_RIGHT)(check, place, value)
    if isinstance(value, Seq) and len(value) != 2:
        check.bad(place.line, _("A question of true or false has two options."))


def gap(check: Check, place: Place, value: Any) -> None:
    """A blank of a cloze, by its kind."""
    kind = value.get("kind") if isinstance(value, Map) else None
    if kind not in GAP_KINDS:
        listed = ", ".join(GAP_KINDS)
        check.bad(place.line, _("A blank has one of the kinds %(kinds)s.") % {"kinds": listed})
        return
    check_map(check, Place(place.line, _("blank")), value, GAPS[kind])


def scenes(check: Check, place: Place, value: Any) -> None:
    if not isinstance(value, Map) or len(value) < 2:
        check.bad(place.line, _("%(name)s must be a map of at least two scenes.") % {"name": place.name})
        return
    for key, scene in value.items():
        identifier(check, Place(value.at[key], _("scene")), key)
        check_map(check, Place(value.at[key], _("scene")), scene, SCENE)


ONE_RIGHT: Final = gettext_lazy("Exactly one option must be correct.")
SOME_RIGHT: Final = gettext_lazy("At least one option must be correct.")

OPTION: Spec = {"id": need(identifier), "text": need(text), "correct": need(boolean), "feedback": may(text)}
LABEL: Spec = {"id": need(identifier), "text": need(text), "feedback": may(text)}
GROUP: Spec = {"id": need(identifier), "text": need(text)}
PAIR: Spec = {"id": need(identifier), "left": need(text), "right": need(text), "feedback": may(text)}
CARD: Spec = {"id": need(identifier), "text": need(text), "group": need(identifier), "feedback": may(text)}
CRITERION: Spec = {"id": need(identifier), "text": need(text), "points": need(not_negative)}
SCENE_OPTION: Spec = {
    "id": need(identifier),
    "text": need(text),
    "to": need(identifier),
    "points": need(not_negative),
    "feedback": may(text),
}
SCENE: Spec = {"text": need(rich_without_terms), "options": may(rows(SCENE_OPTION))}
ACCEPTED: Rule = per_language(each(string, least=1))
ONE_OPTION: Rule = right_answers(2, 1, 1, ONE_RIGHT)
GAP: Spec = {"id": need(identifier), "kind": need(one_of(GAP_KINDS))}
GAPS: dict[str, Spec] = {
    "text": {**GAP, "accepted": need(ACCEPTED)},
    "number": {**GAP, "answer": need(not_negative), "tolerance": may(not_negative)},
    "choice": {**GAP, "options": need(ONE_OPTION)},
}

ITEM: Spec = {
    "id": need(identifier),
    "type": need(string),
    "stem": need(rich_without_terms),
    "points": may(not_negative),
    "difficulty": may(whole(1, 3)),
    "provisions": may(provisions),
    "chemicals": may(chemicals),
    "objective": may(objective),
    "feedback": may(rich_without_terms),
    "hints": may(each(text)),
}

TYPES: dict[str, Spec] = {
    "single_choice": {"options": need(ONE_OPTION)},
    "multiple_response": {"options": need(right_answers(3, 1, None, SOME_RIGHT))},
    "true_false": {"options": need(two_sides)},
    "matching": {"pairs": need(rows(PAIR, least=2)), "distractors": may(rows(LABEL, least=0))},
    "ordering": {"items": need(rows(LABEL, least=2))},
    "numeric": {"answer": need(not_negative), "tolerance": may(not_negative), "unit": may(text)},
    "short_text": {"accepted": need(ACCEPTED)},
    "cloze": {"blanks": need(each(gap, least=1))},
    "categorise": {"groups": need(rows(GROUP, least=2)), "items": need(rows(CARD, least=2))},
    "open": {"rubric": need(rows(CRITERION))},
    "scale": {"scale": need(rows(GROUP, least=2))},
    "scenario": {"start": need(identifier), "scenes": need(scenes)},
}

SHUFFLE: Spec = {"items": may(boolean), "options": may(boolean)}
DRAW: Spec = {
    "from": need(string),
    "count": need(whole(1)),
    "provisions": may(provisions),
    "difficulty": may(whole(1, 3)),
}


def draws(check: Check, place: Place, value: Any) -> None:
    """Draws have no ids; `rows` would do but for that."""
    if not isinstance(value, Seq) or not value:
        check.bad(place.line, _("%(name)s must be a list of at least %(count)d.") % {"name": place.name, "count": 1})
        return
    for row, line in zip(value, value.at, strict=True):
        check_map(check, Place(line, place.name), row, DRAW)


PRACTICE: Spec = {"items": need(anything)}
TEST: Spec = {
    "id": need(identifier),
    "title": need(within(text, TITLE)),
    "intro": need(rich),
    "mode": need(one_of(MODES)),
    "pass_percent": need(whole(0, 100)),
    "attempts": need(whole(0, 1000)),
    "delay_minutes": may(whole(0, 1_000_000)),
    "time_limit_minutes": may(whole(1, 100_000)),
    "shuffle": may(mapping(SHUFFLE)),
    "items": may(anything),
    "draw": may(draws),
}
