"""Files are read only from packages that can do no harm."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from cms.pages.packages.reading.problems import PackageRefusedError
from cms.pages.packages.reading.source import LIMITS, MEBIBYTE, Limits, open_source
from tests.factories import packages

FILES = {"course.yaml": "format: 1\n", "media/circle.svg": packages.DRAWING}
NAME_RULE = "Names in a package consist of letters without accents, digits, dots, hyphens and underscores."


def refusal(path: Path, limits: Limits = LIMITS) -> list[str]:
    with pytest.raises(PackageRefusedError) as refused, open_source(path, limits):
        pass
    return [str(problem) for problem in refused.value.problems]


def archive(path: Path, name: str, content: bytes = b"x", **fields: object) -> Path:
    """A zip of one entry with chosen fields."""
    with zipfile.ZipFile(path, "w") as target:
        entry = zipfile.ZipInfo("course.yaml")
        for field, value in fields.items():
            setattr(entry, field, value)
        entry.filename = name
        target.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    "make", [packages.folder, packages.zipped, lambda path, files: packages.zipped(path, files, "top/")]
)
def test_files_by_path(tmp_path, make):
    with open_source(make(tmp_path / "package", FILES)) as source:
        assert source.paths == ("course.yaml", "media/circle.svg")
        assert source.read("course.yaml") == b"format: 1\n"
        with source.open("media/circle.svg") as stream:
            assert stream.read(4) == b"<svg"


@pytest.mark.parametrize(
    "name",
    [
        "../course.yaml",
        "media/../../course.yaml",
        "/etc/passwd",
        "C:/course.yaml",
        "media\\..\\x.svg",
        "media//x.svg",
        ".git/config",
        "media/été.svg",
        "a\nb.md",
    ],
)
def test_names_that_lead_elsewhere(tmp_path, name):
    assert refusal(archive(tmp_path / "p.zip", name)) == [f"{name}:1: {NAME_RULE}"]


def test_links(tmp_path):
    root = packages.folder(tmp_path / "package", FILES)
    os.symlink("/etc", root / "media" / "etc")
    os.symlink("/etc/passwd", root / "passwd")
    assert refusal(root) == [
        "media/etc:1: Symbolic links are not part of a package.",
        "passwd:1: Symbolic links are not part of a package.",
    ]
    link = archive(tmp_path / "p.zip", "passwd", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert refusal(link) == ["passwd:1: Symbolic links are not part of a package."]


def test_pipe(tmp_path):
    root = packages.folder(tmp_path / "package", FILES)
    os.mkfifo(root / "pipe")
    assert refusal(root) == ["pipe:1: Only plain files are part of a package."]


def test_bomb_of_two_gigabytes_is_refused_unread(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
        target.open("media/zero.mp4", "w", force_zip64=True) as stream,
    ):
        for _piece in range(20):
            stream.write(bytes(MEBIBYTE))
    declared = bytearray(path.read_bytes())
    # The directory at the end says two gigabytes; nobody reads the entry to find out.
    at = declared.rindex(b"PK\x01\x02")
    struct.pack_into("<I", declared, at + 24, 2_000_000_000)
    path.write_bytes(declared)

    assert refusal(path) == [
        "bomb.zip:1: A package may hold at most 512 MB.",
        "media/zero.mp4:1: The entry would grow more than 100 times in size.",
        "media/zero.mp4:1: The file is larger than 200 MB.",
    ]


def test_declared_size_that_lies_is_damage(tmp_path):
    path = packages.zipped(tmp_path / "p.zip", {"course.yaml": "x" * 5000})
    raw = bytearray(path.read_bytes())
    struct.pack_into("<I", raw, raw.rindex(b"PK\x01\x02") + 24, 100)
    path.write_bytes(raw)
    with open_source(path) as source, pytest.raises(PackageRefusedError) as refused:
        source.read("course.yaml")
    assert [str(problem) for problem in refused.value.problems] == ["course.yaml:1: This entry of the zip is damaged."]


def test_limits(tmp_path):
    limits = Limits(entries=2, total=100, file=60, text=10)
    root = packages.folder(tmp_path / "package", {"a.md": "12345678901", "b.pdf": "x" * 61, "c.pdf": "x" * 50})
    assert refusal(root, limits) == [
        "a.md:1: The file is larger than 0 MB.",
        "b.pdf:1: The file is larger than 0 MB.",
        "package:1: A package may hold at most 0 MB.",
        "package:1: A package may hold at most 2 files.",
    ]


def test_entries_that_clash(tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("course.yaml", "a")
        target.writestr("Course.yaml", "c")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("course.yaml", "b")
    assert refusal(path) == [
        "Course.yaml:1: The name differs from course.yaml by capital letters alone.",
        "course.yaml:1: The zip holds this file twice.",
    ]


def test_compression_and_encryption_that_are_not_read(tmp_path):
    path = archive(tmp_path / "p.zip", "course.yaml", compress_type=zipfile.ZIP_LZMA)
    assert refusal(path) == ["course.yaml:1: The zip may use no other compression than “deflate”."]
    raw = bytearray(archive(tmp_path / "q.zip", "course.yaml").read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "q.zip").write_bytes(raw)
    assert refusal(tmp_path / "q.zip") == ["course.yaml:1: Encrypted entries cannot be read."]


def test_what_is_no_package(tmp_path):
    (tmp_path / "note.txt").write_text("hello")
    assert refusal(tmp_path / "note.txt") == ["note.txt:1: This is neither a folder nor a zip of allowed size."]
    assert refusal(tmp_path / "none") == ["none:1: There is no such file or folder."]
    cut = packages.zipped(tmp_path / "cut.zip", FILES).read_bytes()[:-30]
    (tmp_path / "cut.zip").write_bytes(cut)
    assert refusal(tmp_path / "cut.zip") == ["cut.zip:1: This is neither a folder nor a zip of allowed size."]
