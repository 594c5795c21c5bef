"""The key under which a form or request was sent, so that what arrives twice is done once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_begin")]

    operations = [
        migrations.AddField("auditrow", "sent", models.CharField(max_length=64, null=True)),
        migrations.AddField("auditrow", "sent_body", models.CharField(max_length=64, null=True)),
        # A condition makes it an index on SQLite too, without copying the table.
        migrations.AddConstraint(
            "auditrow",
            models.UniqueConstraint(
                fields=["sent"], condition=models.Q(("sent__isnull", False)), name="one_deed_a_sending"
            ),
        ),
    ]
