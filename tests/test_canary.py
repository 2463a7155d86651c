"""A secret stands in every place of every item type that holds one; no byte served before its time has it in it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail, serializers
from django.test import Client

from cms.pages.admin_setup import MANAGERS, set_up
from course_engine.models import Attempt, AttemptItem, EventOutbox
from course_engine.plugins.registry import item_types
from search.indexing import outbox
from search.models import DocumentRecord, NameEntry
from tests.canary import places
from tests.canary.planting import OF_PLUGINS, Planted, plant
from tests.course_engine.builtin.entries import ENTRIES
from tests.factories import engine
from tests.factories.accounts import PASSWORD, UserFactory, signed_in
from tests.permissions.world import convention
from tests.plugins.test_third_party import distribution, run

pytestmark = pytest.mark.django_db
OTHER = {"en": "es", "es": "en"}
BAD_ANSWERS: tuple[dict[str, Any], ...] = ({"nonsense": "x"}, {"choice": "x"}, {"text": ["x"]}, {"gaps": 7}, {})


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    """The sweep asks more in a second than anyone in an hour; the limits have tests of their own."""
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.allow_request", lambda *_: True)


@pytest.fixture
def made(db, settings, tmp_path: Path) -> Planted:
    """The planted course, found by search as on a running site."""
    settings.SEARCH_INDEX_ROOT = tmp_path / "search"
    convention()
    planted = plant()
    set_up()
    outbox.drain()
    return planted


@pytest.fixture
def attempt(made: Planted) -> Attempt:
    """A learner in the middle of the test."""
    user = engine.learner("learner@example.org")
    engine.services.enrol(user=user, course_key=made.course.translation_key)
    return engine.start(user, made.test)


def in_group(email: str, name: str) -> Any:
    user = UserFactory(email=email)
    user.groups.add(Group.objects.get(name=name))
    return user


def without_rights() -> Any:
    """Somebody who may enter the admin, and nothing in it."""
    group, _created = Group.objects.get_or_create(name="Guests of the admin")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    return in_group("guest@example.org", group.name)


def readers(attempt: Attempt) -> dict[str, Client]:
    return {
        "anonymous": Client(),
        "learner": signed_in(attempt.user),
        "other": signed_in(engine.learner("other@example.org")),
        "translator": signed_in(in_group("translator@example.org", "Translators (Spanish)")),
        "guest": signed_in(without_rights()),
    }


def all_of(answer: Any) -> bytes:
    """Status line, headers and body."""
    return answer.getvalue() + str(dict(answer.headers)).encode() + answer.cookies.output().encode()


def told(made: Planted, who: str, client: Client, paths: Iterable[str]) -> list[tuple[str, str, dict[str, str]]]:
    """Where a secret was found."""
    client.raise_request_exception = False
    found = []
    for path in sorted(set(paths)):
        secrets = made.garden.seen(all_of(client.get(path)))
        if secrets:
            found.append((who, path, secrets))
    return found


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_every_type_has_something_to_hide(made):
    assert {each.slug for each in item_types} <= {*ENTRIES, *OF_PLUGINS}
    kinds = {where.split(".")[0].split(" ")[0] for where in made.garden.secrets.values()}
    assert {each.slug for each in item_types} <= kinds
    assert {"matching.pairs[0].feedback (es)", "numeric.tolerance", "short_text.accepted (en)"} <= set(
        made.garden.secrets.values()
    )


def test_no_page_and_no_answer_of_the_api_tells(made, attempt, caplog):
    paths = [*places.site(made, attempt), *places.api(made, attempt)]
    for who, client in readers(attempt).items():
        assert told(made, who, client, paths) == []
    # The learner was served every question meanwhile, in both languages.
    page = "".join(
        text_of(signed_in(attempt.user).get(f"/{language}/learning/attempts/{attempt.pk}/"))
        for language in ("en", "es")
    )
    lesson = "".join(text_of(signed_in(attempt.user).get(path)) for path in (made.lesson.url, spanish(made.lesson).url))
    asked = made.garden.asked
    assert {word for word in asked if word in page + lesson} == set(asked)
    assert made.garden.seen(caplog.text.encode()) == {}


def spanish(page: Any) -> Any:
    return page.get_translations().get()


def test_the_admin_tells_nobody_without_rights_on_the_page(made, attempt):
    assert told(made, "guest", signed_in(without_rights()), places.admin(made)) == []
    assert told(made, "learner", signed_in(attempt.user), list(places.admin(made))[:40]) == []


def test_who_searches_for_a_secret_learns_nothing_of_it(made, attempt):
    clients = readers(attempt)
    for secret in [*made.garden.secrets][::7]:
        for who, client in clients.items():
            answer = client.get("/api/search/", {"q": secret, "language": "en"}).json()
            assert (answer["count"], answer["results"], answer["answer"]) == (0, [], None), (who, secret)
            assert made.garden.seen(json.dumps({**answer, "query": ""}).encode()) == {}, (who, secret)
            assert client.get("/api/search/suggest/", {"q": secret[:4], "language": "en"}).json()["results"] == []
            assert made.garden.seen(client.get("/api/v2/pages/", {"search": secret}).content) == {}
            assert client.get("/en/search/", {"q": secret}).context["answer"].results == []
        sentences = clients["translator"].get("/cms/concordance/", {"q": secret}).context["answer"].concord
        assert (sentences.count, len(sentences.rows)) == (0, 0), secret


def test_what_is_kept_for_search_events_and_mail_holds_none(made, attempt):
    engine.answer_all(attempt)
    rows = [*DocumentRecord.objects.all(), *NameEntry.objects.all(), *EventOutbox.objects.all()]
    assert len(rows) > 10
    assert {row.kind for row in rows if isinstance(row, DocumentRecord)} >= {"course", "lesson"}
    assert made.garden.seen(serializers.serialize("json", rows).encode()) == {}
    assert made.garden.seen(repr([message.message() for message in mail.outbox]).encode()) == {}


def wrong(item: AttemptItem) -> dict[str, Any]:
    """An answer that reads well and earns as little as there is, made of public ids alone."""
    frozen, kind = item.version.frozen, item.version.type
    if kind in {"numeric", "estimate"}:
        return {"value": "1"}
    if kind in {"short_text", "open"}:
        return {"text": "nothing of the kind"}
    if kind == "cloze":
        return {"gaps": {gap["id"]: "1" for gap in frozen["gaps"] if gap["kind"] == "number"}}
    return engine.solution(item)


def test_neither_saving_nor_nonsense_gets_an_early_word(made, attempt):
    client = signed_in(attempt.user)
    reached: dict[str, str] = {}
    for item in attempt.items.select_related("version", "attempt"):
        address = f"/api/attempts/{attempt.pk}/responses/{item.item_key}/"
        for response in (*BAD_ANSWERS, wrong(item)):
            data = {"action_id": uuid4().hex, "response": response}
            for language in ("en", "es"):
                answer = client.put(f"{address}?language={language}", data, content_type="application/json")
                assert answer.status_code in {200, 400, 409, 422}, (item.version.type, response)
                reached |= made.garden.seen(all_of(answer))
        assert answer.json()["review"] is None, item.version.type
    for language in ("en", "es"):
        path = f"/{language}/learning/attempts/{attempt.pk}/"
        for answer in (client.get(path), client.get(f"{path}review/"), bad_form(client, path), client.get(path)):
            reached |= made.garden.seen(all_of(answer))
    assert {where for where in reached.values() if not where.startswith("scene ")} == set()
    assert reached, "the story went on, so the scenes that the learner reached are told"


def bad_form(client: Client, path: str) -> Any:
    """Every field of the page's form, filled with what no item can read."""
    fields = {
        name: "\x01 nonsense"
        for each in client.get(path).context["items"]
        for name in (f"{each['prefix']}{field}" for field in ("choice", "choices", "value", "text", "go"))
    }
    return client.post(path, fields)


