"""Stems are the same whoever asks at the same time."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.domain.stemming import stem

ENDINGS = {"en": ("ations", "ingly", "fulness", "iveness"), "es": ("aciones", "amientos", "ándose", "idades")}


def stems(words, language):
    """Past what is remembered of words stemmed before."""
    return [stem.__wrapped__(word, language) for word in words]


@pytest.mark.parametrize("language", ["en", "es"])
def test_threads_do_not_mix_their_words(language):
    starts = ("contamin", "regul", "import", "dioxid", "convention")
    words = [start + ending for start in starts for ending in ENDINGS[language]] * 30
    alone = stems(words, language)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(lambda _: stems(words, language), range(6)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 6
