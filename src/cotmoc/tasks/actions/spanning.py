"""How each task stood through time: written after every event, and made anew from the events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from cotmoc.domain.task_course import TaskEvent as EventFact
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_spans import Held, held, spans
from cotmoc.tasks.actions.laying import lay
from cotmoc.tasks.models import PastPart, Task, TaskEvent, TaskSpan

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_AT_ONCE = 2000
_FACTS = ("from_on", "to_on", "outcome", "due_on", "lead_id", "extended", "given_on")
_COLUMNS = ("at", "kind", "on", "due_on", "stood")
_Event = tuple[datetime, str, date, date | None, dict[str, Any] | None]
_Held = Held[dict[str, Any]]


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
    _keep_parts(task.province_id, {task.pk: past})


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
    for province, own in groupby(tasks, key=attrgetter("province_id")):
        _keep_parts(province, {task.pk: past[task] for task in own})


def span_anew(province: int) -> None:
    """Write how all tasks of a province stood: for what was loaded past the actions."""
    TaskSpan.objects.filter(province=province).delete()
    PastPart.objects.filter(province=province).delete()
    tasks = Task.objects.filter(province=province, group=False).order_by("pk")
    facts = tasks.values_list("pk", "lead", "given_on")
    after = 0
    while some := list(facts.filter(pk__gt=after)[:_AT_ONCE]):
        first, after = some[0][0], some[-1][0]
        events = TaskEvent.objects.filter(task__gte=first, task__lte=after).order_by("task", "seq")
        rows = events.values_list("task", *_COLUMNS)
        courses = {task: [one[1:] for one in found] for task, found in groupby(rows, key=itemgetter(0))}
        past = {pk: _past(courses.get(pk, [])) for pk, *_own in some}
        lay(
            TaskSpan,
            ("task_id", "province_id", *_FACTS),
            (
                (pk, province, *one)
                for pk, lead, given_on in some
                for one in _stood((lead, given_on), courses.get(pk, []), past[pk])
            ),
        )
        _keep_parts(province, past)


def _course(events: Iterable[TaskEvent]) -> list[_Event]:
    return [(one.at, one.kind, one.on, one.due_on, one.stood) for one in events]


def _past(course: Iterable[_Event]) -> list[_Held]:
    """Giver and roles on the days before they changed hands."""
    return held((at.astimezone(_ZONE).date(), stood) for at, *_, stood in course)


def _spans(task: Task, course: Iterable[_Event], past: Sequence[_Held]) -> Iterator[TaskSpan]:
    for facts in _stood((task.lead_id, task.given_on), course, past):
        told = dict(zip(_FACTS, facts, strict=True))
        yield TaskSpan(task_id=task.pk, province_id=task.province_id, **told)


def _stood(
    own: tuple[int | None, date], course: Iterable[_Event], past: Sequence[_Held]
) -> Iterator[tuple[object, ...]]:
    """The facts of each span of a task; ``own`` are its lead now and the day on which it was given."""
    lead, given_on = own
    written = (
        (at.astimezone(_ZONE).date(), EventFact(kind=Kind(kind), on=on, due_on=due_on))
        for at, kind, on, due_on, _ in course
    )
    leads = [Held(one.begin, one.end, _lead(one.what)) for one in past]
    for one in spans(written, lead=lead, leads=leads):
        yield (
            one.begin,
            one.end or date.max,
            one.outcome.value,
            one.due_on,
            one.lead,
            one.extended,
            given_on,
        )


def _lead(stood: Mapping[str, Any]) -> int | None:
    return next((role["agency"] for role in stood["roles"] if role["accountable"]), None)


def _keep_parts(province: int, past: Mapping[int, Sequence[_Held]]) -> None:
    """Write who had which part on past days; no event takes such a day away again."""
    moved = {task: stretches for task, stretches in past.items() if stretches}
    if not moved:
        return
    PastPart.objects.filter(task__in=list(moved)).delete()
    made = [
        PastPart(task_id=task, province_id=province, **told)
        for task, stretches in moved.items()
        for stretch in stretches
        for told in _parts(stretch)
    ]
    PastPart.objects.bulk_create(made, batch_size=_AT_ONCE)


def _parts(stretch: _Held) -> Iterator[dict[str, Any]]:
    giver = {"agency": stretch.what["giver"], "role": PastPart.Part.GIVER, "accountable": False}
    for one in (giver, *stretch.what["roles"]):
        yield {
            "agency_id": one["agency"],
            "part": one["role"],
            "accountable": one["accountable"],
            "from_on": stretch.begin,
            "to_on": stretch.end,
        }


def _facts(one: TaskSpan) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _FACTS)
