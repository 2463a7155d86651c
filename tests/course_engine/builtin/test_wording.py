"""When two written answers are the same."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from course_engine.builtin.items.wording import matches, normalise, preferred


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Basel", "basel"),
        ("  El   Convenio de\tBasilea. ", "el convenio de basilea"),
        ("Basiléa", "basilea"),
        ("AÑO", "ano"),
        ("Straße", "strasse"),
        ("2,3,7,8-TCDD", "2 3 7 8 tcdd"),
        ("p,p'-DDT", "p p ddt"),
        ("H₂O", "h2o"),
        ("tetrachloro_dibenzo-p-dioxin", "tetrachloro dibenzo p dioxin"),
        ("«Basilea»", "basilea"),
        ("ﬁre", "fire"),
        ("%", "%"),
        ("…", "…"),
        ("", ""),
    ],
)
def test_normalise(text, normal):
    assert normalise(text) == normal


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


ACCEPTED = [
    {"language": "en", "value": "Basel Convention"},
    {"language": "en", "value": "Basel"},
    {"language": "es", "value": "Convenio de Basilea"},
]


@given(st.sampled_from([row["value"] for row in ACCEPTED]), st.text(alphabet=" .,;:-¡!¿?", max_size=5))
def test_punctuation_around_an_accepted_form_does_not_count(form, marks):
    assert matches(f"{marks}{form.upper()}{marks}", ACCEPTED)


@pytest.mark.parametrize(
    ("language", "form"), [("en", "Basel Convention"), ("es", "Convenio de Basilea"), ("fr", "Basel Convention")]
)
def test_the_form_shown_is_that_of_the_reader(language, form):
    assert preferred(ACCEPTED, language) == form
    with translation.override(language):
        assert preferred(ACCEPTED) == form
    assert preferred([], language) == ""
