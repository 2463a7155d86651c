"""The title of an object in many parts is a name of its first part alone."""

from django.db import migrations
from django.db.models import F


def forget_repeated_titles(apps, schema_editor):
    repeated = apps.get_model("search", "NameEntry").objects.filter(
        document__kind="lesson", document__ordinal__gt=0, is_name=False, text=F("document__title")
    )
    repeated.delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0005_names_without_gaps")]

    # The way back needs nothing: the rows are written again when a lesson changes, and nobody misses them until then.
    operations = [migrations.RunPython(forget_repeated_titles, migrations.RunPython.noop)]
