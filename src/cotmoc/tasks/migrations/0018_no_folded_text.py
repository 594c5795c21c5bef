"""The search has its own words since 0004; the folded text of a task was read by nobody any more."""

from django.db import migrations, models

from cotmoc.domain.folding import fold

_AT_ONCE = 1000


def refill(apps, schema_editor):
    tasks = apps.get_model("tasks", "Task").objects.using(schema_editor.connection.alias)
    ready = []
    for task in tasks.only("title", "detail", "external_id").order_by("pk").iterator(chunk_size=_AT_ONCE):
        task.folded = fold(f"{task.title} {task.detail} {task.external_id}")
        ready.append(task)
        if len(ready) == _AT_ONCE:
            tasks.bulk_update(ready, ["folded"])
            ready = []
    tasks.bulk_update(ready, ["folded"])


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0017_remark_files"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, refill),
        migrations.AlterField(model_name="task", name="folded", field=models.TextField(default="")),
        migrations.RemoveField(model_name="task", name="folded"),
    ]
