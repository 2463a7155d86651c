"""Fixtures of the shell's tests."""

from __future__ import annotations

import pytest

from config.site_pages.loading import load_site_pages


@pytest.fixture
def site_pages(db, settings, tmp_path):
    """The pages that every installation starts with."""
    settings.MEDIA_ROOT = tmp_path
    return load_site_pages()
