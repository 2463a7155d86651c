"""Citations: every provision's own, in both languages and all styles, and everything that is none."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.convention import citations
from tests.factories.convention import PROVISIONS

KNOWN = frozenset(record["id"] for record in PROVISIONS)


def bare(text):
    """The text as it is typed in a hurry."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


@pytest.mark.parametrize("record", PROVISIONS, ids=lambda record: record["id"])
def test_every_citation_of_a_provision_leads_back_to_it(record):
    eid = record["id"]
    assert [citations.format(eid, language) for language in ("en", "es")] == [
        record["citation_en"],
        record["citation_es"],
    ]
    for language in ("en", "es"):
        forms = {record[f"citation_{language}"], *record["citation_aliases"], *citations.forms(eid, language)}
        for form in sorted(forms):
            for text in (form, bare(form), form.upper(), unicodedata.normalize("NFD", form)):
                for reader in ("en", "es"):
                    assert citations.parse(text, reader) == [citations.Citation(eid, 0, len(text))], text
                    assert citations.resolve(text, reader, KNOWN) == [eid]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Article 5(a)(i)", [("art_5__para_a__subpara_i", "Article 5(a)(i)")]),
        ("en", "art 5 a i", [("art_5__para_a__subpara_i", "art 5 a i")]),
        ("en", "6.1(d)(ii)", [("art_6__para_1__subpara_d__point_ii", "6.1(d)(ii)")]),
        ("en", "see 6.1(d)(ii) for wastes", [("art_6__para_1__subpara_d__point_ii", "6.1(d)(ii)")]),
        ("en", "art 6 1 d ii", [("art_6__para_1__subpara_d__point_ii", "art 6 1 d ii")]),
        ("en", "what does article 7 say", [("art_7", "article 7")]),
        ("en", "(see Article 5)", [("art_5", "Article 5")]),
        ("en", "Annex A, Part II", [("annex_a__part_ii", "Annex A, Part II")]),
        ("en", "Annex A Part 2", [("annex_a__part_ii", "Annex A Part 2")]),
        ("en", "Annex D 1(a)", [("annex_d__para_1__subpara_a", "Annex D 1(a)")]),
        ("en", "Annex C Part III (i)", [("annex_c__part_iii__para_i", "Annex C Part III (i)")]),
        ("en", "Articles 3, 5 and 6", [("art_3", "Articles 3"), ("art_5", "5"), ("art_6", "6")]),
        ("en", "articles 3 to 6", [("art_3", "articles 3"), ("art_4", "6"), ("art_5", "6"), ("art_6", "6")]),
        ("en", "Annexes A, B and/or C", [("annex_a", "Annexes A"), ("annex_b", "B"), ("annex_c", "C")]),
        ("en", "listed in Annex A or B", [("annex_a", "Annex A"), ("annex_b", "B")]),
        ("en", "Article 3(1) and (2)", [("art_3__para_1", "Article 3(1)"), ("art_3__para_2", "(2)")]),
        (
            "en",
            "Article 5(a)(i), (ii) and (b)",
            [
                ("art_5__para_a__subpara_i", "Article 5(a)(i)"),
                ("art_5__para_a__subpara_ii", "(ii)"),
                ("art_5__para_b", "(b)"),
            ],
        ),
        (
            "en",
            "paragraphs 1 and 2 of Article 3",
            [
                ("art_3__para_1", "paragraphs 1 and 2 of Article 3"),
                ("art_3__para_2", "paragraphs 1 and 2 of Article 3"),
            ],
        ),
        (
            "en",
            "subparagraph (d)(ii) of paragraph 1 of Article 6",
            [("art_6__para_1__subpara_d__point_ii", "subparagraph (d)(ii) of paragraph 1 of Article 6")],
        ),
        ("en", "sub-paragraph (a) of Article 5", [("art_5__para_a", "sub-paragraph (a) of Article 5")]),
        ("en", "section A of Part V of Annex C", [("annex_c__part_v__sec_a", "section A of Part V of Annex C")]),
        (
            "en",
            "Article 3(2)(b)(iii) and Annex B, Part I",
            [("art_3__para_2__subpara_b__point_iii", "Article 3(2)(b)(iii)"), ("annex_b__part_i", "Annex B, Part I")],
        ),
        ("es", "apartado a) del artículo 5", [("art_5__para_a", "apartado a) del artículo 5")]),
        ("es", "párrafo 3 del artículo 6", [("art_6__para_3", "párrafo 3 del artículo 6")]),
        ("es", "artículo 5 a) i)", [("art_5__para_a__subpara_i", "artículo 5 a) i)")]),
        ("es", "art. 5º a", [("art_5__para_a", "art. 5º a")]),
        ("es", "anexo A parte II", [("annex_a__part_ii", "anexo A parte II")]),
        ("es", "parte V del anexo C, sección A", [("annex_c__part_v__sec_a", "parte V del anexo C, sección A")]),
        (
            "es",
            "inciso ii) del apartado d) del párrafo 1 del artículo 6",
            [("art_6__para_1__subpara_d__point_ii", "inciso ii) del apartado d) del párrafo 1 del artículo 6")],
        ),
        ("es", "artículo 5 a) y b)", [("art_5__para_a", "artículo 5 a)"), ("art_5__para_b", "b)")]),
        ("es", "anexos A, B y C", [("annex_a", "anexos A"), ("annex_b", "B"), ("annex_c", "C")]),
        ("es", "artículos 3 a 5", [("art_3", "artículos 3"), ("art_4", "5"), ("art_5", "5")]),
    ],
)
def test_citations_within_a_text(language, text, found):
    parsed = citations.parse(text, language)
    assert [(citation.eid, text[citation.start : citation.end]) for citation in parsed] == found


