"""The first load into an empty site: everything or nothing."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.convention.models import Chemical, Country, Provision, Topic
from cms.terminology.models import Term, Wording
from search.models import DocumentRecord
from tests.factories.convention import data_folder, spoil


@pytest.fixture
def folder(tmp_path):
    return data_folder(tmp_path / "data")


def load(folder, capsys, **options):
    call_command("load_convention", data=folder, glossary=folder / "glossary.json", **options)
    return capsys.readouterr().out.splitlines()


@pytest.mark.django_db
def test_a_first_load_makes_everything_in_both_languages(folder, capsys):
    with CaptureQueriesContext(connection) as queries:
        assert load(folder, capsys) == [
            "topics: 85 created, 0 updated, 0 unchanged",
            "chemicals: 37 created, 0 updated, 0 unchanged",
            "provisions: 349 created, 0 updated, 0 unchanged",
            "terms: 204 created, 0 updated, 0 unchanged",
            "countries: 14",
        ]
    counts = [model.objects.count() for model in (Provision, Chemical, Topic, Term, Wording, Country)]
    assert counts == [698, 74, 170, 204, 408, 14]
    assert DocumentRecord.objects.count() == 2 * (349 + 37 + 204)
    # The tables themselves take about fifty queries; each document's own read and write are the rest.
    assert len(queries) < 12 * (349 + 37 + 204)


@pytest.mark.django_db
def test_one_problem_and_nothing_is_loaded(folder):
    spoil(folder, "chemicals.json", lambda records: records[0]["cas"][0].update(number="309-00-3"))
    spoil(folder, "glossary.json", lambda records: records[0].update(verified="yes"))
    with pytest.raises(CommandError) as error:
        call_command("load_convention", data=folder, glossary=folder / "glossary.json")
    assert str(error.value).splitlines() == [
        "Nothing was loaded:",
        "chemicals.json: aldrin: cas: 309-00-3 fails its check digit",
        "glossary.json: stockholm-convention-on-persistent-organic-pollutants: verified: must be true or false",
    ]
    assert (Provision.objects.count(), Chemical.objects.count(), Term.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_many_problems_are_counted(folder):
    def empty(records):
        for record in records:
            record["note"] = ""

    spoil(folder, "glossary.json", empty)
    with pytest.raises(CommandError) as error:
        call_command("load_convention", data=folder, glossary=folder / "glossary.json")
    lines = str(error.value).splitlines()
    assert (len(lines), lines[-1]) == (52, "… and 154 more")


@pytest.mark.django_db
def test_check_only_checks(folder, capsys):
    assert load(folder, capsys, check=True) == ["The data files are in order."]
    assert Provision.objects.count() == 0
