"""Import a course package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.pages.packages.importing.importer import Report, import_package
from cms.pages.packages.importing.plan import Action
from cms.pages.packages.reading.problems import PackageRefusedError


class Command(BaseCommand):
    help = "Import a course from a folder or zip. A second import of the same package changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the package: a folder, or a zip of it")
        parser.add_argument("--draft", action="store_true", help="publish nothing; send what changed to review")
        parser.add_argument("--user", metavar="EMAIL", help="import as this user, with this user's rights")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = find_user(options["user"]) if options["user"] else None
        try:
            report = import_package(options["path"], user=user, draft=options["draft"], dry_run=options["dry_run"])
        except PackageRefusedError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("%(reason)s Nothing was imported.") % {"reason": error}) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.tell(report, verbosity=options["verbosity"])

    def tell(self, report: Report, *, verbosity: int) -> None:
        if verbosity == 0:
            return
        for change in report.changes:
            if change.action is not Action.UNCHANGED or verbosity > 1:
                self.stdout.write(str(change))
        for name in report.files:
            self.stdout.write(f"file {name}")
        for path in report.ignored:
            self.stdout.write(_("%(file)s: left out, because the course engine is not in use.") % {"file": path})
        counts = ", ".join(f"{count} {action}" for action, count in report.counts().items())
        self.stdout.write(f"{report.course_id}: {counts}")


def find_user(email: str) -> Any:
    """The user with an e-mail address."""
    user = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("There is no active user with the address %(email)s.") % {"email": email})
    return user
