"""Saved searches: keep one, see and change them, stop the mail about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.page import FACET_TITLES
from search.params import read
from search.saved import services
from search.saved.models import SavedSearch
from search.saved.tokens import user_of
from search.services.facets import labels


@dataclass(frozen=True, slots=True)
class Entry:
    """A saved search in words."""

    saved: SavedSearch
    url: str
    filters: list[tuple[str, str]]


@never_cache
@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Everything that the reader has saved."""
    language = (get_language() or "en")[:2]
    user: Any = request.user
    rows = list(SavedSearch.objects.filter(user=user))
    context = {"entries": _entries(rows, language), "limit": services.MAX_SAVED}
    return render(request, "search_saved/list.html", context)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that the page showed; the page says itself which one, as an address would."""
    text = request.POST.get("query", "")[:4000]
    if not request.user.is_authenticated:
        # Back to the results: what was posted is lost, and the address of this view shows nothing.
        return redirect_to_login(f"{reverse('search:index')}?{text}")
    reading = read(QueryDict(text), (get_language() or "en")[:2])
    if reading.problems or not (reading.query.text.strip() or reading.query.filters):
        messages.error(request, _("There is no such search to save."))
        return redirect("search:index")
    try:
        saved = services.save(user=request.user, query=reading.query, name=request.POST.get("name", ""))
    except services.TooManyError:
        messages.error(
            request,
            _("You have %(limit)s saved searches, and no more fit. Remove one first.") % {"limit": services.MAX_SAVED},
        )
    else:
        if not saved.name:
            services.rename(saved=saved, name=_named(saved))
        messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("search:saved:list")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, remove, or turn the mail on or off: what the pressed button says."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("search:saved:list"))
    saved = get_object_or_404(SavedSearch, pk=pk, user_id=request.user.pk)
    match request.POST.get("action"):
        case "rename":
            services.rename(saved=saved, name=request.POST.get("name", ""))
            messages.success(request, _("The new name is kept."))
        case "mail":
            services.set_mail(saved=saved, wanted=True)
            messages.success(
                request, _("You will be told by mail of new results of “%(name)s”.") % {"name": saved.name}
            )
        case "no-mail":
            services.set_mail(saved=saved, wanted=False)
            messages.success(request, _("No more mail about “%(name)s”.") % {"name": saved.name})
        case "delete":
            saved.delete()
            messages.success(request, _("“%(name)s” is removed.") % {"name": saved.name})
        case _:
            raise Http404
    return redirect("search:saved:list")


@never_cache
@csrf_exempt  # the signed token is the right to do it; a mail program posts without ever having seen a page
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before stopping all mail about saved searches; a mail program's one click posts at once."""
    user_id = user_of(token)
    if user_id is None:
        raise Http404
    done = request.method == "POST"
    if done:
        services.stop_all_mail(user_id=user_id)
    return render(request, "search_saved/unsubscribe.html", {"done": done})


def _entries(rows: list[SavedSearch], language: str) -> list[Entry]:
    """Each filter's values are put into words together, for all searches at once."""
    values: dict[str, set[str]] = {}
    for row in rows:
        for name, chosen in row.filters.items():
            values.setdefault(name, set()).update(chosen)
    words: dict[str, Any] = {name: labels(name, sorted(chosen), language) for name, chosen in values.items()}
    return [
        Entry(
            row,
            _address(row),
            [(str(FACET_TITLES[name]), words[name][value]) for name, chosen in row.filters.items() for value in chosen],
        )
        for row in rows
    ]


def _address(saved: SavedSearch) -> str:
    with override(saved.language):
        return f"{reverse('search:index')}?{saved.query_string}"


def _named(saved: SavedSearch) -> str:
    """A search by filters alone is named by them."""
    return " · ".join(label for _title, label in _entries([saved], saved.language)[0].filters)
