"""Indexes of what waits to be accepted, which SQLite takes too, and of what ran within some weeks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_functions'),
        ('tasks', '0019_words_by_stretch'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='task',
            name='task_awaiting',
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_on__isnull', True), ('completed_on__isnull', False)), fields=['province', 'closed_on', 'due_on'], name='task_to_accept'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_on__isnull', True), ('group', False)), fields=['province', 'lead', 'given_on', 'outcome'], name='task_open'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_on__isnull', False), ('group', False)), fields=['province', 'closed_on', 'lead', 'given_on', 'outcome'], name='task_closed'),
        ),
    ]
