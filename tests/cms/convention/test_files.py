"""Bad data files of every kind: each is refused by file, record and field."""

import json

import pytest

from cms.convention.loading import files
from tests.factories.convention import data_folder, spoil

LANGUAGES = ["en", "es"]


@pytest.fixture
def folder(tmp_path):
    return data_folder(tmp_path / "data")


def problems(folder):
    found = files.read(folder, folder / "glossary.json", LANGUAGES)
    return [str(problem) for problem in found.problems]


def read_chemicals(folder):
    return files.read(folder, folder / "glossary.json", LANGUAGES).chemicals.records


def put(**values):
    """A change of the first record."""
    return lambda records: records[0].update(values)


def at(place, **values):
    return lambda records: records[place].update(values)


def without(name):
    return lambda records: records[0].pop(name)


def test_the_projects_own_data_is_in_order(folder):
    found = files.read(folder, folder / "glossary.json", LANGUAGES)
    assert found.problems == []
    counts = [found.provisions, found.chemicals, found.topics, found.glossary, found.countries]
    assert [len(data.records) for data in counts] == [349, 37, 85, 204, 14]


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        (
            "provisions.json",
            put(kind="chapter"),
            "art_1: kind: is 'chapter'; it must be one of article, annex, part, section, paragraph, subparagraph",
        ),
        ("provisions.json", put(summary_es=""), "art_1: summary_es: is empty"),
        ("provisions.json", put(summary_en=" A "), "art_1: summary_en: has blanks at its ends"),
        ("provisions.json", put(summary_en=5), "art_1: summary_en: must be text"),
        ("provisions.json", without("citation_es"), "art_1: citation_es: is missing"),
        ("provisions.json", put(colour="red"), "art_1: colour: is not a field of this file"),
        ("provisions.json", put(order=-1), "art_1: order: must be a whole number"),
        ("provisions.json", put(order=True), "art_1: order: must be a whole number"),
        ("provisions.json", at(1, order=1), "art_2: order: 1 stands twice"),
        ("provisions.json", at(1, id="art_1", eid="art_1"), "art_1: id: 'art_1' stands twice"),
        ("provisions.json", put(eid="art_2"), "art_1: eid: differs from the id"),
        (
            "provisions.json",
            put(id="article-1"),
            "article-1: id: is not an eId of the form art_5__para_a or annex_a__part_ii",
        ),
        ("provisions.json", put(id=None), "record 1: id: is not an eId of the form art_5__para_a or annex_a__part_ii"),
        ("provisions.json", at(2, parent_id="art_3"), "art_2__para_a: parent_id: must be 'art_2', as the id says"),
        ("provisions.json", put(parent_id="art_2"), "art_1: parent_id: must be null, as the id says"),
        ("provisions.json", put(depth=1), "art_1: depth: must be 0, as the id says"),
        ("provisions.json", put(heading_en=None), "art_1: heading_en: is empty while another language has it"),
        ("provisions.json", put(heading_es=None), "art_1: heading_es: is empty while another language has it"),
        ("provisions.json", put(citation_en="Article 2"), "art_1: citation_en: 'Article 2' does not cite art_1"),
        (
            "provisions.json",
            put(citation_aliases=["Art. 12"]),
            "art_1: citation_aliases: 'Art. 12' does not cite art_1",
        ),
        (
            "provisions.json",
            put(citation_aliases=["Art. 1", "Art. 1"]),
            "art_1: citation_aliases: names something twice",
        ),
        ("provisions.json", put(topics=["nonsense"]), "art_1: topics: names the unknown topic 'nonsense'"),
        ("provisions.json", put(topics="nip"), "art_1: topics: must be a list"),
        ("provisions.json", put(chemicals=["gold"]), "art_1: chemicals: names the unknown chemical 'gold'"),
        ("provisions.json", put(chemicals=[7]), "art_1: chemicals: has an item that must be text"),
        ("provisions.json", put(verified="yes"), "art_1: verified: must be true or false"),
        (
            "provisions.json",
            put(verification="sure"),
            "art_1: verification: is 'sure'; it must be one of text-2009, secondary, recalled",
        ),
        ("provisions.json", lambda records: records.append(7), "record 350: must be an object"),
        ("chemicals.json", put(slug="Aldrin"), "Aldrin: slug: must be small letters, figures and hyphens"),
        ("chemicals.json", put(cas=[]), "aldrin: cas: must be a list of at least one number"),
        ("chemicals.json", put(cas=["309-00-2"]), "aldrin: cas: must be a list of objects with a number"),
        (
            "chemicals.json",
            put(cas=[{"number": "309-00-3", "for_en": "a", "for_es": "b"}]),
            "aldrin: cas: 309-00-3 fails its check digit",
        ),
        (
            "chemicals.json",
            put(cas=[{"number": "309-00-2", "for_en": "a"}]),
            "aldrin: cas: 309-00-2 does not say in 'es' what it names",
        ),
        (
            "chemicals.json",
            at(1, cas=[{"number": "309-00-2", "for_en": "a", "for_es": "b"}]),
            "chlordane: cas: 309-00-2 is also a number of aldrin",
        ),
        ("chemicals.json", put(annexes=[]), "aldrin: annexes: is empty"),
        ("chemicals.json", put(annexes=["D"]), "aldrin: annexes: has the unknown value 'D'"),
        (
            "chemicals.json",
            put(groups=["unintentional"]),
            "aldrin: groups: must have 'unintentional' exactly when the chemical is in Annex C",
        ),
        ("chemicals.json", put(year_listed=1999), "aldrin: year_listed: is not a year since 2001"),
        (
            "chemicals.json",
            put(amendment_in_force="17 May 2004"),
            "aldrin: amendment_in_force: must be a date (YYYY-MM-DD)",
        ),
        (
            "chemicals.json",
            put(later_listings=[{"annex": "C"}]),
            "aldrin: later_listings: must be a list of objects with annex, year, cop and decision",
        ),
        (
            "other_names.json",
            put(kind="nickname"),
            "aldrin-trade: kind: is 'nickname'; it must be one of trade name, commercial mixture, former name, "
            "systematic name, salt, ester or precursor, congener, isomer or component, other spelling",
        ),
        (
            "other_names.json",
            put(standing="old"),
            "aldrin-trade: standing: is 'old'; it must be one of current, historic, regional",
        ),
        ("other_names.json", put(chemical="gold"), "aldrin-trade: chemical: names the unknown chemical 'gold'"),
        ("other_names.json", put(names_en=["HHDN"]), "aldrin-trade: names_en: 'HHDN' is a name of aldrin already"),
        ("other_names.json", put(names_en=["A-b", "AB"]), "aldrin-trade: names_en: 'AB' is a name of aldrin already"),
        ("other_names.json", put(names_es=["Kel-thane"]), "dicofol: 'Kelthane' is also a name of aldrin"),
        ("other_names.json", put(names_fr=[]), "aldrin-trade: names_fr: is not a field of this file"),
        ("topics.json", put(label_es=None), "action-plan: label_es: must be text"),
        ("glossary.json", put(id="Party!"), "Party!: id: must be small letters, figures and hyphens"),
        ("glossary.json", at(5, forbidden_es=["Parte"]), "party: forbidden_es: forbids the term itself"),
        (
            "glossary.json",
            at(-1, term_es="SC-12/19"),
            "sc-11-19: do_not_translate: is set although the wordings differ",
        ),
        ("caribbean.json", put(iso2="ag"), "ag: iso2: must be two capitals"),
        ("caribbean.json", put(iso3="AG"), "AG: iso3: must be three capitals"),
        (
            "caribbean.json",
            put(entry_into_force="2003-12-09"),
            "AG: entry_into_force: must be 2004-05-17, the ninetieth day after the deposit",
        ),
        ("caribbean.json", lambda records: records.append("JM"), "record 15: must be an object"),
    ],
)
def test_a_wrong_record_is_named(folder, name, change, expected):
    spoil(folder, name, change)
    assert f"{name}: {expected}" in problems(folder)


