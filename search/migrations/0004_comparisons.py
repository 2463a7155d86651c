"""When an engine was last compared with the table of documents, whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_outbox_without_state")]

    operations = [
        migrations.AddField(
            model_name="enginestate",
            name="compared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
