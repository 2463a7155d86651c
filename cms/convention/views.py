"""Pages of the readable Convention and its chemicals: for anyone, without a cookie, at a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cms.convention import linked_data, queries
from cms.convention.models import Chemical, Provision
from cms.convention.reading import unit
from cms.convention.registered import ANNEXES, GROUPS
from cms.convention.related import seen_together, taught_in
from cms.convention.units import unit_eid
from cms.terminology.names import fold
from cms.terminology.views import GlossaryView


def reader_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


class IndexView(TemplateView):
    """The Convention's contents, and since when it binds the countries of the region."""

    template_name = "convention/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = reader_language()
        rows = queries.outline(language)
        countries = [(country.name(language), country) for country in queries.countries()]
        return super().get_context_data(
            **kwargs,
            articles=[row for row in rows if row.kind == "article"],
            annexes=[(row, _parts(row, rows)) for row in rows if row.kind == "annex"],
            countries=sorted(countries, key=lambda pair: fold(pair[0])),
            data=linked_data.convention(rows, language),
        )


def _parts(annex: Provision, rows: list[Provision]) -> list[Provision]:
    return [row for row in rows if row.parent_eid == annex.eid]


class UnitView(TemplateView):
    """One article or annex with every provision at its anchor."""

    template_name = "convention/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = reader_language()
        eid = unit_eid(kwargs["slug"])
        found = unit(eid, language) if eid else None
        if found is None:
            raise Http404(_("There is no such article or annex."))
        return super().get_context_data(
            **kwargs, unit=found, node=found.root, data=linked_data.legislation(found, language)
        )


class ChemicalListView(TemplateView):
    """All listed chemicals, narrowed by annex, group and name."""

    template_name = "convention/chemicals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.all_chemicals(reader_language())
        chosen = {name: self.request.GET.get(name, "") for name in ("annex", "group")}
        query = self.request.GET.get("q", "").strip()[:100]
        found = [row for row in rows if _is_wanted(row, chosen, query)]
        return super().get_context_data(
            **kwargs,
            chemicals=found,
            count=len(found),
            total=len(rows),
            query=query,
            chosen=chosen,
            narrowed=bool(query or any(chosen.values())),
            annexes=ANNEXES.items(),
            groups=GROUPS.items(),
        )


def _is_wanted(row: Chemical, chosen: dict[str, str], query: str) -> bool:
    if chosen["annex"] and chosen["annex"] not in row.annexes:
        return False
    if chosen["group"] and chosen["group"] not in row.groups:
        return False
    names = [text for lists in (row.acronyms, row.synonyms) for texts in lists.values() for text in texts]
    text = fold(" ".join([row.name, *names, *row.numbers]))
    return all(word in text for word in fold(query).split())


class ChemicalView(TemplateView):
    """One chemical: its names in every language, numbers, listing, uses, provisions and lessons."""

    template_name = "convention/chemical.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language, slug = reader_language(), kwargs["slug"]
        row = queries.chemicals_by_slug([slug], language).get(slug)
        if row is None:
            raise Http404(_("There is no such chemical."))
        provisions = queries.related_provisions("chemicals", slug, language)
        beside = seen_together(slug, provisions)
        others = queries.chemicals_by_slug(beside, language) if beside else {}
        return super().get_context_data(
            **kwargs,
            chemical=row,
            others=[others[other] for other in beside if other in others],
            names=_names(row),
            numbers=[(entry["number"], entry["names"].get(language, "")) for entry in row.cas],
            annexes=[(annex, ANNEXES[annex]) for annex in row.annexes],
            groups=[GROUPS[group] for group in row.groups],
            provisions=provisions,
            lessons=taught_in([slug], language, kind="chemical")[slug],
            data=linked_data.chemical(row, language),
        )


class LearntGlossaryView(GlossaryView):
    """The glossary; a list that was narrowed to a few terms also says where they are taught."""

    FEW = 12

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        entries = [entry for _letter, group in found["letters"] for entry in group]
        if not found["query"] or len(entries) > self.FEW:
            return found
        lessons = taught_in([entry.term_id for entry in entries], reader_language(), kind="term")
        return found | {"taught": [(entry, lessons[entry.term_id]) for entry in entries if lessons[entry.term_id]]}


def _names(row: Chemical) -> list[tuple[str, str, str, list[str]]]:
    """The names of a chemical: language code, language, name, and other names and acronyms."""
    rows = {each.language: each for each in [row, *row.get_translations().filter(live=True)]}
    return [
        (code, str(name), rows[code].name, [*row.acronyms.get(code, []), *row.synonyms.get(code, [])])
        for code, name in settings.LANGUAGES
        if code in rows
    ]
