"""The trial of a rule: started from its form, run by a worker, shown with its progress."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from search.curation import effect as effects
from search.curation import tasks
from search.curation.admin.families import one_of_each
from search.curation.models import CURATED, EffectRun
from search.evaluation.runner import METRICS

VIEW_REPORTS = "search_curation.view_searchevent"
# A worker that has said nothing for so long will not come back; a trial may stand in the queue for longer.
LOST_AFTER = timedelta(minutes=10)
UNSTARTED_AFTER = timedelta(hours=2)
METRIC_NAMES = {"ndcg@10": "nDCG@10", "mrr": "MRR", "success@1": "success@1"}
ENGINE_NAMES = {"elasticsearch": "Elasticsearch", "embedded": _("The built-in engine")}
LANGUAGE_NAMES = dict(settings.LANGUAGES)
STRATUM_NAMES = {
    "citation": _("Citations"),
    "cas": _("CAS numbers"),
    "chemical": _("Chemicals"),
    "acronym": _("Acronyms"),
    "acronym-topic": _("Topics with an acronym"),
    "ambiguous-acronym": _("Acronyms with several meanings"),
    "concept": _("Concepts"),
    "question": _("Questions"),
    "lay": _("Everyday words"),
    "legal": _("Legal topics"),
    "lesson": _("Topics of lessons"),
    "phrase": _("Exact phrases"),
    "typo": _("Typing errors"),
    "no-accent": _("Without accents"),
    "cross-language": _("In the other language"),
    "no-answer": _("Without an answer here"),
}
Json = dict[str, Any]


@require_safe
def effect(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """The last trial of a rule, as far as it is."""
    row = _rule(request, model, pk)
    run = _runs(row).order_by("-pk").first()
    running = run is not None and _is_running(run)
    result: Json = (run.result if run is not None else None) or {}
    context = {
        "row": row,
        "edit_url": reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk]),
        "start_url": reverse("search_curation_effect_start", args=[model, pk]),
        "run": run,
        "running": running,
        "lost": run is not None and not running and run.finished_at is None,
        "is_current": run is not None and _is_of_newest(run, row),
        "against_nothing": not (row.live and row.has_unpublished_changes),
        "may_read_queries": request.user.has_perm(VIEW_REPORTS),
        "parts": [_shown(part) for part in result.get("engines", ())],
        "silent": [ENGINE_NAMES.get(name, name) for name in result.get("silent", ())],
    }
    return render(request, "search_curation/admin/effect.html", context)


@require_POST
def start(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Order the trial of the newest version, unless it is under way."""
    row = _rule(request, model, pk)
    last = _runs(row).order_by("-pk").first()
    if last is None or not (_is_running(last) and _is_of_newest(last, row)):
        draft = row.get_latest_revision_as_object()
        kind = ContentType.objects.get_for_model(row)
        run = EffectRun.objects.create(
            content_type=kind,
            object_id=str(row.pk),
            revision_id=row.latest_revision_id,
            total=effects.total(draft),
        )
        tasks.try_rule.enqueue(run.pk)
    return redirect("search_curation_effect", model, pk)


def _rule(request: HttpRequest, model: str, pk: int) -> Any:
    kind = next((kind for kind in CURATED if kind._meta.model_name == model), None)
    if kind is None:
        raise Http404
    rights = (f"search_curation.{verb}_{model}" for verb in ("view", "add", "change", "publish"))
    if not any(request.user.has_perm(right) for right in rights):
        raise PermissionDenied
    return get_object_or_404(kind, pk=pk)


def _runs(row: Any) -> Any:
    return EffectRun.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))


def _is_of_newest(run: EffectRun, row: Any) -> bool:
    """The admin saves over a version while it is being written, so its number alone says little."""
    newest = row.latest_revision
    return run.revision_id == row.latest_revision_id and (newest is None or newest.created_at <= run.asked_at)


def _is_running(run: EffectRun) -> bool:
    if run.finished_at is not None:
        return False
    if run.moved_at is None:
        return timezone.now() - run.asked_at < UNSTARTED_AFTER
    return timezone.now() - run.moved_at < LOST_AFTER


def _shown(result: Json) -> Json:
    """The result on one engine with titles for families, and differences beside figures."""
    titles = _titles(_families(result))
    return {
        **result,
        "name": ENGINE_NAMES.get(result["engine"], result["engine"]),
        "metrics": [METRIC_NAMES[name] for name in METRICS],
        "figures": [_figure(entry) for entry in result["figures"]],
        "judgments_shown": [
            {
                **entry,
                "language": LANGUAGE_NAMES.get(entry["language"], entry["language"]),
                "stratum": capfirst(STRATUM_NAMES.get(entry["stratum"], entry["stratum"])),
                "marks": _marks(entry["before"], entry["after"]),
                "places": [{**place, "title": titles[place["family"]]} for place in entry["places"]],
            }
            for entry in result["changed_judgments"]
        ],
        "queries_shown": [
            {
                **entry,
                "language": LANGUAGE_NAMES.get(entry["language"], entry["language"]),
                "before": [titles[family] for family in entry["before"]],
                "after": [titles[family] for family in entry["after"]],
            }
            for entry in result["changed_queries"]
        ],
        "cut": result["judged"] + result["logged"] + result["unanswered"] < result["judgments"] + result["queries"],
    }


def _figure(entry: Json) -> Json:
    names = LANGUAGE_NAMES if entry["part"] == "languages" else STRATUM_NAMES
    return {
        "name": capfirst(names.get(entry["name"], entry["name"])),
        "queries": entry["before"]["queries"],
        "marks": _marks(entry["before"], entry["after"]),
    }


def _marks(before: Json, after: Json) -> list[Json]:
    return [
        {"before": before[name], "after": after[name], "change": round(after[name] - before[name], 4)}
        for name in METRICS
    ]


def _families(result: Json) -> set[str]:
    places = {place["family"] for entry in result["changed_judgments"] for place in entry["places"]}
    return places.union(*({*entry["before"], *entry["after"]} for entry in result["changed_queries"]))


def _titles(families: Iterable[str]) -> dict[str, str]:
    wanted = set(families)
    found = dict(one_of_each().filter(family_id__in=wanted).values_list("family_id", "title"))
    return {family: found.get(family, family) for family in wanted}
