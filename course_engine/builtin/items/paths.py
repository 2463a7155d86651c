"""Paths through a scenario: replayed, read and measured. No scene leads back to itself, so every path ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from course_engine.plugins.item_types import Frozen, Response, ResponseError
from course_engine.plugins.question import parts
from course_engine.plugins.reading import Data, clean_text, read_one
from course_engine.plugins.seeding import shuffled
from course_engine.plugins.values import Reason

Scene = dict[str, Any]
MAX_STEPS = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A choice made in a scene."""

    scene: str
    option: dict[str, Any]


def replay(frozen: Frozen, response: Response | None, *, strict: bool = False) -> tuple[list[Step], Scene]:
    """The steps of a path and the scene where it stands now.

    A step that does not exist is refused where an answer is read (`strict`); where one is marked anew by a corrected
    key, the path ends before it.
    """
    scenes = {scene["id"]: scene for scene in frozen["scenes"]}
    here, steps = scenes[frozen["start"]], []
    for scene_id, option_id in response["path"] if response else []:
        option = next((option for option in here["options"] if option["id"] == option_id), None)
        if scene_id != here["id"] or option is None:
            if not strict:
                break
            raise ResponseError("no_such_path", _("This choice does not follow from those before it."), field="path")
        steps.append(Step(here["id"], option))
        here = scenes[option["to"]]
    return steps, here


def from_json(frozen: Frozen, path: Any) -> Response | None:
    """`[[scene, option], …]` from the start on."""
    if path is None or path == []:
        return None
    shaped = isinstance(path, list | tuple) and all(isinstance(step, list | tuple) and len(step) == 2 for step in path)
    if not shaped:
        raise ResponseError("not_a_path", _("The path must be a list of pairs of scene and choice."), field="path")
    if len(path) > MAX_STEPS:
        raise ResponseError("too_many", _("There are too many answers here."), field="path")
    response = {"path": [[clean_text(scene, "path"), clean_text(option, "path")] for scene, option in path]}
    replay(frozen, response, strict=True)
    return response


def from_form(frozen: Frozen, data: Data) -> Response | None:
    """The path so far, then one step on or one step back."""
    text = read_one(data, "path", limit=10_000) or ""
    path = [step.split(":") for step in text.split(",") if step]
    option = read_one(data, "option")
    if data.get("back"):
        path = path[:-1]
    elif option:
        _steps, scene = replay(frozen, from_json(frozen, path), strict=True)
        path.append([scene["id"], option])
    return from_json(frozen, path)


def to_text(response: Response | None) -> str:
    return ",".join(":".join(step) for step in response["path"]) if response else ""


def option_order(scene: Scene, seed: int, shuffle: bool) -> list[str]:
    ids = [option["id"] for option in scene["options"]]
    return shuffled(ids, seed, scene["id"]) if shuffle else ids


def choices(frozen: Frozen) -> list[Scene]:
    """The scenes where something is chosen."""
    return [scene for scene in frozen["scenes"] if scene["options"]]


def best_points(frozen: Frozen, scene: str) -> float:
    return _from(frozen, scene, max)


def mean_points(frozen: Frozen, scene: str) -> float:
    """What choosing blindly collects on average."""
    return _from(frozen, scene, lambda found: sum(found) / len(found))


def best_options(frozen: Frozen, scene: str) -> list[str]:
    """The choices of a scene from which most can still be collected."""
    here: Scene = next((found for found in frozen["scenes"] if found["id"] == scene), {"options": []})
    worth = {option["id"]: option["points"] + best_points(frozen, option["to"]) for option in here["options"]}
    most = max(worth.values(), default=0.0)
    return [option for option, points in worth.items() if points == most]


def is_free(frozen: Frozen, scene: str) -> bool:
    """Whether every choice of a scene is worth the same, so that none is right or wrong."""
    return len(best_options(frozen, scene)) == len(next(s["options"] for s in frozen["scenes"] if s["id"] == scene))


def best_path(frozen: Frozen) -> list[list[str]]:
    scenes = {scene["id"]: scene for scene in frozen["scenes"]}
    here, path = scenes[frozen["start"]], list[list[str]]()
    while here["options"] and len(path) < len(scenes):
        best = best_options(frozen, here["id"])[0]
        path.append([here["id"], best])
        here = scenes[next(option["to"] for option in here["options"] if option["id"] == best)]
    return path


def problems(value: StructValue) -> list[Reason]:
    """What would leave a learner without a way on."""
    scenes = {
        scene["key"]: [option["to"] for _id, option in parts(scene, "options")] for _id, scene in parts(value, "scenes")
    }
    if len(scenes) != len(value["scenes"]):
        return [Reason("same_key", _("Two scenes have the same key."))]
    if value["start"] not in scenes:
        return [Reason("no_start", _("The first scene %(key)s does not exist."), {"key": value["start"]})]
    missing = [(key, to) for key, follow in scenes.items() for to in follow if to not in scenes]
    message = _("The scene %(key)s leads to %(to)s, which does not exist.")
    if missing:
        return [Reason("no_scene", message, {"key": key, "to": to}) for key, to in missing]
    loop = _loop(scenes)
    if loop:
        return [Reason("loop", _("The scene %(key)s leads back to itself; a story must go on."), {"key": loop})]
    unreached = sorted(set(scenes) - _reached(scenes, value["start"]))
    message = _("The scene %(key)s is never reached.")
    return [Reason("unreached", message, {"key": key}) for key in unreached]


Join = Callable[[list[float]], float]


def _from(frozen: Frozen, scene: str, join: Join) -> float:
    """The points still to come from a scene on."""
    scenes = {found["id"]: found["options"] for found in frozen["scenes"]}
    worth: dict[str, float] = {}

    def visit(key: str) -> float:
        if key not in worth:
            worth[key] = 0.0  # stands while the scene is open, so that even a loop ends
            found = [option["points"] + visit(option["to"]) for option in scenes.get(key, [])]
            worth[key] = join(found) if found else 0.0
        return worth[key]

    return visit(scene)


def _reached(scenes: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo += scenes[key]
    return found


def _loop(scenes: dict[str, list[str]]) -> str:
    """A scene that can be entered twice, or ""."""
    return next((key for key in scenes if any(key in _reached(scenes, to) for to in _once(scenes[key]))), "")


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
