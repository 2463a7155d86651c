"""The forms of terms in English and Spanish."""

import pytest

from cms.terminology.inflection import forms


@pytest.mark.parametrize(
    ("text", "part_of_speech", "expected"),
    [
        ("stockpiles", "noun, plural", ["stockpile"]),
        ("Party", "noun", ["Parties"]),
        ("by-product", "noun", ["by-products"]),
        ("half-life", "noun", ["half-lives"]),
        ("annex", "noun", ["annexes"]),
        ("screening criteria", "noun phrase", ["screening criterion"]),
        ("settlement of disputes", "noun phrase", ["settlements of disputes"]),
        ("State not Party", "noun phrase", ["States not Party"]),
        ("entry into force", "noun phrase", ["entries into force"]),
        ("best available techniques", "noun phrase", ["best available technique"]),
        ("withdrawal (from the Convention)", "noun", ["withdrawal", "withdrawals"]),
        ("to list (a chemical)", "verb", ["to list"]),
        ("dioxins and furans", "noun phrase", []),
        ("Stockholm Convention", "proper noun", []),
        ("PCB", "acronym", []),
        ("listed in Annex A", "adjective phrase", []),
        ("", "noun", []),
    ],
)
def test_english(text, part_of_speech, expected):
    assert forms(text, "en", part_of_speech) == expected


@pytest.mark.parametrize(
    ("text", "part_of_speech", "expected"),
    [
        ("liberación", "noun", ["liberaciones"]),
        ("liberaciones", "noun, plural", ["liberación"]),
        ("existencias", "noun, plural", ["existencia"]),
        ("plan nacional de aplicación", "noun phrase", ["planes nacionales de aplicación"]),
        ("gestión ambientalmente racional", "noun phrase", ["gestiones ambientalmente racionales"]),
        ("mejores técnicas disponibles", "noun phrase", ["mejor técnica disponible"]),
        ("mejores prácticas ambientales", "noun phrase", ["mejor práctica ambiental"]),
        ("éteres difenílicos bromados", "noun phrase", ["éter difenílico bromado"]),
        ("países menos adelantados", "noun phrase", ["país menos adelantado"]),
        ("bajo contenido de COP", "noun phrase", ["bajos contenidos de COP"]),
        ("dioxinas y furanos", "noun phrase", []),
        ("Convenio de Estocolmo", "proper noun", []),
        (
            "incluido en el anexo A",
            "adjective phrase",
            ["incluidos en el anexo A", "incluida en el anexo A", "incluidas en el anexo A"],
        ),
        ("ambientalmente racional", "adjective phrase", ["ambientalmente racionales"]),
        ("incluir (un producto químico)", "verb", ["incluir"]),
    ],
)
def test_spanish(text, part_of_speech, expected):
    assert forms(text, "es", part_of_speech) == expected


def test_a_language_without_rules_has_no_forms():
    assert forms("polluant", "fr", "noun") == []
