"""A mail as plain data, so that it can wait on the queue."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives


def pack(message: EmailMessage) -> dict[str, Any]:
    """The message as JSON. Raises ValueError for attachments, which the site never sends."""
    if message.attachments:
        raise ValueError("A mail with attachments cannot be queued.")
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": dict(message.extra_headers),
        "alternatives": [[str(part[0]), str(part[1])] for part in getattr(message, "alternatives", [])],
    }


def unpack(data: dict[str, Any]) -> EmailMessage:
    """The message that `pack` described."""
    fields = {name: value for name, value in data.items() if name != "alternatives"}
    message = EmailMultiAlternatives(**fields)
    for content, mimetype in data["alternatives"]:
        message.attach_alternative(content, mimetype)
    return message
