"""Whether a task's due day was one granted later: what is extended is counted beside the rates.

Filled in from the events: from the day on which the first later day was written down. A grant that was undone
since leaves the spans of its own days unmarked. Backwards the column is dropped: it stands in the events.
"""

from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import Q

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def fill_in(apps, schema_editor):
    """Task by task, of those that have been extended."""
    event, span = apps.get_model("tasks", "TaskEvent"), apps.get_model("tasks", "TaskSpan")
    later = event.objects.filter(kind__in=["extended", "returned"], due_on__isnull=False, task__extensions__gt=0)
    rows = later.order_by("task", "seq").values_list("task", "at")
    for task, found in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        day = min(at for _, at in found).astimezone(_ZONE).date()
        span.objects.filter(task=task, from_on__gte=day).update(extended=True)


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0021_sent_back"),
    ]

    operations = [
        migrations.AddField("taskspan", "extended", models.BooleanField(default=False)),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddIndex(
            "taskspan",
            models.Index(
                fields=["province", "given_on", "to_on", "from_on", "outcome", "due_on", "lead"],
                condition=Q(extended=True),
                name="span_extended",
            ),
        ),
    ]
