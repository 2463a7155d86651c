"""Production settings; refuses to start with a missing or a demo value."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import (
    ALLOWED_HOSTS,
    DATABASES,
    ELASTICSEARCH_URL,
    EMAIL_URL,
    SECRET_KEY,
    WAGTAILADMIN_BASE_URL,
)

problems = [
    sentence
    for wrong, sentence in (
        (
            len(SECRET_KEY) < 50 or "demo" in SECRET_KEY or len(set(SECRET_KEY)) < 5,
            "SECRET_KEY must be a random string of at least 50 characters.",
        ),
        (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the site's host names."),
        (
            DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
            "DATABASE_URL must name a PostgreSQL database (postgres://user:password@host/name).",
        ),
        (not EMAIL_URL.startswith(("smtp", "submission")), "EMAIL_URL must name a mail server (submission://…)."),
        (not WAGTAILADMIN_BASE_URL.startswith("https://"), "BASE_URL must be the site's public https:// address."),
        (
            bool(ELASTICSEARCH_URL) and not re.fullmatch(r"https?://[^/?#\s]+:\d+(/\S*)?", ELASTICSEARCH_URL),
            "ELASTICSEARCH_URL must name scheme, host and port (https://search.example.org:9200).",
        ),
        (not os.environ.get("MEDIA_ROOT"), "MEDIA_ROOT must name the folder of uploaded files."),
    )
    if wrong
]
if problems:
    raise ImproperlyConfigured("Production does not start: " + " ".join(problems))

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
