"""The demo and development settings: everything has a value, nothing is asked."""

import os

os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

from config.settings.base import *  # noqa: F403

SECRET_KEY = SECRET_KEY or "demo-only"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
