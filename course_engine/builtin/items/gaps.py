"""The three kinds of gap of a cloze, each with its own key, reading and marking."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.builtin.items import numeric, wording
from course_engine.builtin.items.short_text import accepted_problems
from course_engine.plugins.item_types import NewId, Texts
from course_engine.plugins.question import Entry, dump_parts, load_parts, parts, plain_number
from course_engine.plugins.reading import canonical, clean_text, one_of, read_number
from course_engine.plugins.seeding import shuffled
from course_engine.plugins.values import Reason

Gap = dict[str, Any]

KINDS = ("text", "number", "choice")


def freeze(child: Any) -> Gap:
    value = child.value
    gap: Gap = {"id": child.id or f"new-{value['key']}", "key": value["key"], "kind": child.block_type}
    if child.block_type == "text":
        gap["accepted"] = wording.freeze_accepted(value["accepted"])
    elif child.block_type == "number":
        gap |= {name: canonical(Decimal(str(value[name] or 0))) for name in ("answer", "tolerance")}
    else:
        options = parts(value, "options")
        gap["options"] = [{"id": key, "correct": bool(option["correct"])} for key, option in options]
    return gap


def problems(child: Any) -> list[Reason]:
    if child.block_type == "text":
        return accepted_problems(child.value["accepted"])
    if child.block_type == "choice":
        right = sum(bool(option["correct"]) for _key, option in parts(child.value, "options"))
        if right != 1:
            return [Reason("one_correct", _("Exactly one answer of each choice gap must be correct."))]
    return []


def load(blank: Entry, language: str, new_id: NewId) -> dict[str, Any]:
    key, kind = str(blank["id"]), blank["kind"]
    folder = f"blanks/{key}"
    value: dict[str, Any] = {"key": key}
    if kind == "text":
        value["accepted"] = wording.load_accepted(blank["accepted"], f"{folder}/accepted", new_id)
    elif kind == "number":
        value["answer"] = canonical(Decimal(str(blank["answer"])))
        value["tolerance"] = canonical(Decimal(str(blank.get("tolerance", 0))))
    else:
        extra = {"correct": lambda option: bool(option["correct"])}
        texts = ["text", "feedback"]
        value["options"] = load_parts(blank["options"], f"{folder}/options", new_id, language, texts, **extra)
    return {"type": kind, "id": new_id(folder), "value": value}


def dump(child: Any, by_language: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    value = child.value
    entry: dict[str, Any] = {"id": value["key"], "kind": child.block_type}
    if child.block_type == "text":
        entry["accepted"] = wording.dump_accepted(value["accepted"])
    elif child.block_type == "number":
        entry |= {name: plain_number(value[name] or 0) for name in ("answer", "tolerance")}
    else:
        rows = {language: gaps[child.id] for language, gaps in by_language.items() if child.id in gaps}
        extra = {"correct": lambda option: bool(option["correct"])}
        entry["options"] = dump_parts(rows, "options", ["text", "feedback"], **extra)
    return entry


def present(gap: Gap, texts: Texts, seed: int, answer: str, shuffle: bool) -> dict[str, Any]:
    view: dict[str, Any] = {"id": gap["id"], "key": gap["key"], "kind": gap["kind"], "value": answer}
    if gap["kind"] == "choice":
        ids = [option["id"] for option in gap["options"]]
        ids = shuffled(ids, seed, "|".join(ids)) if shuffle else ids
        view["options"] = [
            {"id": key, "text": texts.get(f"option:{key}", ""), "selected": key == answer} for key in ids
        ]
    return view


def parse(gap: Gap, answer: Any) -> str:
    """The answer in canonical form; "" for none."""
    if gap["kind"] == "number":
        if isinstance(answer, str) and not answer.strip():
            return ""
        return canonical(read_number(answer))
    text = clean_text(answer, f"gap-{gap['id']}").strip()
    if gap["kind"] == "choice" and text:
        return one_of(text, [option["id"] for option in gap["options"]], f"gap-{gap['id']}")
    return text


def is_right(gap: Gap, answer: str) -> bool:
    if not answer:
        return False
    if gap["kind"] == "text":
        return wording.matches(answer, gap["accepted"])
    if gap["kind"] == "number":
        return numeric.within(answer, gap["answer"], gap["tolerance"])
    return any(option["id"] == answer and option["correct"] for option in gap["options"])


def answer_class(gap: Gap, answer: str) -> str:
    if gap["kind"] == "choice" or not answer:
        return answer
    return "right" if is_right(gap, answer) else "*"


def classes(gap: Gap) -> list[str]:
    if gap["kind"] == "choice":
        return [*(option["id"] for option in gap["options"]), ""]
    return ["right", "*", ""]


def solution(gap: Gap, language: str | None = None) -> str:
    if gap["kind"] == "text":
        return wording.preferred(gap["accepted"], language)
    if gap["kind"] == "number":
        return str(gap["answer"])
    return next((str(option["id"]) for option in gap["options"] if option["correct"]), "")


def shown(gap: Gap, answer: str, texts: Texts) -> str:
    """An answer as people read it."""
    if not answer or gap["kind"] == "text":
        return answer
    return numeric.shown(answer) if gap["kind"] == "number" else texts.get(f"option:{answer}", "")
