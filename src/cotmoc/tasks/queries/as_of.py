"""Tasks as they stood at the end of a day: what was written down later is left out.

How each task stood through time is kept in spans, so that a past day is counted as fast as today. What a list
shows of a task is folded again from the events of its time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import LAST_YEAR
from cotmoc.domain.task_course import TaskEvent, TaskEventKind, TaskFacts, fold
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.organisations.models import Agency
from cotmoc.tasks import models
from cotmoc.tasks.queries.boards import LeadTally, Row
from cotmoc.tasks.queries.seeing import EVERYTHING, Filter, condition, counted, segments, soon_days
from cotmoc.tasks.queries.sizes import segment_of

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class AsOf:
    """The tasks of a filter (apart from its state) as they stood at the end of ``on``.

    An event counts by the day on which it was written down, for a briefing of that day could not know
    more; who leads, gives or takes part is read as it is now. Raises Problem(BAD_VALUE) after LAST_YEAR.
    """

    def __init__(self, viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> None:
        require(viewer, Permission.READ_TASK)
        if on.year > LAST_YEAR:
            raise Problem(
                BAD_VALUE, field="on", why=Said(f"muộn hơn năm {LAST_YEAR}", f"is after {LAST_YEAR}")
            )
        self._viewer, self._on, self._only = viewer, on, replace(only, state=None)
        self._end = datetime.combine(on + timedelta(days=1), time.min, _ZONE)

    @cached_property
    def tally(self) -> Tally:
        """The six counts together."""
        return sum((row.tally for row in self._leads), Tally())

    @property
    def leads(self) -> list[LeadTally]:
        """The six counts for each accountable lead, busiest first."""
        found = [row for row in self._leads if row.agency]
        return sorted(found, key=lambda one: (-one.tally.total, one.name))

    @cached_property
    def changed(self) -> int:
        """How many of them were given, or came to stand otherwise, after that day."""
        return self._among.filter(to_on=date.max, from_on__gt=self._on).count()

    def rows(self, wanted: TaskState, most: int) -> list[Row]:
        """At most ``most`` of those in a state on that day, by their due day."""
        spans = self._spans.filter(condition(wanted, self._on))
        first = list(
            spans.order_by(F("due_on").asc(nulls_last=True), "task").values_list("task", flat=True)[:most]
        )
        tasks = models.Task.objects.select_related("lead", "giver").in_bulk(first)
        events = models.TaskEvent.objects.filter(task__in=first).order_by("task", "seq")
        earlier: dict[int, list[TaskEvent]] = defaultdict(list)
        later = set()
        for task, at, kind, on, due_on in events.values_list("task", "at", "kind", "on", "due_on"):
            if at >= self._end:
                later.add(task)
            elif task not in later:
                earlier[task].append(TaskEvent(TaskEventKind(kind), on, due_on))
        return [self._then(tasks[pk], earlier[pk]) for pk in first]

    def grouped(self, column: str) -> list[tuple[Any, Tally]]:
        """The six counts for each value of a column of the spans or their tasks, None among them."""
        rows = self._spans.order_by().annotate(segment=segment_of(self._on)).values_list(column, "segment")
        known, tallies = segments(self._on), defaultdict[Any, Tally](Tally)
        for value, segment, count in rows.annotate(n=Count("*")):
            if segment is not None and (one := known[segment].state) is not None:
                tallies[value] += Tally(**{one.value: count})
        return list(tallies.items())

    @cached_property
    def _leads(self) -> list[LeadTally]:
        """The counts of each lead; under 0 those of tasks without one."""
        tallies = {lead or 0: tally for lead, tally in self.grouped("lead")}
        names = dict(Agency.objects.filter(pk__in=tallies).values_list("pk", "name"))
        return [LeadTally(lead, names.get(lead, ""), tally) for lead, tally in tallies.items()]

    @property
    def _spans(self) -> QuerySet[models.TaskSpan]:
        return self._among.filter(from_on__lte=self._on, to_on__gt=self._on)

    @property
    def _among(self) -> QuerySet[models.TaskSpan]:
        """The spans of the tasks of the filter."""
        only, found = self._only, models.TaskSpan.objects.filter(province=self._viewer.province)
        rest = replace(only, given_from=None, given_to=None, lead=None, withdrawn=False)
        if rest != EVERYTHING or self._viewer.role not in EVERYWHERE:
            # As a sum the province is no key: SQLite would walk all spans instead of those of the tasks.
            found = models.TaskSpan.objects.alias(of=F("province") + 0).filter(of=self._viewer.province)
            found = found.filter(task__in=counted(self._viewer, only).order_by().values("pk"))
        narrowed: dict[str, Any] = {
            "lead": only.lead,
            "given_on__gte": only.given_from,
            "given_on__lte": only.given_to,
        }
        return found.filter(**{name: value for name, value in narrowed.items() if value is not None})

    def _then(self, task: models.Task, events: list[TaskEvent]) -> Row:
        facts = fold(events)
        return replace(
            _row(task, self._on),
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
