"""Searching a small library: what comes first, what comes at all, in which language."""

import pytest

from search import indexing, registry
from search.backends import embedded
from search.indexing import outbox
from search.models import DocumentRecord
from search.services import knowledge
from search.services.results import Query
from search.services.search import rank, search
from tests.factories.search import document


def families(text: str, language: str = "en", **values) -> list[str]:
    return [result.family_id for result in search(Query(text, language, **values)).results]


def add(library, *documents) -> None:
    for each in documents:
        indexing.touch("library", library.put(each))
    outbox.drain()
    knowledge.forget()


class TestNames:
    @pytest.mark.parametrize(
        ("text", "language", "family"),
        [
            ("Article 6", "en", "provision:art_6"),
            ("article 6(1)", "en", "provision:art_6__para_1"),
            ("artículo 6 1)", "es", "provision:art_6__para_1"),
            ("what does article 6 say", "en", "provision:art_6"),
            ("1336-36-3", "en", "chemical:pcb"),
            ("PCB", "es", "chemical:pcb"),
            ("bpc", "es", "chemical:pcb"),
            ("what is Kepone?", "en", "chemical:chlordecone"),
            ("¿Qué es la clordecona?", "es", "chemical:chlordecone"),
            ("clordecona", "en", "chemical:chlordecone"),
            ("Quick reference guide", "es", "page:guide"),
        ],
    )
    def test_what_is_named_is_answered_and_comes_first(self, indexed, text, language, family):
        answer = search(Query(text, language))
        assert answer.answer is not None
        assert answer.answer.family_id == family
        assert answer.results[0].family_id == family

    def test_the_card_is_in_the_readers_language(self, indexed):
        card = search(Query("clordecona", "en")).answer
        assert (card.title, card.language, card.url) == ("Chlordecone", "en", "/en/chemical/chlordecone/")

    def test_a_word_of_a_longer_query_is_no_answer(self, indexed):
        answer = search(Query("PCB transformers", "en"))
        assert answer.answer is None
        assert {"chemical:pcb", "lesson:m3-l4"} == {result.family_id for result in answer.results}

    def test_around_a_citation_stand_the_article_and_its_parts(self, indexed):
        assert families("article 6(1)")[:2] == ["provision:art_6__para_1", "provision:art_6"]

    def test_a_recogniser_that_fails_costs_only_its_own_findings(self, indexed):
        class Broken:
            name = "broken"

            def recognise(self, query, language):
                raise RuntimeError

        registry.register_recogniser(Broken())
        assert families("article 7")[0] == "provision:art_7"


class TestWords:
    def test_a_lay_question_finds_the_lessons_section(self, indexed):
        (hit,) = search(Query("burning cables to get copper", "en")).results
        assert hit.family_id == "lesson:m3-l4"
        assert hit.url == "/en/lesson/m3-l4/#burning"
        assert hit.heading_path == ("Open burning",)
        assert hit.highlights == (
            "<mark>Burning</mark> <mark>cables</mark> in the open to get <mark>copper</mark> releases dioxins."
            " Never <mark>burn</mark> rubbish in the yard.",
        )

    def test_a_family_stands_once_with_its_best_part(self, indexed):
        assert families("PCB copper inventory", filters={"kind": ("lesson",)}) == ["lesson:m3-l4"]

    @pytest.mark.parametrize(
        ("accented", "bare"),
        [
            ("gestión de existencias", "gestion de existencias"),
            ("artículo 6", "articulo 6"),
            ("sitios contaminados", "sítios contamínados"),
            ("contaminación", "contaminacion"),
            ("qué es un plan nacional de aplicación", "que es un plan nacional de aplicacion"),
        ],
    )
    def test_accents_change_nothing(self, indexed, accented, bare):
        assert rank(Query(accented, "es")) == rank(Query(bare, "es"))

    @pytest.mark.parametrize(
        ("wrong", "right", "language"),
        [
            ("stokpiles", "stockpiles", "en"),
            ("existensias", "existencias", "es"),
            ("contamineted sites", "contaminated sites", "en"),
            ("clordekona", "clordecona", "es"),
            ("quemar basuria", "quemar basura", "es"),
        ],
    )
    def test_a_typo_finds_what_was_meant_and_says_so(self, indexed, wrong, right, language):
        answer = search(Query(wrong, language))
        assert answer.suggestion == right
        assert answer.results[0].family_id == search(Query(right, language)).results[0].family_id

    def test_the_suggestion_is_written_with_its_accents(self, indexed):
        assert search(Query("plan de aplicacoin", "es")).suggestion == "plan de aplicación"

    def test_a_known_word_is_never_corrected(self, indexed):
        assert search(Query("stockpiles", "en")).suggestion is None
        assert search(Query("existencias", "en")).suggestion is None

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("NIP", "en"),
            ("national implementation plan", "en"),
            ("PNA", "es"),
            ("plan nacional de aplicación", "en"),
        ],
    )
    def test_synonyms_in_both_languages(self, indexed, text, language):
        assert families(text, language)[0] == "provision:art_7"

    def test_an_acronym_means_what_it_means_to_the_reader(self, indexed):
        assert families("COP", "en")[0] == "provision:art_7"
        assert families("COP", "es")[0] == "provision:art_6"

    @pytest.mark.parametrize("text", ["best beaches in Barbados", "football results", "zxqv", "receta de arroz", "¿?"])
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_what_has_no_answer_gets_none(self, indexed, text, language):
        answer = search(Query(text, language))
        assert (answer.count, answer.answer, list(answer.results)) == (0, None, [])


