"""How each task stood through time: written after every event, and made anew from the events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from cotmoc.domain.task_course import TaskEvent as EventFact
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_spans import spans
from cotmoc.tasks.actions.laying import lay
from cotmoc.tasks.models import Task, TaskEvent, TaskSpan

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_AT_ONCE = 2000
_FACTS = ("from_on", "to_on", "outcome", "due_on", "lead_id", "given_on")


def span(task: Task, events: Iterable[TaskEvent]) -> None:
    """Write how a task stood through time. Called after every event, with all of them in order."""
    if task.group:
        return
    wanted = list(_spans(task, [(one.at, one.kind, one.on, one.due_on) for one in events]))
    kept = TaskSpan.objects.filter(task=task)
    if list(kept.order_by("from_on").values_list(*_FACTS)) != [_facts(one) for one in wanted]:
        kept.delete()
        TaskSpan.objects.bulk_create(wanted)


def span_each(courses: Mapping[Task, Sequence[TaskEvent]]) -> None:
    """As ``span`` for many tasks, each with all its events in order."""
    tasks = [task for task in courses if not task.group]
    wanted = {
        task: list(_spans(task, [(one.at, one.kind, one.on, one.due_on) for one in courses[task]]))
        for task in tasks
    }
    kept: dict[int, list[TaskSpan]] = defaultdict(list)
    for one in TaskSpan.objects.filter(task__in=tasks).order_by("task", "from_on"):
        kept[one.task_id].append(one)
    changed = [task for task in tasks if list(map(_facts, kept[task.pk])) != list(map(_facts, wanted[task]))]
    TaskSpan.objects.filter(task__in=changed).delete()
    TaskSpan.objects.bulk_create((one for task in changed for one in wanted[task]), batch_size=_AT_ONCE)


def span_anew(province: int) -> None:
    """Write how all tasks of a province stood: for what was loaded past the actions."""
    TaskSpan.objects.filter(province=province).delete()
    tasks = Task.objects.filter(province=province, group=False).order_by("pk")
    facts = tasks.values_list("pk", "lead", "given_on")
    after = 0
    while some := list(facts.filter(pk__gt=after)[:_AT_ONCE]):
        first, after = some[0][0], some[-1][0]
        events = TaskEvent.objects.filter(task__gte=first, task__lte=after).order_by("task", "seq")
        rows = events.values_list("task", "at", "kind", "on", "due_on")
        course = {task: [one[1:] for one in found] for task, found in groupby(rows, key=itemgetter(0))}
        lay(
            TaskSpan,
            ("task_id", "province_id", *_FACTS),
            (
                (pk, province, *one)
                for pk, lead, given_on in some
                for one in _stood((lead, given_on), course.get(pk, []))
            ),
        )


def _spans(task: Task, events: Iterable[tuple[datetime, str, date, date | None]]) -> Iterator[TaskSpan]:
    for facts in _stood((task.lead_id, task.given_on), events):
        told = dict(zip(_FACTS, facts, strict=True))
        yield TaskSpan(task_id=task.pk, province_id=task.province_id, **told)


def _stood(
    own: tuple[object, object], events: Iterable[tuple[datetime, str, date, date | None]]
) -> Iterator[tuple[object, ...]]:
    """The facts of each span of a task; ``own`` are its lead and the day on which it was given."""
    written = (
        (at.astimezone(_ZONE).date(), EventFact(kind=Kind(kind), on=on, due_on=due_on))
        for at, kind, on, due_on in events
    )
    for one in spans(written):
        yield (one.begin, one.end or date.max, one.outcome.value, one.due_on, *own)


def _facts(one: TaskSpan) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _FACTS)
