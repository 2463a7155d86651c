from __future__ import annotations

import re
import uuid

import pytest
from django.core.cache import cache
from django.core.signing import TimestampSigner
from django.test import Client

from search.curation import log
from search.curation.models import SearchEvent
from search.documents import PRIVATE
from search.models import DocumentRecord
from tests.search.curation.test_log import event

pytestmark = pytest.mark.django_db
PATH = "/api/search/clicks/"


def post(client: Client, **data: object):
    return client.post(PATH, data, content_type="application/json")


def clicks() -> list[tuple[str, int | None]]:
    return list(SearchEvent.objects.values_list("clicked_family", "clicked_rank"))


def token_of(response) -> str:
    return re.fullmatch(r'search;desc="([^"]+)"', response["Server-Timing"])[1]


def test_a_click_is_noted_once(client, site):
    signed = token_of(client.get("/en/search/?q=wastes"))
    assert post(client, event=signed, family="provision:art_6", rank=1).status_code == 204
    assert clicks() == [("provision:art_6", 1)]
    assert post(client, event=signed, family="provision:art_6", rank=1).status_code == 204
    assert post(client, event=signed, family="lesson:m3-l4", rank="2").status_code == 204
    assert clicks() == [("provision:art_6", 1)]


def test_a_stranger_without_cookies_or_csrf_token_may_click(site):
    client = Client(enforce_csrf_checks=True)
    signed = log.token(event(0))
    response = post(client, event=signed, family="chemical:pcb", rank=0)
    assert response.status_code == 204
    assert not response.cookies
    assert clicks() == [("chemical:pcb", 0)]


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        uuid.uuid4().hex,
        TimestampSigner(salt="another").sign(uuid.uuid4().hex),
        TimestampSigner(key="another", salt="search.click").sign(uuid.uuid4().hex),
        ["list"],
        None,
        "\ud800:x:y",
        "\x00:x:y",
    ],
    # Every process of a run must give the tests the same names.
    ids=["empty", "short", "unsigned", "another salt", "another key", "list", "null", "surrogate", "NUL"],
)
def test_a_forged_token_is_refused(client, site, forged):
    event(0)
    assert post(client, event=forged, family="chemical:pcb", rank=1).status_code == 403
    assert clicks() == [("", None)]


def test_the_token_of_one_event_does_not_open_another(client, site):
    mine, others = event(0), event(0)
    signed = log.token(mine).replace(mine.id.hex, others.id.hex)
    assert post(client, event=signed, family="chemical:pcb", rank=1).status_code == 403


def test_a_token_expires(client, site, monkeypatch):
    signed = log.token(event(0))
    monkeypatch.setattr(log, "TOKEN_SECONDS", -1)
    assert post(client, event=signed, family="chemical:pcb", rank=1).status_code == 403
    assert clicks() == [("", None)]


@pytest.mark.parametrize(
    "click",
    [
        {"family": "nothing:here", "rank": 1},
        {"family": "chemical:pcb", "rank": -1},
        {"family": "chemical:pcb", "rank": 101},
        {"family": "chemical:pcb", "rank": "first"},
        {"family": "chemical:pcb"},
        {"rank": 1},
    ],
)
def test_what_cannot_have_been_opened_is_refused(client, site, click):
    assert post(client, event=log.token(event(0)), **click).status_code == 400
    assert clicks() == [("", None)]


def test_what_is_not_public_is_no_family(client, site):
    DocumentRecord.objects.filter(family_id="chemical:pcb").update(visibility=PRIVATE)
    assert post(client, event=log.token(event(0)), family="chemical:pcb", rank=1).status_code == 400
    assert clicks() == [("", None)]


@pytest.mark.parametrize("body", ["[]", "1", '"x"', "null", "{", ""])
def test_what_is_no_click_is_refused(client, body):
    assert client.post(PATH, body, content_type="application/json").status_code in {400, 403}


def test_the_click_on_a_forgotten_search_is_nothing(client, site):
    old = event(0)
    signed = log.token(old)
    SearchEvent.objects.all().delete()
    assert post(client, event=signed, family="chemical:pcb", rank=1).status_code == 204


def test_reading_is_no_click(client, site):
    assert client.get(PATH).status_code == 405


def test_pages_after_the_first_have_no_token(client, site):
    assert client.get("/en/search/?q=wastes").has_header("Server-Timing")
    assert not client.get("/en/search/?q=wastes&kind=lesson").has_header("Server-Timing")
    assert not client.get("/en/search/?q=wastes&page=2").has_header("Server-Timing")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_the_same_for_everybody_and_kept_unless_it_changes(client, site, language):
    first, other = (client.get(f"/{language}/search/?q=wastes") for _ in range(2))
    assert token_of(first) != token_of(other)
    assert (first["ETag"], first.content) == (other["ETag"], other.content)
    assert SearchEvent.objects.count() == 2
    again = client.get(f"/{language}/search/?q=wastes", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again.has_header("Server-Timing")) == (304, b"", False)
    # What a browser shows again is no other search; a click on it belongs to the first.
    assert SearchEvent.objects.count() == 2


def test_there_is_a_limit(client, site):
    cache.clear()
    statuses = [post(client, event="x", family="chemical:pcb", rank=1).status_code for _ in range(61)]
    assert statuses == [403] * 60 + [429]
    cache.clear()
