"""import_course and export_course at the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.pages.models import CoursePage
from tests.factories import packages
from tests.factories.accounts import UserFactory
from tests.factories.packages import changed, small

pytestmark = pytest.mark.usefixtures("site")


def run(command: str, *arguments: object, **options: object) -> tuple[str, str]:
    out, error = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=error, **options)
    return out.getvalue(), error.getvalue()


def test_import_tells_what_is_new_and_then_that_nothing_is(tmp_path):
    path = packages.folder(tmp_path / "course", small())
    out, _error = run("import_course", path)
    lines = out.splitlines()
    assert lines[0] == "new course small-course en"
    assert lines[-2:] == ["file circle.svg", "small-course: 20 new"]
    assert run("import_course", path)[0] == "small-course: 20 unchanged\n"
    assert run("import_course", path, verbosity=0)[0] == ""


def test_dry_run(tmp_path):
    path = packages.folder(tmp_path / "course", small())
    assert run("import_course", path, dry_run=True)[0].endswith("small-course: 20 new\n")
    assert not CoursePage.objects.exists()


def test_refusal_names_file_and_line(tmp_path):
    path = packages.folder(tmp_path / "course", changed(small(), "course.yaml", "minutes: 30", "minutes: long"))
    error = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_course", str(path), stderr=error)
    assert error.getvalue() == "course.yaml:8: minutes must be a whole number from 1 to 10000.\n"
    assert str(refusal.value) == "The package is refused: 1 problem. Nothing was imported."


def test_users(tmp_path):
    path = packages.folder(tmp_path / "course", small())
    with pytest.raises(CommandError, match=r"^There is no active user with the address nobody@example.org\.$"):
        run("import_course", path, user="nobody@example.org")
    user = UserFactory()
    with pytest.raises(CommandError, match=r"may not publish courses in English; --draft brings the package in"):
        run("import_course", path, user=user.email)
    boss = UserFactory(is_superuser=True)
    run("import_course", path, user=boss.email.upper())
    assert CoursePage.objects.get(language_code="en").latest_revision.user == boss


def test_export_to_folder_and_zip(tmp_path):
    run("import_course", packages.folder(tmp_path / "course", small()))
    out, error = run("export_course", "small-course", tmp_path / "out")
    assert (out, error) == (f"{tmp_path / 'out'}: 15 files\n", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "course.yaml",
        "final-test.yaml",
        "media",
        "modules",
    ]
    run("export_course", "small-course", tmp_path / "out.zip")
    assert run("import_course", tmp_path / "out.zip")[0] == "small-course: 20 unchanged\n"


def test_export_that_cannot_be(tmp_path):
    with pytest.raises(CommandError, match=r"^There is no course “none”\.$"):
        run("export_course", "none", tmp_path / "out")
    run("import_course", packages.folder(tmp_path / "course", small()))
    with pytest.raises(CommandError, match=r"course exists already\.$"):
        run("export_course", "small-course", tmp_path / "course")
    assert (tmp_path / "course" / "course.yaml").read_text() == packages.COURSE


def test_export_of_what_no_import_would_take(tmp_path):
    run("import_course", packages.folder(tmp_path / "course", small()))
    course = CoursePage.objects.get(language_code="en")
    course.edition = "autumn"
    course.save_revision().publish()
    error = StringIO()
    with pytest.raises(CommandError, match=r"^The package was written, but an import would refuse it\.$"):
        call_command("export_course", "small-course", str(tmp_path / "out"), stderr=error)
    assert error.getvalue() == "course.yaml:3: edition must be a date, year-month-day.\n"
    assert (tmp_path / "out" / "course.yaml").exists()
