"""Official text: only from the operator's file, all of it or none."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from cms.convention.models import OfficialText
from search.models import OutboxEntry

pytestmark = pytest.mark.usefixtures("convention")

GOOD = {"eid": "art_1", "language": "en", "text": "Words of law.", "source": "A file", "edition": "2019"}


def written(tmp_path, content, name="texts.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def run(path, capsys, **options):
    call_command("import_official_text", path, **options)
    return capsys.readouterr().out.splitlines()


def refused(path):
    with pytest.raises(CommandError) as error:
        call_command("import_official_text", path)
    assert OfficialText.objects.count() == 0
    first, *lines = str(error.value).splitlines()
    assert first == "Nothing was imported:"
    return lines


def test_texts_are_imported_once_and_changed_when_the_file_changes(tmp_path, capsys):
    rows = [GOOD, {**GOOD, "language": "es", "text": "Palabras."}]
    assert run(written(tmp_path, rows), capsys) == ["2 created, 0 updated, 0 unchanged"]
    assert run(written(tmp_path, rows), capsys) == ["0 created, 0 updated, 2 unchanged"]
    rows[0] = {**GOOD, "text": "Other words."}
    assert run(written(tmp_path, rows), capsys) == ["0 created, 1 updated, 1 unchanged"]
    assert OfficialText.objects.get(eid="art_1", language="en").text == "Other words."
    assert OutboxEntry.objects.filter(source="provisions", key="art_1").exists()


def test_a_table_is_read_too(tmp_path, capsys):
    path = tmp_path / "texts.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, GOOD)
        writer.writeheader()
        writer.writerow({**GOOD, "text": "Two\nlines, and a comma"})
    assert run(path, capsys) == ["1 created, 0 updated, 0 unchanged"]
    assert OfficialText.objects.get().text == "Two\nlines, and a comma"


def test_a_dry_run_changes_nothing(tmp_path, capsys):
    assert run(written(tmp_path, [GOOD]), capsys, dry_run=True) == ["texts.json is in order: 1 texts."]
    assert OfficialText.objects.count() == 0


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({**GOOD, "eid": "art_99"}, "there is no provision 'art_99'"),
        ({**GOOD, "language": "fr"}, "there is no language 'fr'"),
        ({**GOOD, "text": " "}, "text is empty"),
        ({**GOOD, "text": 5}, "text is empty"),
        ({**GOOD, "edition": "x" * 121}, "edition is longer than 120 characters"),
        ({"eid": "art_1"}, "must have exactly these fields: eid, language, text, source, edition"),
        ({**GOOD, "extra": "x"}, "must have exactly these fields: eid, language, text, source, edition"),
        (GOOD, "art_1 in 'en' stands in record 1 already"),
        ("words", "must have exactly these fields: eid, language, text, source, edition"),
    ],
)
def test_one_wrong_record_and_nothing_is_imported(tmp_path, record, message):
    assert refused(written(tmp_path, [GOOD, record])) == [f"texts.json: record 2: {message}"]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("texts.json", "[{", "line 1: is not JSON: Expecting property name enclosed in double quotes"),
        ("texts.json", "{}", "must be a list of objects"),
        ("texts.json", "[]", "holds no text"),
        (
            "texts.csv",
            "eid,text\nart_1,a\n",
            "line 1: must name exactly these columns: eid, language, text, source, edition",
        ),
        (
            "texts.csv",
            "eid,language,text,source,edition\nart_1,en,a\n",
            "line 2: source is empty",
        ),
        ("texts.docx", "x", "must end in .json or .csv"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, name, content, line):
    assert refused(written(tmp_path, content, name)) == [f"{name}: {line}"]


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(CommandError, match="is not a file"):
        call_command("import_official_text", tmp_path / "none.json")
    path = tmp_path / "texts.json"
    path.write_bytes(b"\xff")
    assert refused(path) == ["texts.json: is not UTF-8 (byte 0)"]
