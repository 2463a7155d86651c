"""Loading: everything or nothing, once or again."""

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.convention.models import Chemical, Country
from cms.publishing.models import Approval
from cms.publishing.references import sources_of, targets_of
from cms.publishing.writer import write_translation
from cms.terminology.models import Wording
from search.models import DocumentRecord
from tests.factories.convention import chemical, data_folder, provision, spoil, term, topic


@pytest.fixture
def folder(tmp_path):
    return data_folder(tmp_path / "data")


def load(folder, capsys, **options):
    call_command("load_convention", data=folder, glossary=folder / "glossary.json", **options)
    return capsys.readouterr().out.splitlines()


def test_each_row_is_published_with_its_revision_and_log(convention):
    rows = [provision("art_5"), provision("art_5", "es"), chemical("pcb", "es"), topic("nip"), term("party")]
    for row in rows:
        assert row.live
        assert row.first_published_at is not None
        assert row.live_revision_id == row.latest_revision_id
        assert row.latest_revision.as_object().pk == row.pk
        logged = ModelLogEntry.objects.for_instance(row).order_by("id").values_list("action", flat=True)
        assert list(logged) == ["wagtail.create", "wagtail.publish"]
    approved = [Approval.objects.filter(revision=row.live_revision).exists() for row in rows]
    assert approved == [False, True, True, False, False]


def test_a_row_of_each_language_shares_key_and_structure(convention):
    english, spanish = provision("art_5__para_a"), provision("art_5__para_a", "es")
    assert english.translation_key == spanish.translation_key
    assert (english.citation, spanish.citation) == ("Article 5(a)", "Artículo 5 a)")
    assert (english.kind, english.parent_eid, english.depth, english.order) == ("paragraph", "art_5", 1, 40)
    for name in ("kind", "parent_eid", "depth", "order", "topics", "chemicals", "aliases", "verification"):
        assert getattr(english, name) == getattr(spanish, name)
    assert (provision("art_5").heading_verified, provision("art_5", "es").heading_verified) == (True, False)


def test_a_chemical_keeps_every_name_and_number(convention):
    row = chemical("pcb", "es")
    assert row.name == "Bifenilos policlorados"
    assert (row.acronym_list, row.synonym_list[:4]) == (
        ["PCB", "BPC"],
        ["policlorobifenilos", "áscarel", "Aroclor", "Pyralene"],
    )
    assert chemical("chlordecone", "es").synonym_list == [
        "Kepone",
        "Curlone",
        "Musalone",
        "decacloropentaciclodecanona",
    ]
    assert row.cas == [
        {"number": "1336-36-3", "names": {"en": "Polychlorinated biphenyls", "es": "Bifenilos policlorados"}}
    ]
    assert (row.annexes, row.groups, row.year_listed) == (["A", "C"], ["industrial", "unintentional"], 2001)
    assert sum(len(one.cas) for one in Chemical.objects.filter(locale__language_code="en")) == 81


def test_a_country_knows_since_when_it_is_bound(convention):
    belize = Country.objects.get(iso2="BZ")
    assert (belize.name("en"), belize.name("es"), belize.name("fr")) == ("Belize", "Belice", "Belize")
    assert (str(belize.deposit_date), str(belize.entry_into_force)) == ("2010-01-25", "2010-04-25")


def test_links_are_found_from_both_ends(convention):
    assert targets_of("provision", "art_5__para_a__subpara_i") == [
        ("topic", "action-plan"),
        ("topic", "inventories"),
        ("topic", "unintentional-production"),
    ]
    assert ("provision", "annex_a__part_ii") in sources_of("chemical", "pcb")


def test_a_second_load_changes_nothing(convention, folder, capsys):
    before = Revision.objects.count()
    assert load(folder, capsys) == [
        "topics: 0 created, 0 updated, 85 unchanged",
        "chemicals: 0 created, 0 updated, 37 unchanged",
        "provisions: 0 created, 0 updated, 349 unchanged",
        "terms: 0 created, 0 updated, 204 unchanged",
        "countries: 14",
    ]
    assert Revision.objects.count() == before


