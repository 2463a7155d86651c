"""What an editor puts first, or takes from the top, for certain queries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.curation.checks import expression_problems, repeated
from search.curation.models.curated import Curated, folded, lines, relation
from search.domain import best_bets
from search.services.curated import findable


class Match(models.TextChoices):
    EXACT = "exact", _("The whole query, small words aside")
    CONTAINS = "contains", _("Any query that has all these words")


class Action(models.TextChoices):
    PIN = "pin", _("Put it first")
    DEMOTE = "demote", _("Take it from the first page of results")


class BestBet(Curated):
    """A page, provision, chemical or lesson that answers a query better than the engine knows."""

    language = models.CharField(_("language of the reader"), max_length=10, choices=settings.LANGUAGES)
    queries = models.TextField(
        _("queries"),
        help_text=_("One per line. Case, accents and plurals do not matter. Never used for quoted phrases."),
    )
    match = models.CharField(_("applies to"), max_length=10, choices=Match.choices, default=Match.EXACT)
    family = models.CharField(
        _("result"), max_length=200, help_text=_("In whatever language: the reader gets it in their own.")
    )
    action = models.CharField(
        _("what to do"),
        max_length=10,
        choices=Action.choices,
        default=Action.PIN,
        help_text=_("A provision or substance that the query names by citation or CAS number always stays first."),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("First day; empty: at once."))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day; empty: without end."))
    _revisions = relation("best_bet", "wagtailcore.Revision")
    workflow_states = relation("best_bet", "wagtailcore.WorkflowState")

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        ordering = ["pk"]

    def __str__(self) -> str:
        text = f"{', '.join(lines(self.queries))} → {self.family}"
        return text if len(text) <= 120 else f"{text[:119]}…"

    @property
    def plain(self) -> best_bets.BestBet:
        """The best bet as search takes it."""
        return best_bets.BestBet(
            name=str(self.pk or "draft"),
            family_id=self.family,
            expressions=tuple(lines(self.queries)),
            whole=self.match == Match.EXACT,
            pin=self.action == Action.PIN,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )

    def clean(self) -> None:
        super().clean()
        queries = lines(self.queries)
        problems: dict[str, list[Any]] = {"queries": expression_problems(queries)}
        if self.queries and not queries:
            problems["queries"].append(gettext("Give at least one query."))
        if again := repeated(queries):
            problems["queries"].append(gettext("“%(text)s” stands twice.") % {"text": again})
        if self.family and not findable([self.family]):
            problems["family"] = [gettext("Readers find nothing of this name: %(family)s.") % {"family": self.family}]
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = [gettext("The last day is before the first.")]
        elif self.ends_on and self.ends_on < timezone.localdate():
            problems["ends_on"] = [gettext("That day has passed.")]
        if not any(problems.values()) and (other := self._same()):
            problems["queries"].append(gettext("Another best bet does this already: %(bet)s.") % {"bet": other})
        found = {name: messages for name, messages in problems.items() if messages}
        if found:
            raise ValidationError(found)

    def _same(self) -> BestBet | None:
        """Another for the same result and one of the same queries."""
        others = type(self).objects.filter(language=self.language, family=self.family).exclude(pk=self.pk)
        mine = set(map(folded, lines(self.queries)))
        return next((other for other in others if mine & set(map(folded, lines(other.queries)))), None)
