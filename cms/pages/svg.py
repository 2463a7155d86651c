"""SVG pictures are documents: one with a script in it would run on our own origin."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

FORBIDDEN_TAGS = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "set"}
ANIMATIONS = {"animate", "animatetransform", "animatemotion"}
REFERENCES = {"href", "src"}
EXTERNAL_CSS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:", re.IGNORECASE)
DATA_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)


def validate_image(file: Any) -> None:
    """Refuse an SVG with anything active or external in it; other pictures pass."""
    if not file or not str(file.name).lower().endswith(".svg") or getattr(file, "_committed", False):
        return
    problems = list(svg_problems(_read(file)))
    if problems:
        raise ValidationError({"file": problems})


def _read(file: File[bytes]) -> bytes:
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content


def svg_problems(content: bytes) -> Iterator[str]:
    """What makes this SVG unfit, in words; nothing for a fit one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield _("The SVG is not in UTF-8.")
        return
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield _("The SVG declares a document type or entities; save it again without them.")
        return
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  entities are refused above
    except ElementTree.ParseError as error:
        yield _("The SVG is not well-formed: %(error)s") % {"error": error}
        return
    if _local(root.tag) != "svg":
        yield _("The file is not an SVG picture.")
    for element in root.iter():
        yield from _element_problems(element)


def _element_problems(element: ElementTree.Element) -> Iterator[str]:
    tag = _local(element.tag)
    if tag in FORBIDDEN_TAGS:
        yield _("The SVG contains <%(tag)s>, which is not allowed.") % {"tag": tag}
    if tag == "style" and EXTERNAL_CSS.search(element.text or ""):
        yield _("The SVG's style sheet refers to something outside the file.")
    for name, value in element.attrib.items():
        attribute = _local(name)
        if attribute.startswith("on"):
            yield _("The SVG has an event handler (%(name)s), which is not allowed.") % {"name": attribute}
        elif attribute in REFERENCES and not value.strip().startswith("#") and not DATA_IMAGE.match(value.strip()):
            yield _("The SVG refers to “%(target)s” outside the file.") % {"target": value[:80]}
        elif attribute not in REFERENCES and EXTERNAL_CSS.search(value):
            yield _("The SVG's attribute %(name)s refers to something outside the file.") % {"name": attribute}
        elif tag in ANIMATIONS and attribute == "attributename" and value.lower().endswith("href"):
            yield _("The SVG animates a link, which is not allowed.")


def _local(name: Any) -> str:
    return str(name).rsplit("}", 1)[-1].lower()
