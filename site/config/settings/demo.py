"""The demo and development settings: everything has a value, nothing is asked."""

import os

os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

from config.settings.base import *  # noqa: F403

SECRET_KEY = SECRET_KEY or "demo-only"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
MIDDLEWARE = [*MIDDLEWARE[:1], "config.media.MediaMiddleware", *MIDDLEWARE[1:]]

# Anyone trying the demo reads its mail at /demo/mail/, and enters the editors' admin without a second step.
DEMO_MAIL_ROOT = VAR / "mail"
if not EMAIL_URL:
    EMAIL_BACKEND = "accounts.mail.demo.FolderBackend"
REQUIRE_STAFF_MFA = False
DEMO_ACCOUNTS = True
# Whoever starts the demo reads the addresses, not a line for each of Wagtail's thousands of small tasks.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
