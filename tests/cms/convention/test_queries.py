"""Reads: the reader's language where it is there, the source's structure always, a constant number of queries."""

import pytest

from cms.convention import queries
from cms.convention.models import OfficialText
from cms.publishing.guard import TranslationGuardedError
from tests.factories.convention import chemical, provision

pytestmark = pytest.mark.usefixtures("convention")


def test_provisions_come_in_the_readers_language():
    found = queries.provisions_by_eid(["art_7", "annex_a", "art_99"], "es")
    assert {eid: row.citation for eid, row in found.items()} == {"art_7": "Artículo 7", "annex_a": "Anexo A"}


def test_what_is_not_there_in_a_language_comes_in_the_sources():
    spanish = provision("art_7", "es")
    spanish.unpublish()
    found = queries.provisions_by_eid(["art_7"], "es")["art_7"]
    assert (found.language, found.citation) == ("en", "Article 7")
    assert queries.provisions_by_eid(["art_7"], "fr")["art_7"].language == "en"


def test_availability_is_the_sources():
    provision("art_7").unpublish()
    assert queries.provisions_by_eid(["art_7"], "es") == {}
    assert "art_7" not in queries.known_eids()


def test_structure_is_the_sources_even_where_the_translation_is_behind():
    row = provision("art_7__para_1")
    row.topics = ["nip"]
    row.save_revision().publish()
    assert queries.provisions_by_eid(["art_7__para_1"], "es")["art_7__para_1"].topics == ["nip"]


def test_names_that_only_one_language_has_stay():
    row = chemical("chlordane")
    row.synonyms = {"es": ["clordán"]}
    row.save_revision().publish()
    assert chemical("chlordane").synonym_list == []
    assert queries.chemicals_by_slug(["chlordane"], "es")["chlordane"].synonym_list == ["clordán"]


@pytest.mark.parametrize("count", [5, 349])
def test_queries_do_not_grow_with_the_number_of_provisions(django_assert_num_queries, count):
    eids = sorted(queries.known_eids())[:count]
    with django_assert_num_queries(1):
        assert len(queries.provisions_by_eid(eids, "es")) == count


def test_a_unit_is_in_reading_order():
    rows = [row.eid for row in queries.provisions_of_unit("annex_d", "en")]
    assert rows == [
        "annex_d",
        "annex_d__para_1",
        *(f"annex_d__para_1__subpara_{letter}" for letter in "abcde"),
        "annex_d__para_2",
        "annex_d__para_3",
    ]
    assert {row.unit for row in queries.provisions_of_unit("art_1", "en")} == {"art_1"}


def test_official_text_is_of_one_language():
    OfficialText.objects.create(eid="art_1", language="en", text="Words", source="a file", edition="2019")
    assert queries.official_texts(["art_1", "art_2"], "en")["art_1"].text == "Words"
    assert queries.official_texts(["art_1"], "es") == {}


def test_the_provisions_about_a_chemical():
    found = [row.citation for row in queries.related_provisions("chemicals", "ddt", "es")]
    assert found[:4] == ["Artículo 3, párrafo 1 b)", "Artículo 3, párrafo 2 b) iii)", "Anexo B", "Anexo B, parte I"]
    assert [row.eid for row in queries.related_provisions("topics", "pic", "en")] == ["art_3__para_2__subpara_b"]


def test_choices_name_drafts_too():
    provision("art_7").unpublish()
    choices = dict(queries.choices(type(provision("art_1")), "eid", "citation", "es"))
    assert (len(choices), choices["art_7"]) == (349, "Artículo 7")


def test_a_live_translation_is_not_saved_past_the_writer():
    row = provision("art_1", "es")
    row.summary = "Otra cosa."
    with pytest.raises(TranslationGuardedError):
        row.save()
