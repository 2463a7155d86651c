"""What the learner's views share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from course_engine.errors import EngineError, NotFoundError

View = Callable[..., HttpResponse]


def language_of() -> str:
    return get_language() or ""


def learner_view(*methods: str) -> Callable[[View], View]:
    """For signed-in learners; a refusal of the engine becomes a message or a 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in(request)
            try:
                return view(request, *args, **kwargs)
            except NotFoundError as error:
                raise Http404 from error
            except EngineError as error:
                return refused(request, error)

        decorated: View = require_http_methods(list(methods))(inner)
        return decorated

    return decorate


def _sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and then back; a script is told plainly, so that nothing passes for saved."""
    if is_fetch(request):
        return JsonResponse({"code": "not_authenticated"}, status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else resolve_url(back_url(request)))


def is_fetch(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def refused(request: HttpRequest, error: EngineError) -> HttpResponse:
    """Back to where the learner was, with the reasons."""
    if is_fetch(request):
        return JsonResponse({"code": error.code, "detail": str(error.message)}, status=error.status)
    for reason in error.reasons or [error.message]:
        messages.error(request, str(reason))
    return redirect(back_url(request))


def back_url(request: HttpRequest) -> str:
    """The page named by the form, the one the learner came from, or their learning."""
    for url in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return url
    return "course_engine:learning"


def new_action_id() -> str:
    return uuid4().hex


def strip_prefix(data: Any, prefix: str) -> Any:
    """The fields of one item, as a QueryDict with their own names."""
    own = data.copy()
    for name in list(own):
        if name.startswith(prefix):
            own.setlist(name[len(prefix) :], data.getlist(name))
        del own[name]
    return own
