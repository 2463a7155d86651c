"""The values between engine and plugins."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from course_engine.plugins.values import Answer, Outcome, Reason, ResponseError, is_secret


@pytest.mark.parametrize(
    ("text_id", "secret"),
    [
        ("stem", False),
        ("option:a", False),
        ("criterion:a", False),
        ("feedback:item", True),
        ("feedback:a", True),
        ("hint:1", True),
        ("worked:1", True),
        ("accepted:en", True),
    ],
)
def test_which_texts_are_secret(text_id, secret):
    assert is_secret(text_id) is secret


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_fraction_lies_between_0_and_1(fraction):
    with pytest.raises(ValueError, match="a fraction lies between 0 and 1"):
        Outcome(fraction, "correct")


def test_a_state_is_one_of_six():
    with pytest.raises(ValueError, match="unknown state 'great'"):
        Outcome(1.0, "great")


def test_a_reason_is_read_in_the_readers_language():
    reason = Reason("yes", _("Yes"))
    with translation.override("es"):
        assert str(reason) == "Sí"
    with translation.override("en"):
        assert str(reason) == "Yes"
    assert str(Reason("x", "100 % of it")) == "100 % of it"
    assert str(Reason("x", "%(a)s of %(b)s", {"a": 1, "b": 2})) == "1 of 2"


def test_an_answer_is_complete_at_1():
    assert (Answer(1.0).allowed, Answer(1.0).complete, Answer(0.99).allowed) == (True, True, False)


def test_a_refusal_has_a_code_a_field_and_a_sentence():
    error = ResponseError("too_long", "At most %(limit)s.", {"limit": 5}, "text")
    assert (error.code, error.field, str(error)) == ("too_long", "text", "At most 5.")
