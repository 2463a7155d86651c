"""My learning: enrol, leave, mark as done, go on, see what was shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms.convention.queries import provisions_by_eid
from cms.pages.models import CoursePage
from cms.publishing.locales import source_locale
from course_engine import queries, services
from course_engine.errors import NotFoundError
from course_engine.models import Certificate, Enrolment
from course_engine.outline import load_outline
from course_engine.views.common import back_url, language_of, learner_view


@learner_view("GET", "HEAD")
def learning(request: HttpRequest) -> HttpResponse:
    """Every course of the learner, with where to go on."""
    entries = queries.my_learning(user=request.user, language=language_of())
    return render(request, "course_engine/learning.html", {"entries": entries})


@learner_view("POST")
def enrol(request: HttpRequest, course: UUID) -> HttpResponse:
    page = CoursePage.objects.live().filter(translation_key=course, locale=source_locale()).first()
    if page is None or not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise NotFoundError
    services.enrol(user=request.user, course_key=course)
    messages.success(request, _("You are enrolled. Good learning!"))
    return redirect(back_url(request))


@learner_view("POST")
def leave(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    services.leave(user=request.user, enrolment_id=enrolment)
    messages.success(request, _("You have left the course. If you enrol again, you go on where you were."))
    return redirect("course_engine:learning")


@learner_view("POST")
def done(request: HttpRequest, course: UUID, activity: UUID) -> HttpResponse:
    """Mark an activity as done and go to the next one."""
    language = language_of()
    enrolment = services.current_enrolment(user=request.user, course_key=course)
    outline = load_outline(course, language)
    found = outline.activity(activity) if outline else None
    if outline is None or found is None or found.facts.has_score:
        raise NotFoundError
    services.record_progress(
        enrolment=enrolment, activity_key=activity, kind=found.type.slug, fraction=1.0, confirmed=True
    )
    answer = services.complete_activity(enrolment=enrolment, activity_key=activity, language=language)
    if not answer.complete:
        for reason in answer.reasons:
            messages.warning(request, str(reason))
        return redirect(f"{found.url}#practice")
    following = outline.activities[outline.activities.index(found) + 1 :]
    if not following:
        return redirect("course_engine:learning")
    messages.success(request, _("“%(title)s” is complete.") % {"title": found.title})
    return redirect(following[0].url)


@learner_view("GET", "HEAD")
def resume(request: HttpRequest, course: UUID) -> HttpResponse:
    """Exactly where the learner stopped."""
    state = queries.learner_course(user=request.user, course_key=course, language=language_of())
    if not state.records.enrolled or state.resume is None:
        raise NotFoundError
    activity = state.resume.activity
    progress = state.records.progress.get(activity.key)
    anchor = f"#{progress.position}" if progress and progress.position else ""
    return redirect(f"{activity.url}{anchor}")


@learner_view("GET", "HEAD")
def transcript(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """What is complete, every grade, and which provisions were shown to be known."""
    language = language_of()
    user: Any = request.user
    found = Enrolment.objects.filter(pk=enrolment, user=user).first()
    if found is None:
        raise NotFoundError
    state = queries.learner_course(user=request.user, course_key=found.course_key, language=language)
    evidence = queries.provision_transcript(user=request.user)
    provisions = provisions_by_eid([each.eid for each in evidence], language)
    certificate = Certificate.objects.filter(user=user, course_key=found.course_key, edition=found.edition).first()
    context = {
        "state": state,
        "evidence": [(provisions.get(each.eid), each) for each in evidence],
        "certificate": certificate,
    }
    return render(request, "course_engine/transcript.html", context)
