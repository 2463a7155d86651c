"""The rules in the editors' admin: who may, from the form to the search and back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState

from search.curation.models import BestBet, SynonymRule
from search.documents import PRIVATE
from search.models import DocumentRecord
from tests.search.curation.conftest import best_bet, synonym
from tests.search.curation.test_rules import found

pytestmark = pytest.mark.django_db

SYNONYMS = "/cms/snippets/search_curation/synonymrule/"
BETS = "/cms/snippets/search_curation/bestbet/"
RULE = {"language": "", "direction": "equivalent", "expressions": "widget\nguide", "also_found": "", "note": "Asked."}
BET = {
    "language": "es",
    "queries": "zzz",
    "match": "exact",
    "family": "chemical:pcb",
    "action": "pin",
    "starts_on": "",
    "ends_on": "",
    "note": "",
}


@pytest.mark.parametrize("path", [SYNONYMS, BETS])
@pytest.mark.parametrize(
    ("role", "looks", "adds"),
    [
        ("editor", 200, 200),
        ("manager", 200, 200),
        ("reviewer", 200, 302),
        ("translator", 302, 302),
        ("learner", 302, 302),
    ],
)
def test_who_sees_and_who_writes_rules(site, client_of, path, role, looks, adds):
    client = client_of(role)
    assert (client.get(path).status_code, client.get(f"{path}add/").status_code) == (looks, adds)


def test_an_editor_proposes_somebody_else_approves_and_it_acts(site, people, client_of):
    editor = client_of("editor")
    response = editor.post(f"{SYNONYMS}add/", {**RULE, "action-submit": "1"})
    rule = SynonymRule.objects.get()
    assert (response.status_code, rule.live, found("widget")) == (302, False, [])
    state = WorkflowState.objects.get()
    assert (state.workflow.name, state.requested_by) == ("Review by someone else", people("editor"))
    task = state.current_task_state
    approve = reverse(rule.snippet_viewset.get_url_name("workflow_action"), args=[rule.pk, "approve", task.pk])
    editor.post(approve, {"comment": ""})
    rule.refresh_from_db()
    assert rule.live is False
    client_of("reviewer").post(approve, {"comment": ""})
    rule.refresh_from_db()
    assert (rule.live, found("widget")) == (True, ["page:guide"])


def test_an_editor_cannot_publish(site, client_of):
    client_of("editor").post(f"{SYNONYMS}add/", {**RULE, "action-publish": "1"})
    assert not SynonymRule.objects.filter(live=True).exists()


def test_a_manager_publishes_and_takes_back(site, client_of):
    manager = client_of("manager")
    manager.post(f"{BETS}add/", {**BET, "action-publish": "1"})
    bet = BestBet.objects.get()
    assert (bet.live, found("zzz", "es")) == (True, ["chemical:pcb"])
    manager.post(f"{BETS}unpublish/{bet.pk}/")
    assert found("zzz", "es") == []


def test_a_draft_keeps_what_is_live(site, client_of):
    rule = synonym("widget", "guide")
    client_of("editor").post(f"{SYNONYMS}edit/{rule.pk}/", {**RULE, "expressions": "gadget\nguide"})
    rule.refresh_from_db()
    assert (rule.has_unpublished_changes, found("widget"), found("gadget")) == (True, ["page:guide"], [])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_a_rule_opens(site, client_of, language):
    rule, bet = synonym("widget", "guide"), best_bet("zzz", "chemical:pcb")
    rule.save_revision()
    client = client_of("manager")
    for path, row in ((SYNONYMS, rule), (BETS, bet)):
        for page in (
            "",
            f"edit/{row.pk}/",
            f"history/{row.pk}/",
            f"copy/{row.pk}/",
            f"delete/{row.pk}/",
            f"usage/{row.pk}/",
        ):
            response = client.get(path + page, headers={"Accept-Language": language})
            assert response.status_code == 200, path + page


def test_the_form_says_what_is_wrong(site, client_of):
    response = client_of("manager").post(f"{SYNONYMS}add/", {**RULE, "expressions": "of the", "action-publish": "1"})
    assert "too general: searches pass over such words" in response.content.decode()
    assert not SynonymRule.objects.exists()


def test_a_rule_from_a_report_has_its_query_already(site, client_of):
    client = client_of("editor")
    html = client.get(f"{SYNONYMS}add/?query=%3Cb%3Ewidget&language=es").content.decode()
    assert re.search(r"<textarea[^>]*name=\"expressions\"[^>]*>\s*&lt;b&gt;widget</textarea>", html)
    assert '<option value="es" selected>' in html
    html = client.get(f"{BETS}add/?query=widget&language=es").content.decode()
    assert re.search(r"<textarea[^>]*name=\"queries\"[^>]*>\s*widget</textarea>", html)


def test_the_form_shows_the_chosen_result_by_its_title(site, client_of):
    bet = best_bet("zzz", "chemical:pcb")
    html = client_of("editor").get(f"{BETS}edit/{bet.pk}/").content.decode()
    assert "Polychlorinated biphenyls" in html
    assert 'value="chemical:pcb"' in html


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("biphenyl", ["Polychlorinated biphenyls"]),
        ("BPC", ["Polychlorinated biphenyls"]),
        ("1336-36-3", ["Polychlorinated biphenyls"]),
        ("page:guide", ["Quick reference guide"]),
        ("paso a paso", ["PCB equipment step by step"]),
        ("%", []),
    ],
)
def test_choosing_a_result_finds_each_thing_once(site, client_of, typed, titles):
    response = client_of("editor").get("/cms/search/families/results/", {"q": typed})
    assert [record.title for record in response.context["results"]] == titles


def test_the_dialog_answers_with_the_family(site, client_of):
    client = client_of("editor")
    assert client.get("/cms/search/families/").status_code == 200
    answer = client.get("/cms/search/families/chosen/chemical:pcb:en/").json()
    assert answer["result"]["id"] == "chemical:pcb"
    assert answer["result"]["title"] == "Polychlorinated biphenyls"


def test_the_dialog_does_not_tell_what_is_not_public(site, client_of):
    client = client_of("editor")
    DocumentRecord.objects.filter(pk="chemical:pcb:en").update(visibility=PRIVATE)
    assert client.get("/cms/search/families/chosen/chemical:pcb:en/").status_code == 404
    assert client.get("/cms/search/families/chosen/none/").status_code == 404
    ids = ["chemical:pcb:en", "none", "page:guide:en"]
    answer = client.get("/cms/search/families/chosen-multiple/", {"id": ids}).json()
    assert [(item["id"], item["title"]) for item in answer["result"]] == [("page:guide", "Quick reference guide")]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Quick reference guide", "Polychlorinated biphenyls", "Gone or restricted"]),
        ("es", ["Quick reference guide", "Bifenilos policlorados", "Retirado o restringido"]),
    ],
)
def test_the_list_names_what_bets_lead_to_and_tells_what_is_gone(site, client_of, language, titles):
    for number, family in enumerate(("page:guide", "chemical:pcb", "term:stockpile")):
        best_bet(f"zzz {number}", family)
    DocumentRecord.objects.filter(family_id="term:stockpile").update(visibility=PRIVATE)
    html = client_of("reviewer").get(BETS, headers={"Accept-Language": language}).content.decode()
    wanted = r"Quick reference guide|Polychlorinated biphenyls|Bifenilos \w+|Gone or restricted|Retirado o \w+"
    assert re.findall(wanted, html) == titles


def test_what_bets_lead_to_is_asked_for_once(site, client_of):
    for number in range(20):
        best_bet(f"zzz {number}", "chemical:pcb")
    client = client_of("reviewer")
    with CaptureQueriesContext(connection) as asked:
        client.get(BETS)
    assert [query["sql"].startswith("SELECT") for query in asked if "search_documentrecord" in query["sql"]] == [True]
