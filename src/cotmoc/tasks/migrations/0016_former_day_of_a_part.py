"""The day that a part had before it was given another stood as Vietnamese words behind the reason.

It becomes a day of the event, and the note the reason alone; backwards the words are written again.
"""

import re
from datetime import date

from django.db import migrations, models

_WITH_TASK = "trước đó theo hạn của nhiệm vụ"
_WORDS = re.compile(rf"\s*\((?:hạn trước (\d{{1,2}})/(\d{{1,2}})/(\d{{4}})|{_WITH_TASK})\)$")


def take_out(apps, schema_editor):
    """From the words to the day."""
    for event in _events(apps):
        found = _WORDS.search(event.note)
        if found is not None:
            day, month, year = found.groups()
            event.was_due_on = date(int(year), int(month), int(day)) if year else None
            event.note = event.note[: found.start()]
            event.save(update_fields=["was_due_on", "note"])


def put_back(apps, schema_editor):
    """From the day to the words, as the reader of that time wrote them."""
    for event in _events(apps):
        words = _WITH_TASK if event.was_due_on is None else f"hạn trước {_told(event.was_due_on)}"
        event.note = f"{event.note} ({words})"
        event.save(update_fields=["note"])


def _events(apps):
    return apps.get_model("tasks", "TaskEvent").objects.filter(kind="part_due")


def _told(day):
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0015_matter_holder"),
    ]

    operations = [
        migrations.AddField(
            model_name="taskevent",
            name="was_due_on",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(take_out, put_back),
    ]
