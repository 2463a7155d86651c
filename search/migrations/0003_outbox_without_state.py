"""The outbox says what changed; how far each engine has got stands in its deliveries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from the copying before it: PostgreSQL alters no table with rows still waiting for their checks.
    dependencies = [("search", "0002_deliveries")]

    operations = [
        migrations.RemoveIndex(model_name="outboxentry", name="search_outbox_pending"),
        migrations.RemoveField(model_name="outboxentry", name="done_at"),
        migrations.RemoveField(model_name="outboxentry", name="attempts"),
        migrations.RemoveField(model_name="outboxentry", name="retry_at"),
        migrations.RemoveField(model_name="outboxentry", name="error"),
        migrations.AlterField(
            model_name="outboxentry",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, db_index=True),
        ),
    ]
