"""Tell learners what is new in their saved searches."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.saved.news import send_news


class Command(BaseCommand):
    help = "Mail what is new in saved searches to those who asked for it. For cron, once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{send_news()} mails sent.")
