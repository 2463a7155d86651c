"""Run with COURSE_ENGINE=absent: the cms alone."""

from __future__ import annotations

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from cms.pages.models import CoursePage, LessonPage  # noqa: E402
from tests.factories import pages  # noqa: E402

assert not any(config.name.startswith("course_engine") for config in apps.get_app_configs())
call_command("check", fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
if not CoursePage.objects.exists():
    pages.tree(lessons=1)
lesson = LessonPage.objects.filter(locale__language_code="en").first()
assert lesson is not None
answer = Client().get(lesson.get_url())
assert answer.status_code == 200, answer.status_code
assert Client().get("/en/learning/").status_code == 404
assert Client().get("/api/courses/").status_code == 404
print("ok")  # noqa: T201
