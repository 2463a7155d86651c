"""Groups, rights and workflow of the editors."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.pages.admin_setup import NoHomePageError, set_up


class Command(BaseCommand):
    help = "Create the groups of editors, reviewers, translators and course managers, and the review workflow."

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            names = set_up()
        except NoHomePageError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"Groups: {', '.join(names)}.")
