"""Room on the disk for uploads: asked before a file is taken, and told of while some is left."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What uploads must leave: smaller copies of pictures are made later, and the search index may stand on the same disk.
KEPT = 50_000_000
# Below this editors are told, while there is time.
LOW = 500_000_000


def free() -> int | None:
    """Bytes that may still be written where uploads go; None where nobody can tell, as with a store elsewhere."""
    try:
        return _free_at(Path(default_storage.path("")))
    except (NotImplementedError, OSError):
        return None


def has_room_on_the_way(length: int) -> bool:
    """Whether a form of so many bytes can come in: Django writes large files to a folder for temporary ones first."""
    if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return True
    return _free_at(Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())) > length


def _free_at(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def require_room(**files: Any) -> None:
    """Refuse new files that do not fit, each at its field; Wagtail deletes an old file before it saves the new one."""
    left = free()
    new = {name: file for name, file in files.items() if file and not getattr(file, "_committed", False)}
    if left is not None and new and left - sum(file.size for file in new.values()) < KEPT:
        raise ValidationError(dict.fromkeys(new, no_room()))


def is_no_room(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


def no_room() -> str:
    return _(
        "There is no room left on the server for files, so nothing was saved. "
        "Ask whoever runs this site to make room, then upload the file again."
    )
