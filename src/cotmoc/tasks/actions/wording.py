"""The words by which a task is found: written with the task, and made anew from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects

from cotmoc.organisations.models import Agency
from cotmoc.tasks.actions.laying import lay
from cotmoc.tasks.models import Task, TaskRole, TaskText
from cotmoc.tasks.wording import texts, texts_of

_AT_ONCE = 2000
_COLUMNS = ("pk", "giver", "title", "detail", "external_id", "document")


def word(task: Task) -> None:
    """Write by what words a task is found. To be called after its texts or its bodies have changed."""
    TaskText.objects.filter(task=task).delete()
    if not task.group:
        title, rest = texts_of(task)
        TaskText.objects.create(task=task, province_id=task.province_id, title=title, rest=rest)


def word_each(tasks: Sequence[Task]) -> None:
    """As ``word`` for many tasks."""
    prefetch_related_objects(tasks, "giver", "roles__agency")
    TaskText.objects.filter(task__in=tasks).delete()
    made = [(task, *texts_of(task)) for task in tasks if not task.group]
    TaskText.objects.bulk_create(
        (
            TaskText(task=task, province_id=task.province_id, title=title, rest=rest)
            for task, title, rest in made
        ),
        batch_size=_AT_ONCE,
    )


def renumber(tasks: Iterable[int], document: str) -> None:
    """Write on tasks the corrected number of the document that orders them: part of its correction."""
    for task in Task.objects.filter(pk__in=list(tasks)).exclude(document=document):
        task.document = document
        task.save(update_fields=["document"])
        word(task)


def word_anew(province: int) -> None:
    """Write the words of all tasks of a province: for what was loaded past the actions."""
    TaskText.objects.filter(province=province).delete()
    bodies = Agency.objects.filter(province=province).values_list("pk", "name", "short_name")
    names = {pk: (name, short) for pk, name, short in bodies}
    tasks = Task.objects.filter(province=province, group=False).order_by("pk").values_list(*_COLUMNS)
    after = 0
    while some := list(tasks.filter(pk__gt=after)[:_AT_ONCE]):
        first, after = some[0][0], some[-1][0]
        roles: dict[int, list[int]] = defaultdict(list)
        found = TaskRole.objects.filter(task__gte=first, task__lte=after).order_by("pk")
        for task, body in found.values_list("task", "agency"):
            roles[task].append(body)
        made = []
        for pk, giver, title, *others in some:
            of_title, rest = texts(pk, title, others, giver, roles[pk], names)
            made.append((pk, province, of_title, rest))
        lay(TaskText, ("task_id", "province_id", "title", "rest"), made)
