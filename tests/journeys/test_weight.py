"""Bytes and requests on the wire, as Chromium receives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.places import LESSON, NEXT_LESSON, PUBLIC

if TYPE_CHECKING:
    from playwright.sync_api import Page

KB = 1_000
MEDIA = {"Image", "Media"}


@dataclass
class Visit:
    """What one page took."""

    kinds: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)

    def of(self, *kinds: str) -> float:
        return sum(size for key, size in self.bytes.items() if self.kinds.get(key) in kinds)

    def without_media(self) -> list[str]:
        return [key for key in self.bytes if self.kinds.get(key) not in MEDIA]


def go(page: Page, path: str) -> Visit:
    """Open a page and count, headers included."""
    visit = Visit()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def note_kind(event: dict[str, Any]) -> None:
        visit.kinds[event["requestId"]] = event["type"]

    def note_size(event: dict[str, Any]) -> None:
        visit.bytes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.responseReceived", note_kind)
    session.on("Network.loadingFinished", note_size)
    page.goto(path, wait_until="networkidle")
    session.detach()
    return visit


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(base_url=demo, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_first_visits(chromium, demo, language):
    """HTML with its styles in 13 KB, everything but media in 40 KB and five requests."""
    heavy = {}
    for name, path in PUBLIC.items():
        context = chromium.new_context(base_url=demo)
        visit = go(context.new_page(), f"/{language}/{path}")
        context.close()
        text, rest = visit.of("Document", "Stylesheet"), sum(visit.bytes[key] for key in visit.without_media())
        if text > LIMITS.get(name, 13 * KB) or rest > 40 * KB or len(visit.without_media()) > 5:
            heavy[name] = (text, rest, len(visit.without_media()))
    assert heavy == {}


# Reference pages are read in one piece and bring a sheet of their own: contents, whole article, whole glossary.
LIMITS = {"Convention": 14 * KB, "article": 15 * KB, "glossary": 22 * KB}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_next_lesson_is_little_more_than_its_text(page, language):
    go(page, f"/{language}/{LESSON}")
    visit = go(page, f"/{language}/{NEXT_LESSON}")
    assert sum(visit.bytes[key] for key in visit.without_media()) <= 8 * KB


def test_a_page_seen_before_costs_next_to_nothing(page):
    go(page, f"/en/{LESSON}")
    visit = go(page, f"/en/{LESSON}")
    assert visit.of("Document") <= KB
