"""Settings of the test suite: the real database, cache, queue and index, in places of their own."""

import os
import tempfile
from pathlib import Path

# Every worker of pytest-xdist has files, an index and a database of its own.
os.environ["VAR_ROOT"] = str(
    Path(os.environ.get("VAR_ROOT", Path(tempfile.gettempdir()) / f"pops-test-{os.getuid()}"))
    / os.environ.get("PYTEST_XDIST_WORKER", "main")
)

from config.settings.base import *  # noqa: F403

SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in the demo: an in-memory database knows neither WAL nor several writers.
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE_NAME", str(VAR / "test.sqlite3"))}
# WhiteNoise warns of a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Made for tests, which sign in thousands of people; those of the accounts take the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [*MIDDLEWARE[:1], "config.media.MediaMiddleware", *MIDDLEWARE[1:]]
# As in the demo; the tests of the second step turn it on.
REQUIRE_STAFF_MFA = False
# The node of a test run is for the tests that ask for it, through the fixtures of tests/elasticsearch.
ELASTICSEARCH_URL = ""
