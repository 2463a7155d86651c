"""The records in the editors' admin."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override

from cms.convention.models import Provision
from cms.publishing.choices import choices_for
from tests.factories.convention import PROVISIONS, chemical, provision, term

pytestmark = pytest.mark.usefixtures("convention")

ANNEX_A = [record for record in PROVISIONS if record["id"].split("__")[0] == "annex_a"]


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser(email="editor@example.org", password="long enough 1")
    client.force_login(user)
    return client


def form_of(response):
    """What a browser would send back unchanged."""
    form = response.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
        if value is False:
            del data[bound.html_name]
    for formset in getattr(form, "formsets", {}).values():
        data |= {field.html_name: field.value() for field in formset.management_form}
        for child in formset.forms:
            data |= {field.html_name: "" if field.value() is None else field.value() for field in child}
    return {name: value for name, value in data.items() if value is not None}


@pytest.mark.parametrize(
    ("model", "query", "count"),
    [
        ("convention_provision", "", 349),
        ("convention_provision", "unit=5", 22),
        ("convention_provision", "unit=a", len(ANNEX_A)),
        ("convention_provision", "kind=annex", 7),
        ("convention_provision", "q=stockpiles", None),
        ("convention_chemical", "annex=B", 2),
        ("convention_chemical", "group=unintentional", 7),
        ("convention_topic", "", 85),
        ("terminology_term", "domain=wastes", 26),
        ("terminology_term", "q=PNA", 1),
    ],
)
def test_lists_are_filtered(editor, model, query, count):
    response = editor.get(reverse(f"wagtailsnippets_{model}:list") + f"?locale=en&{query}")
    assert response.status_code == 200
    found = response.context["page_obj"].paginator.count
    assert found == count if count is not None else found > 0


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("convention_provision", lambda: provision("annex_a__part_ii")),
        ("convention_chemical", lambda: chemical("pcb")),
        ("terminology_term", lambda: term("disposal")),
    ],
)
def test_an_unchanged_form_publishes_an_unchanged_record(editor, kind, row):
    before = row()
    url = reverse(f"wagtailsnippets_{kind}:edit", args=[before.pk])
    data = form_of(editor.get(url)) | {"action-publish": "action-publish"}
    response = editor.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    after = row()
    assert after.latest_revision_id != before.latest_revision_id
    skipped = {"latest_revision", "live_revision", "last_published_at"}
    for field in before._meta.concrete_fields:
        if field.name not in skipped:
            assert getattr(after, field.attname) == getattr(before, field.attname), field.name
    if kind == "terminology_term":
        assert [one.expressions for one in after.wordings.all()] == [one.expressions for one in before.wordings.all()]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cas": "1336-36-4 | en: PCB"}, "cas"),
        ({"cas": "1336-36-3 | PCB"}, "cas"),
        ({"acronyms": "PCB"}, "acronyms"),
        ({"acronyms": "xx: PCB"}, "acronyms"),
        ({"annexes": []}, "annexes"),
        ({"slug": "P C B"}, "slug"),
    ],
)
def test_what_an_editor_gets_wrong_is_said_at_the_field(editor, values, field):
    url = reverse("wagtailsnippets_convention_chemical:edit", args=[chemical("pcb").pk])
    response = editor.post(url, form_of(editor.get(url)) | values | {"action-publish": "action-publish"})
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_numbers_and_names_are_written_line_by_line(editor):
    row = chemical("pcb")
    url = reverse("wagtailsnippets_convention_chemical:edit", args=[row.pk])
    data = form_of(editor.get(url))
    assert data["cas"] == "1336-36-3 | en: Polychlorinated biphenyls | es: Bifenilos policlorados"
    assert data["acronyms"].splitlines() == ["en: PCB", "en: PCBs", "es: PCB", "es: BPC"]
    editor.post(url, data | {"acronyms": "en: PCB\nes: BPC", "action-publish": "1"})
    assert chemical("pcb").acronyms == {"en": ["PCB"], "es": ["BPC"]}


def test_an_eid_says_where_a_provision_stands(editor):
    row = provision("art_7__para_1")
    url = reverse("wagtailsnippets_convention_provision:edit", args=[row.pk])
    data = form_of(editor.get(url))
    assert "eid" in editor.post(url, data | {"eid": "article 7"}).context["form"].errors
    assert "parent_eid" in editor.post(url, data | {"parent_eid": "art_8"}).context["form"].errors
    assert Provision.objects.filter(eid="art_7__para_1").count() == 2


def test_a_preview_is_labelled(editor):
    row = provision("art_1")
    response = editor.get(reverse("wagtailsnippets_convention_provision:preview_on_edit", args=[row.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("kind", "key", "label"),
    [
        ("provision", "art_5__para_a", "Artículo 5 a)"),
        ("chemical", "pcb", "Bifenilos policlorados"),
        ("topic", "nip", "Planes nacionales de aplicación"),
        ("term", "disposal", "eliminación"),
        ("sector", "student", "Estudiante"),
        ("annex", "A", "Anexo A: eliminación"),
    ],
)
def test_choosers_offer_keys_in_the_editors_language(kind, key, label):
    with override("es"):
        assert dict(choices_for(kind, "es"))[key] == label
