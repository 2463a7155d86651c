"""Every route, for everyone: who may read it, that reading changes nothing, that writing needs the form's token."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from wagtail.blocks import StreamValue

from tests.databases import Databases
from tests.permissions.routes import Route, all_routes
from tests.permissions.table import TABLE
from tests.permissions.world import ROLES, World, build

pytestmark = pytest.mark.django_db
# In the admin, open to strangers: the doors that lead to sign-in, and what its pages need to be drawn.
OPEN_ADMIN = {
    "cms/login/",
    "cms/logout/",
    "cms/password_reset/",
    "cms/password_reset/<path:rest>",
    "cms/jsi18n/",
    "cms/sprite/",
}
# What Wagtail itself notes while an editor looks: who has a page open, whom to tell, thumbnails made on demand.
KEPT_BY_WAGTAIL = {
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.PageSubscription",
    "wagtailusers.UserProfile",
    "sessions.Session",
    "pages.CourseRendition",
}
# The search notes what was asked for and not found; the queue holds work that a look may have asked for.
KEPT_BY_US = {"search_curation.SearchEvent", "django_tasks_database.DBTaskResult"}
# Open to everyone, and 503 while the index is not built or the queue waits.
DEPENDS_ON_SERVICES = {"/readyz"}
# Authenticated by a token in a header, which no foreign page can send.
TOKEN_CLIENTS = ("_allauth/app/",)


@pytest.fixture(scope="module")
def built(databases: Databases) -> Iterator[World]:
    with databases.lent("world", build) as world:
        yield world


@pytest.fixture
def world(built: World, db: None) -> World:
    return deepcopy(built)


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    """The sweep asks more in a second than anyone in an hour; the limits have tests of their own."""
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.allow_request", lambda *_: True)


def admin_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_admin]


def site_paths(world: World) -> list[str]:
    return [address.format(**world.values) for address, _statuses in TABLE.values()]


def admin_paths(world: World) -> list[str]:
    values = {**world.values, "pk": world.values["page_id"], "parent_page_id": world.values["page_id"]}
    return [route.path(values) for route in admin_routes()]


def test_every_route_is_decided_and_every_decision_has_a_route():
    listed = {pattern for pattern in TABLE if not pattern.startswith("_allauth/any")}
    routed = {route.pattern for route in all_routes() if not route.is_admin}
    assert sorted(routed - listed) == [], "decide in tests/permissions/table.py who may use these"
    assert sorted(listed - routed) == [], "these routes are gone"


def test_who_may_read_what(world):
    wrong = []
    for pattern, (address, statuses) in TABLE.items():
        path = address.format(**world.values)
        for role in ROLES:
            status = world.client(role).get(path).status_code
            if status != statuses[role] and path not in DEPENDS_ON_SERVICES:
                wrong.append(f"{role}: {path} answered {status}, not {statuses[role]} ({pattern})")
    assert wrong == []


def test_every_page_is_sent_with_its_guards(world):
    """Learner pages run no foreign or inline code; a stranger gets no cookie; what is personal is kept nowhere."""
    forms = {path for path in site_paths(world) if path.startswith("/en/accounts/")}
    wrong = []
    for role in ("anonymous", "owner"):
        for path in site_paths(world):
            response = world.client(role).get(path)
            headers = response.headers
            if path != "/api/docs/" and "unsafe" in headers.get("Content-Security-Policy", "unsafe: none sent"):
                wrong.append(f"{path}: {headers.get('Content-Security-Policy')}")
            if headers.get("X-Content-Type-Options") != "nosniff" or "Referrer-Policy" not in headers:
                wrong.append(f"{path}: headers are missing")
            if role == "anonymous" and path not in forms and "_allauth" not in path and response.cookies:
                wrong.append(f"{path}: sets {sorted(response.cookies)}")
            if role == "owner" and response.status_code == 200 and "no-store" not in headers.get("Cache-Control", ""):
                wrong.append(f"{path}: Cache-Control is {headers.get('Cache-Control')}")
    assert wrong == []


@pytest.mark.parametrize("role", ["anonymous", "owner"])
def test_the_admin_is_closed_to_all_but_staff(world, role):
    client = world.client(role)
    opened = []
    for route in admin_routes():
        response = client.get(route.path(world.values))
        if response.status_code in {302, 403, 404, 405} or route.pattern in OPEN_ADMIN:
            continue
        opened.append(f"{route.pattern} answered {response.status_code}")
    assert opened == []


@pytest.mark.parametrize("role", ["editor", "reviewer", "translator", "manager", "admin"])
def test_the_admin_never_breaks(world, role):
    client = world.client(role, raise_request_exception=False)
    broken = []
    for path in admin_paths(world):
        status = client.get(path).status_code
        if status >= 500 and "failwhale" not in path:
            broken.append(f"{path} answered {status}")
    assert broken == []


ONLY_ADMINISTRATORS = ("users", "groups", "settings", "sites", "locales", "redirects", "workflows", "collections")


@pytest.mark.parametrize("role", ["editor", "reviewer", "translator", "manager"])
def test_people_and_settings_are_the_administrators(world, role):
    client = world.client(role)
    opened = [
        route.pattern
        for route in admin_routes()
        if route.pattern.split("/")[1] in ONLY_ADMINISTRATORS and client.get(route.path({})).status_code == 200
    ]
    # Wagtail's dialog to choose a review step is open to whoever is in the admin; it shows their names.
    assert [pattern for pattern in opened if "task_chooser" not in pattern] == []


def contents() -> Iterator[tuple[str, list[Any]]]:
    for model in apps.get_models():
        if model._meta.managed and model._meta.label not in KEPT_BY_WAGTAIL | KEPT_BY_US:
            names = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
            rows = models.QuerySet(model).order_by("pk").values_list(*names)
            yield model._meta.label, [str([_plain(value) for value in row]) for row in rows]


def _plain(value: Any) -> Any:
    return list(value.raw_data) if isinstance(value, StreamValue) else value


@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_reading_changes_nothing(world, role):
    client = world.client(role, raise_request_exception=False)
    paths = site_paths(world) + (admin_paths(world) if role == "admin" else [])
    before = dict(contents())
    for path in paths:
        if "logout" not in path:
            for method in (client.get, client.head, client.options):
                method(path)
    changed = [label for label, rows in contents() if rows != before[label]]
    assert changed == []


# What belongs to the owner alone, and a request that the owner might send: (method, address, body).
OWNERS: list[tuple[str, str, dict[str, Any]]] = [
    ("post", "/en/learning/enrolments/{enrolment}/leave/", {}),
    ("post", "/en/learning/enrolments/{enrolment}/certificate/", {"name": "Mallory"}),
    ("post", "/en/learning/attempts/{attempt}/", {"save": "1"}),
    ("post", "/en/learning/attempts/{attempt}/review/", {"action_id": "a1"}),
    ("delete", "/api/enrolments/{enrolment}/", {}),
    ("post", "/api/enrolments/{enrolment}/progress/", {"activity": "{activity}", "confirmed": True}),
    ("post", "/api/enrolments/{enrolment}/certificate/", {"name": "Mallory"}),
    ("put", "/api/attempts/{attempt}/responses/q1/", {"action_id": "a1", "response": {"choice": "x"}}),
    ("post", "/api/attempts/{attempt}/submit/", {"action_id": "a1"}),
]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "owner"])
def test_nobody_writes_what_is_anothers(world, role):
    client = world.client(role)
    before = dict(contents())
    wrong = []
    for method, address, body in OWNERS:
        path = address.format(**world.values)
        filled = {
            name: value.format(**world.values) if isinstance(value, str) else value for name, value in body.items()
        }
        if path.startswith("/api/"):
            response = getattr(client, method)(path, filled, content_type="application/json")
        else:
            response = client.post(path, filled)
        if response.status_code not in ({302, 401} if role == "anonymous" else {404}):
            wrong.append(f"{method} {path} answered {response.status_code}")
    assert wrong == []
    assert [label for label, rows in contents() if rows != before[label]] == []


def test_writing_needs_the_token_of_the_form(world):
    client = world.client("admin", enforce_csrf_checks=True, raise_request_exception=False)
    accepted = []
    for route in all_routes():
        if route.pattern.startswith(TOKEN_CLIENTS):
            continue
        path = TABLE[route.pattern][0].format(**world.values) if route.pattern in TABLE else route.path(world.values)
        for method in (client.post, client.put, client.patch, client.delete):
            cache.clear()
            status = method(path, {}, content_type="application/json").status_code
            if status not in {403, 404, 405}:
                accepted.append(f"{method.__name__} {path} answered {status}")
    assert accepted == []
