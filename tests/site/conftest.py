"""Fixtures of the shell's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from config.site_pages.loading import load_site_pages
from tests.databases import Databases


@pytest.fixture(scope="session")
def site_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def loaded_site(databases: Databases, site_media: Path) -> Iterator[list[str]]:
    with override_settings(MEDIA_ROOT=site_media), databases.lent("site", load_site_pages) as written:
        yield written


@pytest.fixture
def site_pages(loaded_site: list[str], db: None) -> list[str]:
    """The pages that every installation starts with; each of them as it was written."""
    return loaded_site