def test_other_names_are_further_names_and_may_be_missing(folder):
    names = {"id": "mirex", "chemical": "mirex", "kind": "trade name", "standing": "historic", "note": None}
    spoil(
        folder,
        "other_names.json",
        lambda records: records.__setitem__(slice(None), [names | {"names_en": ["Bait"], "names_es": []}]),
    )
    (mirex,) = [record for record in read_chemicals(folder) if record["slug"] == "mirex"]
    assert mirex["other_names"] == {"en": ["Bait"], "es": []}
    (folder / "other_names.json").unlink()
    assert problems(folder) == []
    assert [record for record in read_chemicals(folder) if "other_names" in record] == []


def test_a_parent_must_be_there(folder):
    spoil(
        folder,
        "provisions.json",
        lambda records: records.remove(next(one for one in records if one["id"] == "art_3__para_1")),
    )
    assert problems(folder) == [
        f"provisions.json: art_3__para_1__subpara_{letter}: parent_id: names 'art_3__para_1', which is not in this file"
        for letter in "ab"
    ]


@pytest.mark.parametrize(
    "name", ["provisions.json", "chemicals.json", "topics.json", "glossary.json", "caribbean.json"]
)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "the file is missing"),
        (b"[{", "is not JSON: line 1, column 3: Expecting property name enclosed in double quotes"),
        (b"\xff\xfe", "is not UTF-8 (byte 0)"),
        (b"\xef\xbb\xbf[]", "is not JSON: line 1, column 1: Unexpected UTF-8 BOM (decode using utf-8-sig)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, name, content, expected):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    assert problems(folder) == [f"{name}: {expected}"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("topics.json", "topics.json: must be a list of records"),
        ("caribbean.json", "caribbean.json: countries: must be a list"),
    ],
)
def test_a_file_must_hold_records(folder, name, expected):
    (folder / name).write_text('{"a": 1}')
    assert problems(folder) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"gold": {"en": "a", "es": "b"}}, "gold: is no term of the glossary"),
        ({"party": {"en": "a"}}, "party: must have exactly these languages: en, es"),
        ({"party": {"en": "a", "es": " "}}, "party: es: is empty"),
        ({"party": "a"}, "party: must have exactly these languages: en, es"),
        ([], "must be an object of terms"),
    ],
)
def test_a_wrong_definition_is_named(folder, content, expected):
    (folder / "definitions.json").write_text(json.dumps(content))
    assert problems(folder) == [f"definitions.json: {expected}"]


def test_definitions_may_be_left_out(folder):
    (folder / "definitions.json").unlink()
    assert problems(folder) == []
