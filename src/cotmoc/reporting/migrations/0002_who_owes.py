"""A regime may say that everybody it asks owes a report, and from when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_begin")]
    operations = [
        migrations.AddField("regime", "everybody", models.BooleanField(default=False)),
        migrations.AddField("regime", "valid_from", models.DateField(null=True)),
    ]
