"""Settings of the test suite: the real database, cache, queue and index, in places of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("VAR_ROOT", str(Path(tempfile.gettempdir()) / f"pops-test-{os.getuid()}"))

from config.settings.base import *  # noqa: E402, F403

SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if os.environ.get("TEST_DATABASE_NAME"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DATABASE_NAME"]}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
