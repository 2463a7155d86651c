"""A learner's way through a course by plain HTML forms, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from course_engine.models import Attempt, Certificate, Completion, Progress
from tests.factories import engine as make
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


def form_data(form: Any) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands."""
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        kind = field.get("type", "")
        if kind in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            value = chosen["value"] if chosen else ""
        else:
            value = field.get_text() if field.name == "textarea" else field.get("value", "")
        data.setdefault(field["name"], []).append(value)
    return data


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def form_to(response: Any, part: str) -> Any:
    return next(form for form in soup(response).find_all("form") if part in form.get("action", ""))


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_enrolment_to_certificate(language: str):
    site = make.site(entries=[make.entry(1, points=1), make.entry(2, points=1)])
    user = make.learner()
    client = signed_in(user)
    course = f"/{language}/courses/pops/"

    page = client.get(course)
    form = form_to(page, "/enrol/")
    response = client.post(form["action"], form_data(form))
    assert response.status_code == 302
    assert response["Location"] == course

    page = client.get(course, follow=True)
    resume = soup(page).find("a", href=re.compile("resume"))
    lesson = client.get(resume["href"], follow=True)
    assert lesson.redirect_chain[-1][0] == f"/{language}/courses/pops/m1/l1/"

    practice = form_to(lesson, "/practice/")
    data = form_data(practice)
    name = next(field["name"] for field in practice.select("input[type=radio]"))
    data[name] = [practice.select("input[type=radio]")[0]["value"]]
    response = client.post(practice["action"], data)
    assert response.status_code == 302
    assert "#item-" in response["Location"]
    marked = client.get(response["Location"])
    assert soup(marked).select_one(".item__result") is not None
    assert Completion.objects.filter(activity_key=site.lessons[0].translation_key).exists()

    second = client.get(f"{course}m1/l2/")
    form = form_to(second, "/done/")
    response = client.post(form["action"], form_data(form))
    assert response["Location"] == f"{course}m1/test/"
    assert Progress.objects.count() == 2

    start = client.get(response["Location"])
    form = form_to(start, "/start/")
    response = client.post(form["action"], form_data(form))
    attempt_url = response["Location"]
    assert attempt_url.startswith(f"/{language}/learning/attempts/")

    page = client.get(attempt_url)
    form = soup(page).find("form", attrs={"data-autosave": True})
    data = form_data(form)
    attempt = Attempt.objects.get(kind="test")
    for item in attempt.items.select_related("version", "attempt"):
        data[f"q{item.slot}-choice"] = [make.solution(item)["choice"]]
    response = client.post(attempt_url, {**data, "review": "1"})
    assert response["Location"] == f"{attempt_url}review/"
    page = client.get(response["Location"])
    form = next(each for each in soup(page).find_all("form") if each.find("input", attrs={"name": "action_id"}))
    response = client.post(f"{attempt_url}review/", form_data(form))
    results = client.get(response["Location"])
    assert "100 %" in soup(results).get_text()

    learning = client.get(f"/{language}/learning/")
    certificate = Certificate.objects.get()
    link = soup(learning).find("a", href=re.compile(certificate.number))
    page = client.get(link["href"])
    assert "Ana Pérez" in page.content.decode()
    pdf = client.get(soup(page).find("a", href=re.compile("/pdf/$"))["href"])
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    verified = client.__class__().get(f"/{language}/verify/{certificate.number}/")
    assert "Ana Pérez" in verified.content.decode()
    assert not verified.cookies
