"""Gives a course back as a package, and makes sure that the package would be taken again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from cms.pages.models import CoursePage
from cms.pages.packages.exporting.target import PackageWriter, save
from cms.pages.packages.exporting.tree import CourseTree
from cms.pages.packages.importing.importer import checked
from cms.pages.packages.importing.lookup import SiteLookup
from cms.pages.packages.parts import parts
from cms.pages.packages.reading.problems import PackageRefusedError, Problem


class NoSuchCourseError(LookupError):
    """There is no course of this id."""


@dataclass(slots=True)
class Exported:
    """An exported package: its files, what it could not hold, and what an import would refuse of it."""

    files: dict[str, bytes]
    notes: list[str]
    problems: list[Problem] = field(default_factory=list)


class MemorySource:
    """A package that is not on disk yet."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.paths = tuple(sorted(files))

    def read(self, path: str) -> bytes:
        return self.files[path]

    def open(self, path: str) -> IO[bytes]:
        return BytesIO(self.files[path])


def exported(course_id: str) -> Exported:
    """The package of a course. Raises NoSuchCourseError."""
    course = CoursePage.objects.filter(course_id=course_id, language_code=settings.LANGUAGE_CODE).first()
    if course is None:
        raise NoSuchCourseError(_("There is no course “%(id)s”.") % {"id": course_id})
    tree = CourseTree(course)
    items = {name: item for part in parts() for name, item in part.item_names(tree).items()}
    writer = PackageWriter(tree, SiteLookup(course_id, items))
    for part in parts():
        part.export(writer)
    writer.finish()
    return Exported(writer.files, writer.notes, problems_of(writer.files))


def problems_of(files: Mapping[str, bytes]) -> list[Problem]:
    try:
        checked(MemorySource(files))
    except PackageRefusedError as error:
        return error.problems
    return []


def export_course(course_id: str, out: Path) -> Exported:
    """Write a course to a folder or zip."""
    package = exported(course_id)
    save(package.files, out)
    return package
