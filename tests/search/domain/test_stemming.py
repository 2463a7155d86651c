"""Golden stems: forms of one word meet, with and without their accents."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.domain.stemming import stem, stems
from search.domain.text import fold

SAME = {
    "en": [
        ("stockpile", "stockpiles", "stockpiled"),
        ("waste", "wastes"),
        ("release", "releases", "releasing"),
        ("transformer", "transformers"),
        ("dioxin", "dioxins"),
        ("report", "reports", "reporting"),
    ],
    "es": [
        ("contaminación", "contaminacion", "contaminaciones"),
        ("emisión", "emisiones", "emision"),
        ("desecho", "desechos"),
        ("aplicación", "aplicaciones"),
        ("químico", "quimico", "químicos", "química"),
        ("tecnología", "tecnologías", "tecnologia"),
        ("orgánicos", "organicos", "orgánica"),
        ("plaguicida", "plaguicidas"),
        ("transformador", "transformadores"),
    ],
}
APART = {
    "en": [("party", "part"), ("convention", "convene"), ("annex", "annual")],
    "es": [("anexo", "año"), ("convenio", "conveniencia")],
}


@pytest.mark.parametrize(("language", "forms"), [(code, forms) for code, all_ in SAME.items() for forms in all_])
def test_forms_of_one_word_meet(language, forms):
    assert len({stem(fold(form), language) for form in forms}) == 1


@pytest.mark.parametrize(("language", "pair"), [(code, pair) for code, all_ in APART.items() for pair in all_])
def test_different_words_stay_apart(language, pair):
    assert stem(fold(pair[0]), language) != stem(fold(pair[1]), language)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("word", ["2025", "pcb153", "ii", "a", "1336"])
def test_numbers_and_short_words_stay_as_they_are(language, word):
    assert stem(word, language) == word


def test_golden_tokens():
    assert stems("Each Party's releases from unintentional production", "en") == [
        "each",
        "parti",
        "releas",
        "from",
        "unintent",
        "product",
    ]
    assert stems("Liberaciones derivadas de la producción no intencional", "es") == [
        "liber",
        "deriv",
        "de",
        "la",
        "produccion",
        "no",
        "intencional",
    ]


def test_an_unknown_language_is_only_folded():
    assert stems("Déchets dangereux", "fr") == ["dechets", "dangereux"]


ENDINGS = {"en": ("ations", "ingly", "fulness", "iveness"), "es": ("aciones", "amientos", "ándose", "idades")}


def unremembered(words, language):
    """Past what is remembered of words stemmed before."""
    return [stem.__wrapped__(word, language) for word in words]


@pytest.mark.parametrize("language", ["en", "es"])
def test_threads_do_not_mix_their_words(language):
    starts = ("contamin", "regul", "import", "dioxid", "convention")
    words = [start + ending for start in starts for ending in ENDINGS[language]] * 30
    alone = unremembered(words, language)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(lambda _: unremembered(words, language), range(6)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 6
