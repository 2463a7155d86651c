"""The migration to names without gaps, there and back."""

from importlib import import_module

import pytest
from django.apps import apps

from search.models import NameEntry

migration = import_module("search.migrations.0005_names_without_gaps")

BEFORE = [("polychlorinated biphenyls", 0), ("biphenyls", 1), ("1336 36 3", 0), ("36 3", 1)]
AFTER = [("polychlorinatedbiphenyls", 0), ("biphenyls", 1), ("1336 36 3", 0), ("36 3", 1)]


def starts():
    rows = NameEntry.objects.filter(document_id="chemical:pcb:en").order_by("id")
    return [row for row in rows.values_list("start", "position") if row in BEFORE or row in AFTER]


@pytest.mark.parametrize("batch", [1, 2000])
def test_gaps_are_closed_and_opened_again(indexed, monkeypatch, batch):
    monkeypatch.setattr(migration, "BATCH", batch)
    assert sorted(starts()) == sorted(AFTER)
    migration.open_gaps(apps, None)
    assert sorted(starts()) == sorted(BEFORE)
    migration.close_gaps(apps, None)
    assert sorted(starts()) == sorted(AFTER)
