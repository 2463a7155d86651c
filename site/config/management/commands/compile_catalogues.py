"""Compile locale/*/LC_MESSAGES/*.po."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues (no GNU gettext needed)."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in compile_catalogues(folder):
                self.stdout.write(f"compiled {path}")
