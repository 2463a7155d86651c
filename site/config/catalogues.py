"""Compiles the message catalogues without GNU gettext, which a fresh machine may not have."""

from pathlib import Path

import polib


def compile_catalogues(folder: Path) -> list[Path]:
    """Write each outdated `django.mo` below `folder` from the `django.po` beside it; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written
