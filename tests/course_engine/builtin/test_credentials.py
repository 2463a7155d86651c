"""The PDF certificate: what it says, in which language, and that no name breaks it."""

import logging
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from course_engine.builtin.credentials import certificate_data, visible
from course_engine.conformance.others import credential_facts
from course_engine.plugins.registry import credentials


def text_of(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages).split())


def pages(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", document))


def test_it_is_tagged_titled_and_in_its_language():
    document = credentials.get("pdf").render(credential_facts())
    assert document.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document
    assert b"/Lang(es)" in document
    assert b"/StructTreeRoot" in document
    assert pages(document) == 1


@pytest.mark.parametrize(
    ("language", "date", "number"),
    [("en", "23 November 2026", "Certificate number"), ("es", "23 de noviembre de 2026", "")],
)
def test_it_says_who_what_when_and_where_to_verify(language, date, number):
    facts = credential_facts(language=language)
    text = text_of(credentials.get("pdf").render(facts))
    for part in (facts.name, facts.course, facts.number, facts.verify_url, facts.objectives[0], date, number, "88"):
        assert part in text


def test_its_date_is_that_of_the_place():
    midnight = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 23 November in Port of Spain
    assert certificate_data(credential_facts(language="en", issued_at=midnight))["issued"].endswith("23 November 2026")


def test_markup_in_a_name_stays_text():
    name = '#panic("x") $x$ *b* _i_ @y <z> //c'
    text = text_of(credentials.get("pdf").render(credential_facts(name=name)))
    assert name in text


def test_a_long_name_stays_on_the_page(tmp_path):
    for name in ("Ana " * 30, "W" * 120, "Wolfeschlegelsteinhausenbergerdorff " * 3):
        document = credentials.get("pdf").render(credential_facts(name=name.strip()))
        assert pages(document) == 1
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document


def test_a_script_that_the_fonts_inside_typst_lack_is_drawn_too(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    document = credentials.get("pdf").render(credential_facts(name="محمد"))
    assert pages(document) == 1
    assert "محمد" not in caplog.text
    assert "م" not in caplog.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Ana\nMaría", "Ana María"), ("  Ana  ", "Ana"), ("A\0b\x1b", "A b"), ("\u202eevil", "evil"), ("", "")],
)
def test_what_no_font_can_draw(text, shown):
    assert visible(text) == shown


def test_an_erased_holder_and_a_revoked_certificate_say_so():
    data = certificate_data(credential_facts(name="", revoked=True, language="en"))
    assert (data["name"], data["revoked"]) == ("(name removed)", "This certificate has been revoked.")


def test_what_is_not_known_is_left_out():
    bare = credential_facts(edition="", minutes=0, percent=None, objectives=(), language="en")
    data = certificate_data(bare)
    assert (data["facts"], data["objectives"], data["valid"]) == ("", [], "")


def test_the_readers_language_stays_as_it_was():
    with translation.override("en"):
        credentials.get("pdf").render(credential_facts(language="es"))
        assert translation.get_language() == "en"
