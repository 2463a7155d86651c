"""Background work of the accounts: mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django_tasks import task

from accounts.mail.envelope import unpack


@task(queue_name="fast")
def deliver(data: dict[str, Any]) -> None:
    """Hand one mail to the mail server; an error fails the task, which the operator sees."""
    get_connection(settings.MAIL_DELIVERY_BACKEND).send_messages([unpack(data)])
