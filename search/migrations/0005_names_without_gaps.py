"""Names are looked up without the gaps between their words."""

import re

from django.db import migrations

BATCH = 2000


def close_gaps(apps, schema_editor):
    """What search.domain.text.compact does to words with single blanks between them, as it was at this migration."""
    entries = apps.get_model("search", "NameEntry").objects
    changed = []
    for entry in entries.filter(start__contains=" ").iterator(BATCH):
        entry.start = re.sub(r"(?<!\d) | (?!\d)", "", entry.start)
        changed.append(entry)
        if len(changed) == BATCH:
            entries.bulk_update(changed, ["start"])
            changed = []
    entries.bulk_update(changed, ["start"])


def open_gaps(apps, schema_editor):
    # Reason for late import: the way back needs the words of today, the way here does not.
    from search.domain.text import normalise

    entries = apps.get_model("search", "NameEntry").objects
    for entry in entries.iterator(BATCH):
        entry.start = " ".join(normalise(entry.text).split(" ")[entry.position :])[:200]
        entry.save(update_fields=["start"])


class Migration(migrations.Migration):
    dependencies = [("search", "0004_comparisons")]

    operations = [migrations.RunPython(close_gaps, open_gaps)]
