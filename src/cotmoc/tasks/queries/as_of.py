"""Tasks as they stood at the end of a day: what was written down later is left out.

Most tasks have not changed since, and theirs are the facts on their rows; only those with later events are
folded again from the events of their time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.task_course import TaskEvent, TaskEventKind, TaskFacts, fold
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.tasks import models
from cotmoc.tasks.queries.boards import LeadTally, Row, tally, tally_by_lead
from cotmoc.tasks.queries.seeing import EVERYTHING, Filter, condition, counted, soon_days

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class _Changed:
    """A task that something was written about later: its row now, and what it was by its facts then."""

    now: Row
    then: Row | None


class AsOf:
    """The tasks of a filter (apart from its state) as they stood at the end of ``on``.

    An event counts by the day on which it was written down, for a briefing of that day could not know
    more; who leads, gives or takes part is read as it is now.
    """

    def __init__(self, viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> None:
        require(viewer, Permission.READ_TASK)
        self._viewer, self._on, self._only = viewer, on, replace(only, state=None)
        self._end = datetime.combine(on + timedelta(days=1), time.min, _ZONE)

    @cached_property
    def tally(self) -> Tally:
        """The six counts together."""
        return self._moved(tally(self._viewer, on=self._on, only=self._only), self._changed)

    @cached_property
    def leads(self) -> list[LeadTally]:
        """The six counts for each accountable lead, busiest first."""
        found = tally_by_lead(self._viewer, on=self._on, only=self._only)
        mine: dict[int, list[_Changed]] = defaultdict(list)
        for one in self._changed:
            mine[one.now.lead_id or 0].append(one)
        moved = [replace(row, tally=self._moved(row.tally, mine[row.agency])) for row in found]
        known = {row.agency for row in found}
        for lead, changed in mine.items():
            if lead and lead not in known:
                moved.append(LeadTally(lead, changed[0].now.lead, self._moved(Tally(), changed)))
        return sorted((row for row in moved if row.tally.total), key=lambda one: (-one.tally.total, one.name))

    @property
    def changed(self) -> int:
        """How many of them something was written about after that day."""
        return len(self._changed)

    def rows(self, wanted: TaskState, most: int) -> list[Row]:
        """At most ``most`` of those in a state on that day, by their due day."""
        still = self._found.filter(condition(wanted, self._on)).exclude(pk__in=self._later)
        first = still.select_related("lead", "giver").order_by(F("due_on").asc(nulls_last=True), "pk")[:most]
        rows = [_row(task, self._on) for task in first]
        rows += [one.then for one in self._changed if one.then is not None and one.then.state is wanted]
        return sorted(rows, key=lambda row: (row.due_on or date.max, row.pk))[:most]

    @property
    def _found(self) -> QuerySet[models.Task]:
        return counted(self._viewer, self._only)

    @property
    def _later(self) -> QuerySet[models.TaskEvent, Any]:
        return models.TaskEvent.objects.filter(at__gte=self._end).order_by().values("task")

    @cached_property
    def _changed(self) -> list[_Changed]:
        tasks = list(self._found.filter(pk__in=self._later).select_related("lead", "giver").order_by("pk"))
        if not tasks:
            return []
        earlier: dict[int, list[TaskEvent]] = defaultdict(list)
        events = models.TaskEvent.objects.filter(
            task__in=self._found.filter(pk__in=self._later).order_by().values("pk"), at__lt=self._end
        )
        for task, kind, on, due_on in events.order_by("task", "seq").values_list(
            "task", "kind", "on", "due_on"
        ):
            earlier[task].append(TaskEvent(TaskEventKind(kind), on, due_on))
        return [self._then(task, earlier[task.pk]) for task in tasks]

    def _then(self, task: models.Task, events: list[TaskEvent]) -> _Changed:
        now = _row(task, self._on)
        if not events:
            return _Changed(now, None)
        facts = fold(events)
        then = replace(
            now,
            original_due_on=facts.original_due_on,
            due_on=facts.due_on,
            completed_on=facts.completed_on,
            closed_on=facts.closed_on,
            asked_due_on=facts.asked_due_on,
            paused_on=facts.paused_on,
            outcome=facts.outcome.value,
            extensions=facts.extensions,
            state=state(facts, self._on, soon_days()),
            days=(facts.due_on - self._on).days if facts.due_on else None,
        )
        return _Changed(now, then)

    def _moved(self, whole: Tally, changed: list[_Changed]) -> Tally:
        """A tally of now with the changed tasks put where they were."""
        counts = {one: whole[one] for one in TaskState}
        for one in changed:
            if one.now.state is not None:
                counts[one.now.state] -= 1
            if one.then is not None and one.then.state is not None:
                counts[one.then.state] += 1
        return Tally(**{one.value: count for one, count in counts.items()})


def _row(task: models.Task, on: date) -> Row:
    facts = TaskFacts(
        due_on=task.due_on,
        closed_on=task.closed_on,
        cancelled=task.outcome == models.Task.Outcome.CANCELLED,
        paused_on=task.paused_on,
    )
    return Row(
        pk=task.pk,
        title=task.title,
        lead_id=task.lead_id,
        lead=task.lead.name if task.lead else "",
        giver_id=task.giver_id,
        giver=task.giver.name,
        given_on=task.given_on,
        original_due_on=task.original_due_on,
        due_on=task.due_on,
        completed_on=task.completed_on,
        closed_on=task.closed_on,
        asked_due_on=task.asked_due_on,
        paused_on=task.paused_on,
        outcome=task.outcome,
        extensions=task.extensions,
        recurrence=task.recurrence,
        external_id=task.external_id,
        version=task.version,
        state=state(facts, on, soon_days()),
        days=(task.due_on - on).days if task.due_on else None,
    )
