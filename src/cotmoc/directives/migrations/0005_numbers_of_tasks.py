"""Tasks given before they kept the number of their document get it, and are found by it."""

from django.db import migrations

from cotmoc.tasks.wording import texts_of

_NUMBER = """
UPDATE tasks_task SET document = (
    SELECT d.number FROM directives_clausetask l
    JOIN directives_clause c ON c.id = l.clause_id
    JOIN directives_reading r ON r.id = c.reading_id
    JOIN directives_document d ON d.id = r.document_id
    WHERE l.task_id = tasks_task.id
)
WHERE id IN (SELECT task_id FROM directives_clausetask)
"""


def word(apps, schema_editor):
    task, text = apps.get_model("tasks", "Task"), apps.get_model("tasks", "TaskText")
    rows = task.objects.filter(group=False).exclude(document="")
    for row in rows.select_related("giver").prefetch_related("roles__agency").iterator(chunk_size=2000):
        title, rest = texts_of(row)
        text.objects.filter(task=row).update(title=title, rest=rest)


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0004_relations'),
        ('tasks', '0004_words'),
    ]

    operations = [
        migrations.RunSQL(_NUMBER, migrations.RunSQL.noop),
        migrations.RunPython(word, migrations.RunPython.noop),
    ]
