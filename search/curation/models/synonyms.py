"""Expressions that an editor says mean the same."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from search.curation.checks import expression_problems, repeated
from search.curation.models.curated import Curated, folded, lines, relation
from search.domain.synonyms import Group, OneWay

MAX_EXPRESSIONS = 12


class Direction(models.TextChoices):
    EQUIVALENT = "equivalent", _("All mean the same: whichever is typed, the others are found too")
    ONE_WAY = "one-way", _("One way: typing these finds the others, not the other way round")


class SynonymRule(Curated):
    """A group of equivalent expressions, or expressions that also find others."""

    language = models.CharField(
        _("language of the reader"),
        max_length=10,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_(
            "Leave empty for readers of every language. With a language it serves readers of the others, too, where no"
            " synonym of their own language is known for the same words."
        ),
    )
    direction = models.CharField(
        _("how they are related"), max_length=10, choices=Direction.choices, default=Direction.EQUIVALENT
    )
    expressions = models.TextField(
        _("expressions"),
        help_text=_(
            "One per line, a word or a few: what people type and what our texts say. Case, accents and plurals do"
            " not matter. Never used for quoted phrases."
        ),
    )
    also_found = models.TextField(
        _("also found"), blank=True, help_text=_("Only for one-way rules: what the expressions above also find.")
    )
    _revisions = relation("synonym_rule", "wagtailcore.Revision")
    workflow_states = relation("synonym_rule", "wagtailcore.WorkflowState")

    panels = [
        HelpPanel(
            _(
                "A synonym acts as soon as it is published. Save a draft and open “Effect on searches” to see first"
                " what it would change."
            )
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("language")]),
                FieldPanel("direction"),
                FieldPanel("expressions"),
                FieldPanel("also_found"),
            ],
            heading=_("Synonyms"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("synonym rule")
        verbose_name_plural = _("synonym rules")
        ordering = ["pk"]

    def __str__(self) -> str:
        said, also = ", ".join(lines(self.expressions)), ", ".join(lines(self.also_found))
        text = f"{said} → {also}" if self.direction == Direction.ONE_WAY else said
        return text if len(text) <= 120 else f"{text[:119]}…"

    @property
    def languages(self) -> list[str]:
        return [self.language] if self.language else [code for code, _name in settings.LANGUAGES]

    @property
    def group(self) -> Group:
        """The rule as search takes it."""
        said = tuple(lines(self.expressions))
        return OneWay(said, tuple(lines(self.also_found))) if self.direction == Direction.ONE_WAY else said

    def clean(self) -> None:
        super().clean()
        said, also = lines(self.expressions), lines(self.also_found)
        problems: dict[str, list[Any]] = {"expressions": [], "also_found": []}
        problems["expressions"] += expression_problems(said)
        problems["also_found"] += expression_problems(also)
        if again := repeated([*said, *also]):
            problems["expressions"].append(gettext("“%(text)s” stands twice.") % {"text": again})
        if self.direction == Direction.ONE_WAY:
            if not also:
                problems["also_found"].append(gettext("Say what the expressions above also find."))
        else:
            if also:
                problems["also_found"].append(gettext("Only one-way rules have this; empty it or change the relation."))
            if self.expressions and len(said) < 2:
                problems["expressions"].append(gettext("Give at least two expressions that mean the same."))
        if len(said) + len(also) > MAX_EXPRESSIONS:
            problems["expressions"].append(
                gettext("At most %(most)s expressions: split the rule.") % {"most": MAX_EXPRESSIONS}
            )
        if not any(problems.values()) and (other := self._same()):
            problems["expressions"].append(gettext("Another rule says the same: %(rule)s.") % {"rule": other})
        found = {name: messages for name, messages in problems.items() if messages}
        if found:
            raise ValidationError(found)

    def _same(self) -> SynonymRule | None:
        """A rule with the same expressions for the same readers, as it is live or in draft."""
        others = type(self).objects.filter(direction=self.direction, language__in={self.language, ""})
        others = others.exclude(pk=self.pk)
        return next((other for other in others if other._key() == self._key()), None)

    def _key(self) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(map(folded, lines(self.expressions))), frozenset(map(folded, lines(self.also_found)))
