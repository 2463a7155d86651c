"""From sentences to rows and renderings, without any engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.concordance.concord import Concord, Group, concord, key_of
from search.concordance.phrases import form_of
from search.concordance.renderings import Concepts, guesses
from search.concordance.segments import Segment, segments
from search.registry import Concept
from tests.factories.search import document

BAT = Concept(
    "term:bat",
    {
        "en": ("best available techniques", "best available technique", "BAT"),
        "es": ("mejores técnicas disponibles", "MTD"),
    },
)
BEP = Concept("term:bep", {"en": ("best environmental practices", "BEP"), "es": ("mejores prácticas ambientales",)})
PARTY = Concept("term:party", {"en": ("Party", "Parties"), "es": ("Parte", "Partes")}, {"es": ("miembro", "miembros")})
BURNING = Concept("term:open-burning", {"en": ("open burning",), "es": ("quema a cielo abierto",)})
DUMP = Concept("term:landfill", {"en": ("landfill",), "es": ("vertedero",)})
SANITARY = Concept("term:sanitary-landfill", {"en": ("sanitary landfill",), "es": ("relleno sanitario",)})
CONCEPTS = [BAT, BEP, PARTY, BURNING, DUMP, SANITARY]


def pairs(*texts: tuple[str, str]) -> Iterator[Segment]:
    """Each pair a lesson of its own, whose title says nothing."""
    for number, (english, spanish) in enumerate(texts):
        family = f"lesson:m{number}"
        left = document(family, "en", "T", body=english)
        right = document(family, "es", "T", body=spanish)
        yield from segments(left, right)


def ask(phrase: str, *texts: tuple[str, str], **options: Any) -> Concord:
    return concord(phrase, pairs(*texts), concepts=Concepts.of(CONCEPTS, "en", "es"), **options)


def groups(found: Concord) -> list[tuple[str, int, str]]:
    return [(group.label, group.count, group.kind) for group in found.groups]


def shown(found: Concord) -> list[tuple[str, str]]:
    def text(pieces: Any) -> str:
        return "".join(f"[{piece.text}]" if piece.mark else piece.text for piece in pieces)

    return [(text(row.source), text(row.target)) for row in found.rows]


def test_each_place_stands_beside_its_counterpart_and_renderings_are_counted():
    found = ask(
        "best available techniques",
        ("Use the best available techniques.", "Use las mejores técnicas disponibles."),
        ("Best available techniques come first. Then the rest.", "Las MTD van primero. Luego lo demás."),
        ("The best available technique is dear.", "La mejor técnica disponible es cara."),
        ("BAT is short.", "MTD es breve."),
    )
    assert shown(found) == [
        ("Use the [best available techniques].", "Use las [mejores técnicas disponibles]."),
        ("[Best available techniques] come first.", "Las [MTD] van primero."),
        ("The [best available technique] is dear.", "La [mejor técnica disponible] es cara."),
    ]
    assert groups(found) == [("mejores técnicas disponibles", 2, "term"), ("MTD", 1, "term")]
    assert (found.count, found.of_terms) == (3, True)


def test_the_exact_form_alone():
    found = ask(
        "best available technique",
        ("The best available technique.", "La mejor técnica disponible."),
        ("The best available techniques.", "Las mejores técnicas disponibles."),
        exact=True,
    )
    assert shown(found) == [("The [best available technique].", "La [mejor técnica disponible].")]


def test_two_places_in_one_sentence_count_twice():
    found = ask("Party", ("A Party tells another Party.", "Una Parte avisa a otra Parte."))
    assert groups(found) == [("Parte", 2, "term")]
    assert len(found.rows) == 1


def test_a_wording_to_avoid_counts_only_where_the_term_is_not_rendered():
    found = ask(
        "Party",
        ("Each Party and its members report.", "Cada Parte y sus miembros informan."),
        ("Each Party reports.", "Cada miembro informa."),
        ("Each Party reports.", "Cada país informa."),
    )
    assert groups(found) == [("Parte", 1, "term"), ("miembro", 1, "avoid"), ("", 1, "")]
    assert shown(found)[0] == ("Each [Party] and its members report.", "Cada [Parte] y sus miembros informan.")
    assert [sorted(row.keys) for row in found.rows] == [["part"], ["miembr"], ["-"]]


def test_of_several_wordings_that_at_the_same_place_counts():
    found = ask(
        "BAT", ("Best available techniques, or BAT, are dear.", "Las mejores técnicas disponibles, o MTD, son caras.")
    )
    assert groups(found) == [("MTD", 1, "term")]
    assert shown(found)[0][1] == "Las [mejores técnicas disponibles], o [MTD], son caras."


def test_the_words_of_a_wording_may_stand_apart():
    found = ask("open burning", ("Open burning of waste.", "Quema de desechos a cielo abierto."))
    assert shown(found) == [("[Open burning] of waste.", "[Quema de desechos a cielo abierto].")]


def test_part_of_a_longer_term_is_rendered_by_that_terms_wording():
    found = ask("landfill", ("A sanitary landfill.", "Un relleno sanitario."), ("A landfill.", "Un vertedero."))
    assert groups(found) == [("relleno sanitario", 1, "term"), ("vertedero", 1, "term")]


def test_a_phrase_of_several_terms_is_rendered_by_all_of_them():
    found = ask(
        "best available techniques and best environmental practices",
        (
            "Best available techniques and best environmental practices.",
            "Las mejores técnicas disponibles y las mejores prácticas ambientales.",
        ),
    )
    assert found.groups == [
        Group(
            key_of((*form_of("mejores técnicas disponibles", "es"), *form_of("mejores prácticas ambientales", "es"))),
            "mejores técnicas disponibles … mejores prácticas ambientales",
            1,
            "term",
        )
    ]


def test_any_other_phrase_is_guessed_from_what_its_sentences_share():
    found = ask(
        "sea turtle",
        ("A sea turtle eats plastic.", "Una tortuga marina come plástico."),
        ("Sea turtles nest on the beach.", "Las tortugas marinas anidan en la playa."),
        ("Nobody saw the sea turtle.", "Nadie vio la tortuga marina."),
        frequency=lambda word: 3,
        documents=100,
    )
    assert groups(found) == [("tortuga marina", 3, "guess")]
    assert shown(found)[1] == ("[Sea turtles] nest on the beach.", "Las [tortugas marinas] anidan en la playa.")


def test_one_sentence_is_no_ground_for_a_guess():
    assert groups(ask("sea turtle", ("A sea turtle.", "Una tortuga marina."))) == [("", 1, "")]


def test_common_words_are_no_rendering():
    texts = ["El informe habla del mar.", "El informe calla.", "Otro informe llega."]
    assert guesses(("sea",), texts, "es", lambda word: 900, 1000) == []
    assert guesses(("sea",), texts, "es", lambda word: 3, 1000) == [("inform",)]


def test_an_untranslated_sentence_is_a_place_without_a_rendering():
    left = document("lesson:m1", "en", "Party", body="Each Party reports.")
    found = concord("Party", segments(left, None), concepts=Concepts.of(CONCEPTS, "en", "es"))
    assert [(row.segment.text, row.segment.other, row.segment.sure) for row in found.rows] == [
        ("Party", "", False),
        ("Each Party reports.", "", False),
    ]
    assert groups(found) == [("", 2, "")]


def test_the_other_languages_name_under_a_term_is_no_text_of_its_own():
    left = document("term:bat", "en", "best available techniques (BAT)", body="mejores técnicas disponibles (MTD)")
    right = document("term:bat", "es", "mejores técnicas disponibles (MTD)", body="best available techniques (BAT)")
    assert [(each.text, each.other) for each in segments(left, right)] == [(left.title, right.title)]


def test_a_section_is_headed_by_its_own_heading():
    left = document("lesson:m1", "en", "Title", part="a", heading_path=("Above", "Here"), body="Body.")
    right = document("lesson:m1", "es", "Título", part="a", heading_path=("Arriba", "Aquí"), body="Cuerpo.")
    assert [(each.text, each.other) for each in segments(left, right)] == [("Here", "Aquí"), ("Body.", "Cuerpo.")]


def test_nothing_to_look_for_finds_nothing():
    assert ask("", ("One.", "Uno.")) == ask("?!", ("One.", "Uno.")) == Concord([], [], False)
