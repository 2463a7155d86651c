"""The content of the demo: the Convention, its chemicals and terms, and the first course in both languages."""

from __future__ import annotations

from django.core.management import call_command

from config.management.commands.demo import COURSE

# The copy of the database that `fill` makes, for `Databases.lent`.
NAME = "course"


def fill() -> None:
    call_command("load_site_pages", verbosity=0)
    call_command("setup_editors", verbosity=0)
    call_command("load_convention", verbosity=0)
    call_command("import_course", str(COURSE), verbosity=0)
