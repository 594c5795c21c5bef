"""Tasks as they stood at the end of a day: what was written down later is left out.

How each task stood through time is kept in spans, so that a past day is counted as fast as today. What a list
shows of a task is folded again from the events of its time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import LAST_YEAR
from cotmoc.domain.task_course import TaskEvent, TaskEventKind, TaskFacts, fold
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.organisations.models import Agency
from cotmoc.tasks import models
from cotmoc.tasks.queries.boards import LeadTally
from cotmoc.tasks.queries.filters import EVERYTHING, Filter
from cotmoc.tasks.queries.narrowing import of_province
from cotmoc.tasks.queries.rows import Row
from cotmoc.tasks.queries.seeing import condition, counted, segments, soon_days
from cotmoc.tasks.queries.sizes import segment_of

GIVING = frozenset({models.PastPart.Part.GIVER.value})
TAKING_PART = frozenset(models.PastPart.Part.values) - GIVING
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class AsOf:
    """The tasks of a filter (apart from its state) as they stood at the end of ``on``.

    An event counts by the day on which it was written down, for a briefing of that day could not know
    more; lead, giver and the other bodies are those of that day. Title, words, document, areas and function
    are read as they are now, and so is what the viewer may see. ``also`` narrows the spans further.
    Raises Problem(BAD_VALUE) after LAST_YEAR.
    """

    def __init__(self, viewer: Actor, *, on: date, only: Filter = EVERYTHING, also: Q | None = None) -> None:
        require(viewer, Permission.READ_TASK)
        if on.year > LAST_YEAR:
            raise Problem(
                BAD_VALUE, field="on", why=Said(f"muộn hơn năm {LAST_YEAR}", f"is after {LAST_YEAR}")
            )
        self._viewer, self._on, self._only = viewer, on, replace(only, state=None)
        self._also = also or Q()
        self._known: dict[str, dict[Any, Tally]] = {}
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
        later = self._among.filter(to_on=date.max, from_on__gt=self._on)
        if self._only.lead is not None:
            then = self._spans.order_by().values("task")
            later = later.filter(Q(lead=self._only.lead) | Q(task__in=then))
        return later.count()

    def rows(self, wanted: TaskState | None, most: int, first: int = 0) -> list[Row]:
        """At most ``most`` of those in a state on that day, by their due day; of any state for None.

        ``first`` are left out before them. Those of any state stand in the order of the board.
        """
        place = segment_of(self._on) if wanted is None else Value(0)
        asked = Q(segment__isnull=False) if wanted is None else condition(wanted, self._on)
        rows = self._spans.alias(segment=place).filter(asked)
        rows = rows.order_by("segment", F("due_on").asc(nulls_last=True), "task")
        shown = list(rows.values_list("task", "lead", "lead__name")[first : first + most])
        return self._read(shown)

    def grouped(self, column: str) -> list[tuple[Any, Tally]]:
        """The six counts for each value of a column of the spans or their tasks, None among them."""
        if column not in self._known:
            self._known[column] = defaultdict(Tally)
            self._count(self._spans, column, self._known[column])
        return list(self._known[column].items())

    def by_part(self, parts: Collection[str]) -> list[tuple[int, Tally]]:
        """The six counts for each body that had one of ``parts`` in a task on that day."""
        tallies: dict[Any, Tally] = defaultdict(Tally)
        column = "task__giver" if parts == GIVING else "task__roles__agency"
        if self._whole and 2 * self.changed <= self.tally.total:
            self._count_parties(tallies, giving=parts == GIVING)
        else:
            self._count(self._spans, column, tallies)
        past = self._past.filter(part__in=parts)
        if past.exists():
            # Few tasks were handed over: they leave the counts of now and go to the bodies of then.
            moved = self._on_day(self._found(few=True)).filter(task__in=self._past.values("task"))
            self._count(moved, column, tallies, less=True)
            then = {"from_on__lte": self._on, "to_on__gt": self._on, "part__in": parts}
            again = moved.filter(**{f"task__past_parts__{name}": value for name, value in then.items()})
            self._count(again, "task__past_parts__agency", tallies)
        return [(body, tally) for body, tally in tallies.items() if body is not None and tally != Tally()]

    def extended(self, column: str) -> list[tuple[Any, int, int, int]]:
        """For each value of a column how many had been given a later due day than the first.

        Then how many of these are done on time, and how many not fallen due, only by that later day.
        """
        on_time, open_ = models.Task.Outcome.ON_TIME, models.Task.Outcome.OPEN
        saved = Q(outcome=on_time, task__closed_on__gt=F("task__original_due_on"))
        put_off = Q(outcome=open_, due_on__gte=self._on, task__original_due_on__lt=self._on)
        spans = self._spans.filter(extended=True).exclude(outcome=models.Task.Outcome.CANCELLED).order_by()
        counts = {"n": Count("*"), "saved": Count("pk", filter=saved), "put_off": Count("pk", filter=put_off)}
        return list(spans.values_list(column).annotate(**counts))

    def _count_parties(self, into: dict[Any, Tally], *, giving: bool) -> None:
        """The tasks of the day for the bodies of now, where few have changed since.

        From the index over the parties as they are, the changed ones taken out and put in as they were:
        joining every span to its bodies takes several times as long (benchmarks/RESULTS.md).
        """
        bodies = Agency.objects.filter(province=self._viewer.province).values("pk")
        parties = models.TaskParty.objects.filter(agency__in=bodies, takes_part=not giving)
        self._count(parties, "agency", into)
        spans, column = self._among.filter(task__parties__takes_part=not giving), "task__parties__agency"
        self._count(spans.filter(from_on__gt=self._on, to_on=date.max), column, into, less=True)
        self._count(self._on_day(spans).filter(to_on__lt=date.max), column, into)
        if giving and sum(one.total for one in into.values()) != self.tally.total:
            # A giver that takes part itself is kept as a body that takes part.
            given = models.TaskParty.objects.filter(task=OuterRef("task"), takes_part=False)
            self._count(self._spans.exclude(Exists(given)), "task__giver", into)

    def _count(
        self, spans: QuerySet[Any], column: str, into: dict[Any, Tally], *, less: bool = False
    ) -> None:
        rows = spans.order_by().annotate(segment=segment_of(self._on)).values_list(column, "segment")
        known = segments(self._on)
        for value, segment, count in rows.annotate(n=Count("*")):
            if segment is not None and (one := known[segment].state) is not None:
                into[value] += Tally(**{one.value: -count if less else count})

    @property
    def _whole(self) -> bool:
        """Nothing is left out of the province's tasks."""
        return self._only == EVERYTHING and not self._also and self._viewer.role in EVERYWHERE

    @cached_property
    def _leads(self) -> list[LeadTally]:
        """The counts of each lead; under 0 those of tasks without one."""
        tallies = {lead or 0: tally for lead, tally in self.grouped("lead")}
        names = dict(Agency.objects.filter(pk__in=tallies).values_list("pk", "name"))
        return [LeadTally(lead, names.get(lead, ""), tally) for lead, tally in tallies.items()]

    @property
    def _spans(self) -> QuerySet[models.TaskSpan]:
        return self._on_day(self._among)

    def _on_day(self, spans: QuerySet[models.TaskSpan]) -> QuerySet[models.TaskSpan]:
        found = spans.filter(from_on__lte=self._on, to_on__gt=self._on)
        return found if self._only.lead is None else found.filter(lead=self._only.lead)

    @property
    def _past(self) -> QuerySet[models.PastPart]:
        """Who had which part on that day in the tasks that were handed over since."""
        among = models.PastPart.objects.filter(province=self._viewer.province)
        return among.filter(from_on__lte=self._on, to_on__gt=self._on).order_by()

    @property
    def _among(self) -> QuerySet[models.TaskSpan]:
        """The spans of the tasks of the filter, whoever led them."""
        return self._found()

    def _found(self, *, few: bool = False) -> QuerySet[models.TaskSpan]:
        """As ``_among``; ``few`` where it is narrowed further to some tasks."""
        only, found = self._only, models.TaskSpan.objects.filter(self._also, province=self._viewer.province)
        rest = replace(only, given_from=None, given_to=None, lead=None, agency=None, giver=None)
        rest = replace(rest, withdrawn=False)
        whose = []
        if only.agency is not None:
            whose.append(self._taking_part(only.agency))
        if only.giver is not None:
            whose.append(self._given_by(only.giver))
        hidden = rest != EVERYTHING or self._viewer.role not in EVERYWHERE
        if hidden or whose or few:
            found = of_province(models.TaskSpan.objects.filter(self._also), self._viewer.province)
        if hidden:
            found = found.filter(task__in=counted(self._viewer, rest).order_by().values("pk"))
        for tasks in whose:
            found = found.filter(task__in=tasks)
        narrowed: dict[str, Any] = {"given_on__gte": only.given_from, "given_on__lte": only.given_to}
        return found.filter(**{name: value for name, value in narrowed.items() if value is not None})

    def _taking_part(self, agency: int) -> QuerySet[Any]:
        """The tasks in which a body had a role on that day."""
        now = models.TaskRole.objects.filter(agency=agency).exclude(task__in=self._past.values("task"))
        then = self._past.filter(agency=agency).exclude(part__in=GIVING)
        return now.order_by().values("task").union(then.values("task"))

    def _given_by(self, agency: int) -> QuerySet[Any]:
        """The tasks that were a body's to give on that day."""
        now = models.Task.objects.filter(giver=agency).exclude(pk__in=self._past.values("task"))
        then = self._past.filter(agency=agency, part__in=GIVING)
        return now.order_by().values("pk").union(then.values("task"))

    def _read(self, shown: Sequence[tuple[int, int | None, str | None]]) -> list[Row]:
        """Tasks with their leads of that day, as all else that their events said then."""
        first = [task for task, _, _ in shown]
        tasks = models.Task.objects.select_related("lead", "giver").in_bulk(first)
        givers = {
            task: (pk, name)
            for task, pk, name in self._past.filter(task__in=first, part__in=GIVING).values_list(
                "task", "agency", "agency__name"
            )
        }
        events = models.TaskEvent.objects.filter(task__in=first).order_by("task", "seq")
        earlier: dict[int, list[TaskEvent]] = defaultdict(list)
        later, names = set(), dict[int | None, str | None]()
        columns = ("task", "at", "kind", "on", "due_on", "part", "heir", "heir__name")
        for task, at, kind, on, due_on, part, heir, heir_name in events.values_list(*columns):
            names[heir] = heir_name
            if at >= self._end:
                later.add(task)
            elif task not in later:
                earlier[task].append(TaskEvent(TaskEventKind(kind), on, due_on, part, heir))
        rows = []
        for pk, lead, name in shown:
            row = self._then(tasks[pk], earlier[pk])
            row = replace(row, holder=names.get(row.holder_id))
            giver, given = givers.get(pk, (row.giver_id, row.giver))
            rows.append(replace(row, lead_id=lead, lead=name or "", giver_id=giver, giver=given))
        return rows

    def _then(self, task: models.Task, events: list[TaskEvent]) -> Row:
        facts = fold(events)
        return replace(
            _row(task, self._on),
            original_due_on=facts.original_due_on,
            due_on=facts.due_on,
            completed_on=facts.completed_on,
            returned_on=facts.returned_on,
            closed_on=facts.closed_on,
            asked_due_on=facts.asked_due_on,
            paused_on=facts.paused_on,
            holder_id=facts.matter_with,
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
        holder_id=None,
        holder=None,
        outcome=task.outcome,
        extensions=task.extensions,
        recurrence=task.recurrence,
        external_id=task.external_id,
        version=task.version,
        state=state(facts, on, soon_days()),
        days=(task.due_on - on).days if task.due_on else None,
    )
