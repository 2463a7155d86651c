"""What was imported: so that the same package changes nothing, and an export finds its media again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedObject(models.Model):
    """An object of a package in one language: the hash of its normalised source at the last import."""

    course_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=100)
    language = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    published = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("imported object")
        verbose_name_plural = _("imported objects")
        constraints = [
            models.UniqueConstraint(
                fields=["course_id", "kind", "key", "language"], name="packages_one_record_per_object"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.kind} {self.key} ({self.language})"


class ImportedFile(models.Model):
    """A media file of a package: its name there, its content and the record it became."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        MEDIA = "media", _("recording")
        DOCUMENT = "document", _("document")

    course_id = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    texts = models.JSONField(default=dict)  # title, alt, credit, licence per language, as the package has them

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [models.UniqueConstraint(fields=["course_id", "name", "kind"], name="packages_one_file_per_name")]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.name}"
