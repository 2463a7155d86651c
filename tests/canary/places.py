"""Every address at which somebody could look for what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

from django.test import Client

from course_engine.models import Attempt
from tests.canary.planting import Planted
from tests.permissions.routes import all_routes
from tests.permissions.table import TABLE

LANGUAGES = ("en", "es")


def values(made: Planted, attempt: Attempt) -> dict[str, list[object]]:
    """What may stand for each parameter of an address."""
    key, closed = made.test.translation_key, uuid4()
    return {
        "course": [made.course.translation_key],
        "activity": [made.lesson.translation_key],
        "assessment": [key],
        "item": [made.test.items[0].id],
        "enrolment": [attempt.enrolment_id],
        "attempt": [attempt.pk],
        "closed": [closed],
        "number": ["0" * 32],
        "page_id": [page.pk for page in made.pages()],
        "lesson": [page.url for page in made.pages()],
        "practice": [made.practice.translation_key],
        "key": [made.course.translation_key, key, made.practice.translation_key],
        "id": [*(page.pk for page in made.pages()), attempt.pk, attempt.enrolment_id],
        "eid": ["art_5"],
        "slug": ["ddt"],
        "term_id": ["party"],
    }


def filled(address: str, known: dict[str, list[object]]) -> Iterator[str]:
    """The address with each of the values that its parameters may have."""
    names = [name for name in known if f"{{{name}}}" in address]
    for chosen in product(*(known[name] for name in names)):
        made = address
        for name, value in zip(names, chosen, strict=True):
            made = made.replace(f"{{{name}}}", str(value))
        yield made


def site(made: Planted, attempt: Attempt) -> Iterator[str]:
    """Every route that is not the editors', in both languages, and what only a curious person would try."""
    known = values(made, attempt)
    addresses = [address for address, _statuses in TABLE.values()]
    addresses += [
        "/en/learning/attempts/{attempt}/results/",
        "/en/learning/attempts/{activity}/",
        "/en/nowhere/",
        "{lesson}?preview=1&language=es",
        "/en/search/?q=zp0001en",
        "/en/search/debug/?q=feedback",
    ]
    for address in addresses:
        for path in filled(address, known):
            yield path
            if path.startswith("/en/"):
                yield f"/es/{path.removeprefix('/en/')}"


def api(made: Planted, attempt: Attempt) -> Iterator[str]:
    """Every GET of the published schema, in both languages, and the content API asked for all that it has."""
    known = values(made, attempt)
    schema = Client().get("/api/schema/", headers={"Accept": "application/json"}).json()
    addresses = [address for address, verbs in schema["paths"].items() if "get" in verbs]
    everything = ["fields=*", "fields=*&rendered=1", "fields=*,items,body", "fields=_,items"]
    addresses += [f"/api/v2/pages/{each}?{query}" for each in ("", "{page_id}/") for query in everything]
    addresses += [
        "/api/v2/pages/?type=course_engine.AssessmentPage&fields=*",
        "/api/v2/pages/?type=course_engine.AssessmentPage&fields=items",
        "/api/v2/pages/?type=course_engine.AssessmentPage&items=x",
        "/api/v2/pages/?type=course_engine.AssessmentPage&order=items",
        "/api/v2/pages/find/?id={page_id}",
    ]
    for address in addresses:
        for path in filled(address.replace("{id}", "{key}") if "assess" in address else address, known):
            for language in LANGUAGES:
                yield f"{path}{'&' if '?' in path else '?'}language={language}&locale={language}"


def admin(made: Planted) -> Iterator[str]:
    """Every route of the editors' admin, asked for the test's pages and their revisions."""
    for page in (made.test, made.practice, made.test.get_translations().get()):
        first = page.revisions.order_by("pk").first()
        revision = first.pk if first else 1
        known: dict[str, Any] = {
            **dict.fromkeys(("pk", "page_id", "parent_page_id", "page_to_copy_id", "id", "object_id"), page.pk),
            **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), revision),
            "assessment": page.translation_key,
            "item": made.test.items[0].id,
        }
        for route in all_routes():
            if route.is_admin:
                yield route.path(known)
    yield "/cms/api/main/pages/?fields=*&type=course_engine.AssessmentPage"
    yield f"/cms/api/main/pages/{made.test.pk}/?fields=*"
