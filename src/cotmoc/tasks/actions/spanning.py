"""How each task stood through time: written after every event, and made anew from the events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from cotmoc.domain.task_course import TaskEvent as EventFact
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_spans import Held, held, spans
from cotmoc.tasks.models import PastPart, Task, TaskEvent, TaskSpan

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_AT_ONCE = 2000
_FACTS = ("from_on", "to_on", "outcome", "due_on", "lead_id", "given_on")
_COLUMNS = ("at", "kind", "on", "due_on", "stood")
_Event = tuple[datetime, str, date, date | None, dict[str, Any] | None]


def span(task: Task, events: Iterable[TaskEvent]) -> None:
    """Write how a task stood through time. Called after every event, with all of them in order."""
    if task.group:
        return
    course = _course(events)
    past = _past(course)
    wanted = list(_spans(task, course, past))
    kept = TaskSpan.objects.filter(task=task)
    if list(kept.order_by("from_on").values_list(*_FACTS)) != [_facts(one) for one in wanted]:
        kept.delete()
        TaskSpan.objects.bulk_create(wanted)
    _keep_parts({task: past})


def span_each(courses: Mapping[Task, Sequence[TaskEvent]]) -> None:
    """As ``span`` for many tasks, each with all its events in order."""
    tasks = [task for task in courses if not task.group]
    known = {task: _course(courses[task]) for task in tasks}
    past = {task: _past(course) for task, course in known.items()}
    wanted = {task: list(_spans(task, known[task], past[task])) for task in tasks}
    kept: dict[int, list[TaskSpan]] = defaultdict(list)
    for one in TaskSpan.objects.filter(task__in=tasks).order_by("task", "from_on"):
        kept[one.task_id].append(one)
    changed = [task for task in tasks if list(map(_facts, kept[task.pk])) != list(map(_facts, wanted[task]))]
    TaskSpan.objects.filter(task__in=changed).delete()
    TaskSpan.objects.bulk_create((one for task in changed for one in wanted[task]), batch_size=_AT_ONCE)
    _keep_parts(past)


def span_anew(province: int) -> None:
    """Write how all tasks of a province stood: for what was loaded past the actions."""
    TaskSpan.objects.filter(province=province).delete()
    PastPart.objects.filter(province=province).delete()
    found = (
        Task.objects.filter(province=province, group=False)
        .only("province", "lead", "given_on")
        .order_by("pk")
    )
    after = 0
    while some := list(found.filter(pk__gt=after)[:_AT_ONCE]):
        first, after = some[0].pk, some[-1].pk
        events = TaskEvent.objects.filter(task__gte=first, task__lte=after).order_by("task", "seq")
        rows = events.values_list("task", *_COLUMNS)
        courses = {task: [one[1:] for one in found] for task, found in groupby(rows, key=lambda one: one[0])}
        past = {task: _past(courses.get(task.pk, [])) for task in some}
        TaskSpan.objects.bulk_create(
            one for task in some for one in _spans(task, courses.get(task.pk, []), past[task])
        )
        _keep_parts(past)


def _course(events: Iterable[TaskEvent]) -> list[_Event]:
    return [(one.at, one.kind, one.on, one.due_on, one.stood) for one in events]


def _past(course: Iterable[_Event]) -> list[Held[dict[str, Any]]]:
    """Giver and roles on the days before they changed hands."""
    return held((at.astimezone(_ZONE).date(), stood) for at, *_, stood in course)


def _spans(task: Task, course: Iterable[_Event], past: Sequence[Held[dict[str, Any]]]) -> Iterator[TaskSpan]:
    written = (
        (at.astimezone(_ZONE).date(), EventFact(kind=Kind(kind), on=on, due_on=due_on))
        for at, kind, on, due_on, _ in course
    )
    leads = [Held(one.begin, one.end, _lead(one.what)) for one in past]
    for one in spans(written, lead=task.lead_id, leads=leads):
        yield TaskSpan(
            task_id=task.pk,
            province_id=task.province_id,
            lead_id=one.lead,
            given_on=task.given_on,
            from_on=one.begin,
            to_on=one.end or date.max,
            outcome=one.outcome.value,
            due_on=one.due_on,
        )


def _lead(stood: Mapping[str, Any]) -> int | None:
    return next((role["agency"] for role in stood["roles"] if role["accountable"]), None)


def _keep_parts(past: Mapping[Task, Sequence[Held[dict[str, Any]]]]) -> None:
    """Write who had which part on past days; no event takes such a day away again."""
    moved = {task: stretches for task, stretches in past.items() if stretches}
    if not moved:
        return
    PastPart.objects.filter(task__in=list(moved)).delete()
    made = [
        one for task, stretches in moved.items() for stretch in stretches for one in _parts(task, stretch)
    ]
    PastPart.objects.bulk_create(made, batch_size=_AT_ONCE)


def _parts(task: Task, stretch: Held[dict[str, Any]]) -> Iterator[PastPart]:
    giver = {"agency": stretch.what["giver"], "role": PastPart.Part.GIVER, "accountable": False}
    for one in (giver, *stretch.what["roles"]):
        yield PastPart(
            task_id=task.pk,
            province_id=task.province_id,
            agency_id=one["agency"],
            part=one["role"],
            accountable=one["accountable"],
            from_on=stretch.begin,
            to_on=stretch.end,
        )


def _facts(one: TaskSpan) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _FACTS)