def test_a_changed_record_becomes_a_new_revision_of_that_language_alone(convention, folder, capsys):
    spoil(folder, "provisions.json", lambda records: records[0].update(summary_es="Otro resumen."))
    spoil(folder, "glossary.json", lambda records: records[5].update(note="Another note."))
    english = provision("art_1").latest_revision_id
    assert load(folder, capsys)[2:4] == [
        "provisions: 0 created, 1 updated, 348 unchanged",
        "terms: 0 created, 1 updated, 203 unchanged",
    ]
    spanish = provision("art_1", "es")
    assert (spanish.summary, spanish.live_revision_id) == ("Otro resumen.", spanish.latest_revision_id)
    assert Approval.objects.get(revision=spanish.live_revision).origin == "data"
    assert provision("art_1").latest_revision_id == english
    assert term("party").note == "Another note."
    assert DocumentRecord.objects.get(id="provision:art_1:es").summary == "Otro resumen."


def test_a_new_record_joins_the_others(convention, folder, capsys):
    new = {"slug": "new-topic", "label_en": "New topic", "label_es": "Tema nuevo"}
    spoil(folder, "topics.json", lambda records: records.append(new))
    assert load(folder, capsys)[0] == "topics: 1 created, 0 updated, 85 unchanged"
    assert topic("new-topic").translation_key == topic("new-topic", "es").translation_key


def test_what_an_editor_changed_stays_while_the_data_stay(convention, folder, capsys):
    row = provision("art_1")
    row.summary = "An editor's words."
    row.save_revision().publish()
    load(folder, capsys)
    assert provision("art_1").summary == "An editor's words."


def test_a_changed_term_keeps_the_definition_that_an_editor_wrote(convention, folder, capsys):
    assert term("party").wording("en").definition == ""
    Wording.objects.filter(term__term_id="party", language="en").update(definition="A State bound by the treaty.")
    spoil(folder, "glossary.json", lambda records: records[5].update(term_en="Contracting Party"))
    load(folder, capsys)
    wording = term("party").wording("en")
    assert (wording.text, wording.forms, wording.definition) == (
        "Contracting Party",
        ["Contracting Parties"],
        "A State bound by the treaty.",
    )


def test_a_translator_starts_from_the_loaded_words(convention):
    english, spanish = provision("art_7"), provision("art_7", "es")
    source = TranslationSource.objects.get(object_id=english.translation_key)
    stored = StringTranslation.objects.filter(context__object_id=english.translation_key, locale=spanish.locale)
    assert dict(stored.values_list("context__path", "data")) == {
        "citation": "Artículo 7",
        "heading": "Planes de aplicación",
        "summary": spanish.summary,
    }
    assert source.translations.get().get_progress() == (3, 3)
    written = write_translation(
        english, spanish.locale, user=None, texts={"summary": "Otro resumen."}, publish=True, origin="test"
    )
    assert (written.row.citation, written.row.heading, written.row.summary) == (
        "Artículo 7",
        "Planes de aplicación",
        "Otro resumen.",
    )
    assert (written.row.topics, written.row.heading_verified) == (english.topics, False)


def test_all_loaded_translations_are_complete(convention):
    counts = [model.objects.count() for model in (TranslationSource, Translation)]
    assert counts == [349 + 37 + 85] * 2
    assert {translation.get_progress()[0] for translation in Translation.objects.all()[:5]} <= {1, 2, 3}
    assert StringSegment.objects.count() == StringTranslation.objects.count()


def test_a_record_that_was_deleted_comes_back(convention, folder, capsys):
    provision("art_1").delete()
    provision("art_1", "es").delete()
    assert load(folder, capsys)[2] == "provisions: 1 created, 0 updated, 348 unchanged"
    assert provision("art_1").translation_key == provision("art_1", "es").translation_key
    assert Translation.objects.get(source__object_id=provision("art_1").translation_key).enabled
    spoil(folder, "provisions.json", lambda records: records[0].update(summary_es="Otro resumen."))
    load(folder, capsys)
    row = provision("art_1", "es")
    assert (row.summary, row.heading, row.citation) == ("Otro resumen.", "Objetivo", "Artículo 1")


def test_a_record_that_changes_in_both_languages(convention, folder, capsys):
    change = {"heading_en": "Aim", "heading_es": "Meta", "topics": ["nip"], "heading_es_status": None}
    spoil(folder, "provisions.json", lambda records: records[0].update(change))
    assert load(folder, capsys)[2] == "provisions: 0 created, 1 updated, 348 unchanged"
    english, spanish = provision("art_1"), provision("art_1", "es")
    assert (english.heading, english.topics) == ("Aim", ["nip"])
    assert (spanish.heading, spanish.topics, spanish.heading_verified) == ("Meta", ["nip"], True)
    assert spanish.live_revision.as_object().heading_verified is True
