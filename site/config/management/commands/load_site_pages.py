"""Make the pages that every installation starts with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.site_pages.loading import load_site_pages


class Command(BaseCommand):
    help = "Create languages, site, home page, catalogue, guide, accessibility statement and privacy notice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="write the delivered texts over what is there")

    def handle(self, *_args: Any, **options: Any) -> None:
        written = load_site_pages(update=options["update"])
        if options["verbosity"]:
            self.stdout.write("\n".join(written) or "Nothing to do: every page is there.")
