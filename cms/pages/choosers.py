"""Choosers whose values reach other clients as records rather than as numbers."""

from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from cms.publishing.urls import full_url

Json = dict[str, Any]


class PictureBlock(ImageChooserBlock):
    def get_api_representation(self, value: Any, **_kwargs: Any) -> Json | None:
        if value is None:
            return None
        size = {"width": value.width, "height": value.height}
        words = {"alt": value.description, "credit": value.credit, "licence": value.licence}
        return {"id": value.pk, "title": value.title, "url": full_url(value.file.url), **size, **words}


def recording(value: Any) -> Json | None:
    if value is None:
        return None
    return {
        "id": value.pk,
        "title": value.title,
        "url": full_url(value.url),
        "seconds": value.duration,
        "bytes": value.size,
        "captions": full_url(value.captions.url) if value.captions else None,
    }


class RecordingBlock(AudioChooserBlock):
    def get_api_representation(self, value: Any, **_kwargs: Any) -> Json | None:
        return recording(value)


class FilmBlock(VideoChooserBlock):
    def get_api_representation(self, value: Any, **_kwargs: Any) -> Json | None:
        return recording(value)


class FileBlock(DocumentChooserBlock):
    def get_api_representation(self, value: Any, **_kwargs: Any) -> Json | None:
        if value is None:
            return None
        return {"id": value.pk, "title": value.title, "url": full_url(value.url), "bytes": value.file_size}
