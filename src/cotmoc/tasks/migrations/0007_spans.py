"""How each task stood through time becomes a table of its own, filled from the events."""

from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models

from cotmoc.domain.task_course import TaskEvent, TaskEventKind
from cotmoc.domain.task_spans import spans

_AT_ONCE = 2000
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_COLUMNS = ("task", "task__province", "task__lead", "task__given_on", "at", "kind", "on", "due_on")


def fill(apps, schema_editor):
    event, span = apps.get_model("tasks", "TaskEvent"), apps.get_model("tasks", "TaskSpan")
    rows = event.objects.filter(task__group=False).order_by("task", "seq").values_list(*_COLUMNS)
    made = []
    for (task, province, lead, given_on), found in groupby(rows.iterator(_AT_ONCE), key=lambda row: row[:4]):
        written = [
            (at.astimezone(_ZONE).date(), TaskEvent(TaskEventKind(kind), on, due_on))
            for *_, at, kind, on, due_on in found
        ]
        made += [
            span(
                task_id=task,
                province_id=province,
                lead_id=lead,
                given_on=given_on,
                from_on=one.begin,
                to_on=one.end or date.max,
                outcome=one.outcome.value,
                due_on=one.due_on,
            )
            for one in spans(written)
        ]
        if len(made) >= _AT_ONCE:
            span.objects.bulk_create(made)
            made = []
    span.objects.bulk_create(made)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_place_of_province'),
        ('tasks', '0006_batches'),
    ]

    operations = [
        migrations.CreateModel(
            name='TaskSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_on', models.DateField()),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('due_on', models.DateField(null=True)),
                ('lead', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.agency')),
                ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.province')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='tasks.task')),
            ],
            options={
                'indexes': [models.Index(fields=['province', 'given_on', 'to_on', 'from_on', 'outcome', 'due_on', 'lead'], name='span_day')],
                'constraints': [models.UniqueConstraint(fields=('task', 'from_on'), name='one_span_from_a_day'), models.CheckConstraint(condition=models.Q(('from_on__lt', models.F('to_on'))), name='span_has_days')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
