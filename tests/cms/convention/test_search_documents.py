"""What search is told: documents, and what a query names."""

import pytest

from cms.convention import citations, search_documents
from cms.convention.models import Chemical, OfficialText, Provision
from search import registry
from search.documents import analysed_texts
from search.models import DocumentRecord
from tests.factories.convention import CHEMICALS, PROVISIONS, chemical, provision

pytestmark = pytest.mark.usefixtures("convention")


def recognised(name, query, language="en"):
    found = registry.recognisers()[name].recognise(query, language)
    return [(list(one.family_ids), query[one.start : one.end], one.kind) for one in found]


def test_every_citation_of_every_provision_is_recognised():
    for record in PROVISIONS:
        family = [f"provision:{record['id']}"]
        for language in ("en", "es"):
            forms = {record[f"citation_{language}"], *record["citation_aliases"]}
            for form in forms | set(citations.forms(record["id"], language)):
                assert recognised("citations", form, language) == [(family, form, "citation")]


def test_a_citation_is_labelled_in_the_readers_language():
    found = registry.recognisers()["citations"].recognise("art 5 a i", "es")
    assert [(one.label, one.confidence) for one in found] == [("Artículo 5 a) i)", 1.0)]


@pytest.mark.parametrize("query", ["Article 99", "artículo", "5(z)", "releases", "SC-99/9"])
def test_what_does_not_exist_is_not_recognised(query):
    assert recognised("citations", query) == []


def test_decisions_are_recognised():
    assert recognised("citations", "decision sc 4/12") == [(["chemical:chlordecone"], "sc 4/12", "decision")]
    assert recognised("citations", "SC-11/19") == [(["provision:art_17"], "SC-11/19", "decision")]


@pytest.mark.parametrize("record", CHEMICALS, ids=lambda record: record["slug"])
def test_every_number_and_name_of_a_chemical_is_recognised(record):
    family = f"chemical:{record['slug']}"
    for entry in record["cas"]:
        assert recognised("cas", f"CAS {entry['number']}") == [([family], entry["number"], "cas")]
    for language in ("en", "es"):
        for name in (record[f"name_{language}"], *record[f"acronyms_{language}"], *record[f"synonyms_{language}"]):
            found = recognised("chemicals", name, language)
            assert [(families, kind) for families, _text, kind in found][:1] == [([family], "chemical")], name


@pytest.mark.parametrize("query", ["58-89-8", "7732-18-5", "1-2-3"])
def test_other_numbers_are_plain_words(query):
    assert recognised("cas", query) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("endosulfan use in cotton", [(["chemical:endosulfan"], "endosulfan", "chemical")]),
        ("ALDRÍN y ddt", [(["chemical:aldrin"], "ALDRÍN", "chemical"), (["chemical:ddt"], "ddt", "chemical")]),
        ("alpha hch", [(["chemical:alpha-hch"], "alpha hch", "chemical")]),
        ("uv 328", [(["chemical:uv-328"], "uv 328", "chemical")]),
        ("implementation plan", []),
    ],
)
def test_chemicals_within_a_query(query, found):
    assert recognised("chemicals", query, "es") == found


def test_a_provision_has_a_document_in_each_language():
    english, spanish = registry.sources()["provisions"].documents("annex_a__part_ii__para_a__subpara_i")
    assert (english.id, english.language, english.kind) == (
        "provision:annex_a__part_ii__para_a__subpara_i:en",
        "en",
        "provision",
    )
    assert spanish.title == "Anexo A, parte II, párrafo a) i)"
    assert spanish.heading_path == (
        "Anexo A: Eliminación",
        "Anexo A, parte II: Bifenilos policlorados",
        "Anexo A, parte II, párrafo a)",
    )
    assert (spanish.family_id, spanish.parent) == (
        "provision:annex_a__part_ii__para_a__subpara_i",
        "provision:annex_a__part_ii__para_a",
    )
    assert spanish.url == "/es/convention/annex-a/#annex_a__part_ii__para_a__subpara_i"
    assert (spanish.area, spanish.chemicals) == ("provisions", ("pcb",))


def test_a_point_is_found_by_the_words_of_its_paragraph_and_not_of_its_article():
    by_eid = {row.eid: row for row in Provision.objects.filter(locale__language_code="en")}
    point = registry.sources()["provisions"].documents("art_7__para_1__subpara_b")[0]
    assert point.context == (by_eid["art_7__para_1"].summary,)
    assert by_eid["art_7__para_1"].summary in analysed_texts(point)["heading"]
    assert point.summary == by_eid["art_7__para_1__subpara_b"].summary
    assert registry.sources()["provisions"].documents("art_7__para_1")[0].context == ()


