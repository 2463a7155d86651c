"""Mail, which the worker delivers."""

import os
from pathlib import Path

import dj_email_url

# So that no answer waits for it or shows by its time whether an address is known.
EMAIL_URL = os.environ.get("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "learning@localhost")
if EMAIL_URL:
    globals().update(dj_email_url.parse(EMAIL_URL))
MAIL_DELIVERY_BACKEND = globals().get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_BACKEND = "accounts.mail.queue.QueuedBackend"
# A folder whose mails the page /demo/mail/ shows; only the demo sets it.
DEMO_MAIL_ROOT: Path | None = None
