"""The Convention as records: provisions, chemicals and topics with a row per language, and countries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from cms.convention import panels
from cms.convention.addresses import chemical_path, provision_path
from cms.convention.cas import is_valid
from cms.convention.citations import path
from cms.convention.fields import CasField, LinesField, PerLanguageField
from cms.convention.units import unit_of
from cms.publishing.fields import KeyListField, synchronised, translated
from cms.publishing.mixins import PublishedSnippet
from cms.terminology.lines import lines

SLUG = RegexValidator(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use small letters, figures and hyphens."))


def per_language(key: str) -> list[models.BaseConstraint]:
    """One row per language and machine key."""
    return [models.UniqueConstraint(fields=[key, "locale"], name=f"one_%(class)s_per_{key}_and_locale")]


class Loaded(models.Model):
    """What came from the data files and when it last changed there: an editor's change is not undone by a load."""

    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Topic(Loaded, PublishedSnippet):
    """A subject under which provisions are found."""

    reference_kind = "topic"
    machine_keys = ("slug",)

    slug = models.CharField(_("identifier"), max_length=80, validators=[SLUG])
    label = models.CharField(_("label"), max_length=120)

    panels = panels.TOPIC
    translatable_fields = [*synchronised("slug"), *translated("label")]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        constraints = per_language("slug")

    def __str__(self) -> str:
        return self.label

    def reference_key(self) -> str:
        return self.slug


class ProvisionKind(models.TextChoices):
    ARTICLE = "article", _("Article")
    ANNEX = "annex", _("Annex")
    PART = "part", _("Part")
    SECTION = "section", _("Section")
    PARAGRAPH = "paragraph", _("Paragraph")
    SUBPARAGRAPH = "subparagraph", _("Subparagraph")


class Verification(models.TextChoices):
    """How the numbering and the English heading were checked."""

    TEXT_2009 = "text-2009", _("Compared with the text as amended in 2009")
    SECONDARY = "secondary", _("Seen in a decision or a consolidated page")
    RECALLED = "recalled", _("From memory, not compared")


