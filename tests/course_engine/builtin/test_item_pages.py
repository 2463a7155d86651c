"""Forms and results of every type in Chromium: no axe violation, no overflow at 320 px, answered by keyboard alone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from course_engine.conformance.examples import load_example
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import EVERYTHING
from tests.course_engine.builtin.entries import ENTRIES
from tests.journeys.axe import violations

pytestmark = pytest.mark.browser

SEED = 3
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Items</title>
<meta name="viewport" content="width=device-width"><style>{css}</style></head>
<body><main class="container"><h1>Items</h1>
<form method="get" action="/">{items}</form></main></body></html>"""

SIZE = """node => {
    const box = (node.closest("label") || node).getBoundingClientRect();
    return [box.width, box.height];
}"""


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True)
    try:
        yield context.new_page()
    finally:
        context.close()


def show(page, language: str, *, result: bool, errors: tuple[str, ...] = ()) -> None:
    """Every type on one page."""
    parts = []
    with translation.override(language):
        for number, (kind, entry) in enumerate(ENTRIES.items()):
            found = load_example(item_types.get(kind), entry)
            texts, prefix = found.texts[language], f"i{number}-"
            response = found.item_type.solution(found.frozen, SEED, language) if result else None
            context = {
                "view": found.item_type.present(found.frozen, texts, SEED, response),
                "review": found.item_type.review(found.frozen, texts, response, SEED, EVERYTHING),
                "prefix": prefix,
                "errors": list(errors),
                "disabled": False,
            }
            template = found.item_type.result_template if result else found.item_type.template
            parts.append(f'<section class="item">{render_to_string(template, context)}</section>')
    css = (Path(settings.ROOT) / "site" / "static" / "css" / "site.css").read_text(encoding="utf-8")
    page.set_content(PAGE.format(language=language, css=css, items="".join(parts)))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("result", [False, True])
@pytest.mark.parametrize("errors", [(), ("This answer is wrong in some way.",)])
def test_no_violation_and_no_overflow(page, language, result, errors):
    show(page, language, result=result, errors=errors)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_every_control_is_big_enough_and_named(page):
    show(page, "en", result=False)
    controls = page.locator("select, textarea, input:not([type=hidden]), button")
    assert controls.count() > 40
    for index in range(controls.count()):
        control = controls.nth(index)
        box = control.evaluate(SIZE)
        assert min(box) >= 24, control.evaluate("node => node.outerHTML")


def answer_by_keyboard(page) -> None:
    """Tab through all controls once, answer each in the way of its kind."""
    page.locator("h1").click()
    for _control in range(120):
        page.keyboard.press("Tab")
        kind = page.evaluate("document.activeElement.type || ''")
        if kind == "submit":
            continue
        if kind in {"radio", "checkbox"}:
            page.keyboard.press("Space")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind in {"text", "textarea"}:
            page.keyboard.type("5")
        elif not kind:
            break


def test_every_type_is_answered_by_keyboard_alone(page):
    show(page, "en", result=False)
    answer_by_keyboard(page)
    sent = page.evaluate("new URLSearchParams(new FormData(document.forms[0])).toString()")
    form = QueryDict(sent)
    for number, (kind, entry) in enumerate(ENTRIES.items()):
        found = load_example(item_types.get(kind), entry)
        own = QueryDict(mutable=True)
        for name in form:
            if name.startswith(f"i{number}-"):
                own.setlist(name.removeprefix(f"i{number}-"), form.getlist(name))
        if kind == "ordering":  # every line got the first place, which is refused elsewhere
            assert len(own) == 4
            continue
        assert found.item_type.parse(found.frozen, own, SEED) is not None, kind
