"""Run with COURSE_ENGINE=off on a filled database: learners and editors go on, nothing of the engine shows."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.models import User  # noqa: E402
from cms.pages.models import CoursePage, LessonPage, ModulePage  # noqa: E402
from course_engine.models import Attempt  # noqa: E402

known = json.loads(sys.argv[1])
assert settings.COURSE_ENGINE == "off"

reader = Client()
page = reader.get("/en/courses/pops/m1/l1/")
assert page.status_code == 200, page.status_code
text = page.content.decode()
assert 'class="item' not in text
assert "/learning/" not in text
assert "question" not in text.lower(), text
assert reader.get("/en/courses/pops/m1/test/").status_code == 404
assert reader.get("/en/courses/pops/").status_code == 200
assert reader.get("/en/learning/").status_code == 404
assert reader.get("/api/enrolments/").status_code == 404
try:
    reverse("course_engine:learning")
except NoReverseMatch:
    pass
else:
    raise AssertionError("the engine's routes are still there")

editor = Client()
editor.force_login(User.objects.get(email="root@example.org"))
for pk in (known["lesson"], known["test"], known["module"], known["course"]):
    assert editor.get(f"/cms/pages/{pk}/edit/").status_code == 200, pk
    assert editor.get(f"/cms/pages/{pk}/delete/").status_code == 200, pk
    assert editor.get(f"/cms/pages/{pk}/copy/").status_code == 200, pk
assert "course_engine" not in editor.get("/cms/").content.decode()

lesson = LessonPage.objects.get(pk=known["lesson"])
lesson.title = "Edited while the engine is off"
lesson.save_revision().publish()
lesson = LessonPage.objects.get(pk=known["lesson"])
with connection.cursor() as cursor:
    cursor.execute("SELECT body FROM pages_lessonpage WHERE page_ptr_id = %s", [lesson.pk])
    stored = json.loads(cursor.fetchone()[0])
assert stored == known["body"], (stored, known["body"])

module = ModulePage.objects.get(pk=known["module"])
copy = module.copy(recursive=True, update_attrs={"slug": "copied", "title": "Copied"})
assert copy.get_children().count() == module.get_children().count()
Page.objects.get(pk=copy.pk).specific.delete()

course = CoursePage.objects.get(pk=known["course"])
twin = course.copy(recursive=True, update_attrs={"slug": "twin", "title": "Twin"})
CoursePage.objects.get(pk=twin.pk).delete()
ModulePage.objects.get(pk=known["module"]).delete()
assert Attempt.objects.count() == 2, "learner records went with the page"
print("ok")  # noqa: T201
