"""The migration that leaves the title of a lesson to its first section."""

from importlib import import_module

from django.apps import apps

from search import indexing
from search.models import DocumentRecord, NameEntry
from tests.factories.search import document

migration = import_module("search.migrations.0006_titles_once")


def test_only_the_title_of_a_lesson_in_later_sections_is_forgotten(indexed):
    for part in range(2):
        indexed.put(document("lesson:long", "en", "Smelters", "later" if part else "", ordinal=part, names=("Dust",)))
    indexing.touch("library", "lesson:long")
    written = set(NameEntry.objects.values_list("document_id", "text"))
    assert {(name, text) for name, text in written if name.startswith("lesson:long")} == {
        ("lesson:long:en", "Smelters"),
        ("lesson:long:en", "Dust"),
        ("lesson:long:en:later", "Dust"),
    }
    later = DocumentRecord.objects.get(id="lesson:long:en:later")
    NameEntry.objects.create(document=later, start="smelters", position=0, text="Smelters", is_name=False)
    migration.forget_repeated_titles(apps, None)
    assert set(NameEntry.objects.values_list("document_id", "text")) == written
