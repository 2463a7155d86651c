"""A site that small packages can be imported into."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import packages


@pytest.fixture
def site(db, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    packages.site()
