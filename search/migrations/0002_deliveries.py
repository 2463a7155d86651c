"""One delivery for every entry and engine; what was delivered so far went to the embedded engine."""

import django.db.models.deletion
from django.db import migrations, models

ENGINE = "embedded"
FIELDS = ["done_at", "attempts", "retry_at", "error"]
CHUNK = 2000


def carry_over(apps, schema_editor):
    entries = apps.get_model("search", "OutboxEntry").objects.using(schema_editor.connection.alias)
    deliveries = apps.get_model("search", "Delivery").objects.using(schema_editor.connection.alias)
    tried = entries.exclude(done_at=None, attempts=0).values("id", *FIELDS)
    chunk = []
    for row in tried.iterator(CHUNK):
        chunk.append(deliveries.model(entry_id=row.pop("id"), engine=ENGINE, **row))
        if len(chunk) == CHUNK:
            deliveries.bulk_create(chunk)
            chunk = []
    deliveries.bulk_create(chunk)


def carry_back(apps, schema_editor):
    entries = apps.get_model("search", "OutboxEntry").objects.using(schema_editor.connection.alias)
    deliveries = apps.get_model("search", "Delivery").objects.using(schema_editor.connection.alias)
    for row in deliveries.filter(engine=ENGINE).values("entry_id", *FIELDS).iterator(CHUNK):
        entries.filter(id=row.pop("entry_id")).update(**row)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.CharField(max_length=30)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="search.outboxentry",
                    ),
                ),
            ],
            options={"verbose_name": "search delivery", "verbose_name_plural": "search deliveries"},
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("entry", "engine"), name="search_delivery_once"),
        ),
        migrations.CreateModel(
            name="EngineState",
            fields=[
                ("engine", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("generation", models.CharField(blank=True, max_length=100)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
            ],
            options={"verbose_name": "search engine", "verbose_name_plural": "search engines"},
        ),
        migrations.RunPython(carry_over, carry_back),
    ]
