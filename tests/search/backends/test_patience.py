"""A question takes as long as its reader has patience, whatever it waits for."""

from __future__ import annotations

import subprocess
import sys
import time
from threading import Event

import pytest

from search.backends.patience import MAX_QUESTIONS, SlowError, in_time


def refuse() -> None:
    raise ZeroDivisionError


def test_the_answer_and_the_error_are_those_of_the_question():
    assert in_time(5, lambda: "answer") == "answer"
    with pytest.raises(ZeroDivisionError):
        in_time(5, refuse)


def test_questions_without_an_answer_are_few_and_nobody_waits_longer_for_them():
    end = Event()
    for _ in range(MAX_QUESTIONS):
        with pytest.raises(SlowError, match=r"No answer within 0.01 s\."):
            in_time(0.01, end.wait)
    began = time.monotonic()
    with pytest.raises(SlowError, match=r"16 questions have no answer yet\."):
        in_time(0.3, lambda: "answer")
    assert 0.3 <= time.monotonic() - began < 0.6
    end.set()
    assert in_time(5, lambda: "answer") == "answer"


def test_a_process_ends_though_a_question_has_no_answer():
    began = time.monotonic()
    script = """
import time
from search.backends.patience import SlowError, in_time
try:
    in_time(0.01, lambda: time.sleep(60))
except SlowError:
    print("late")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=50)
    assert (done.stdout, time.monotonic() - began < 50) == ("late\n", True)
