"""Different spellings of one sound."""

import pytest

from search.domain.sounds import sounds


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["chlordane", "klordane", "clordane"]),
        ("en", ["sulphonic", "sulfonik"]),
        ("en", ["stockholm", "stokholm", "stokolm"]),
        ("en", ["rubbish", "rubish"]),
        ("en", ["heptachlor", "eptaklor", "heptaclor"]),
        ("en", ["furan", "phuran"]),
        ("en", ["hexabromobiphenyl", "hexabromobifenil"]),
        ("es", ["clordecona", "klordekona", "chlordecona"]),
        ("es", ["heptacloro", "eptakloro"]),
        ("es", ["dioxinas", "dioccinas", "dioksinas"]),
        ("es", ["quemar", "kemar"]),
        ("es", ["racional", "rasional", "razional"]),
        ("es", ["ambientalmente", "hambientalmente"]),
        ("es", ["bifenilo", "vifenilo", "viphenilo"]),
        ("es", ["comejen", "comegen"]),
        ("es", ["lluvia", "yubia"]),
        ("es", ["combustion", "conbustion"]),
    ],
)
def test_words_that_sound_alike(language, words):
    assert len(set(sounds(words, language))) == 1


@pytest.mark.parametrize(
    "words", [["chain", "cain"], ["ship", "sip"], ["waste", "paste"], ["aldrin", "endrin"], ["guerra", "gerra"]]
)
def test_words_that_sound_different(words):
    assert len(set(sounds(words, "en"))) == 2


def test_each_word_by_itself_and_none_for_none():
    assert sounds(["tech", "reich"], "en") == ["teC", "reiC"]
    assert sounds([], "es") == []
