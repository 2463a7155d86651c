"""Names found however they are written."""

import pytest

from cms.terminology.loose_names import LooseHit, LooseNames

NAMES = LooseNames()
NAMES.add_all(
    [
        ("PCB", "pcb", ["PCBs"]),
        ("UV-328", "uv-328", []),
        ("c-decaBDE", "decabde", []),
        ("decaBDE", "decabde", []),
        ("hexaclorobenceno", "hcb", []),
        ("alpha-HCH", "alpha", ["HCH alpha"]),
        ("HCH", "alpha", []),
        ("HCH", "beta", []),
        ("COPNI", "upops", []),
        ("CP", "conference", []),
        ("éter de pentabromodifenilo", "penta", []),
        ("Velsicol 1068", "chlordane", []),
    ]
)


def found(text):
    return [(hit.keys, hit.text, hit.written) for hit in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("PCB and pcbs", [(("pcb",), "PCB", ""), (("pcb",), "pcbs", "PCB")]),
        ("P.C.B. oils", [(("pcb",), "P.C.B", "PCB")]),
        ("P. C. B., p c b", [(("pcb",), "P. C. B", "PCB"), (("pcb",), "p c b", "PCB")]),
        ("P-C-B", [(("pcb",), "P-C-B", "PCB")]),
        ("P.C.B.s", [(("pcb",), "P.C.B.s", "PCB")]),
        ("PCB's or PCB s", [(("pcb",), "PCB's", ""), (("pcb",), "PCB s", "PCB")]),
        ("UV328 in plastics", [(("uv-328",), "UV328", "UV-328")]),
        ("uv 328", [(("uv-328",), "uv 328", "")]),
        ("deca-BDE, c decaBDE", [(("decabde",), "deca-BDE", "decaBDE"), (("decabde",), "c decaBDE", "")]),
        ("hexacloro benceno", [(("hcb",), "hexacloro benceno", "hexaclorobenceno")]),
        ("HEXACLORO-BENCENO", [(("hcb",), "HEXACLORO-BENCENO", "hexaclorobenceno")]),
        ("HCH α", [(("alpha",), "HCH α", "alpha-HCH")]),
        ("αHCH", [(("alpha",), "αHCH", "alpha-HCH")]),
        ("HCH", [(("alpha", "beta"), "HCH", "")]),
        ("eter de penta-bromodifenilo", []),
        ("eter de pentabromodifenilo", [(("penta",), "eter de pentabromodifenilo", "")]),
        ("velsicol1068", [(("chlordane",), "velsicol1068", "Velsicol 1068")]),
    ],
)
def test_a_name_is_found_in_one_word_and_in_several(text, hits):
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "COP ni PCDD",  # a small word is never part of a name that has none
        "p cb",  # so short only letter by letter
        "c p",
        "(c) (p)",
        "velsicol 10 68",  # figures stay apart
        "velsicol 106 8",
        "PCBX",
        "the hexacloro",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_none(text):
    assert found(text) == []


def test_a_whole_text_may_be_a_name():
    assert NAMES.whole(" p.c.b. ") == LooseHit(("pcb",), 1, 6, "p.c.b", "PCB")
    assert NAMES.whole("PCB oils") is None
    assert NAMES.whole("") is None


def test_a_name_is_known_in_any_of_its_forms():
    assert [name in NAMES for name in ("pcbs", "P.C.B.", "uv328", "PCT", "")] == [True, True, True, False, False]


def test_letters_are_told_from_words():
    assert [hit.is_spelt_out for hit in NAMES.find("P.C.B., PCB")] == [True, False]
