"""Images, audio and video, with what learners need to use them otherwise."""

from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia

from cms.pages.room import is_no_room, require_room
from cms.pages.svg import validate_image


class CourseImage(AbstractImage):
    """A picture; `description` is the alternative text offered where a figure gives none."""

    credit = models.CharField(_("credit"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        super().clean()
        require_room(file=self.file)
        validate_image(self.file)

    def create_rendition(self, filter: Filter) -> "CourseRendition":  # noqa: A002 - Wagtail's name
        """Readers see the picture as it is where there is no room for a smaller copy."""
        try:
            made: CourseRendition = super().create_rendition(filter)
        except OSError as error:
            if not is_no_room(error):
                raise
            return self._as_it_is(filter)
        return made

    def create_renditions(self, *filters: Filter) -> "dict[Filter, CourseRendition]":
        try:
            made: dict[Filter, CourseRendition] = super().create_renditions(*filters)
        except OSError as error:
            if not is_no_room(error):
                raise
            return {each: self._as_it_is(each) for each in filters}
        return made

    def _as_it_is(self, spec: Filter) -> "CourseRendition":
        """Unsaved, so that the copy is made as soon as there is room."""
        size = {"width": self.width, "height": self.height}
        return CourseRendition(image=self, filter_spec=spec.spec, file=self.file.name, **size)


class CourseRendition(AbstractRendition):
    """A resized copy of a picture."""

    image = models.ForeignKey(CourseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def __str__(self) -> str:
        return f"{self.image_id}: {self.filter_spec}"


class CourseMedia(AbstractMedia):
    """A recording with its transcript; duration and size are shown before it is fetched."""

    transcript = models.TextField(_("transcript"), blank=True, help_text=_("Used where a block gives none."))
    captions = models.FileField(
        _("captions"), upload_to="media_captions", blank=True, validators=[FileExtensionValidator(["vtt"])]
    )
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)

    admin_form_fields = (*AbstractMedia.admin_form_fields, "transcript", "captions", "credit", "licence")

    class Meta(AbstractMedia.Meta):
        abstract = False
        verbose_name = _("media item")
        verbose_name_plural = _("media items")

    def clean(self) -> None:
        super().clean()
        require_room(file=self.file, captions=self.captions)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.size = self.file.size
        super().save(*args, **kwargs)