def test_what_stands_below_a_provision_follows_its_words():
    before = {row.id: row.hash for row in DocumentRecord.objects.filter(family_id__startswith="provision:art_7")}
    row = provision("art_7__para_1")
    row.summary = "Every Party draws up a road map."
    row.save_revision().publish()
    after = {row.id: row.hash for row in DocumentRecord.objects.filter(family_id__startswith="provision:art_7")}
    changed = {identity for identity in after if after[identity] != before[identity]}
    assert changed == {
        "provision:art_7__para_1:en",
        "provision:art_7__para_1__subpara_a:en",
        "provision:art_7__para_1__subpara_b:en",
        "provision:art_7__para_1__subpara_c:en",
    }


def test_a_chemicals_document_holds_its_numbers_and_decisions():
    document = registry.sources()["chemicals"].documents("hexachlorobutadiene")[0]
    assert document.codes == ("87-68-3", "sc-7/12", "sc-8/12")
    assert document.names == ("Hexachlorobutadiene", "HCBD", "hexachloro-1,3-butadiene", "perchlorobutadiene")
    assert (document.topics, document.provisions) == (
        ("industry", "unintentional-production"),
        ("annex_a", "annex_c"),
    )


def test_official_text_is_found_too():
    OfficialText.objects.create(eid="art_1", language="en", text="Mindful of precaution", source="f", edition="2019")
    english, spanish = registry.sources()["provisions"].documents("art_1")
    assert english.body.endswith("Mindful of precaution")
    assert "Mindful" not in spanish.body


def test_a_change_is_told_at_once_and_what_is_gone_is_taken_away():
    row = provision("art_1")
    row.summary = "Quite another summary."
    row.save_revision().publish()
    assert DocumentRecord.objects.get(id="provision:art_1:en").summary == "Quite another summary."
    row.unpublish()
    assert not DocumentRecord.objects.filter(family_id="provision:art_1").exists()
    chemical("pcb").delete()
    assert not DocumentRecord.objects.filter(family_id="chemical:pcb").exists()
    assert recognised("citations", "Article 1") == []
    assert recognised("chemicals", "askarel") == []


def synonyms_of(said, language):
    return next(group.also for group in search_documents.synonyms(language) if said in group.said)


def test_any_name_of_a_chemical_finds_the_first_of_them():
    also = (
        "Bifenilos policlorados",
        "Polychlorinated biphenyls",
        "PCB",
        "PCBs",
        "BPC",
        "askarel",
        "Aroclor",
        "Pyralene",
    )
    assert {synonyms_of(said, "es") for said in ("BPC", "Aroclor", "piraleno", "Dykanol")} == {also}
    assert synonyms_of("Halowax", "en")[:3] == ("Polychlorinated naphthalenes", "Naftalenos policlorados", "PCN")


def test_the_name_of_a_group_finds_its_members_and_they_do_not_find_it():
    assert synonyms_of("drines", "en") == ("Aldrin", "Dieldrin", "Endrin")
    assert synonyms_of("PCDD/F", "es") == (
        "Dibenzoparadioxinas policloradas",
        "Dibenzofuranos policlorados",
        "PCDD",
        "PCDF",
    )
    assert synonyms_of("agente naranja", "es") == ("Dibenzoparadioxinas policloradas", "PCDD")
    Chemical.objects.filter(slug="aldrin").update(live=False)
    assert synonyms_of("drins", "en") == ("Dieldrin", "Endrin")


def languages_of_facts(kind, key, language):
    lines = list(registry.facts()[kind](key, language))
    return [[value.language for value in values] for _label, values in lines]


def test_names_on_a_card_tell_their_language():
    assert languages_of_facts("chemical", "mirex", "es") == [[""], [""], ["es"] * 4]
    assert languages_of_facts("provision", "annex_a__part_ii", "es") == [["es"]]
    Chemical.objects.filter(slug__in=["mirex", "pcb"], locale__language_code="es").update(live=False)
    assert languages_of_facts("chemical", "mirex", "es") == [[""], [""], ["en"] * 3]
    assert languages_of_facts("provision", "annex_a__part_ii", "es") == [["en"]]


def test_facets_are_labelled_in_the_readers_language():
    labels = registry.facet_labels()
    assert labels["topic"](["nip", "gone"], "es") == {"nip": "Planes nacionales de aplicación"}
    assert labels["chemical"](["pcb"], "en") == {"pcb": "Polychlorinated biphenyls"}