class Provision(PreviewableMixin, Loaded, PublishedSnippet):
    """An article, annex, or any numbered part of one, down to the points."""

    reference_kind = "provision"
    machine_keys = ("eid",)

    eid = models.CharField(
        _("eId"), max_length=120, help_text=_("Names the provision in every language, for example art_5__para_a.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ProvisionKind.choices)
    parent_eid = models.CharField(_("part of"), max_length=120, blank=True, db_index=True)
    depth = models.PositiveSmallIntegerField(_("depth"), default=0)
    order = models.PositiveIntegerField(_("position"), help_text=_("Place in the Convention, from 1."))
    citation = models.CharField(_("citation"), max_length=120)
    aliases = LinesField(_("other ways of citing it"), blank=True)
    heading = models.CharField(_("heading"), max_length=255, blank=True)
    heading_verified = models.BooleanField(
        _("heading verified"), default=False, help_text=_("Compared with the authentic text in this language.")
    )
    summary = models.TextField(
        _("plain-language summary"), help_text=_("In our own words. It is always shown as not authentic.")
    )
    topics = KeyListField(_("topics"), target="topic")
    chemicals = KeyListField(_("chemicals"), target="chemical")
    in_force_since = models.DateField(_("in force since"), null=True, blank=True)
    verification = models.CharField(_("verification"), max_length=16, choices=Verification.choices)
    note = models.TextField(_("editors' note"), blank=True, help_text=_("Not shown to learners."))

    panels = panels.PROVISION
    translatable_fields = [
        *synchronised("eid", "kind", "parent_eid", "depth", "order", "aliases", "topics", "chemicals"),
        *synchronised("in_force_since", "verification", "note"),
        *translated("citation", "heading", "summary"),
    ]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["order"]
        constraints = per_language("eid")

    def __str__(self) -> str:
        return f"{self.citation}: {self.heading}" if self.heading else self.citation

    def clean(self) -> None:
        super().clean()
        if path(self.eid) is None:
            raise ValidationError({"eid": _("This is not an eId of the form art_5__para_a or annex_a__part_ii.")})
        if self.parent_eid != self.eid.rpartition("__")[0]:
            raise ValidationError({"parent_eid": _("The eId says that it is part of another provision.")})

    def reference_key(self) -> str:
        return self.eid

    @property
    def alias_list(self) -> list[str]:
        return lines(self.aliases)

    @property
    def unit(self) -> str:
        """The eId of the article or annex in which it stands."""
        return unit_of(self.eid)

    @property
    def url(self) -> str:
        """Its place on the page of its article or annex, in its own language."""
        return provision_path(self.eid, self.language)

    def get_preview_template(self, request: Any, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        return "convention/preview_provision.html"


class Chemical(PreviewableMixin, Loaded, PublishedSnippet):
    """A chemical or family of chemicals listed in Annex A, B or C."""

    reference_kind = "chemical"
    machine_keys = ("slug",)

    slug = models.CharField(_("identifier"), max_length=80, validators=[SLUG])
    order = models.PositiveIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=255)
    acronyms = PerLanguageField(_("acronyms"))
    synonyms = PerLanguageField(_("other names"))
    cas = CasField(_("CAS numbers"))
    cas_scope = models.CharField(_("what the CAS numbers cover"), max_length=40, blank=True)
    annexes = KeyListField(_("annexes"), target="annex", blank=False)
    groups = KeyListField(_("groups"), target="chemical_group")
    year_listed = models.PositiveSmallIntegerField(_("year of listing"))
    conference = models.CharField(_("Conference of the Parties"), max_length=20, blank=True)
    decision = models.CharField(_("decision"), max_length=20, blank=True)
    later_listings = models.JSONField(
        _("later listings"), default=list, blank=True, help_text=_("A list of objects: annex, year, cop, decision.")
    )
    amendment_in_force = models.DateField(_("amendment in force"), null=True, blank=True)
    uses = models.TextField(_("uses and sources"), blank=True)
    exemptions = models.TextField(
        _("exemptions"), blank=True, help_text=_("A short account; the current annex and the Register decide.")
    )
    verified = models.BooleanField(_("verified"), default=False)
    note = models.TextField(_("editors' note"), blank=True, help_text=_("Not shown to learners."))

    panels = panels.CHEMICAL
    translatable_fields = [
        *synchronised("slug", "order", "cas", "cas_scope", "annexes", "groups", "year_listed", "conference"),
        *synchronised("decision", "later_listings", "amendment_in_force", "verified", "note"),
        *synchronised("acronyms", "synonyms"),
        *translated("name", "uses", "exemptions"),
    ]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("chemical")
        verbose_name_plural = _("chemicals")
        ordering = ["order"]
        constraints = per_language("slug")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        for entry in self.cas:
            if not is_valid(entry["number"]):
                message = gettext("%(number)s is not a CAS number: its check digit does not fit.") % entry
                raise ValidationError({"cas": message})

    def reference_key(self) -> str:
        return self.slug

    @property
    def acronym_list(self) -> list[str]:
        """The acronyms used in this row's language."""
        return list(self.acronyms.get(self.language, []))

    @property
    def synonym_list(self) -> list[str]:
        """The other names used in this row's language."""
        return list(self.synonyms.get(self.language, []))

    @property
    def numbers(self) -> list[str]:
        return [entry["number"] for entry in self.cas]

    @property
    def url(self) -> str:
        """Its page in its own language."""
        return chemical_path(self.slug, self.language)

    def get_preview_template(self, request: Any, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        return "convention/preview_chemical.html"


class OfficialText(models.Model):
    """Authentic words of a provision in one language, imported by the operator; the project ships none."""

    eid = models.CharField(max_length=120)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField()
    source = models.CharField(max_length=500)
    edition = models.CharField(max_length=120)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("official text")
        verbose_name_plural = _("official texts")
        ordering = ["eid", "language"]
        constraints = [models.UniqueConstraint(fields=["eid", "language"], name="one_official_text_per_language")]

    def __str__(self) -> str:
        return f"{self.eid} ({self.language})"


class Country(models.Model):
    """A country of the Caribbean and since when the Convention binds it."""

    iso2 = models.CharField(_("code"), max_length=2, unique=True)
    iso3 = models.CharField(max_length=3)
    names = models.JSONField(_("names"), help_text=_("One per language code."))
    party = models.BooleanField(_("Party"), default=False)
    consent_act = models.CharField(_("act of consent"), max_length=20, blank=True)
    deposit_date = models.DateField(_("deposit"), null=True, blank=True)
    entry_into_force = models.DateField(_("in force since"), null=True, blank=True)
    served = models.BooleanField(_("served by the regional centre"), default=False)
    dates_verified = models.BooleanField(_("dates verified"), default=False)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["iso2"]

    def __str__(self) -> str:
        return self.name(settings.LANGUAGE_CODE)

    def name(self, language: str) -> str:
        return str(self.names.get(language) or self.names.get(settings.LANGUAGE_CODE) or self.iso2)
