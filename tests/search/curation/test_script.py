"""What the page's script tells of a click, in a real browser."""

from __future__ import annotations

import time

import pytest

from search.curation.models import SearchEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECONDS = 10


@pytest.mark.parametrize(("visits", "button"), [(1, "left"), (2, "left"), (1, "middle")])
def test_opening_a_result_is_noted(live_server, chromium, site, visits, button):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    for _ in range(visits):
        page.goto("/en/search/?q=wastes")
    link = page.locator("a[data-family]").nth(1)
    family, rank = link.get_attribute("data-family"), int(link.get_attribute("data-rank"))
    link.click(button=button)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and not SearchEvent.objects.exclude(clicked_family="").exists():
        time.sleep(0.1)
    assert list(SearchEvent.objects.values_list("query", "clicked_family", "clicked_rank")) == [
        ("wastes", family, rank)
    ]
    assert context.cookies() == []
    context.close()


def test_the_menu_of_a_link_is_no_opening(live_server, chromium, site):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/search/?q=wastes")
    links = page.locator("a[data-family]")
    links.nth(1).click(button="right")
    # A click that is noted comes after one that is not: nothing is on its way any more.
    links.nth(0).click(button="middle")
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and not SearchEvent.objects.exclude(clicked_family="").exists():
        time.sleep(0.1)
    assert list(SearchEvent.objects.values_list("clicked_rank", flat=True)) == [1]
    context.close()
