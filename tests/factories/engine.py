"""Courses with practice and tests in both languages, learners, and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.publishing.texts import texts_of
from cms.publishing.writer import write_translation
from course_engine import services
from course_engine.models import AssessmentPage, Attempt, AttemptItem
from course_engine.plugins.registry import item_types
from course_engine.seeds import item_seed
from tests.course_engine.builtin.entries import ENTRIES, both, choices
from tests.factories import pages
from tests.factories.accounts import UserFactory

NAMESPACE = UUID("5f0f2a2e-0d7e-4a77-9d0b-1f6d6f0c9a11")


def entry(number: int, kind: str = "single_choice", **changes: Any) -> dict[str, Any]:
    """An item as a course package writes it; the stem tells it from others."""
    made = {**ENTRIES[kind], "id": f"q{number}", "stem": both(f"Question {number}?", f"¿Pregunta {number}?"), **changes}
    if kind == "cloze":
        made["stem"] = ENTRIES[kind]["stem"]
    return made


def raw_item(entry_: dict[str, Any], language: str, space: str = "") -> dict[str, Any]:
    """An item's block as the database holds it; the same ids in every language."""
    item_type = item_types.get(entry_["type"])
    name = f"{space}/{entry_['id']}"
    value = item_type.load(entry_, language=language, new_id=lambda local: str(uuid5(NAMESPACE, f"{name}/{local}")))
    return {"type": item_type.slug, "value": value, "id": str(uuid5(NAMESPACE, name))}


def draw(source: AssessmentPage, count: int, difficulty: str = "", provisions: tuple[str, ...] = ()) -> dict[str, Any]:
    value = {
        "assessment": str(source.translation_key),
        "count": count,
        "provisions": [pages.item(eid) for eid in provisions],
        "difficulty": difficulty,
    }
    return pages.block("draw", value)


def assessment(
    parent: Any, slug: str = "test", entries: list[dict[str, Any]] | None = None, *, spanish: bool = True, **fields: Any
) -> AssessmentPage:
    """A live assessment with items, in English and Spanish."""
    entries = [entry(1), entry(2)] if entries is None else entries
    fields = {"title": "Test of the module", "slug": slug, "assessment_id": slug, "shuffle_options": True, **fields}
    page = AssessmentPage(**fields)
    page.items = [raw_item(each, "en", slug) for each in entries]
    page = pages.add(parent, page)
    if spanish:
        translate(page, entries, slug)
    return AssessmentPage.objects.get(pk=page.pk)


def translate(page: AssessmentPage, entries: list[dict[str, Any]], slug: str) -> AssessmentPage:
    """The Spanish row, its texts from the Spanish side of the entries."""
    unsaved = AssessmentPage(title=f"{page.title} (es)", slug=page.slug, locale=pages.locale("es"))
    unsaved.items = [raw_item(each, "es", slug) for each in entries]
    texts = {path: text for path, text in texts_of(unsaved).items() if path not in {"slug", "intro"}}
    return write_translation(page, pages.locale("es"), user=None, texts=texts, publish=True, origin="test").row


@dataclass
class Site:
    """A course of one module with lessons, practice and a test."""

    course: CoursePage
    module: ModulePage
    lessons: list[LessonPage]
    practice: AssessmentPage
    test: AssessmentPage

    @property
    def key(self) -> UUID:
        return self.course.translation_key


def practice_block(page: AssessmentPage, number: int = 0) -> dict[str, Any]:
    value = {"assessment": str(page.translation_key), "item": str(page.items[number].id)}
    return pages.block("practice", value)


def site(*, lessons: int = 2, entries: list[dict[str, Any]] | None = None, **test: Any) -> Site:
    """Lesson 1 holds a practice question, the others none."""
    course = pages.course(edition="2026-11-01", minutes=90)
    index = pages.index()
    module = pages.module(course)
    for page in (index, course, module):
        pages.translate(page, title=f"{page.title} (es)")
    practice = assessment(module, "practice", [entry(91), entry(92, "numeric")], kind="practice", mode="immediate")
    made = []
    for number in range(1, lessons + 1):
        body = [practice_block(practice)] if number == 1 else []
        lesson = pages.lesson(module, f"l{number}", title=f"Lesson {number}", body=body)
        pages.translate(lesson, title=f"Lección {number}")
        made.append(lesson)
    exam = assessment(module, "test", entries, **test)
    return Site(CoursePage.objects.get(pk=course.pk), module, made, practice, exam)


def learner(email: str = "learner@example.org", **fields: Any) -> Any:
    """A user with a confirmed address and a name for the certificate."""
    return UserFactory(email=email, **{"certificate_name": "Ana Pérez", **fields})


def enrolled(made: Site, email: str = "learner@example.org") -> Any:
    user = learner(email)
    services.enrol(user=user, course_key=made.key)
    return user


def start(user: Any, page: AssessmentPage, language: str = "en") -> Attempt:
    return services.start_attempt(user=user, assessment_key=page.translation_key, language=language)


def solution(item: AttemptItem, language: str = "en") -> dict[str, Any]:
    """A response that earns full marks."""
    item_type = item_types.get(item.version.type)
    found = item_type.solution(item.version.frozen, item_seed(item.attempt.seed, item.item_key), language)
    if found is None and item.version.type == "scale":  # it has no right answer
        return {"choice": item.version.frozen["steps"][0]}
    return found or {"text": "An answer in own words."}


def answer_all(attempt: Attempt, language: str = "en") -> None:
    for item in attempt.items.select_related("version", "attempt"):
        services.save_response(
            user=attempt.user,
            attempt_id=attempt.pk,
            item_key=item.item_key,
            data=solution(item, language),
            action_id=uuid4().hex,
            language=language,
        )


def submit(attempt: Attempt, language: str = "en", action_id: str = "") -> str:
    return services.submit_attempt(
        user=attempt.user, attempt_id=attempt.pk, action_id=action_id or uuid4().hex, language=language
    )


def passed(user: Any, page: AssessmentPage, language: str = "en") -> Attempt:
    """An attempt with every answer right, handed in."""
    attempt = start(user, page, language)
    answer_all(attempt, language)
    submit(attempt, language)
    attempt.refresh_from_db()
    return attempt


def options(right: str) -> list[dict[str, Any]]:
    """Four options of which this one is right."""
    return choices(right)
