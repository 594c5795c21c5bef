"""A clause can become work that comes back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0005_numbers_of_tasks'),
        ('tasks', '0005_recurring'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClauseRecurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recurrences', to='directives.clause')),
                ('recurrence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clause_link', to='tasks.recurrence')),
            ],
        ),
    ]