@pytest.mark.parametrize(
    ("language", "text", "eid"),
    [
        ("es", "el artículo 5 a las Partes", "art_5"),
        ("en", "Article 5 a Party", "art_5"),
        ("en", "Article 3 and 5", "art_3"),
        ("en", "Article 5(", "art_5"),
        ("en", "Article 7. A plan", "art_7"),
    ],
)
def test_a_word_after_a_citation_is_no_label(language, text, eid):
    assert [citation.eid for citation in citations.parse(text, language)] == [eid]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Article",
        "Article x",
        "Article 0",
        "artículo",
        "Annex 5",
        "un anexo a la decisión",
        "Parties to the Convention",
        "Part II",
        "1336-36-3",
        "version 3.1 released",
        "pH 7.1 and 8.2",
        "state-of-the-art 5 things",
        "1,1,1-trichloro-2,2-bis(4-chlorophenyl)ethane",
        "(a)",
        "párrafo 3",
    ],
)
def test_what_is_malformed_is_no_citation(text):
    assert citations.parse(text, "en") == citations.parse(text, "es") == []


def test_only_provisions_that_exist_are_resolved():
    assert citations.resolve("Article 5(z), Article 31 and Article 5(a)", "en", KNOWN) == ["art_5__para_a"]
    assert citations.resolve("Article 7, article 7 and art. 7", "en", KNOWN) == ["art_7"]


def test_decisions_are_found_in_their_usual_form():
    text = "SC-4/12, sc 11/19; SC–4/10. Not ASC-4/1, not SC-4"
    assert [(found.number, text[found.start : found.end]) for found in citations.decisions(text)] == [
        ("SC-4/12", "SC-4/12"),
        ("SC-11/19", "sc 11/19"),
        ("SC-4/10", "SC–4/10"),
    ]


@pytest.mark.parametrize("eid", ["", "art_", "art_5__subpara_a", "annex_ab", "annex_a__para", "lesson-1"])
def test_an_eid_of_another_form_has_no_citation(eid):
    assert citations.path(eid) is None
    with pytest.raises(ValueError, match="is not the eId of a provision"):
        citations.format(eid, "en")


PIECES = st.sampled_from(
    [
        "Article",
        "artículos",
        "Annex",
        "anexo",
        "Part",
        "parte",
        "section",
        "paragraphs",
        "apartado",
        "del",
        "of",
        "and",
        "y",
        "to",
        "1",
        "5",
        "99",
        "a",
        "A",
        "ii",
        "(a)",
        "b)",
        "6.1",
        ",",
        ".",
        "(",
        ")",
        "-",
        "SC-4/12",
        "ñ",
        "́",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200), st.sampled_from(["en", "es"]))
def test_no_text_breaks_the_reader(text, language):
    for found in citations.parse(text, language):
        assert 0 <= found.start < found.end <= len(text)
        where = citations.path(found.eid)
        assert where is not None
        assert citations.parse(citations.format(found.eid, language), language)[0].eid == found.eid


@pytest.mark.parametrize("piece", ["párrafos 1 y 2 ", "Articles 1 to 99 ", "Article 5(a)(i), ", "párrafo 1 del ", "("])
def test_a_long_text_is_read_in_no_time(piece):
    text = (piece * 400)[:2000] + " del artículo 5"
    before = time.perf_counter()
    citations.parse(text, "es")
    assert time.perf_counter() - before < 2
