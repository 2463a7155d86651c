"""Phrases of the real content, in both directions, with exact counts of their renderings."""

import pytest

from search.concordance.service import Question, consult

pytestmark = pytest.mark.usefixtures("content")

EXPECTED = [
    ("best available techniques", "en", {"mejores técnicas disponibles": 15}),
    ("BAT", "en", {"MTD": 12}),
    ("mejores técnicas disponibles", "es", {"best available techniques": 15}),
    ("MTD", "es", {"BAT": 12}),
    ("open burning", "en", {"quema a cielo abierto": 9}),
    ("plan nacional de aplicación", "es", {"national implementation plan": 7}),
    ("contaminated sites", "en", {"sitios contaminados": 7}),
    ("landfill", "en", {"vertederos": 2, "relleno sanitario": 1}),
]


def renderings(phrase: str, **options) -> dict[str, int]:
    return {group.label: group.count for group in consult(Question(phrase=phrase, **options)).concord.groups}


@pytest.mark.parametrize(("phrase", "language", "expected"), EXPECTED)
def test_renderings_of_terms(phrase, language, expected):
    answer = consult(Question(phrase=phrase))
    assert (answer.source, answer.degraded, answer.truncated) == (language, False, False)
    assert {group.label: group.count for group in answer.concord.groups} == expected
    assert sum(answer.kinds.values()) == answer.concord.count == sum(expected.values())


def test_there_and_back_the_same_sentences_stand_beside_each_other():
    there = consult(Question(phrase="contaminated sites"))
    back = consult(Question(phrase="sitios contaminados"))
    pairs = {(row.segment.text, row.segment.other) for row in there.concord.rows}
    assert pairs == {(row.segment.other, row.segment.text) for row in back.concord.rows}


def test_a_place_in_its_sentence():
    answer = consult(Question(phrase="open burning", kinds=("provision",)))
    assert [(row.segment.document.id, row.segment.text, row.segment.other) for row in answer.concord.rows][1] == (
        "provision:annex_c__part_iii__para_a:en",
        "Open burning of waste, including fires at landfill sites; a very relevant source for many islands.",
        "Quema de desechos a cielo abierto, incluidos los incendios en vertederos;"
        " fuente muy pertinente para muchas islas.",
    )


def test_accents_and_case_do_not_matter():
    assert renderings("PLAN NACIONAL DE APLICACION") == renderings("plan nacional de aplicación")


def test_a_guess_for_what_is_no_term():
    found = renderings("fire")
    assert [*found][:3] == ["incendios", "fuego", "bomberos"]


def test_almost_everything_is_paired_for_sure():
    """The content is made in pairs: what is only paired by length is worth a look."""
    answer = consult(Question(phrase="la", source="es"))
    unsure = [row for row in answer.concord.rows if not row.segment.sure]
    assert len(answer.concord.rows) > 500
    assert len(unsure) <= 2


def test_what_assessments_say_is_found_nowhere():
    """A stem, a choice and a feedback of the course's own items."""
    for phrase in ("The paragraph comes second", "El párrafo va en segundo lugar", "Only annexes are divided into"):
        assert consult(Question(phrase=phrase)).concord.count == 0
