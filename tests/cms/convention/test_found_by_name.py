"""Variants of names, asked of the real content: what comes first and what the card shows, in either language."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from search.services import knowledge
from search.services.results import Answer, Query
from search.services.search import search

ONE = {
    "pcb": "P.C.B.|P.C.B.s|PCB s|PCB's|B.P.C.|polychlorinated biphenyl|bifenilo policlorado|Pyralene|piraleno|ascarel",
    "ddt": "D.D.T.|d.d.t|DDTs|dicophane|clofenotano|Gesarol|DDE",
    "uv-328": "UV328|uv 328|U.V. 328|Tinuvin 328",
    "hexachlorobenzene": "hexachloro benzene|hexacloro benceno|hexacloro-benceno|H.C.B.|hexaclorobencenos",
    "decabde": "deca-BDE|deca BDE|c decaBDE|BDE209|éter difenílico decabromado|decabromodiphenyl oxide",
    "hexabde-heptabde": "octaBDE|octa-BDE|BDE-183|éter de octabromodifenilo",
    "tetrabde-pentabde": "penta-BDE|BDE 47|éter difenílico pentabromado|DE71",
    "alpha-hch": "HCH α|HCH alpha|alfa HCH|αHCH|alpha-BHC",
    "beta-hch": "HCH-β|beta HCH|hexaclorociclohexano beta",
    "lindane": "lindano (gamma-HCH)|gamma BHC|HCH gamma|Gammexane|gamexano|gamma benzene hexachloride|Kwell",
    "chlordecone": "Kepone|képone|Curlone|Musalone|chlordécone|clor decona",
    "chlordane": "chlor dane|Octachlor|Velsicol1068",
    "heptachlor": "hepta chlor|hepta-cloro|Velsicol 104",
    "endosulfan": "endo sulfan|Thiodan|tiodán|alfa endosulfán",
    "toxaphene": "camphechlor|canfecloro|Melipax|chlorinated camphene",
    "chlorpyrifos": "Dursban|Lorsban|clorpirifós|chlor pyrifos",
    "pfos": "perfluorooctane sulfonic acid (PFOS)|perfluorooctane sulphonate|sulfluramida|P.F.O.S.",
    "pfoa": "APFO|C8|C-8|perfluorooctanoate|ácido perfluoroctanoico",
    "pfhxs": "PF-HxS|perfluorohexane sulfonate",
    "lc-pfca": "PFNA|LC PFCAs|perfluorononanoic acid",
    "sccp": "S.C.C.P.|PCCC|short chain chlorinated paraffin",
    "mccp": "MCCP|PCCM|parafina clorada de cadena media",
    "dicofol": "Kelthane|di cofol",
    "methoxychlor": "Marlate|methoxy chlor",
    "hexabromobiphenyl": "FireMaster|fire master|PBB|hexa-bromo-bifenilo",
    "pcn": "Halowax|naftalenos clorados|PCNs",
    "pentachlorophenol": "PCP|pentaclorofenol (PCP)|sodium pentachlorophenate|pentaclorofenato|penta cloro fenol",
    "hbcd": "HBCDD|H.B.C.D.|hexabromociclododecano (HBCD)",
    "hexachlorobutadiene": "HCBD|hexachloro-1,3-butadiene|hexacloro butadieno",
    "pcdd": "PCDD (dioxins)|dioxin|dioxina|TCDD|PCDDs",
    "pcdf": "furan|furanos|TCDF",
    "dechlorane-plus": "dechlorane-plus|Declorano Plus|DechloranePlus",
    "pentachlorobenzene": "PeCB|pentacloro benceno",
}
MANY = {
    "PBDEs|PBDE's|P.B.D.E.|éteres difenílicos polibromados": {"tetrabde-pentabde", "hexabde-heptabde", "decabde"},
    "technical HCH|HCH técnico|HCHs|BHC|hexacloruro de benceno": {"alpha-hch", "beta-hch", "lindane"},
    "drins|drines": {"aldrin", "dieldrin", "endrin"},
    "PFAS|PFASs|químicos eternos": {"pfos", "pfoa", "pfhxs", "lc-pfca"},
    "PCDD/F|dioxinas y furanos": {"pcdd", "pcdf"},
    "BFR|retardantes de llama bromados": {
        "tetrabde-pentabde",
        "hexabde-heptabde",
        "decabde",
        "hexabromobiphenyl",
        "hbcd",
    },
    "cyclodienes|ciclodienos": {"aldrin", "dieldrin", "endrin", "chlordane", "heptachlor", "endosulfan"},
    "chlorinated paraffins|parafinas cloradas": {"sccp", "mccp"},
}
TERMS = {
    "national-implementation-plan": "N.I.P.|NIPs|PNI|P.N.A.",
    "best-available-techniques": "B.A.T.|MTD|M.T.D.",
    "least-developed-countries": "LDC|LDCs|L.D.C.|PMA",
    "conference-of-the-parties": "CdP",
    "persistent-organic-pollutants-review-committee": "POPRC|POP RC|CECOP",
    "pollutant-release-and-transfer-register": "PRTRs|RETC",
}
MISSPELT = {
    "chlordane": "klordane|clordanno",
    "chlordecone": "clordekona|klordecona",
    "heptachlor": "eptacloro|heptaclor",
    "endosulfan": "endosulfano|hendosulfan",
    "pcdd": "dioccinas|dixoins",
    "hexachlorobenzene": "exaclorobenseno",
    "toxaphene": "toxapheno",
}


@pytest.fixture(scope="module")
def indexed_in(tmp_path_factory) -> Path:
    """Where this module's index lies; the first test fills it."""
    return tmp_path_factory.mktemp("search")


