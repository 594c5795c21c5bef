"""Published briefings keep their page and their figures as files; older ones have none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("briefings", "0001_begin"),
        ("files", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedbriefing",
            name="html",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="publishedbriefing",
            name="json",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
    ]
