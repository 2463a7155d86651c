"""The pictures of the guide as images of the library."""

from __future__ import annotations

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from config.site_pages.texts import FOLDER


def picture_id(name: str, language: str, alt: str) -> int:
    """The image of a picture in a language, taken into the library once and renewed when its file has changed."""
    path = FOLDER / "img" / f"{name}.{language}.webp"
    title = f"Guide: {name} ({language})"
    model = get_image_model()
    image = model.objects.filter(title=title).first() or model(title=title)
    with path.open("rb") as handle:
        content = handle.read()
        if image.pk and image.file_size == len(content) and _stored(image) == content:
            return int(image.pk)
        handle.seek(0)
        image.description = alt[:255]
        image.file = ImageFile(handle, name=path.name)
        image.file_size = len(content)
        image.save()
    image.renditions.all().delete()
    return int(image.pk)


def _stored(image: object) -> bytes:
    try:
        with image.file.open("rb") as handle:  # type: ignore[attr-defined]
            return bytes(handle.read())
    except FileNotFoundError:
        return b""
