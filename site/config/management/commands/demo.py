"""Fill an empty installation and serve it."""

from __future__ import annotations

import os
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.catalogues import compile_catalogues
from config.processes import ROOT, run_together, site_processes

COURSE = ROOT / "courses" / "stockholm-pops-caribbean"

ADDRESSES = (
    ("the site, in English", "/en/"),
    ("the site, in Spanish", "/es/"),
    ("the editors' admin", "/cms/"),
    ("the API, readable", "/api/docs/"),
    ("the mail that the site has sent", "/en/demo/mail/"),
)


class Command(BaseCommand):
    help = "Fill the demo with the Convention, the first course and accounts, and serve it until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fill-only", action="store_true", help="fill the site and stop")

    def handle(self, *_args: Any, **options: Any) -> None:
        if os.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.production":
            raise CommandError("The demo has public passwords; it does not run with the production settings.")
        started = time.monotonic()
        self.fill()
        self.stdout.write(f"Ready in {time.monotonic() - started:.0f} s.")
        if options["fill_only"]:
            return
        self.introduce()
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
        raise SystemExit(run_together(site_processes(), environment))

    def fill(self) -> None:
        """Every step is idempotent, so a second `make demo` is quick and keeps what people did."""
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        compile_catalogues(settings.LOCALE_PATHS[0])
        for title, command, arguments in self.steps():
            self.stdout.write(f"{title} …")
            self.stdout.flush()
            call_command(command, *arguments, verbosity=0)

    def steps(self) -> list[tuple[str, str, list[str]]]:
        """What an empty database needs, in order: (title, command, arguments)."""
        return [
            ("Preparing the database", "migrate", []),
            ("Preparing the cache", "createcachetable", []),
            ("Collecting static files", "collectstatic", ["--no-input"]),
            ("Creating the pages of the site", "load_site_pages", []),
            ("Setting up the editors' groups and workflow", "setup_editors", []),
            ("Creating the demo accounts", "create_demo_accounts", []),
            ("Loading the Convention, its chemicals and terms", "load_convention", []),
            ("Importing the first course in English and Spanish", "import_course", [str(COURSE)]),
            ("Building the search index", "search_rebuild", []),
        ]

    def introduce(self) -> None:
        base = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        self.stdout.write("")
        for title, path in ADDRESSES:
            self.stdout.write(f"  {base + path:<42} {title}")
        self.stdout.write("")
        call_command("create_demo_accounts", "--list")
        self.stdout.write("\nPress Ctrl-C to stop.\n")
