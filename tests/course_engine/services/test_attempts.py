"""Starting, answering and handing in."""

from __future__ import annotations

import json

import pytest

from course_engine.models import Certificate, Completion, Grade
from tests.factories import engine as make

pytestmark = pytest.mark.django_db


def test_an_attempt_from_start_to_certificate():
    site = make.site(entries=[make.entry(1), make.entry(2, "numeric")])
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    assert attempt.items.count() == 2
    make.answer_all(attempt)
    answer = json.loads(make.submit(attempt))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.fraction, attempt.passed) == ("closed", 1.0, True)
    assert answer["score"] == answer["max_score"] == 3.0
    assert Grade.objects.get().fraction == 1.0
    assert Completion.objects.filter(activity_key=site.test.translation_key).exists()
    assert Certificate.objects.count() == 0
