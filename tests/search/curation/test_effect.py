"""The trial of a rule: exact figures on a tiny library, nothing written, progress, and who may."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search.curation import effect, tasks
from search.curation.models import EffectRun, SearchEvent
from search.evaluation import judgments
from search.evaluation.judgments import Judgment
from search.services import engines
from search.services.results import Query
from search.services.search import rank
from tests.search.curation.conftest import best_bet, one_way, synonym
from tests.search.curation.test_reports import asked
from tests.search.curation.test_rules import found

pytestmark = pytest.mark.django_db

JUDGED = [
    Judgment("j1", "en", "lay", "widget", {"page:guide": 3}),
    Judgment("j2", "en", "lay", "chlordecone", {"chemical:chlordecone": 3}),
    Judgment("j3", "es", "lay", "artilugio", {"page:guide": 3}),
    Judgment("j4", "en", "no-answer", "zebra", {}),
]


@pytest.fixture
def judged(site, monkeypatch):
    """Four judgments of the library's own."""
    monkeypatch.setattr(effect, "shipped", lambda: JUDGED)
    return site


def tried(row, draft=None) -> dict:
    """The trial on the one engine that there is."""
    result = effect.compare(row, draft or row)
    assert result["silent"] == []
    (part,) = result["engines"]
    assert (part["engine"], part["unanswered"]) == ("embedded", 0)
    return part


def figures(result, name: str) -> tuple[float, float]:
    (entry,) = [entry for entry in result["figures"] if entry["name"] == name]
    return entry["before"]["success@1"], entry["after"]["success@1"]


def test_what_a_synonym_would_change(judged):
    asked("widget", 2)
    asked("kepone")
    rule = synonym("widget", "guide", language="en", live=False)
    result = tried(rule)
    assert (result["judged"], result["judgments"], result["logged"], result["queries"]) == (4, 4, 2, 2)
    assert figures(result, "en") == (0.5, 1.0)
    assert figures(result, "es") == (0.0, 0.0)
    assert figures(result, "lay") == (0.3333, 0.6667)
    assert figures(result, "no-answer") == (1.0, 1.0)
    (changed,) = result["changed_judgments"]
    assert (changed["id"], changed["query"], changed["stratum"]) == ("j1", "widget", "lay")
    assert changed["before"] == {"ndcg@10": 0.0, "mrr": 0.0, "success@1": 0.0}
    assert changed["after"] == {"ndcg@10": 1.0, "mrr": 1.0, "success@1": 1.0}
    assert changed["places"] == [{"family": "page:guide", "grade": 3, "before": None, "after": 1}]
    assert result["changed_queries"] == [{"query": "widget", "language": "en", "before": [], "after": ["page:guide"]}]


def test_a_synonym_of_one_language_is_tried_on_the_searches_of_all(judged):
    """It acts on readers of the other where their own language says nothing for the word."""
    asked("widget", language="es")
    asked("NIP", language="es")
    changed = {"query": "widget", "language": "es", "before": [], "after": ["page:guide"]}
    assert tried(synonym("widget", "guide", language="en", live=False))["changed_queries"] == [changed]
    assert tried(synonym("NIP", "guide", language="en", live=False))["changed_queries"] == []


def test_a_best_bet_is_tried_on_the_searches_of_its_language(judged):
    asked("wastes")
    asked("wastes", language="es")
    result = tried(best_bet("wastes", "page:guide", live=False))
    assert (result["queries"], [entry["language"] for entry in result["changed_queries"]]) == (1, ["en"])


def test_what_a_best_bet_would_change(judged):
    asked("wastes")
    before = rank(Query("wastes", "en"))[:3]
    bet = best_bet("wastes", "page:guide", live=False)
    result = tried(bet)
    assert result["changed_queries"] == [
        {"query": "wastes", "language": "en", "before": before, "after": ["page:guide", *before[:2]]}
    ]
    assert result["changed_judgments"] == []
    assert result["untouched"] == 4


def test_a_live_rule_is_compared_with_its_absence_and_its_draft_with_what_is_live(judged):
    rule = synonym("widget", "guide")
    assert figures(tried(rule), "en") == (0.5, 1.0)
    rule.expressions = "gadget\nguide"
    rule.save_revision()
    rule.refresh_from_db()
    assert figures(tried(rule, rule.get_latest_revision_as_object()), "en") == (1.0, 0.5)


def test_the_other_live_rules_hold_on_both_sides(judged):
    one_way("widget", "guide")
    rule = synonym("artilugio", "guide", live=False)
    assert figures(tried(rule), "en") == (1.0, 1.0)
    assert figures(tried(rule), "es") == (0.0, 1.0)


def test_a_trial_acts_on_nobody(judged):
    rule = synonym("widget", "guide", live=False)
    tried(rule)
    assert found("widget") == []
    assert not SearchEvent.objects.exists()


