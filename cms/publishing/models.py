"""Records about published content: who refers to what, and which translation was approved by whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reference(models.Model):
    """One link from a published record to another, by their language-free keys."""

    source_kind = models.CharField(max_length=32)
    source_key = models.CharField(max_length=255)
    target_kind = models.CharField(max_length=32)
    target_key = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_key", "target_kind", "target_key"], name="one_reference_per_link"
            )
        ]
        indexes = [models.Index(fields=["target_kind", "target_key"], name="reference_by_target")]

    def __str__(self) -> str:
        return f"{self.source_kind}:{self.source_key} → {self.target_kind}:{self.target_key}"


class Approval(models.Model):
    """A revision of a translated row that may go out: who let it out, and by which way."""

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(_("origin"), max_length=32)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval of a translation")
        verbose_name_plural = _("approvals of translations")

    def __str__(self) -> str:
        return f"{self.origin}: {self.revision_id}"
