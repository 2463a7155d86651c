"""Terms: read, marked, recognised, and kept whole."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.translation import override

from cms.terminology import search_documents
from cms.terminology.marks import Marker
from cms.terminology.models import Term, Wording
from cms.terminology.queries import all_terms, terms_by_id
from search import registry
from search.models import DocumentRecord
from tests.factories.convention import TERMS, term

pytestmark = pytest.mark.usefixtures("convention")


def test_a_term_is_read_in_either_direction():
    entry = terms_by_id(["national-implementation-plan"], "es")["national-implementation-plan"]
    assert (entry.text, entry.acronym, entry.equivalents) == (
        "plan nacional de aplicación",
        "PNA",
        "national implementation plan (NIP)",
    )
    assert entry.expressions == ("plan nacional de aplicación", "planes nacionales de aplicación", "PNA")
    assert entry.avoided == ("plan nacional de implementación", "plan de implementación nacional")
    assert entry.url == "/es/glossary/#national-implementation-plan"
    assert terms_by_id(["national-implementation-plan"], "en")["national-implementation-plan"].acronym == "NIP"


@pytest.mark.parametrize("ids", [["party"], [record["id"] for record in TERMS]])
def test_queries_do_not_grow(django_assert_num_queries, ids):
    with django_assert_num_queries(2):
        assert len(terms_by_id(ids, "en")) == len(ids)


def test_what_is_unpublished_is_left_out_everywhere():
    row = term("party")
    row.unpublish()
    assert terms_by_id(["party"], "en") == {}
    assert len(all_terms("es")) == len(TERMS) - 1
    assert not DocumentRecord.objects.filter(family_id="term:party").exists()


def test_a_wording_that_is_missing_falls_back_to_the_source():
    Wording.objects.filter(term__term_id="party", language="es").delete()
    entry = terms_by_id(["party"], "es")["party"]
    assert (entry.language, entry.text, entry.others) == ("en", "Party", ())
    assert [document.language for document in registry.sources()["terms"].documents("party")] == ["en"]


@pytest.mark.parametrize(
    ("language", "other"),
    [("en", ("plan nacional de aplicación (PNA)", "", "es")), ("es", ("national implementation plan (NIP)", "", "en"))],
)
def test_a_card_tells_the_wording_of_the_other_language_and_which_that_is(language, other):
    with override(language):
        lines = list(registry.facts()["term"]("national-implementation-plan", language))
    assert [values for _label, values in lines] == [[other]]


def test_a_new_wording_gets_its_forms_and_a_language_only_one():
    made = Term(term_id="focal-point", part_of_speech="noun phrase")
    made.wordings = [Wording(language="es", text="centro de coordinación")]
    made.save()
    assert term("focal-point").wording("es").forms == ["centros de coordinación"]
    made.wordings.add(Wording(language="es", text="otro"))
    with override("en"), pytest.raises(ValidationError, match="A language has two wordings"):
        made.clean()


@pytest.mark.parametrize("key", ["Party", "two words", "-a", ""])
def test_an_identifier_is_for_machines(key):
    with pytest.raises(ValidationError):
        Term(term_id=key).full_clean()


def test_a_term_is_marked_once_by_its_wordings_but_not_by_its_acronym():
    marker = Marker("es")
    text = "Los planes nacionales de aplicación (PNA) y el plan nacional de aplicación de las <Partes>"
    assert marker.mark(text) == (
        'Los <a class="term" href="/es/glossary/#national-implementation-plan">planes nacionales de aplicación</a>'
        ' (PNA) y el plan nacional de aplicación de las &lt;<a class="term" href="/es/glossary/#parties">Partes</a>&gt;'
    )
    assert list(marker.used) == ["national-implementation-plan", "parties"]


def test_words_with_several_meanings_are_not_marked_by_themselves():
    assert Marker("en").mark("articles in an annex, chemicals") == "articles in an annex, chemicals"


def test_tags_for_templates():
    source = (
        '{% load terminology %}{% term "disposal" %}|{% term "disposal" "disposed of" %}|{% term "gone" "gone" %}|'
        '{{ "obsolete pesticides"|mark_terms }}'
    )
    with override("en"):
        assert Template(source).render(Context()) == (
            '<a class="term" href="/en/glossary/#disposal">disposal</a>|'
            '<a class="term" href="/en/glossary/#disposal">disposed of</a>|gone|'
            '<a class="term" href="/en/glossary/#obsolete-pesticides">obsolete pesticides</a>'
        )


def test_the_list_of_terms_opens_without_a_script():
    with override("es"):
        html = Template("{% load terminology %}{% term_list terms %}").render(Context({"terms": ["disposal", "gone"]}))
    assert html.count("<details") == 1
    assert "Lo que finalmente se hace con un desecho" in html
    assert "<summary>eliminación</summary>" in html
    assert '<span lang="en">disposal</span>' in html
    assert 'href="/es/glossary/#disposal"' in html


def recognised(query, language):
    found = registry.recognisers()["terms"].recognise(query, language)
    return [(list(one.family_ids), query[one.start : one.end]) for one in found]


def test_cop_is_the_conference_in_english_and_the_pollutants_in_spanish():
    assert recognised("COP", "en") == [(["term:conference-of-the-parties"], "COP")]
    spanish = [family for families, _text in recognised("COP", "es") for family in families]
    assert spanish == ["term:persistent-organic-pollutant", "term:persistent-organic-pollutants"]


def test_a_query_that_is_a_term_and_acronyms_within_one():
    assert recognised(" plan nacional de aplicacion ", "es") == [
        (["term:national-implementation-plan"], "plan nacional de aplicacion")
    ]
    assert recognised("when is the NIP due", "en") == [(["term:national-implementation-plan"], "NIP")]
    assert recognised("disposal of wastes", "en") == []


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("N.I.P.", "en", [("national-implementation-plan", "N.I.P", "NIP")]),
        ("the n.i.p. is due", "en", [("national-implementation-plan", "n.i.p", "NIP")]),
        ("NIPs of the region", "en", [("national-implementation-plan", "NIPs", "NIP")]),
        (
            "LDC and SIDS",
            "en",
            [("least-developed-countries", "LDC", "LDCs"), ("small-island-developing-states", "SIDS", "")],
        ),
        ("POP-RC", "en", [("persistent-organic-pollutants-review-committee", "POP-RC", "POPRC")]),
        ("PNI", "es", [("national-implementation-plan", "PNI", "")]),
        ("actualizar el PNI", "es", [("national-implementation-plan", "PNI", "")]),
        ("los NIPs del Caribe", "es", [("national-implementation-plan", "NIPs", "NIP")]),
        ("decisiones de la CdP", "es", [("conference-of-the-parties", "CdP", "")]),
        ("LDC", "es", [("least-developed-countries", "LDC", "LDCs")]),
        (
            "PMA y PEID",
            "es",
            [("least-developed-countries", "PMA", ""), ("small-island-developing-states", "PEID", "")],
        ),
        ("MSDS of a pesticide", "en", [("safety-data-sheet", "MSDS", "")]),
        ("short-chain CPs", "en", []),
        ("a bat in the attic", "en", []),
        ("Bat caves", "en", []),
        ("who decides", "en", []),
        ("pic of the month", "en", []),
        ("gar fish", "en", []),
        ("el mar y la cop", "es", []),
        ("COP ni DDT", "es", [("persistent-organic-pollutant", "COP", ""), ("ddt", "DDT", "")]),
        ("en el anexo a", "es", []),
    ],
)
def test_acronyms_are_recognised_however_they_are_written_and_common_words_are_not(query, language, found):
    recognitions = registry.recognisers()["terms"].recognise(query, language)
    assert [(one.family_ids[0].removeprefix("term:"), one.label, one.written) for one in recognitions] == found


def test_nothing_is_recognised_in_an_unknown_language():
    assert recognised("anything", "fr") == []


def groups_with(word, language):
    return [set(group) for group in search_documents.synonyms(language) if word in group]


def test_synonyms_cross_the_languages_without_the_acronym_trap():
    [group] = groups_with("national implementation plan", "en")
    assert {"NIP", "plan nacional de aplicación", "PNA", "planes nacionales de aplicación"} <= group
    assert all("COP" not in group for group in groups_with("persistent organic pollutants", "en"))
    [conference] = groups_with("Conferencia de las Partes", "es")
    assert "COP" not in conference
    assert "CP" in conference


def test_renderings_that_people_use_lead_to_the_term():
    [group] = groups_with("plan nacional de aplicación", "es")
    assert "plan nacional de implementación" in group
    assert groups_with("reservas", "es") == [{"reserva", "reservas", "reservation", "reservations"}]


def test_every_term_has_a_document_in_both_languages():
    assert DocumentRecord.objects.filter(kind="term").count() == 2 * len(TERMS)
    english, spanish = registry.sources()["terms"].documents("national-implementation-plan")
    assert (english.title, spanish.title) == (
        "national implementation plan (NIP)",
        "plan nacional de aplicación (PNA)",
    )
    assert spanish.names == ("plan nacional de aplicación", "planes nacionales de aplicación", "PNA", "PNI")
    assert spanish.url == "/es/glossary/#national-implementation-plan"


def test_a_change_is_told_at_once():
    row = term("party")
    row.wordings = [Wording(language="en", text="Contracting Party"), Wording(language="es", text="Parte")]
    row.save_revision().publish()
    assert DocumentRecord.objects.get(id="term:party:en").title == "Contracting Party"
    assert recognised("contracting parties", "en") == [(["term:party"], "contracting parties")]
