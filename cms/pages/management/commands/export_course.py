"""Export a course as a package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.pages.packages.exporting.exporter import NoSuchCourseError, export_course


class Command(BaseCommand):
    help = "Export a course to a folder or zip that import_course takes back as the same course."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course_id", help="the id of the course, as in course.yaml")
        parser.add_argument("out", type=Path, help="a folder that is new or empty, or a file that ends in .zip")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            package = export_course(options["course_id"], options["out"])
        except (NoSuchCourseError, FileExistsError) as error:
            raise CommandError(str(error)) from error
        for note in package.notes:
            self.stderr.write(note)
        for problem in package.problems:
            self.stderr.write(str(problem))
        if package.problems:
            raise CommandError(_("The package was written, but an import would refuse it."))
        if options["verbosity"]:
            self.stdout.write(f"{options['out']}: {len(package.files)} files")
