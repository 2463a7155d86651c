"""Did you mean: in the language of the query, never over a name, never a word that is right."""

import pytest

from search import indexing, registry
from search.domain.synonyms import OneWay
from search.indexing import outbox
from search.registry import Recognition
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import both, document


class SpacedName:
    """Knows one name, written in two words."""

    name = "spaced"

    def recognise(self, query, language):
        at = query.find("hexa cloro")
        return [Recognition(("chemical:pcb",), at, at + 10, "chemical", 1.0, "hexa cloro", "PCB")] if at >= 0 else []


@pytest.fixture
def read(indexed):
    """The library with more words, some quoted from the other language."""
    for each in (
        *both(
            "page:vote",
            ("How votes are taken", "Cómo se vota"),
            (
                "The election (elección) of officers is by ballot; the ballot is secret.",
                "La elección de la mesa es secreta; la elección se repite si nadie gana la elección.",
            ),
        ),
        document("page:pest", "en", "Old pesticides", body="Heptachlor (heptacloro) against termites."),
        document(
            "page:plaga", "es", "Plaguicidas viejos", body="Heptacloro contra el comején; más heptacloro, heptacloro."
        ),
        document("page:plaga2", "es", "Más plaguicidas", body="Heptacloro en el suelo."),
        document("page:plaga3", "es", "Aún más plaguicidas", body="Heptacloro en el agua."),
    ):
        indexed.put(each)
        indexing.touch("library", each.family_id)
    registry.register_recogniser(SpacedName())
    registry.register_synonyms("more", lambda language: [OneWay(("rubbish", "drins"), ("waste", "pesticides"))])
    outbox.drain()
    knowledge.forget()
    return indexed


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("klordecone", "en", "chlordecone"),
        ("klordekona", "es", "clordecona"),
        ("eptacloro", "es", "heptacloro"),
        ("eptaclor", "en", "heptachlor"),
        ("elektion", "en", "election"),
        ("eleksion", "es", "elección"),
        ("qemar vasura en el patio", "en", "quemar basura en el patio"),
        ("rubish", "en", "rubbish"),
        ("rubbish", "en", None),
        ("drins", "es", None),
        ("hexa cloro", "es", None),
        ("hexa cloro eleksion", "es", "hexa cloro elección"),
        ("photosynthesis", "en", None),
    ],
)
def test_the_correction_is_in_the_language_of_the_query(read, query, language, expected):
    assert search(Query(query, language)).suggestion == expected


def test_a_word_that_no_reader_may_read_any_more_is_offered_to_nobody(read):
    """The index keeps the words of what is gone until it merges its segments."""
    read.put(document("page:draft", "en", "Withdrawn", body="A confidential smelter at Portmore: quicksilverine."))
    read.put(document("page:beside", "en", "Another page of the same segment"))
    indexing.touch_many("library", ["page:draft", "page:beside"])
    outbox.drain()
    knowledge.forget()
    assert search(Query("quiksilverine", "en")).suggestion == "quicksilverine"
    read.shelf["page:draft"] = []
    indexing.touch("library", "page:draft")
    outbox.drain()
    knowledge.forget()
    assert "quicksilverine" in knowledge.lexicon().vocabularies["en"].words
    assert search(Query("quiksilverine", "en")).suggestion is None


def test_a_word_of_another_language_is_offered_only_where_it_sounds_the_same(read):
    """“comegen” is the Spanish word; “comjen” may be anything to who reads English."""
    assert search(Query("comegen", "en")).suggestion == "comején"
    assert search(Query("comjeen", "en")).suggestion is None
    assert search(Query("comjen", "es")).suggestion == "comején"


def test_a_name_that_is_written_otherwise_is_found_and_not_corrected(read):
    answer = search(Query("hexa cloro", "es"))
    assert (answer.answer.family_id, answer.results[0].family_id) == ("chemical:pcb", "chemical:pcb")
