"""The Chromium that drives the browser tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.services.missing import MissingServiceError, install_system_packages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of an installed Chromium, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def require_chromium() -> str:
    """The path of Chromium, installed from the system's packages where missing."""
    path = find_chromium()
    if path is None:
        install_system_packages("chromium", "fonts-dejavu-core", purpose="Chromium")
        path = find_chromium()
    if path is None or not Path(path).exists():
        raise MissingServiceError("Chromium was installed but is not on the PATH.")
    return path
