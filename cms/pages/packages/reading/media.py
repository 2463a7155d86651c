"""The files of media/ and what media.yaml says of them."""

from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from cms.pages.packages.reading.directives import DIRECTIVES, ENDINGS, FILMS, SOUNDS
from cms.pages.packages.reading.drawing import check_drawing
from cms.pages.packages.reading.lesson import LessonText
from cms.pages.packages.reading.package import Media, Package
from cms.pages.packages.reading.rules import Check, Place, check_map
from cms.pages.packages.reading.schema import MEDIA
from cms.pages.packages.reading.yamlfile import Map, entries

FILE = "media/media.yaml"
# What a file of a kind begins with, at its offset: the ending alone proves nothing.
MARKS: dict[str, tuple[tuple[int, bytes], ...]] = {
    ".png": ((0, b"\x89PNG\r\n\x1a\n"),),
    ".jpg": ((0, b"\xff\xd8\xff"),),
    ".opus": ((0, b"OggS"), (28, b"OpusHead")),
    ".mp4": ((4, b"ftyp"),),
    ".pdf": ((0, b"%PDF-"),),
}
MP3_MARKS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
SAME_TEXTS = ("title", "alt", "transcript", "captions")


def read_media(package: Package) -> None:
    """Fills `package.media` and checks every file and entry."""
    files = [path for path in package.source.paths if path.startswith("media/")]
    check = package.check(FILE)
    node = package.load(FILE)
    if node is not None and check_map(check, Place(1, "media.yaml"), node, MEDIA):
        for entry in entries(node.get("media"), Map):
            add_entry(package, check, entry)
    for path in files:
        name = path.removeprefix("media/")
        if path != FILE and PurePosixPath(path).suffix not in ENDINGS:
            package.problems.add(path, 1, _("This is not a kind of file that the format knows."))
        elif path != FILE and name not in package.media:
            package.problems.add(path, 1, _("The file has no entry in media.yaml."))
    for media in package.media.values():
        check_variant(package, check, media)


def add_entry(package: Package, check: Check, entry: Map) -> None:
    media = Media(str(entry.get("file")), entry)
    line = entry.line_of("file")
    if media.file in package.media:
        check.bad(line, _("“%(name)s” has two entries.") % {"name": media.file})
        return
    package.media[media.file] = media
    ending = PurePosixPath(media.file).suffix
    if media.path not in package.source.paths or "/" in media.file:
        check.bad(line, _("The media file “%(name)s” does not exist.") % {"name": media.file})
    elif ending in ENDINGS:
        check_content(package, media, ending)
    for need in needs(ending):
        if entry.get(need) is None:
            check.bad(line, _("“%(name)s” needs %(what)s.") % {"name": media.file, "what": need})


def needs(ending: str) -> tuple[str, ...]:
    if ending in FILMS:
        return ("transcript", "captions")
    return ("transcript",) if ending in SOUNDS else ()


def check_content(package: Package, media: Media, ending: str) -> None:
    """Whether the file is what its ending says."""
    check = package.check(media.path)
    if ending == ".svg":
        check_drawing(check, package.source.read(media.path))
        return
    with package.source.open(media.path) as stream:
        head = stream.read(64)
    if ending == ".mp3":
        good = head.startswith(MP3_MARKS)
    else:
        good = all(head[start : start + len(mark)] == mark for start, mark in MARKS[ending])
    if not good:
        check.bad(1, _("The content of the file is not what its ending says."))


def check_variant(package: Package, check: Check, media: Media) -> None:
    """A file of one language says the same as the one it stands in for."""
    base = base_name(package, media.file)
    if base is None:
        return
    for name in SAME_TEXTS:
        if media.data.get(name) != package.media[base].data.get(name):
            where = f"{FILE}:{package.media[base].data.line_of(name)}"
            message = _(
                "%(key)s differs from %(where)s; a file of one language has the texts of the file it stands in for."
            )
            check.bad(media.data.line_of(name), message % {"key": name, "where": where})


def base_name(package: Package, name: str) -> str | None:
    """The media name that a file of one language belongs to."""
    parts = name.rsplit(".", 2)
    if len(parts) == 3 and parts[1] in package.languages and f"{parts[0]}.{parts[2]}" in package.media:
        return f"{parts[0]}.{parts[2]}"
    return None


def check_uses(package: Package, lesson: LessonText) -> None:
    """Whether the media that a lesson names exist and suit their directive."""
    for block in lesson.blocks:
        directive = DIRECTIVES.get(block.kind)
        if directive is None or directive.argument != "media":
            continue
        if block.key not in package.media:
            message = _("The media name “%(name)s” has no entry in media.yaml.")
            package.problems.add(lesson.file, block.line, message % {"name": block.key})
        elif PurePosixPath(block.key).suffix not in directive.endings:
            message = _("“%(name)s” is not a file for the directive “%(directive)s”.")
            values = {"name": block.key, "directive": block.kind}
            package.problems.add(lesson.file, block.line, message % values)
