"""Take the engine out for good: write everything it holds to a folder, then remove its pages and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from course_engine.models import AssessmentPage

BATCH = 500


class Command(BaseCommand):
    help = "Export all that the course engine holds to a folder, then remove its pages and tables for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Where the export goes; must be new or empty.")
        parser.add_argument("--yes", action="store_true", help="Remove; without it only the export is written.")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty.")
        folder.mkdir(parents=True, exist_ok=True)
        count = sum(self._export(model, folder) for model in apps.get_app_config("course_engine").get_models())
        self.stdout.write(f"{count} records written to {folder}.")
        if not options["yes"]:
            self.stdout.write("Nothing was removed; add --yes to remove the engine's pages and tables.")
            return
        pages = self._remove_pages()
        call_command("migrate", "course_engine", "zero", verbosity=0, interactive=False)
        self.stdout.write(f"{pages} pages and all tables are gone. Start with COURSE_ENGINE=absent from now on.")

    def _export(self, model: Any, folder: Path) -> int:
        """One JSON Lines file for each model; parent rows of pages go with their own."""
        rows = model._default_manager.order_by("pk")
        with (folder / f"{model._meta.model_name}.jsonl").open("w", encoding="utf-8") as file:
            serializers.serialize("jsonl", rows.iterator(chunk_size=BATCH), stream=file)
        if model is AssessmentPage:
            parents = [page.page_ptr for page in rows]
            with (folder / "page.jsonl").open("w", encoding="utf-8") as file:
                serializers.serialize("jsonl", parents, stream=file)
        return int(rows.count())

    @transaction.atomic
    def _remove_pages(self) -> int:
        """Translations before their sources, each as an editor would delete it."""
        pages = list(AssessmentPage.objects.all())
        for page in sorted(pages, key=lambda page: not page.is_translation):
            page.refresh_from_db()
            page.delete()
        return len(pages)
