"""What was sent back to be done again stands on task and part, and what a body owes is found by its day.

Backwards the days are dropped: they stand in the events.
"""

from itertools import groupby
from operator import itemgetter

from django.db import migrations, models
from django.db.models import Q


def fill_in(apps, schema_editor):
    """From the events; of tasks that are closed nothing is sent back any more."""
    task, role = apps.get_model("tasks", "Task"), apps.get_model("tasks", "TaskRole")
    for pk, events in _events(apps, "completed", "returned"):
        *_, (_, kind, on, _, _) = events
        if kind == "returned":
            task.objects.filter(pk=pk, closed_on=None).update(returned_on=on)
    for pk, events in _events(apps, "contributed", "sent_back", "handed_over"):
        for body, on in _sent_back(events).items():
            owed = role.objects.filter(task=pk, agency=body, role="coordinating", contributed_on=None)
            owed.update(sent_back_on=on)


def _events(apps, *kinds):
    """By task its events of these kinds, of tasks that have one of the second."""
    found = apps.get_model("tasks", "TaskEvent").objects
    tasks = found.filter(kind=kinds[1]).values("task")
    rows = found.filter(task__in=tasks, kind__in=kinds).order_by("task", "seq")
    return groupby(rows.values_list("task", "kind", "on", "part", "heir"), key=itemgetter(0))


def _sent_back(events):
    found: dict = {}
    for _, kind, on, part, heir in events:
        stood = found.pop(part, None)
        if kind == "sent_back":
            found[part] = on
        elif kind == "handed_over" and stood is not None:
            found[heir] = stood
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0020_waiting_and_running"),
    ]

    operations = [
        migrations.AddField("task", "returned_on", models.DateField(null=True)),
        migrations.AddField("taskrole", "sent_back_on", models.DateField(null=True)),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RemoveConstraint("taskrole", "only_coordinating_contribute"),
        migrations.AddConstraint(
            "taskrole",
            models.CheckConstraint(
                condition=Q(role="coordinating")
                | Q(due_on__isnull=True, contributed_on__isnull=True, sent_back_on__isnull=True),
                name="only_coordinating_contribute",
            ),
        ),
        migrations.AddIndex(
            "task",
            models.Index(
                fields=["province", "returned_on"],
                condition=Q(returned_on__isnull=False),
                name="task_returned",
            ),
        ),
        migrations.AddIndex(
            "taskrole",
            models.Index(
                fields=["agency", "due_on"],
                condition=Q(due_on__isnull=False, contributed_on__isnull=True),
                name="role_owed",
            ),
        ),
        migrations.AddIndex(
            "taskrole",
            models.Index(
                fields=["agency", "sent_back_on"],
                condition=Q(sent_back_on__isnull=False),
                name="role_sent_back",
            ),
        ),
    ]