@pytest.fixture(autouse=True)
def index(convention, indexed_in: Path, settings) -> Iterator[None]:
    settings.SEARCH_INDEX_ROOT = indexed_in / "index"
    if not settings.SEARCH_INDEX_ROOT.exists():
        call_command("search_rebuild", stdout=StringIO())
    yield
    knowledge.forget()


def answers(queries: str) -> Iterator[tuple[str, Answer]]:
    for query in queries.split("|"):
        for language in ("en", "es"):
            yield f"{language} {query}", search(Query(query, language))


def first(answer: Answer, kind: str, count: int = 1) -> set[str]:
    """The first results of a kind."""
    keys = [result.family_id.partition(":")[2] for result in answer.results if result.kind == kind]
    return set(keys[:count])


@pytest.mark.parametrize("slug", ONE)
def test_a_chemical_is_the_answer_to_each_of_its_names(slug):
    found = {
        query: (answer.answer and answer.answer.family_id, answer.results[0].family_id, answer.suggestion)
        for query, answer in answers(ONE[slug])
    }
    assert found == dict.fromkeys(found, (f"chemical:{slug}", f"chemical:{slug}", None))


@pytest.mark.parametrize(("queries", "members"), MANY.items())
def test_the_name_of_a_group_finds_its_members_first(queries, members):
    found = {query: first(answer, "chemical", len(members)) for query, answer in answers(queries)}
    assert found == dict.fromkeys(found, members)


@pytest.mark.parametrize("key", TERMS)
def test_a_term_is_the_answer_to_each_of_its_acronyms(key):
    found = {query: answer.answer and answer.answer.family_id for query, answer in answers(TERMS[key])}
    assert found == dict.fromkeys(found, f"term:{key}")


@pytest.mark.parametrize("slug", MISSPELT)
def test_a_misspelt_name_finds_its_chemical_first(slug):
    found = {query: first(answer, "chemical") for query, answer in answers(MISSPELT[slug])}
    assert found == {query: {slug} for query in found}


@pytest.mark.parametrize(
    ("query", "language", "meant"),
    [
        ("klordane for termites", "en", "chlordane for termites"),
        ("clordekona en bananos", "es", "clordecona en bananos"),
        ("dioccinas", "es", "dioxinas"),
        ("dioccinas", "en", "dioxins"),
        ("rubish", "en", "rubbish"),
    ],
)
def test_the_correction_is_in_the_language_of_the_query(query, language, meant):
    assert search(Query(query, language)).suggestion == meant


@pytest.mark.parametrize(
    "query", ["a bat in the attic", "pic of the month", "lead in paint", "penta", "la casa", "annex a", "who decides"]
)
def test_common_words_show_no_card_of_a_chemical_or_term(query):
    card = search(Query(query, "en")).answer
    assert card is None or card.kind == "provision"
