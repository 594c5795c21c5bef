"""Who had which part in a task on past days becomes known: kept on the events, and as a table of its own."""

from datetime import date
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models

from cotmoc.domain.task_course import TaskEvent, TaskEventKind
from cotmoc.domain.task_spans import Held, held, spans

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_RANK = ("lead", "coordinating", "observer")
_WORDS = {"chủ trì": "lead", "phối hợp": "coordinating", "để biết": "observer", "giao việc": "giver"}


def fill(apps, schema_editor):
    """Batches kept what stood before each hand-over; what stood before it was undone follows from both."""
    event, item = apps.get_model("tasks", "TaskEvent"), apps.get_model("tasks", "BatchItem")
    moved = set()
    for one in item.objects.filter(batch__kind="hand_over").order_by("pk").iterator(2000):
        handed = event.objects.filter(task=one.task_id, seq=one.before + 1, kind="handed_over").first()
        if handed is None:
            continue
        moved.add(one.task_id)
        handed.stood = one.kept
        handed.save(update_fields=["stood"])
        if one.undone:
            note = f"Hoàn tác lần làm hàng loạt số {one.batch_id}"
            back = event.objects.filter(task=one.task_id, kind="undone", note=note)
            back.update(stood=_after(one.kept, handed))
    _stand(apps, moved, past=True)


def forget(apps, schema_editor):
    """Spans tell the lead of now again."""
    part = apps.get_model("tasks", "PastPart")
    _stand(apps, set(part.objects.values_list("task", flat=True)), past=False)


def _after(kept, handed):
    """Giver and roles after a hand-over."""
    words = handed.note.split(". ")[0].lower().split(", ")
    parts = {_WORDS[one] for one in words if one in _WORDS}
    old, heir = handed.part_id, handed.heir_id
    roles = [dict(one) for one in kept["roles"]]
    if parts != {"giver"}:
        mine = next(one for one in roles if one["agency"] == old)
        theirs = next((one for one in roles if one["agency"] == heir), None)
        if theirs is None:
            mine["agency"] = heir
        elif _rank(mine) <= _rank(theirs):
            roles.remove(theirs)
            mine["agency"] = heir
        else:
            roles.remove(mine)
    return {"giver": heir if "giver" in parts else kept["giver"], "roles": roles}


def _rank(one):
    return _RANK.index(one["role"]), not one["accountable"]


def _stand(apps, tasks, *, past):
    task, event = apps.get_model("tasks", "Task"), apps.get_model("tasks", "TaskEvent")
    span, part = apps.get_model("tasks", "TaskSpan"), apps.get_model("tasks", "PastPart")
    for pk in sorted(tasks):
        row = task.objects.get(pk=pk)
        course = list(event.objects.filter(task=pk).order_by("seq"))
        days = [one.at.astimezone(_ZONE).date() for one in course]
        before = held(zip(days, [one.stood for one in course])) if past else []
        leads = [Held(one.begin, one.end, _lead(one.what)) for one in before]
        facts = [TaskEvent(TaskEventKind(one.kind), one.on, one.due_on) for one in course]
        span.objects.filter(task=pk).delete()
        span.objects.bulk_create(
            span(
                task_id=pk,
                province_id=row.province_id,
                lead_id=one.lead,
                given_on=row.given_on,
                from_on=one.begin,
                to_on=one.end or date.max,
                outcome=one.outcome.value,
                due_on=one.due_on,
            )
            for one in spans(zip(days, facts), lead=row.lead_id, leads=leads)
        )
        part.objects.bulk_create(
            part(
                task_id=pk,
                province_id=row.province_id,
                agency_id=role["agency"],
                part=role["role"],
                accountable=role["accountable"],
                from_on=one.begin,
                to_on=one.end,
            )
            for one in before
            for role in [{"agency": one.what["giver"], "role": "giver", "accountable": False}, *one.what["roles"]]
        )


def _lead(stood):
    return next((role["agency"] for role in stood["roles"] if role["accountable"]), None)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_place_of_province'),
        ('tasks', '0009_own_filters_and_mentions'),
    ]

    operations = [
        migrations.AddField(
            model_name='taskevent',
            name='stood',
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name='PastPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('lead', 'Lead'), ('coordinating', 'Coordinating'), ('observer', 'Observer'), ('giver', 'Giver')], max_length=12)),
                ('accountable', models.BooleanField(default=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.agency')),
                ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.province')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='past_parts', to='tasks.task')),
            ],
            options={
                'indexes': [models.Index(fields=['province', 'to_on', 'from_on', 'part', 'task', 'agency'], name='past_part_day')],
                'constraints': [models.UniqueConstraint(fields=('task', 'from_on', 'part', 'agency'), name='past_part_once'), models.CheckConstraint(condition=models.Q(('from_on__lt', models.F('to_on'))), name='past_part_has_days')],
            },
        ),
        migrations.RunPython(fill, forget),
    ]
