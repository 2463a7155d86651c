"""Saved searches as their owner uses them: saved once, renamed, removed, limited, nobody else's."""

import re
from html import unescape

import pytest

from accounts.privacy.erasure import erase_person
from accounts.privacy.export import collect
from search.saved import services
from search.saved.models import SavedSearch
from search.services.results import Query
from tests.factories.accounts import UserFactory, signed_in

pytestmark = pytest.mark.django_db
URL = "/en/search/saved/"


def shown(response):
    return unescape(response.content.decode())


@pytest.fixture
def ana():
    return UserFactory(language="en")


def keep(user, text="stockpiles", language="en", **filters):
    return services.save(user=user, query=Query(text, language, {k: tuple(v) for k, v in filters.items()}))


def test_the_page_of_results_saves_what_it_shows(indexed, ana):
    client = signed_in(ana)
    html = shown(client.get("/en/search/?q=stockpiles&topic=wastes&page=1"))
    assert '<input type="hidden" name="query" value="q=stockpiles&topic=wastes">' in html
    response = client.post(f"{URL}save/", {"query": "q=stockpiles&topic=wastes"}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "“stockpiles” is saved." in shown(response)
    saved = SavedSearch.objects.get()
    assert (saved.user, saved.name, saved.text, saved.language, saved.filters, saved.mail) == (
        ana,
        "stockpiles",
        "stockpiles",
        "en",
        {"topic": ["wastes"]},
        False,
    )
    assert '<a href="/en/search/?q=stockpiles&topic=wastes">stockpiles</a>' in shown(response)
    assert "Topic: wastes" in shown(response)


def test_nobody_saves_without_signing_in(client, indexed):
    html = shown(client.get("/en/search/?q=PCB&kind=lesson"))
    assert "/en/accounts/login/?next=%2Fen%2Fsearch%2F%3Fq%3DPCB%26kind%3Dlesson" in html
    response = client.post(f"{URL}save/", {"query": "q=PCB"})
    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/en/search/%3Fq%3DPCB")
    assert client.get(URL).status_code == 302


def test_whose_session_is_over_comes_back_to_the_list(client, indexed):
    response = client.post(f"{URL}1/", {"action": "mail"})
    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/en/search/saved/")


def test_the_same_search_is_saved_once(ana):
    first = keep(ana, topic=["wastes"])
    assert keep(ana, topic=["wastes"]) == first
    assert keep(ana) != first
    assert keep(ana, language="es", topic=["wastes"]) != first
    assert SavedSearch.objects.count() == 3


def test_filters_alone_are_a_search_with_their_names(indexed, ana):
    signed_in(ana).post(f"{URL}save/", {"query": "kind=lesson&topic=wastes"})
    assert SavedSearch.objects.get().name == "Lessons · wastes"


@pytest.mark.parametrize("query", ["", "q=", "q=+", "q=PCB&kind=nonsense", "q=PCB&page=x"])
def test_what_is_no_search_is_not_saved(ana, query):
    response = signed_in(ana).post(f"{URL}save/", {"query": query}, follow=True)
    assert "There is no such search to save." in shown(response)
    assert not SavedSearch.objects.exists()


def test_there_is_a_limit(ana, monkeypatch):
    monkeypatch.setattr(services, "MAX_SAVED", 2)
    keep(ana, "one")
    keep(ana, "two")
    assert keep(ana, "one").text == "one"
    with pytest.raises(services.TooManyError):
        keep(ana, "three")
    assert keep(UserFactory(), "three").text == "three"
    response = signed_in(ana).post(f"{URL}save/", {"query": "q=three"}, follow=True)
    assert "You have 2 saved searches, and no more fit." in shown(response)


def test_a_character_that_no_database_takes_is_left_out(indexed, ana):
    client = signed_in(ana)
    client.post(f"{URL}save/", {"query": "q=stock%00piles"})
    saved = SavedSearch.objects.get()
    client.post(f"{URL}{saved.pk}/", {"action": "rename", "name": "New\x00"})
    saved.refresh_from_db()
    assert (saved.text, saved.name) == ("stockpiles", "New")


def test_rename_mail_and_remove(ana):
    saved, client = keep(ana), signed_in(ana)
    assert shown(client.post(f"{URL}{saved.pk}/", {"action": "rename", "name": " Old stock "}, follow=True)).count(
        "Old stock"
    )
    client.post(f"{URL}{saved.pk}/", {"action": "rename", "name": "  "})
    saved.refresh_from_db()
    assert saved.name == "Old stock"
    assert client.post(f"{URL}{saved.pk}/", {"action": "anything"}).status_code == 404
    client.post(f"{URL}{saved.pk}/", {"action": "delete"})
    assert not SavedSearch.objects.exists()


def mail_button(client):
    """What the button says and what it sends."""
    (button,) = re.findall(r'name="action" value="([a-z-]*mail)">([^<]+)<', shown(client.get(URL)))
    return button


@pytest.mark.parametrize("wanted", [True, False])
def test_the_mail_button_does_what_it_says_and_a_second_time_nothing_else(indexed, ana, wanted):
    saved, client = keep(ana), signed_in(ana)
    services.set_mail(saved=saved, wanted=not wanted)
    before = {True: ("mail", "Mail me new results"), False: ("no-mail", "No more mail")}
    assert mail_button(client) == before[wanted]
    said = {True: "You will be told by mail of new results of “stockpiles”.", False: "No more mail about “stockpiles”."}
    since = []
    for _time in range(2):
        response = client.post(f"{URL}{saved.pk}/", {"action": before[wanted][0]}, follow=True)
        saved.refresh_from_db()
        since.append(saved.checked_at)
        assert (saved.mail, said[wanted] in shown(response)) == (wanted, True)
    assert since[0] == since[1]
    assert mail_button(client) == before[not wanted]


@pytest.mark.parametrize("action", ["rename", "mail", "no-mail", "delete"])
def test_nobody_changes_what_is_anothers(ana, action):
    saved, client = keep(ana), signed_in(UserFactory())
    assert client.post(f"{URL}{saved.pk}/", {"action": action, "name": "Mine"}).status_code == 404
    assert client.get(URL).status_code == 200
    assert "stockpiles" not in shown(client.get(URL))
    saved.refresh_from_db()
    assert (saved.name, saved.mail) == ("stockpiles", False)


def test_reading_changes_nothing(ana):
    saved, client = keep(ana), signed_in(ana)
    assert client.get(f"{URL}{saved.pk}/").status_code == 405
    assert client.get(f"{URL}save/").status_code == 405


def test_the_list_costs_the_same_for_one_and_for_many(ana, django_assert_num_queries):
    client = signed_in(ana)
    keep(ana, "first", topic=["wastes"], kind=["lesson"])
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
    for number in range(20):
        keep(ana, f"query {number}", topic=["wastes", f"t{number}"], kind=["lesson"])
    with django_assert_num_queries(3):
        client.get(URL)


def test_a_page_of_ones_own_is_never_kept_by_anyone(ana):
    assert "no-store" in signed_in(ana).get(URL)["Cache-Control"]


def test_a_person_takes_them_along_and_they_go_with_the_person(ana):
    keep(ana, topic=["wastes"])
    other = keep(UserFactory())
    rows = collect(ana)["saved_searches"]
    assert [(row["name"], row["text"], row["language"], row["filters"], row["mail"]) for row in rows] == [
        ("stockpiles", "stockpiles", "en", {"topic": ["wastes"]}, False)
    ]
    erase_person(ana)
    assert list(SavedSearch.objects.all()) == [other]
