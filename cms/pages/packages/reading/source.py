"""Reads the files of a package from a folder or a zip, and refuses what could do harm before reading it."""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from cms.pages.packages.reading.problems import PackageRefusedError, Problem, Problems

MEBIBYTE = 1024 * 1024
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
TEXT_ENDINGS = frozenset({".yaml", ".md", ".svg"})
ZIP_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may hold. Declared sizes are checked first, then each read is capped."""

    entries: int = 2000
    total: int = 512 * MEBIBYTE
    file: int = 200 * MEBIBYTE
    text: int = 2 * MEBIBYTE
    ratio: int = 100
    ratio_from: int = MEBIBYTE


LIMITS = Limits()


class Source(Protocol):
    """The files of a package by their path from its top, with forward slashes."""

    paths: tuple[str, ...]

    def read(self, path: str) -> bytes:
        """The whole content of a file."""

    def open(self, path: str) -> IO[bytes]:
        """A file to be read piece by piece."""


class FolderSource:
    """A package that lies as a folder."""

    def __init__(self, root: Path, paths: tuple[str, ...]) -> None:
        self.root, self.paths = root, paths

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def open(self, path: str) -> IO[bytes]:
        return (self.root / path).open("rb")


class ZipSource:
    """A package in a zip, its entries read one at a time and never unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self.archive, self.entries = archive, entries
        self.paths = tuple(sorted(entries))

    def read(self, path: str) -> bytes:
        entry = self.entries[path]
        try:
            with self.archive.open(entry) as stream:
                return stream.read(entry.file_size)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise PackageRefusedError([Problem(path, 1, _("This entry of the zip is damaged."))]) from error

    def open(self, path: str) -> IO[bytes]:
        return self.archive.open(self.entries[path])


@contextmanager
def open_source(path: Path, limits: Limits = LIMITS) -> Iterator[Source]:
    """The files of the package at a path. Raises PackageRefusedError for one that is unsafe or too large."""
    if path.is_dir():
        yield open_folder(path, limits)
        return
    if not path.is_file():
        raise PackageRefusedError([Problem(path.name, 1, _("There is no such file or folder."))])
    try:
        if path.stat().st_size > limits.total:
            raise ValueError(path)
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PackageRefusedError(
            [Problem(path.name, 1, _("This is neither a folder nor a zip of allowed size."))]
        ) from error
    with archive:
        yield ZipSource(archive, zip_entries(archive, path.name, limits))


def open_folder(root: Path, limits: Limits) -> FolderSource:
    problems, sizes = Problems(), {}
    for entry in walk(root, limits.entries):
        relative = entry.relative_to(root).as_posix()
        mode = entry.lstat().st_mode
        if stat.S_ISLNK(mode):
            problems.add(relative, 1, _("Symbolic links are not part of a package."))
        elif not stat.S_ISREG(mode):
            problems.add(relative, 1, _("Only plain files are part of a package."))
        else:
            sizes[relative] = entry.lstat().st_size
            check_name(relative, problems)
    check_sizes(sizes, root.name, limits, problems)
    if problems:
        raise PackageRefusedError(problems.found)
    return FolderSource(root, tuple(sorted(sizes)))


def walk(root: Path, most: int) -> Iterator[Path]:
    """Everything below a folder that is not a real folder itself; ends soon after `most` entries."""
    pending, count = [root], 0
    while pending:
        for entry in sorted(pending.pop().iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
                continue
            yield entry
            count += 1
            if count > most:
                return


def zip_entries(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by path, without the one folder around them that most tools make."""
    problems = Problems()
    files = [entry for entry in archive.infolist()[: limits.entries + 1] if not entry.is_dir()]
    for entry in files:
        check_entry(entry, limits, problems)
    sizes: dict[str, int] = {}
    for entry in files:
        if entry.filename in sizes:
            problems.add(entry.filename, 1, _("The zip holds this file twice."))
        sizes[entry.filename] = entry.file_size
    check_sizes(sizes, name, limits, problems)
    if problems:
        raise PackageRefusedError(problems.found)
    top = common_folder(list(sizes))
    return {entry.filename.removeprefix(top): entry for entry in files}


def check_entry(entry: zipfile.ZipInfo, limits: Limits, problems: Problems) -> None:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        problems.add(entry.filename, 1, _("Symbolic links are not part of a package."))
    if entry.flag_bits & 0x1:
        problems.add(entry.filename, 1, _("Encrypted entries cannot be read."))
    if entry.compress_type not in ZIP_METHODS:
        problems.add(entry.filename, 1, _("The zip may use no other compression than “deflate”."))
    if entry.file_size > max(limits.ratio_from, limits.ratio * entry.compress_size):
        problems.add(
            entry.filename, 1, _("The entry would grow more than %(ratio)d times in size.") % {"ratio": limits.ratio}
        )
    check_name(entry.filename, problems)


def check_name(path: str, problems: Problems) -> None:
    """Refuses absolute paths, ways out of the package and names that some system could not keep."""
    if not all(NAME.fullmatch(part) for part in path.split("/")):
        problems.add(
            path, 1, _("Names in a package consist of letters without accents, digits, dots, hyphens and underscores.")
        )


def check_sizes(sizes: dict[str, int], name: str, limits: Limits, problems: Problems) -> None:
    if len(sizes) > limits.entries:
        problems.add(name, 1, _("A package may hold at most %(count)d files.") % {"count": limits.entries})
    if sum(sizes.values()) > limits.total:
        megabytes = limits.total // MEBIBYTE
        problems.add(name, 1, _("A package may hold at most %(size)d MB.") % {"size": megabytes})
    seen: dict[str, str] = {}
    for path, size in sizes.items():
        most = limits.text if Path(path).suffix in TEXT_ENDINGS else limits.file
        if size > most:
            problems.add(path, 1, _("The file is larger than %(size)d MB.") % {"size": most // MEBIBYTE})
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            problems.add(path, 1, _("The name differs from %(other)s by capital letters alone.") % {"other": twin})


def common_folder(paths: list[str]) -> str:
    """The folder, with its slash, that holds the whole package; nothing when the package lies at the top."""
    tops = {path.split("/", 1)[0] for path in paths}
    if len(tops) == 1 and all("/" in path for path in paths):
        return tops.pop() + "/"
    return ""