class TestSyntax:
    def test_a_phrase_is_taken_as_it_stands(self, indexed):
        assert families('"burning cables"') == ["lesson:m3-l4"]
        assert families('"cables burning"') == []

    def test_a_phrase_knows_no_synonyms(self, indexed):
        assert families('"NIP"') == []

    def test_not_and_minus(self, indexed):
        assert "provision:art_6" not in families("stockpiles -persistent")
        assert families("stockpiles NOT persistent") == families("stockpiles -persistent")

    def test_and_or(self, indexed):
        assert families("stockpiles AND contaminated") == ["provision:art_6__para_1"]
        assert set(families("kepone OR inventory")) == {"chemical:chlordecone", "lesson:m3-l4"}

    def test_fields(self, indexed):
        assert set(families("title:stockpiles")) == {"provision:art_6", "term:stockpile"}
        assert families("kind:lesson PCB") == ["lesson:m3-l4"]
        assert families("tipo:lecciones PCB", "es") == ["lesson:m3-l4"]
        assert set(families("chemical:BPC")) == {"chemical:pcb", "lesson:m3-l4"}
        assert families("topic:plans") == ["provision:art_7"]

    def test_a_broken_query_is_searched_as_words(self, indexed):
        answer = search(Query('"stockpiles AND', "en"))
        assert answer.malformed
        assert answer.results[0].family_id == "term:stockpile"

    def test_a_filter_alone_lists_everything_under_it(self, indexed):
        assert set(families("", filters={"kind": ("chemical",)})) == {"chemical:pcb", "chemical:chlordecone"}

    def test_no_query_is_no_result(self, indexed):
        assert search(Query("   ", "en")).count == 0


class TestLanguages:
    def test_what_exists_in_the_readers_language_is_shown_in_it(self, indexed):
        hit = search(Query("contaminated sites", "es")).results[0]
        assert (hit.family_id, hit.language) == ("provision:art_6__para_1", "es")
        assert hit.url == "/es/provision/art_6__para_1/"

    def test_the_same_section_is_shown_in_the_readers_language(self, indexed):
        hit = search(Query("burning cables copper", "es")).results[0]
        assert (hit.language, hit.url) == ("es", "/es/lesson/m3-l4/#burning")

    def test_what_exists_in_the_other_language_only_is_found_and_says_so(self, indexed):
        hit = search(Query("reference guide account", "es")).results[0]
        assert (hit.family_id, hit.language) == ("page:guide", "en")

    def test_the_readers_language_comes_first(self, indexed):
        add(
            indexed,
            document("page:x", "es", "Formularios", body="Todos los formularios de la oficina."),
            document("page:y", "en", "Formularios", body="Formularios."),
        )
        assert families("formularios", "es") == ["page:x", "page:y"]
        assert families("formularios", "en") == ["page:y", "page:x"]

    def test_each_family_counts_once(self, indexed):
        assert search(Query("PCB", "en")).count == len(set(rank(Query("PCB", "en"))))


class TestFacets:
    def values(self, answer, name):
        return {value.value: value.count for value in answer.facets[name]}

    def test_counts_are_of_families_in_all_languages(self, indexed):
        answer = search(Query("stockpiles", "en"))
        assert self.values(answer, "kind") == {"provision": 2, "term": 1}
        assert self.values(answer, "topic") == {"stockpiles": 2, "wastes": 1}

    def test_a_chosen_facet_narrows_the_others_and_not_itself(self, indexed):
        answer = search(Query("stockpiles", "en", filters={"topic": ("wastes",)}))
        assert [result.family_id for result in answer.results] == ["provision:art_6"]
        assert self.values(answer, "topic") == {"stockpiles": 2, "wastes": 1}
        assert self.values(answer, "kind") == {"provision": 1}
        assert [value.value for value in answer.facets["topic"] if value.selected] == ["wastes"]

    def test_a_chosen_value_without_results_stays_to_be_taken_away(self, indexed):
        answer = search(Query("stockpiles", "en", filters={"kind": ("course",)}))
        assert answer.count == 0
        assert ("course", 0, True) in [(v.value, v.count, v.selected) for v in answer.facets["kind"]]

    def test_labels_come_from_the_apps(self, indexed):
        registry.register_facet_labels("topic", lambda values, language: {"wastes": f"Wastes ({language})"})
        labels = {value.value: value.label for value in search(Query("stockpiles", "en")).facets["topic"]}
        assert labels == {"wastes": "Wastes (en)", "stockpiles": "stockpiles"}

    def test_labels_that_fail_leave_the_values(self, indexed):
        registry.register_facet_labels("topic", lambda values, language: 1 / 0)
        assert {v.label for v in search(Query("stockpiles", "en")).facets["topic"]} == {"wastes", "stockpiles"}


