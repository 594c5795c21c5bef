"""The same bytes have a row for each name under which they came.

Backwards the rows of further names must be gone first: a database that has such cannot go back, for the names
are part of what was reported.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_begin"),
    ]

    operations = [
        migrations.AlterField("storedfile", "sha256", models.CharField(max_length=64)),
        migrations.AddConstraint(
            "storedfile",
            models.UniqueConstraint(fields=["sha256", "name"], name="bytes_once_by_a_name"),
        ),
    ]
