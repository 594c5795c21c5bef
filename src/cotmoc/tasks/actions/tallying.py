"""The tally of closed tasks: moved by the action that closes one, and made anew from the rows."""

from __future__ import annotations

from collections import Counter
from secrets import randbits

from django.db.models import F

from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.models import ClosedTally, Task

Place = tuple[int, TaskState]
_DONE = (Task.Outcome.ON_TIME, Task.Outcome.LATE)


def closed_place(task: Task) -> Place | None:
    """Lead and state under which a task is tallied; None while it is open, and for what was withdrawn."""
    if task.group or task.lead_id is None or task.outcome not in _DONE:
        return None
    if task.due_on is None:
        return task.lead_id, TaskState.NO_DEADLINE
    late = task.outcome == Task.Outcome.LATE
    return task.lead_id, TaskState.DONE_LATE if late else TaskState.DONE_ON_TIME


def move(province: int, before: Place | None, after: Place | None) -> None:
    """Take one task from its old place and put it to its new one."""
    if before == after:
        return
    for place, step in ((before, -1), (after, 1)):
        if place is not None:
            lead, state = place
            row, _ = ClosedTally.objects.get_or_create(province_id=province, lead_id=lead, state=state.value)
            grown = F("stamp") + _chance()
            ClosedTally.objects.filter(pk=row.pk).update(count=F("count") + step, stamp=grown)


def tally_anew(province: int) -> None:
    """Make the whole tally of a province from its tasks: for what was loaded past the actions."""
    rows = Task.objects.filter(province=province, group=False, outcome__in=_DONE)
    rows = rows.only("group", "lead", "outcome", "due_on")
    counts = Counter(place for task in rows.iterator() if (place := closed_place(task)) is not None)
    ClosedTally.objects.filter(province=province).delete()
    ClosedTally.objects.bulk_create(
        ClosedTally(province_id=province, lead_id=lead, state=state.value, count=count, stamp=_chance())
        for (lead, state), count in counts.items()
    )


def _chance() -> int:
    """By chance, so that no other course of events, as after a rollback, leads to the same sum."""
    return 1 + randbits(32)
