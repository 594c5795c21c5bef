"""How briefings name the province after the date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_begin")]
    operations = [
        migrations.AddField("province", "place", models.CharField(blank=True, default="", max_length=100)),
    ]
