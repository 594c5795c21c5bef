"""Who finds a task becomes a table of its own, ordered as the board; filled from roles and givers."""

import django.db.models.deletion
from django.db import migrations, models

_FILL = """
INSERT INTO tasks_taskparty (task_id, agency_id, takes_part, outcome, due_on)
SELECT r.task_id, r.agency_id, TRUE, t.outcome, t.due_on
FROM tasks_taskrole r JOIN tasks_task t ON t.id = r.task_id
WHERE NOT t."group"
UNION ALL
SELECT t.id, t.giver_id, FALSE, t.outcome, t.due_on
FROM tasks_task t
WHERE NOT t."group"
AND NOT EXISTS (SELECT 1 FROM tasks_taskrole r WHERE r.task_id = t.id AND r.agency_id = t.giver_id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_begin'),
        ('tasks', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='TaskParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('takes_part', models.BooleanField()),
                ('outcome', models.CharField(blank=True, default='', max_length=10)),
                ('due_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.agency')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='tasks.task')),
            ],
        ),
        migrations.AddConstraint(
            model_name='taskparty',
            constraint=models.UniqueConstraint(fields=('task', 'agency'), name='one_party_a_body'),
        ),
        migrations.AddIndex(
            model_name='taskparty',
            index=models.Index(fields=['agency', 'takes_part', 'outcome', 'due_on', 'task'], name='party_board'),
        ),
        migrations.AddField(
            model_name='closedtally',
            name='stamp',
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunSQL('UPDATE tasks_closedtally SET stamp = 1', migrations.RunSQL.noop),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
