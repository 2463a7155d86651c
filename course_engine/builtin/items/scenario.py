"""Scenario: a story that branches. The server replays the path and shows one scene at a time."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from cms.publishing.blocks import KeyBlock
from course_engine.builtin.items import paths
from course_engine.plugins.blocks import PartsBlock, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.markup import FEATURES, to_html, to_markdown, to_plain
from course_engine.plugins.question import (
    Entry,
    Question,
    dump_parts,
    html_of,
    list_item,
    load_parts,
    outcome,
    parts,
    plain_number,
)
from course_engine.plugins.reading import Data, is_form, only_fields
from course_engine.plugins.values import Outcome, Reason, Row


class Scenario(Question):
    """The score is the points collected over those of the best path; a scene ahead is never shown."""

    slug = "scenario"
    label = _("Scenario")
    description = _("A story that branches. The score is the points collected, as a share of those of the best path.")
    icon = "site"
    template = "course_engine/items/scenario.html"
    result_template = "course_engine/items/result_scenario.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        option = blocks.StructBlock(
            [
                ("key", key_block()),
                ("text", text_block(_("Choice"))),
                ("to", KeyBlock(label=_("Leads to"), help_text=_("The key of the next scene."))),
                ("points", blocks.FloatBlock(default=0.0, min_value=0, label=_("Points"))),
                ("feedback", feedback_block()),
            ]
        )
        help_options = _("A scene without choices is an end.")
        scene = blocks.StructBlock(
            [
                ("key", KeyBlock(label=_("Key"))),
                ("text", blocks.RichTextBlock(features=FEATURES, label=_("Scene"))),
                ("options", PartsBlock(option, default=[], max_num=8, label=_("Choices"), help_text=help_options)),
            ]
        )
        return [
            ("start", KeyBlock(label=_("First scene"), help_text=_("The key of the scene that begins the story."))),
            ("scenes", PartsBlock(scene, mint=False, min_num=2, max_num=60, label=_("Scenes"))),
        ]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        scenes = parts(value, "scenes")
        ids = {scene["key"]: key for key, scene in scenes}
        return {
            "start": ids.get(value["start"], ""),
            "scenes": [
                {
                    "id": key,
                    "options": [
                        {"id": name, "to": ids.get(option["to"], ""), "points": float(option["points"] or 0)}
                        for name, option in parts(scene, "options")
                    ],
                }
                for key, scene in scenes
            ],
        }

    def own_texts(self, value: StructValue) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, scene in parts(value, "scenes"):
            found[f"scene:{key}"] = html_of(scene["text"])
            for name, option in parts(scene, "options"):
                found |= {f"option:{name}": option["text"], f"feedback:{name}": option["feedback"]}
        return found

    def own_problems(self, value: StructValue) -> list[Reason]:
        return paths.problems(value)

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        extra = {"to": lambda option: str(option["to"]), "points": lambda option: float(option["points"])}
        texts = ["text", "feedback"]
        scenes = [
            list_item(
                new_id(f"scenes/{key}"),
                {
                    "key": str(key),
                    "text": to_html(scene["text"][language]),
                    "options": load_parts(
                        scene.get("options") or [], f"scenes/{key}/options", new_id, language, texts, **extra
                    ),
                },
            )
            for key, scene in entry["scenes"].items()
        ]
        return {"start": str(entry["start"]), "scenes": scenes}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        by_language = {language: dict(parts(value, "scenes")) for language, value in values.items()}
        source = next(iter(values.values()))
        extra = {"to": lambda option: option["to"], "points": lambda option: plain_number(option["points"] or 0)}
        scenes: dict[str, Any] = {}
        for key, scene in parts(source, "scenes"):
            rows = {language: found[key] for language, found in by_language.items() if key in found}
            text = {language: to_markdown(html_of(row["text"])) for language, row in rows.items()}
            options = dump_parts(rows, "options", ["text", "feedback"], **extra)
            scenes[scene["key"]] = {"text": text, **({"options": options} if options else {})}
        return {"start": source["start"], "scenes": scenes}

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        steps, scene = paths.replay(frozen, response)
        return {
            "type": self.slug,
            "stem": texts.get("stem", ""),
            "steps": [
                {
                    "scene": texts.get(f"scene:{step.scene}", ""),
                    "choice": texts.get(f"option:{step.option['id']}", ""),
                }
                for step in steps
            ],
            "scene": {
                "id": scene["id"],
                "text": texts.get(f"scene:{scene['id']}", ""),
                "options": [
                    {"id": key, "text": texts.get(f"option:{key}", "")}
                    for key in paths.option_order(scene, seed, shuffle)
                ],
            },
            "path": paths.to_text(response),
            "finished": not scene["options"],
        }

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "path")
        return paths.from_form(frozen, data) if is_form(data) else paths.from_json(frozen, data.get("path"))

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        steps, _scene = paths.replay(frozen, response)
        best = paths.best_points(frozen, frozen["start"])
        points = sum(step.option["points"] for step in steps)
        taken = {step.scene: step.option["id"] for step in steps}
        classes = [(scene["id"], taken.get(scene["id"], "")) for scene in paths.choices(frozen)]
        return outcome(points / best if best else 1.0, classes, list(taken.values()), answered=bool(steps))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        steps, _scene = paths.replay(frozen, response)
        rows = []
        for step in steps:
            best = paths.best_options(frozen, step.scene)
            free = paths.is_free(frozen, step.scene)
            rows.append(
                Row(
                    id=step.scene,
                    label=to_plain(texts.get(f"scene:{step.scene}", "")),
                    answer=texts.get(f"option:{step.option['id']}", ""),
                    right="" if free else "; ".join(texts.get(f"option:{key}", "") for key in best),
                    # Where there is one way on only, nothing was decided.
                    state="" if free else "correct" if step.option["id"] in best else "incorrect",
                    feedback_id=f"feedback:{step.option['id']}",
                )
            )
        return rows

    def worked(self, frozen: Frozen, texts: Texts, seed: int) -> dict[str, Any]:
        rows = self.rows(frozen, texts, self.solution(frozen, seed, ""), seed)
        return {"rows": [{"id": row.id, "label": row.label, "answer": row.answer} for row in rows]}

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"path": paths.best_path(frozen)}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {scene["id"]: [*(option["id"] for option in scene["options"]), ""] for scene in paths.choices(frozen)}

    def guess_score(self, frozen: Frozen) -> float:
        best = paths.best_points(frozen, frozen["start"])
        return min(1.0, paths.mean_points(frozen, frozen["start"]) / best) if best else 1.0
