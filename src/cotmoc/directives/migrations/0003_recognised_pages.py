"""Which pages of a document were read by text recognition, and on which of them something stayed unclear."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directives", "0002_unread_pages")]

    operations = [
        migrations.AddField("document", "ocr_pages", models.JSONField(default=list)),
        migrations.AddField("document", "doubtful_pages", models.JSONField(default=list)),
    ]
