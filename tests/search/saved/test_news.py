"""Mail on new results: only what is new and may be seen, once, in the learner's language, and easily stopped."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from search import indexing
from search.backends import UnavailableError, embedded
from search.documents import PRIVATE
from search.indexing import outbox
from search.models import Delivery, EngineState
from search.saved import services
from search.saved.models import KnownFamily, SavedSearch
from search.saved.news import send_news
from search.saved.tokens import token_for, user_of
from search.services import engines, knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.accounts import UserFactory, signed_in
from tests.factories.search import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(indexed):
    return UserFactory(language="en", email="ana@example.org")


def keep(user, text="stockpiles", language="en", mail=True, **filters):
    query = Query(text, language, {name: tuple(values) for name, values in filters.items()})
    saved = services.save(user=user, query=query)
    services.set_mail(saved=saved, wanted=mail)
    # A moment ago, so that what comes now comes later.
    SavedSearch.objects.filter(pk=saved.pk).update(checked_at=timezone.now() - timedelta(seconds=5))
    KnownFamily.objects.update(first_seen=timezone.now() - timedelta(days=1))
    return saved


def publish(library, family="page:new", title="Stockpiles found in a port", language="en", **values):
    key = library.put(document(family, language, title, **values))
    indexing.touch(library.name, key)
    outbox.drain()
    knowledge.forget()


def test_nothing_new_no_mail(ana, library):
    keep(ana)
    assert send_news() == 0
    assert mail.outbox == []


def test_what_is_new_is_told_once(ana, library, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://pops.example"
    keep(ana)
    publish(library)
    assert (send_news(), send_news()) == (1, 0)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ana@example.org"], "1 new result in your saved searches")
    assert "- Stockpiles found in a port\n  https://pops.example/en/page/new/" in message.body
    assert "All results: https://pops.example/en/search/?q=stockpiles" in message.body
    assert "https://pops.example/en/search/saved/\n" in message.body


def test_what_is_changed_or_published_again_is_not_new(ana, library):
    keep(ana)
    publish(library, "provision:art_6", "Article 6: Stockpiles, wastes and more")
    library.shelf["page:guide"] = []
    assert send_news() == 0


def test_what_only_comes_near_is_no_news(ana, library):
    publish(library, "page:poles", "Poles beside the road")
    keep(ana, "poles paint")
    publish(library, "page:paint", "Old paint on walls")
    answer = search(Query("poles paint", "en"))
    assert ({result.family_id for result in answer.results}, answer.nearest) == ({"page:poles", "page:paint"}, True)
    assert send_news() == 0
    publish(library, "page:both", "Paint on poles")
    assert send_news() == 1
    assert re.findall(r"^- .+", mail.outbox[0].body, re.M) == ["- Paint on poles"]


def test_what_a_card_answers_is_no_news_by_a_part_of_its_words(ana, library):
    keep(ana, "article 6(1) poles")
    publish(library, "page:poles", "Poles beside the road")
    answer = search(Query("article 6(1) poles", "en", {"family": ("page:poles",)}))
    assert (answer.answer is not None, answer.nearest, answer.only_near, answer.count) == (True, False, True, 1)
    assert send_news() == 0


def test_a_lesson_that_teaches_what_is_cited_is_news(ana, library):
    keep(ana, "article 6")
    publish(library, "lesson:new", "Old stores", provisions=("art_6",))
    assert send_news() == 1


def test_one_result_of_two_saved_searches_is_counted_once(ana, library):
    keep(ana)
    keep(ana, "port")
    publish(library)
    assert send_news() == 1
    assert mail.outbox[0].subject == "1 new result in your saved searches"


def test_who_has_yet_to_agree_to_a_new_notice_stops_the_mail_first(ana, settings):
    client = signed_in(ana)
    settings.PRIVACY_NOTICE_VERSION = "2031-01"
    assert client.get("/en/search/saved/").status_code == 302
    assert client.get(f"/en/search/saved/unsubscribe/{token_for(ana.pk)}/").status_code == 200


def test_what_nobody_may_see_is_not_told(ana, library):
    keep(ana)
    publish(library, visibility=PRIVATE)
    publish(library, "page:other", "Another thing altogether")
    assert send_news() == 0


def test_what_is_opened_to_everyone_later_is_new_then(ana, library):
    keep(ana)
    publish(library, visibility=PRIVATE)
    assert send_news() == 0
    publish(library)
    assert (send_news(), send_news()) == (1, 0)


def test_what_the_engine_has_still_to_take_is_told_when_it_has(ana, library):
    saved = keep(ana)
    before = SavedSearch.objects.get(pk=saved.pk).checked_at
    key = library.put(document("page:new", "en", "Stockpiles found in a port"))
    indexing.touch(library.name, key)
    assert send_news() == 0
    assert SavedSearch.objects.get(pk=saved.pk).checked_at == before
    outbox.drain()
    knowledge.forget()
    assert (send_news(), send_news()) == (1, 0)


def test_what_comes_while_an_engine_takes_no_changes_is_told_afterwards(ana, library):
    keep(ana)
    publish(library)
    state = EngineState.objects.update_or_create(engine="embedded", defaults={"failing_since": timezone.now()})[0]
    assert send_news() == 0
    state.failing_since = None
    state.save()
    assert (send_news(), send_news()) == (1, 0)


def test_the_engine_that_answers_must_have_taken_it(with_elasticsearch, ana, library):
    engines.breaker_of("elasticsearch").reset()
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    keep(ana)
    publish(library)
    Delivery.objects.filter(engine="elasticsearch").latest("pk").delete()
    assert search(Query("stockpiles", "en")).engine == "elasticsearch"
    assert send_news() == 0
    outbox.drain()
    assert (send_news(), send_news()) == (1, 0)


def test_filters_hold(ana, library):
    keep(ana, topic=["wastes"])
    publish(library, "page:a", "Stockpiles elsewhere", topics=("stockpiles",))
    publish(library, "page:b", "Stockpiles that are waste", topics=("wastes",))
    assert send_news() == 1
    assert "Stockpiles that are waste" in mail.outbox[0].body
    assert "elsewhere" not in mail.outbox[0].body


def test_one_mail_for_all_searches_in_the_learners_language(indexed, library):
    eva = UserFactory(language="es")
    keep(eva, "stockpiles")
    keep(eva, "port", language="es")
    publish(library)
    publish(library, title="Existencias halladas en un puerto", language="es")
    assert send_news() == 1
    (message,) = mail.outbox
    assert message.body.count("Existencias halladas en un puerto") == 2
    assert "Stockpiles found" not in message.body
    assert "/es/search/saved/unsubscribe/" in message.body


def test_a_long_list_is_cut(ana, library):
    keep(ana, "leaflet")
    for number in range(13):
        library.put(document(f"page:{number}", "en", f"Leaflet {number}"))
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    knowledge.forget()
    assert send_news() == 1
    body = mail.outbox[0].body
    assert (body.count("- Leaflet"), "and 3 more" in body) == (10, True)
    assert mail.outbox[0].subject == "13 new results in your saved searches"


def test_who_did_not_ask_is_not_told(ana, library):
    keep(ana, mail=False)
    publish(library)
    assert send_news() == 0


def test_who_left_is_not_told(ana, library):
    keep(ana)
    publish(library)
    ana.is_active = False
    ana.save()
    assert send_news() == 0


def test_mail_turned_on_later_begins_then(ana, library):
    saved = keep(ana, mail=False)
    publish(library)
    services.set_mail(saved=SavedSearch.objects.get(pk=saved.pk), wanted=True)
    assert send_news() == 0


def test_without_an_engine_it_is_told_the_next_time(ana, library, monkeypatch):
    keep(ana)
    publish(library)

    def out(*_args, **_kwargs):
        raise UnavailableError("cut")

    with monkeypatch.context() as patch:
        patch.setattr(embedded(), "search_many", out)
        patch.setattr(embedded(), "search", out)
        assert send_news() == 0
    assert send_news() == 1


def test_the_command_says_how_many(ana, library, capsys):
    keep(ana)
    publish(library)
    call_command("search_news")
    assert capsys.readouterr().out == "1 mails sent.\n"


def test_mail_is_stopped_by_one_click_without_signing_in(ana, library):
    keep(ana)
    publish(library)
    send_news()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.fullmatch(r"<https?://[^/]+(/en/search/saved/unsubscribe/[^/]+/)>", headers["List-Unsubscribe"])[1]
    client = Client(enforce_csrf_checks=True)
    assert "Stop the mail" in client.get(path).content.decode()
    assert SavedSearch.objects.get().mail
    response = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.cookies) == (200, {})
    assert not SavedSearch.objects.get().mail


@pytest.mark.parametrize("token", ["none", "x:y:z", ""])
def test_a_token_that_we_did_not_make_does_nothing(ana, client, token):
    keep(ana)
    assert client.post(f"/en/search/saved/unsubscribe/{token}/").status_code == 404
    assert user_of(token) is None
    assert SavedSearch.objects.get().mail


def test_a_token_names_one_person():
    assert user_of(token_for(7)) == 7
    assert user_of(token_for(7)[:-1]) is None