def test_the_export_of_ones_own_data_holds_no_secret(made, attempt):
    client = Client()
    client.post("/en/accounts/login/", {"login": attempt.user.email, "password": PASSWORD})
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/en/accounts/data/export/")
    assert answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    held = b"".join(archive.read(name) for name in archive.namelist())
    assert str(attempt.pk).encode() in held
    assert made.garden.seen(held) == {}


def test_a_preview_shows_what_learners_see_and_the_form_what_editors_need(made):
    manager = signed_in(in_group("manager@example.org", MANAGERS))
    for page in made.pages():
        draft = manager.get(f"/cms/pages/{page.pk}/view_draft/")
        assert draft.status_code == 200
        assert made.garden.seen(all_of(draft)) == {}
    form = made.garden.seen(all_of(manager.get(f"/cms/pages/{made.test.pk}/edit/")))
    hidden = {secret for secret in in_test(made) if not secret.endswith("es")}
    assert hidden - set(form) == set()


def in_test(made: Planted) -> list[str]:
    """The secrets of the test, which was planted after the practice."""
    secrets = list(made.garden.secrets)
    return secrets[len(secrets) // 2 :]


def test_after_handing_in_the_learner_reads_the_feedback_and_the_right_answers(made, attempt):
    engine.answer_all(attempt)
    engine.submit(attempt)
    client = signed_in(attempt.user)
    for language in ("en", "es"):
        seen = made.garden.seen(all_of(client.get(f"/{language}/learning/attempts/{attempt.pk}/results/")))
        everywhere = set(seen.values())
        kinds = {item.version.type for item in attempt.items.select_related("version")} - {"open", "scale"}
        for kind in kinds:
            assert f"{kind}.feedback ({language})" in everywhere, (language, kind)
        assert {"numeric.answer", f"single_choice.options[1].feedback ({language})"} <= everywhere
        assert set(seen) <= set(in_test(made))
        # In the other language there is what the learner wrote, and nothing else.
        other = {where for where in everywhere if where.endswith(f"({OTHER[language]})")}
        assert {where.rpartition(".")[2] for where in other} <= {f"accepted ({OTHER[language]})"}
    others = {"anonymous": Client(), "other": signed_in(engine.learner("other@example.org"))}
    for who, reader in others.items():
        paths = [*places.site(made, attempt), *places.api(made, attempt)]
        assert told(made, who, reader, paths) == []


def test_a_practice_question_tells_its_own_secrets_alone(made, attempt):
    number = next(index for index, item in enumerate(made.practice.items) if item.block_type == "single_choice")
    item = made.practice.items[number]
    client = signed_in(attempt.user)
    address = f"/en/learning/practice/{made.practice.translation_key}/{item.id}/"
    version = re.search(
        rf'action="{address}".*?name="version" value="(\w+)"', text_of(client.get(made.lesson.url)), re.S
    )
    assert version is not None
    chosen = item.value["options"].bound_blocks[0]
    form = {f"p{str(item.id)[:8]}-choice": str(chosen.id), "version": version[1], "next": made.lesson.url}
    answer = client.post(address, form, follow=True)
    seen = made.garden.seen(all_of(answer))
    assert chosen.value["feedback"] in seen
    assert {where.split(".")[0] for where in seen.values()} == {"single_choice"}
    assert set(seen).isdisjoint(in_test(made))


def test_it_holds_with_a_plugin_of_somebody_else(tmp_path):
    if "estimate" in {each.slug for each in item_types}:
        pytest.skip("This is the installation that has it.")
    distribution(tmp_path, "estimate_plugin")
    result = run(
        tmp_path, "-m", "pytest", __file__, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "tells or early"
    )
    assert result.returncode == 0, result.stdout[-4000:]
    assert " failed" not in result.stdout