def test_an_engine_that_is_out_is_left_out_and_readers_do_not_feel_it(judged, settings):
    """Nobody is at that address: whoever asked there as readers do would open the breaker."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    assert effect.total(rule) == 10
    result = effect.compare(rule, rule)
    assert ([part["engine"] for part in result["engines"]], result["silent"]) == (["embedded"], ["elasticsearch"])
    assert result["engines"][0]["changed_queries"] == [
        {"query": "widget", "language": "en", "before": [], "after": ["page:guide"]}
    ]
    assert engines.breaker_of("elasticsearch").is_closed()


def test_queries_that_an_engine_does_not_answer_are_counted_and_say_nothing(judged, index_root):
    """The index goes when two of the judged queries have been asked."""
    asked("widget")
    asked("zebra")
    rule = synonym("widget", "guide", live=False)
    steps = []

    def lose_the_index(done, total):
        steps.append((done, total))
        if done == 2:
            shutil.rmtree(index_root)

    (part,) = effect.compare(rule, rule, lose_the_index)["engines"]
    assert steps == [(done, 6) for done in range(1, 7)]
    assert [entry["id"] for entry in part["changed_judgments"]] == ["j1"]
    assert part["changed_queries"] == []
    # Of the searches of readers only one is touched by the rule, so that the engine is asked.
    assert (part["judged"], part["logged"], part["unanswered"]) == (2, 1, 3)


def test_the_time_is_bounded(judged, monkeypatch):
    monkeypatch.setattr(effect, "MAX_SECONDS", -1)
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    result = tried(rule)
    assert (result["judged"], result["judgments"], result["logged"], result["queries"]) == (0, 4, 0, 1)


def test_redacted_queries_are_not_asked_and_each_is_asked_once(judged):
    asked("[e-mail] plan")
    asked("wastes", 3)
    assert [query.text for query in effect.logged_queries(["en"])] == ["wastes"]


def test_no_query_is_copied_that_a_trial_would_keep_beyond_ninety_days(judged):
    asked("wastes", days=82.9)
    asked("stockpiles", days=83.1)
    assert [query.text for query in effect.logged_queries(["en"])] == ["wastes"]


def test_no_more_than_five_hundred(judged):
    SearchEvent.objects.bulk_create(
        SearchEvent(query=f"q{number}", language="en", engine="embedded", count=0, surface="page")
        for number in range(600)
    )
    assert len(effect.logged_queries(["en"])) == 500


def test_the_shipped_judgments_are_the_ones_that_are_asked(site):
    rule = synonym("widget", "guide", live=False)
    assert effect.total(rule) == len(judgments.shipped()) > 200


def url(rule, more: str = "") -> str:
    return f"/cms/search/effects/{rule._meta.model_name}/{rule.pk}/{more}"


def test_from_the_form_to_the_result(judged, client_of):
    asked("<b>widget</b>")
    rule = synonym("widget", "guide", live=False)
    client = client_of("editor")
    assert url(rule) in client.get(f"/cms/snippets/search_curation/synonymrule/edit/{rule.pk}/").content.decode()
    assert "Try it" in client.get(url(rule)).content.decode()
    client.post(url(rule, "start/"))
    client.post(url(rule, "start/"))
    run = EffectRun.objects.get()
    assert (run.total, run.done, run.revision_id) == (5, 0, rule.latest_revision_id)
    assert DBTaskResult.objects.filter(task_path=tasks.try_rule.module_path).count() == 1
    waiting = client.get(url(rule))
    assert "search_curation/effect.js" in waiting.content.decode()
    assert "0 of 5 queries" in waiting.content.decode()
    tasks.try_rule.call(run.pk)
    shown = client.get(url(rule))
    html = shown.content.decode()
    assert "search_curation/effect.js" not in html
    assert "4 of 4 judged queries were asked; 1 have another order." in html
    assert "1 of 1 searches of readers were asked; 1 have other first three results." in html
    assert "&lt;b&gt;widget&lt;/b&gt;" in html
    assert "<b>widget</b>" not in html
    assert "Quick reference guide" in html


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["English", "Spanish", "Everyday words", "Without an answer here"]),
        ("es", ["Inglés", "Español", "Palabras de uso común", "Sin respuesta aquí"]),
    ],
)
def test_no_code_is_shown_for_a_language_or_a_stratum(judged, client_of, language, names):
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    client = client_of("editor")
    client.post(url(rule, "start/"))
    tasks.try_rule.call(EffectRun.objects.get().pk)
    html = client.get(url(rule), headers={"Accept-Language": language}).content.decode()
    assert re.findall(r'<th scope="row">([^<]+)</th><td>\d', html) == names
    assert f"<small>j1 · {names[2]}</small></th><td>{names[0]}</td>" in html
    assert f'<th scope="row">widget</th><td>{names[0]}</td>' in html


def test_the_page_names_each_engine_and_what_it_did_not_answer(judged, client_of):
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    part = {**tried(rule), "engine": "elasticsearch", "unanswered": 2}
    now = timezone.now()
    kind = ContentType.objects.get_for_model(rule)
    run = EffectRun.objects.create(
        content_type=kind, object_id=str(rule.pk), revision_id=rule.latest_revision_id, moved_at=now, finished_at=now
    )
    client = client_of("editor")
    for result, names in [
        ({"engines": [part, tried(rule)], "silent": []}, ["Elasticsearch", "The built-in engine"]),
        ({"engines": [tried(rule)], "silent": ["elasticsearch"]}, ["The built-in engine"]),
        ({"engines": [], "silent": ["elasticsearch", "embedded"]}, []),
        ({"judged": 4}, []),  # as they were kept before there were several engines
    ]:
        EffectRun.objects.filter(pk=run.pk).update(result=result)
        html = client.get(url(rule)).content.decode()
        assert re.findall(r"<h2>(Elasticsearch|The built-in engine)</h2>", html) == names
        assert html.count("2 queries got no answer from this engine and are left out.") == names.count("Elasticsearch")
        silent = re.findall(r">([^<]*) did not answer and was left out", html)
        assert silent == [
            {"elasticsearch": "Elasticsearch"}.get(name, "The built-in engine") for name in result.get("silent", [])
        ]


def test_a_result_of_an_older_version_says_so(judged, client_of):
    rule = synonym("widget", "guide", live=False)
    client = client_of("manager")
    client.post(url(rule, "start/"))
    tasks.try_rule.call(EffectRun.objects.get().pk)
    rule.save_revision(overwrite_revision=rule.latest_revision)
    assert "about an older version" in client.get(url(rule)).content.decode()


def test_a_trial_that_fails_says_so(judged, client_of, monkeypatch):
    rule = synonym("widget", "guide", live=False)
    client = client_of("manager")
    client.post(url(rule, "start/"))
    monkeypatch.setattr(effect, "shipped", lambda: 1 / 0)
    tasks.try_rule.call(EffectRun.objects.get().pk)
    assert "The trial failed" in client.get(url(rule)).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 200), ("reviewer", 200), ("manager", 200), ("translator", 302), ("learner", 302)]
)
def test_who_may_try(judged, client_of, role, status):
    rule = synonym("widget", "guide", live=False)
    client = client_of(role)
    assert client.get(url(rule)).status_code == status
    client.post(url(rule, "start/"))
    assert EffectRun.objects.count() == (1 if status == 200 else 0)


def test_looking_starts_nothing(judged, client_of):
    rule = synonym("widget", "guide", live=False)
    client = client_of("editor")
    client.get(url(rule))
    assert client.get(url(rule, "start/")).status_code == 405
    assert not EffectRun.objects.exists()


@pytest.mark.parametrize("path", ["searchevent/1/", "synonymrule/999/"])
def test_what_is_no_rule_has_no_effect(client_of, path):
    assert client_of("manager").get(f"/cms/search/effects/{path}").status_code == 404


def test_queries_of_readers_are_for_those_who_may_see_the_reports(judged, people, client_of):
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    client_of("editor").post(url(rule, "start/"))
    tasks.try_rule.call(EffectRun.objects.get().pk)
    rights = Permission.objects.filter(codename__in=("access_admin", "view_synonymrule"))
    people("translator").user_permissions.set(rights)
    html = client_of("translator").get(url(rule)).content.decode()
    assert "1 of 1 searches of readers were asked; 1 have other first three results." in html
    assert "Their words are shown to those who may see the reports of searches." in html
    assert html.count('<th scope="row">widget') == 1  # the judged one
    html = client_of("editor").get(url(rule)).content.decode()
    assert html.count('<th scope="row">widget') == 2


@pytest.mark.parametrize(
    ("asked_ago", "moved_ago", "runs"),
    [
        (timedelta(minutes=119), None, True),
        (timedelta(minutes=121), None, False),
        (timedelta(days=1), timedelta(minutes=9), True),
        (timedelta(minutes=30), timedelta(minutes=11), False),
    ],
)
def test_a_trial_is_lost_when_its_worker_is_silent_not_when_it_waits(judged, client_of, asked_ago, moved_ago, runs):
    rule = synonym("widget", "guide", live=False)
    client = client_of("editor")
    client.post(url(rule, "start/"))
    now = timezone.now()
    EffectRun.objects.update(asked_at=now - asked_ago, moved_at=moved_ago and now - moved_ago)
    html = client.get(url(rule)).content.decode()
    assert ("At work" in html, "did not come to an end" in html) == (runs, not runs)


def test_a_worker_tells_that_it_is_at_work(judged, monkeypatch, client_of):
    rule = synonym("widget", "guide", live=False)
    client_of("editor").post(url(rule, "start/"))
    run = EffectRun.objects.get()
    seen = []
    monkeypatch.setattr(effect, "shipped", lambda: seen.append(EffectRun.objects.get().moved_at) or JUDGED)
    assert run.moved_at is None
    tasks.try_rule.call(run.pk)
    run.refresh_from_db()
    assert run.asked_at < seen[0] < run.moved_at == run.finished_at
