"""The demo's mail: one file per message in a folder, which the page /demo/mail/ shows."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMail:
    name: str
    subject: str
    sender: str
    recipient: str
    sent_at: datetime
    body: str


class FolderBackend(BaseEmailBackend):
    """Writes each message into DEMO_MAIL_ROOT, newest name last."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        root = _root()
        root.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            (root / f"{name}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


def demo_mails(limit: int = 100) -> list[DemoMail]:
    """The newest mails first."""
    files = sorted(_root().glob("*.eml"), reverse=True)[:limit]
    return [_read(file) for file in files]


def demo_mail(name: str) -> DemoMail | None:
    """One mail by its name, None where there is none."""
    file = _root() / f"{name}.eml"
    return _read(file) if NAME.fullmatch(name) and file.is_file() else None


def _root() -> Path:
    assert settings.DEMO_MAIL_ROOT is not None  # noqa: S101 - only the demo's settings use this module
    return Path(settings.DEMO_MAIL_ROOT)


def _read(file: Path) -> DemoMail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, ParsedMessage)  # noqa: S101 - what the default policy builds
    body = message.get_body(("plain",))
    return DemoMail(
        name=file.stem,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        body=str(body.get_content()) if body else "",
    )
