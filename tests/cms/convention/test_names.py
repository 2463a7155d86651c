"""Chemicals named however people name them, and words that name none."""

import json

import pytest

from cms.convention import groups, lexicon
from cms.convention.models import Chemical, Provision
from search import registry
from search.domain.text import compact
from tests.factories.convention import CHEMICALS, chemical

pytestmark = pytest.mark.usefixtures("convention")

PBDE = ["tetrabde-pentabde", "hexabde-heptabde", "decabde"]
HCH = ["lindane", "alpha-hch", "beta-hch"]


def recognised(query):
    found = registry.recognisers()["chemicals"].recognise(query, "en")
    return [([family.removeprefix("chemical:") for family in one.family_ids], one.label, one.written) for one in found]


@pytest.mark.parametrize(
    ("query", "slug", "written"),
    [
        ("P.C.B.", "pcb", "PCB"),
        ("B.P.C.", "pcb", "BPC"),
        ("PCB s", "pcb", "PCBs"),
        ("PCB's", "pcb", ""),
        ("PCBs'", "pcb", ""),
        ("polychlorinated biphenyl", "pcb", "Polychlorinated biphenyls"),
        ("un bifenilo policlorado", "pcb", "Bifenilos policlorados"),
        ("D.D.T. powder", "ddt", "DDT"),
        ("UV328", "uv-328", "UV-328"),
        ("Tinuvin-328", "uv-328", ""),
        ("hexachloro benzene", "hexachlorobenzene", "Hexachlorobenzene"),
        ("hexacloro-benceno", "hexachlorobenzene", "Hexaclorobenceno"),
        ("deca-BDE", "decabde", "decaBDE"),
        ("c decaBDE", "decabde", ""),
        ("BDE209", "decabde", "BDE-209"),
        ("octa BDE", "hexabde-heptabde", "octaBDE"),
        ("penta-BDE", "tetrabde-pentabde", "pentaBDE"),
        ("éter difenílico pentabromado", "tetrabde-pentabde", ""),
        ("HCH α", "alpha-hch", "alpha-HCH"),
        ("HCH-beta", "beta-hch", "beta-HCH"),
        ("gamma BHC", "lindane", ""),
        ("Gamexane", "lindane", ""),
        ("Curlone", "chlordecone", ""),
        ("chlordécone", "chlordecone", ""),
        ("aceite piraleno", "pcb", ""),
        ("Halowax", "pcn", ""),
        ("fire master", "hexabromobiphenyl", "FireMaster"),
        ("sulfonato de perfluorooctano", "pfos", ""),
        ("perfluorooctane sulphonate", "pfos", ""),
        ("APFO", "pfoa", ""),
        ("PFDA", "lc-pfca", ""),
        ("dioxin", "pcdd", "dioxins"),
        ("TCDD", "pcdd", ""),
        ("DDE", "ddt", ""),
        ("PCP-Na", "pentachlorophenol", ""),
    ],
)
def test_one_chemical_by_many_writings(query, slug, written):
    ((slugs, _text, as_written),) = recognised(query)
    assert (slugs, as_written) == ([slug], written)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("PBDEs", PBDE),
        ("brominated diphenyl ethers", PBDE),
        ("technical HCH", HCH),
        ("HCH técnico", HCH),
        ("BHC", HCH),
        ("drines", ["aldrin", "dieldrin", "endrin"]),
        ("PFASs", ["pfos", "pfoa", "pfhxs", "lc-pfca"]),
        ("dioxinas y furanos", ["pcdd", "pcdf"]),
        ("Dechlorane", ["dechlorane-plus", "mirex"]),
    ],
)
def test_a_group_names_its_members(query, slugs):
    assert [found for found, _text, _written in recognised(query)] == [slugs]


@pytest.mark.parametrize(
    "query",
    [
        "penta",
        "deca",
        "octa",
        "Teflon",
        "agent orange",
        "lead in paint",
        "belt",
        "annex a",
        "anexo c",
        "p c",
        "8 c",
        "dd t",
        "alfa y omega",
        "beta version",
        "gamma rays",
        "alpha",
        "shop at noon",
        "cop ni",
        "de los pc b",
        "velsicol 10 68",
        "plus",
        "technical",
        "mixture",
    ],
)
def test_common_words_are_no_names(query):
    assert recognised(query) == []


def test_no_text_of_the_convention_is_taken_for_a_name_that_it_does_not_write():
    """What the records say of chemicals and provisions holds one name in another number, and nothing else."""
    texts = [text for row in Chemical.objects.all() for text in (row.uses, row.exemptions)]
    texts += [text for row in Provision.objects.all() for text in (row.summary, row.heading)]
    found = {(hit.text, hit.name) for text in texts for hit in lexicon.chemical_names().find(text) if hit.written}
    assert sorted(found) == [("dioxin", "dioxins")]


def test_a_chemical_that_is_withdrawn_takes_its_names_and_its_place_in_groups():
    chemical("aldrin").unpublish()
    assert recognised("Octalene") == []
    assert [slugs for slugs, _text, _written in recognised("drins")] == [["dieldrin", "endrin"]]


def test_groups_have_known_members_and_names_of_their_own():
    records = json.loads(groups.DATA.read_text(encoding="utf-8"))
    slugs = {record["slug"] for record in CHEMICALS}
    assert {member for record in records for member in record["members"]} <= slugs
    assert all(record["names_en"] and record["names_es"] for record in records)
    own = {compact(name) for row in Chemical.objects.all() for name in lexicon.names_of(row, row.language)}
    said = [name for group in groups.every() for name in {compact(name) for name in group.names}]
    assert [name for name in said if name in own] == []
    assert len(set(said)) == len(said)
