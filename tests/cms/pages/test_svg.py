"""An SVG that could run something or fetch something is refused with the reason."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.pages.models import CourseImage
from cms.pages.svg import svg_problems

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def problems(inner, before=""):
    return list(svg_problems(f"{before}{OPEN}{inner}</svg>".encode()))


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="9" height="9" fill="url(#g)"/>',
        '<use href="#a"/><use xlink:href="#b"/>',
        "<style>.a{fill:red}</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        '<title>Ciclo</title><text x="1">Año</text>',
        '<animate attributeName="opacity" to="1"/>',
    ],
)
def test_fit_pictures_pass(inner):
    assert problems(inner) == []


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT/>", "<script>"),
        ('<rect onload="x()"/>', "onload"),
        ('<rect ONCLICK="x()"/>', "onclick"),
        ("<foreignObject><p/></foreignObject>", "<foreignobject>"),
        ('<image href="https://example.org/a.png"/>', "https://example.org/a.png"),
        ('<use xlink:href="other.svg#a"/>', "other.svg#a"),
        ('<a href="javascript:alert(1)"><rect/></a>', "javascript:alert(1)"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "data:image/svg+xml"),
        ("<style>@import url(https://example.org)</style>", "style sheet"),
        ("<style>.a{background:url(https://example.org/x)}</style>", "style sheet"),
        ('<rect style="fill:url(https://example.org/x)"/>', "style"),
        ('<rect fill="url(https://example.org/x#a)"/>', "fill"),
        ('<a><animate attributeName="href" to="javascript:x"/></a>', "animates a link"),
        ('<set attributeName="href"/>', "<set>"),
    ],
)
def test_unfit_pictures_are_refused_with_the_reason(inner, says):
    assert any(says in problem for problem in problems(inner)), problems(inner)


def test_entities_are_refused_before_they_are_read():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert len(problems("<text>&b;</text>", bomb)) == 1


@pytest.mark.parametrize("content", [b"<svg", b"", b"<html/>", b"\xff\xfe<\x00s\x00"])
def test_what_is_no_svg_is_refused(content):
    assert list(svg_problems(content))


def test_other_encodings_do_not_hide_an_entity():
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "x">]>' + OPEN + "&a;</svg>"
    assert list(svg_problems(text.encode("utf-16")))


@pytest.mark.django_db
def test_the_model_refuses_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    bad = SimpleUploadedFile("bad.svg", f"{OPEN}<script/></svg>".encode(), "image/svg+xml")
    with pytest.raises(ValidationError, match="<script>"):
        CourseImage(title="Bad", file=bad).full_clean()
    good = SimpleUploadedFile("good.svg", f"{OPEN}<rect/></svg>".encode(), "image/svg+xml")
    image = CourseImage(title="Good", file=good)
    image.full_clean()
    image.save()
    assert (image.width, image.height, image.is_svg()) == (9, 9, True)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "site").rglob("*.svg")), ids=lambda path: path.name
)
def test_our_own_pictures_are_fit(path):
    assert list(svg_problems(path.read_bytes())) == []
