"""A table is edited as lines and translated cell by cell."""

import pytest
from django.core.exceptions import ValidationError

from cms.pages.models import LessonPage, ModulePage
from cms.publishing.tables import GridBlock, from_lines, to_lines
from tests.factories import pages

ROWS = [["Annex", "Aim"], ["A", "Eliminate"], ["B", ""]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Annex | Aim\nA | Eliminate\nB | ", ROWS),
        ("| Annex | Aim |\n|---|:---:|\n| A | Eliminate |\n| B | |", ROWS),
        ("a \\| b | c", [["a | b", "c"]]),
        ("", []),
    ],
)
def test_lines_become_rows(text, rows):
    assert from_lines(text) == rows


@pytest.mark.parametrize("rows", [ROWS, [["a | b", "c"], ["", "d"]]])
def test_rows_survive_the_form(rows):
    assert from_lines(to_lines(rows)) == rows


@pytest.mark.parametrize("rows", [[], [["only", "header"]], [["a", "b"], ["one"]]])
def test_unfit_tables_are_refused(rows):
    with pytest.raises(ValidationError):
        GridBlock().clean(rows)


@pytest.mark.django_db
def test_cells_are_translated_and_a_moved_row_keeps_its_translation():
    pages.tree(0)
    rows = [["Annex", "Aim"], ["A", "Eliminate"], ["B", "Restrict"]]
    body = [pages.block("table", {"caption": "", "rows": rows}, "t")]
    lesson = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), body=body)
    pages.translate(lesson, **{"body__t__rows": ["Anexo", "Fin", "A", "Eliminar", "B", "Restringir"]})
    spanish = LessonPage.objects.get(slug="l1", language_code="es")
    assert spanish.body[0].value["rows"] == [["Anexo", "Fin"], ["A", "Eliminar"], ["B", "Restringir"]]
    lesson.body = [pages.block("table", {"caption": "", "rows": [rows[0], rows[2], rows[1]]}, "t")]
    pages.publish(lesson)
    pages.translate(lesson)
    spanish.refresh_from_db()
    assert spanish.body[0].value["rows"] == [["Anexo", "Fin"], ["B", "Restringir"], ["A", "Eliminar"]]
