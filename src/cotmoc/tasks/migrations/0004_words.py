"""The words by which a task is found become a table of their own, with a text index on either database."""

import django.db.models.deletion
from django.db import migrations, models

import cotmoc.tasks.wording

_AT_ONCE = 2000
# The words come folded and with one space between them, so that the plainest tokenizer is the right one. A
# beginning of a length for which there is no index of its own is put together from all its words, in memory.
_SQLITE = (
    "CREATE VIRTUAL TABLE tasks_search USING fts5("
    "title, rest, content='tasks_tasktext', content_rowid='task_id', tokenize='ascii', prefix='1 2 3 4 5', "
    "columnsize=0)",
    "CREATE TRIGGER tasks_search_added AFTER INSERT ON tasks_tasktext BEGIN "
    "INSERT INTO tasks_search (rowid, title, rest) VALUES (new.task_id, new.title, new.rest); END",
    "CREATE TRIGGER tasks_search_removed AFTER DELETE ON tasks_tasktext BEGIN "
    "INSERT INTO tasks_search (tasks_search, rowid, title, rest) "
    "VALUES ('delete', old.task_id, old.title, old.rest); END",
    "CREATE TRIGGER tasks_search_changed AFTER UPDATE ON tasks_tasktext BEGIN "
    "INSERT INTO tasks_search (tasks_search, rowid, title, rest) "
    "VALUES ('delete', old.task_id, old.title, old.rest); "
    "INSERT INTO tasks_search (rowid, title, rest) VALUES (new.task_id, new.title, new.rest); END",
)
_POSTGRES = (
    "CREATE INDEX tasks_search ON tasks_tasktext USING gin ((title || rest)) WITH (fastupdate = off)",
)


def index(apps, schema_editor):
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES:
        schema_editor.execute(statement)


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS tasks_search_{name}")
        schema_editor.execute("DROP TABLE tasks_search")
    else:
        schema_editor.execute("DROP INDEX tasks_search")


def fill(apps, schema_editor):
    task, text = apps.get_model("tasks", "Task"), apps.get_model("tasks", "TaskText")
    rows = task.objects.filter(group=False).select_related("giver").prefetch_related("roles__agency")
    made = []
    for row in rows.order_by("pk").iterator(chunk_size=_AT_ONCE):
        title, rest = cotmoc.tasks.wording.texts_of(row)
        made.append(text(task=row, province_id=row.province_id, title=title, rest=rest))
        if len(made) >= _AT_ONCE:
            text.objects.bulk_create(made)
            made = []
    text.objects.bulk_create(made)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_place_of_province'),
        ('tasks', '0003_course'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='document',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.CreateModel(
            name='TaskText',
            fields=[
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='wording', serialize=False, to='tasks.task')),
                ('title', cotmoc.tasks.wording.WordsField()),
                ('rest', cotmoc.tasks.wording.WordsField()),
                ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.province')),
            ],
        ),
        migrations.RunPython(index, unindex),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