class TestVisibility:
    def test_what_the_table_calls_private_is_not_shown_whatever_the_index_says(self, indexed):
        DocumentRecord.objects.filter(family_id="chemical:pcb").update(visibility="private")
        answer = search(Query("PCB", "en"))
        assert answer.answer is None
        assert "chemical:pcb" not in [result.family_id for result in answer.results]

    def test_what_the_table_does_not_hold_is_not_shown(self, indexed):
        DocumentRecord.objects.filter(family_id="page:guide").delete()
        assert families("reference guide") == []

    def test_a_private_document_is_neither_found_nor_counted_nor_suggested(self, indexed):
        add(indexed, document("page:secret", "en", "Staff handbook", body="Rota.", visibility="private"))
        answer = search(Query("staff handbook rota", "en"))
        assert (answer.count, answer.answer, list(answer.results)) == (0, None, [])
        assert answer.facets["kind"] == []

    def test_title_and_address_are_the_tables(self, indexed):
        DocumentRecord.objects.filter(id="page:guide:en").update(url="/en/moved/", title="Renamed guide")
        hit = search(Query("learning on a phone", "en")).results[0]
        assert (hit.url, hit.title) == ("/en/moved/", "Renamed guide")

    def test_a_section_that_is_gone_leads_to_its_lesson(self, indexed):
        DocumentRecord.objects.filter(id="lesson:m3-l4:en:burning").delete()
        assert search(Query("burning cables copper", "en")).results[0].url == "/en/lesson/m3-l4/"

    def test_a_silenced_app_is_gone_from_search_at_once(self, indexed):
        with registry.isolated():
            answer = search(Query("stockpiles", "en"))
        assert list(answer.results) == []


class TestTrouble:
    def test_without_an_index_the_answer_is_degraded_and_still_knows_names(self, db, library):
        indexing.touch_many("library", library.keys())
        answer = search(Query("PCB", "en"))
        assert answer.degraded
        assert answer.answer.family_id == "chemical:pcb"
        assert list(answer.results) == []

    def test_synonyms_that_fail_cost_only_themselves(self, indexed):
        registry.register_synonyms("broken", lambda language: 1 / 0)
        knowledge.forget()
        assert families("NIP")[0] == "provision:art_7"

    def test_a_name_of_signs_alone_costs_no_card(self, indexed):
        add(indexed, document("chemical:pcb", "en", "Polychlorinated biphenyls", names=("PCB", "–", "…")))
        card = search(Query("PCB", "en")).answer
        assert (card.family_id, [related.family_id for related in card.lessons]) == ("chemical:pcb", ["lesson:m3-l4"])

    def test_markup_in_documents_and_queries_stays_text(self, indexed):
        add(indexed, document("page:evil", "en", "<b>Evil</b> waste", body='<script>waste()</script> & "quotes"'))
        hit = next(r for r in search(Query("evil waste <script>", "en")).results if r.family_id == "page:evil")
        assert hit.title_html == "&lt;b&gt;<mark>Evil</mark>&lt;/b&gt; <mark>waste</mark>"
        assert hit.highlights == (
            "&lt;<mark>script</mark>&gt;<mark>waste</mark>()&lt;/<mark>script</mark>&gt; &amp; &quot;quotes&quot;",
        )

    def test_annotations_are_added_for_the_reader_and_their_errors_contained(self, indexed, rf):
        registry.register_annotation("progress", lambda request, ids: {"page:guide": {"label": "Read"}})
        registry.register_annotation("broken", lambda request, ids: 1 / 0)
        hit = search(Query("reference guide", "en"), rf.get("/")).results[0]
        assert hit.annotations == ({"label": "Read"},)

    def test_an_unknown_engine_is_refused_by_name(self, indexed):
        with pytest.raises(LookupError, match="No search engine"):
            search(Query("waste", "en", engine="sphinx"))


def test_a_change_is_findable_by_the_next_query(indexed):
    add(indexed, document("page:new", "en", "Ratification ceremony"))
    assert families("ratification ceremony") == ["page:new"]
    assert embedded().health().ok
