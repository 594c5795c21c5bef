from django.db import migrations, models


class Migration(migrations.Migration):
    """Pages without a text layer; documents registered before have none noted."""

    dependencies = [("directives", "0001_begin")]

    operations = [
        migrations.AddField("document", "unread_pages", models.JSONField(default=list)),
    ]
