"""Terms of the Convention: one record with its wording in every language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin

from cms.publishing.mixins import Published
from cms.terminology.inflection import forms
from cms.terminology.lines import joined, lines

KEY = r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z"


class Authority(models.TextChoices):
    """Who settled the wording."""

    TREATY = "treaty", _("The text of the Convention")
    UN = "un", _("United Nations usage")
    HOUSE = "house", _("House style")


class Term(Published, DraftStateMixin, RevisionMixin, ClusterableModel):
    """What the glossary, the search's synonyms and the translator's checks are made from."""

    # A term holds all its languages itself, so it is the only row of its kind and follows no other.
    locale_id: ClassVar[None] = None
    reference_kind = "term"
    machine_keys = ("term_id",)

    term_id = models.CharField(
        _("identifier"),
        max_length=120,
        unique=True,
        validators=[RegexValidator(KEY, _("Use small letters, figures and hyphens."))],
        help_text=_("Names the term in lessons, links and packages. It is never changed."),
    )
    part_of_speech = models.CharField(_("part of speech"), max_length=40, blank=True)
    domain = models.CharField(_("domain"), max_length=40, blank=True, help_text=_("For example: wastes, law, listing."))
    authority = models.CharField(_("authority"), max_length=10, choices=Authority.choices, default=Authority.HOUSE)
    note = models.TextField(_("note on usage"), blank=True, help_text=_("In English; shown in the glossary."))
    do_not_translate = models.BooleanField(_("the same in every language"), default=False)
    verified = models.BooleanField(
        _("verified"),
        default=False,
        help_text=_("Compared with an official source by someone who knows both languages."),
    )
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("term_id"),
                FieldRowPanel([FieldPanel("part_of_speech"), FieldPanel("domain"), FieldPanel("authority")]),
                FieldRowPanel([FieldPanel("do_not_translate"), FieldPanel("verified")]),
                FieldPanel("note"),
            ],
            heading=_("Term"),
        ),
        InlinePanel("wordings", heading=_("Wordings"), label=_("Wording"), min_num=1),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["term_id"]

    def __str__(self) -> str:
        wording = self.wording(settings.LANGUAGE_CODE)
        return wording.text if wording else self.term_id

    def wording(self, language: str) -> Wording | None:
        """How the term is said in a language."""
        return next((wording for wording in self.wordings.all() if wording.language == language), None)

    def reference_key(self) -> str:
        return self.term_id

    def get_translations(self) -> models.QuerySet[Term]:
        """None: see `locale_id`."""
        return type(self)._default_manager.none()

    def clean(self) -> None:
        super().clean()
        languages = [wording.language for wording in self.wordings.all()]
        if len(languages) != len(set(languages)):
            raise ValidationError(_("A language has two wordings."), code="duplicate")


class Wording(models.Model):
    """A term in one language, with the forms in which it is met and the renderings to avoid."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.CharField(_("wording"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    inflected = models.TextField(
        _("other forms"), blank=True, help_text=_("One per line: plural, gender. Left empty, they are made for you.")
    )
    forbidden = models.TextField(
        _("renderings to avoid"),
        blank=True,
        help_text=_("One per line. They count only where the source text has this very term."),
    )
    definition = models.TextField(_("definition"), blank=True, help_text=_("In this language, for learners."))

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("text"), FieldPanel("acronym")]),
        FieldPanel("definition"),
        FieldPanel("inflected"),
        FieldPanel("forbidden"),
    ]

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="one_wording_per_language")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.inflected:
            self.inflected = joined(forms(self.text, self.language, self.term.part_of_speech))
        super().save(*args, **kwargs)

    @property
    def forms(self) -> list[str]:
        """Other forms of the wording itself."""
        return lines(self.inflected)

    @property
    def avoided(self) -> list[str]:
        return lines(self.forbidden)

    @property
    def expressions(self) -> list[str]:
        """Everything by which the term is met in this language, its acronym last."""
        return [text for text in (self.text, *self.forms, self.acronym) if text]
