"""Which tasks a viewer may see and where a filter finds them, and the six states as conditions on rows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, reaches, require
from cotmoc.domain.sought import MOST_WORDS, Sought, sought
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import names_of_aliases
from cotmoc.tasks.models import Task, TaskParty, TaskRole
from cotmoc.tasks.queries.filters import EVERYTHING, Filter, Owed, narrow
from cotmoc.tasks.queries.narrowing import Bodies, Marks, Narrowing, Reach, of_province
from cotmoc.tasks.queries.searching import Hits, hits, matching, probably_more, sooner_listed
from cotmoc.tasks.wording import giving_mark, taking_part_mark

_MOST_MARKED = 40
"""Of how many bodies the text index is asked, at the cost of one more word for each; of more the bodies of
each hit are looked up."""
UNDONE = (Task.Outcome.OPEN, Task.Outcome.PAUSED)
"""Of tasks that are neither done nor withdrawn."""
_CALENDARS = Path(__file__).resolve().parents[4] / "reference_data" / "calendars.toml"


@cache
def soon_days() -> int:
    """How many days before its due date a task is «due soon» (``reference_data/calendars.toml``)."""
    with _CALENDARS.open("rb") as file:
        return int(tomllib.load(file)["due_soon_days"])


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the board: a state, its rows and their order.

    «No deadline» has two, open and closed, and «not yet due» a second one whose clocks stand still.
    """

    state: TaskState | None
    rows: Q
    order: tuple[str, ...]
    closed: bool = False


COUNTED = ~Q(outcome=Task.Outcome.CANCELLED)
"""The rows that are in a state."""


def segments(on: date) -> tuple[Segment, ...]:
    """The stretches of the board on a day, most pressing first; together every task that counts, once."""
    soon = on + timedelta(days=soon_days())
    open_, done = Q(outcome=Task.Outcome.OPEN), Q(outcome=Task.Outcome.ON_TIME)
    first_due, last_due = ("due_on", "pk"), ("-due_on", "-pk")
    return (
        Segment(TaskState.OVERDUE, open_ & Q(due_on__lt=on), first_due),
        Segment(TaskState.DUE_SOON, open_ & Q(due_on__gte=on, due_on__lte=soon), first_due),
        Segment(TaskState.NOT_YET_DUE, open_ & Q(due_on__gt=soon), first_due),
        Segment(TaskState.NOT_YET_DUE, Q(outcome=Task.Outcome.PAUSED), first_due),
        Segment(TaskState.NO_DEADLINE, open_ & Q(due_on__isnull=True), ("pk",)),
        Segment(TaskState.DONE_LATE, Q(outcome=Task.Outcome.LATE), last_due, closed=True),
        Segment(TaskState.DONE_ON_TIME, done & Q(due_on__isnull=False), last_due, closed=True),
        Segment(TaskState.NO_DEADLINE, done & Q(due_on__isnull=True), ("-pk",), closed=True),
    )


WITHDRAWN = Segment(None, Q(outcome=Task.Outcome.CANCELLED), ("-closed_on", "-pk"))
"""What was taken back: in no state and no count."""


def condition(state: TaskState, on: date) -> Q:
    """The rows in a state on a day."""
    found = Q()
    for segment in segments(on):
        if segment.state is state:
            found |= segment.rows
    return found


def visible(viewer: Actor) -> QuerySet[Task]:
    """Every task the viewer may see: given by, or with a part for, an agency within reach."""
    require(viewer, Permission.READ_TASK)
    found = Task.objects.filter(province=viewer.province)
    if viewer.role in EVERYWHERE:
        return found
    reach = _reach(viewer)
    parts = TaskRole.objects.filter(agency__in=reach).values("task")
    return found.filter(pk__in=parts.union(Task.objects.filter(giver__in=reach).values("pk")))


@dataclass(frozen=True, slots=True)
class Found:
    """Where to look for what a viewer finds with a filter: as few rows as the reach allows.

    ``agencies`` are the bodies through which its tasks are found, None where only the province bounds them;
    ``giving`` says whether a body finds what it gave as well as what it has a part in. ``rest`` is what
    the tasks have still to be narrowed by, whatever their state.
    """

    viewer: Actor
    agencies: tuple[int, ...] | None
    giving: bool
    rest: Filter

    @property
    def whole(self) -> bool:
        """Whether every task so found counts."""
        return self.rest == EVERYTHING

    @property
    def parties(self) -> QuerySet[TaskParty]:
        """The rows that lead to the tasks, several to a task where several of its bodies are reached."""
        return parties_of(self.agencies or (), self.giving)

    @property
    def sought(self) -> tuple[Sought, ...] | None:
        """What is looked for: None where no text narrows, empty where it is of signs alone."""
        return sought(self.rest.text) if self.rest.text.strip() else None

    @property
    def marks(self) -> Marks:
        """What narrows the text index to the bodies reached and named."""
        if self.agencies is None:
            return self._named
        giving = map(giving_mark, self.agencies) if self.giving else ()
        return (*map(taking_part_mark, self.agencies), *giving), *self._named

    @property
    def _many(self) -> bool:
        """Whether so many bodies are reached that no index is asked for each of them."""
        return self.agencies is not None and len(self.agencies) > _MOST_MARKED

    @property
    def _rare(self) -> bool:
        """Whether only tasks in which an answer is waited for are asked for, with an index of their own."""
        return self.rest.asked or self.rest.paused or self.rest.awaiting

    @property
    def _reached(self) -> Exists:
        """Of a task looked up by itself: whether one of its parties is reached."""
        rows = self.parties
        if self._many:
            # Compared as values: SQLite would ask its index for each of the bodies, of each task.
            values = TaskParty.objects.annotate(body=F("agency") + 0)
            rows = values.filter(body__in=self.agencies or (), takes_part__in=_parts(self.giving))
        return Exists(rows.filter(task=OuterRef("pk")))

    @property
    def _named(self) -> Marks:
        found = [(taking_part_mark(one),) for one in (self.rest.lead, self.rest.agency) if one is not None]
        if self.rest.giver is None:
            return tuple(found)
        return *found, (taking_part_mark(self.rest.giver), giving_mark(self.rest.giver))

    def hits(self, rows: Q | None = None, size: int | None = None) -> Hits:
        """The tasks found by text, best first, of those that fulfil ``rows``: ``size`` in all if known."""
        asked, rest = self.sought, replace(self.rest, text="")
        if not asked or self.agencies == () or rest.tasks == ():
            return Hits()
        assert self.viewer.province is not None
        marks = self._named if self._many else self.marks
        if rows is not None and rest == EVERYTHING and size is not None and sooner_listed(asked, marks, size):
            return hits(asked, Reach(self.viewer.province, marks, self._listed(rows), None))
        among = None
        if rows is not None or rest != EVERYTHING:
            by_id = rest.tasks is not None or rest.owed is not None or rest.returned
            few = self._rare or by_id or rest.holder is not None
            tasks = Found(self.viewer, None, True, rest).tasks(rows).order_by().values("id")
            try:
                among = Narrowing(*tasks.query.sql_with_params(), few)
            except EmptyResultSet:
                return Hits()
        bodies = Bodies(self.agencies, self.giving) if self._many and self.agencies is not None else None
        return hits(asked, Reach(self.viewer.province, marks, among, bodies))

    def _listed(self, rows: Q) -> Narrowing:
        """All that fulfil these, whatever their words; of some bodies read off the parties' index."""
        if self.agencies is None:
            listed = Found(self.viewer, None, True, EVERYTHING).tasks(rows).order_by().values("id").query
        else:
            listed = self.parties.filter(rows).order_by().values("task").query
        return Narrowing(*listed.sql_with_params(), True)

    def probably_more(self, size: int) -> bool:
        """Whether of so many within reach the text is probably found in more than are ranked."""
        return probably_more(self.sought or (), self._named, size)

    def tasks(self, rows: Q | None = None, *, few: bool = False) -> QuerySet[Task]:
        """The tasks, of them those that fulfil ``rows``, a condition on outcome and due day; no headings.

        ``few``: the caller narrows them to so few that, of many bodies, each task is looked up.
        """
        found = Task.objects.filter(group=False)
        asked = self.sought
        if asked is not None and (not asked or self.agencies == ()):
            return found.none()
        if asked:
            # The marks know who is reached: no other way to the tasks is needed.
            found = found.filter(pk__in=matching(asked, self.marks))
        if asked or (self.agencies is None and self.rest.tasks is not None):
            found = of_province(found, self.viewer.province)
        elif self.rest.owed is not None or self.rest.returned:
            # Few, and known by their ids: each is looked up among the viewer's.
            found = of_province(found, self.viewer.province)
            found = found if self.agencies is None else found.filter(self._reached)
        elif self.agencies is None:
            found = found.filter(province=self.viewer.province)
        elif (
            self.rest.lead is not None or self.rest.agency is not None or (self._many and (few or self._rare))
        ):
            # The tasks of the body named, or what is rare, are the fewer: each of them is looked up among
            # the viewer's.
            found = found.filter(self._reached, province=self.viewer.province)
        else:
            parties = self.parties if rows is None else self.parties.filter(rows)
            if self._rare:
                parties = parties.filter(outcome__in=UNDONE)
            found = found.filter(pk__in=parties.values("task"))
        return narrow(found if rows is None else found.filter(rows), self.rest)


def parties_of(agencies: tuple[int, ...], giving: bool) -> QuerySet[TaskParty]:
    """The parties that these bodies are, those that only gave included where ``giving``."""
    return TaskParty.objects.filter(agency__in=agencies, takes_part__in=_parts(giving))


def _parts(giving: bool) -> tuple[bool, ...]:
    return (True, False) if giving else (True,)


def find(viewer: Actor, only: Filter) -> Found:
    """Where to look for the tasks of a filter, whatever its state.

    A body named by the filter that lies within reach bounds them alone: all its tasks may be seen.
    """
    require(viewer, Permission.READ_TASK)
    rest = replace(only, state=None, withdrawn=False, text=_in_full(viewer, only.text))
    if only.agency is not None and reaches(viewer, only.agency):
        known = Agency.objects.filter(pk=only.agency, province=viewer.province).exists()
        return Found(viewer, (only.agency,) if known else (), False, replace(rest, agency=None))
    named = (only.lead, only.giver, only.holder)
    if viewer.role in EVERYWHERE or any(one is not None and reaches(viewer, one) for one in named):
        return Found(viewer, None, True, rest)
    return Found(viewer, _reach(viewer), True, rest)


def owed(viewer: Actor, state: str | None, *, on: date, body: int | None = None) -> Owed | None:
    """The parts owed that are OVERDUE or DUE_SOON on a day: those of ``body``, or of all within reach.

    None for no state. Raises ValueError for any other one.
    """
    require(viewer, Permission.READ_TASK)
    if state is None:
        return None
    bodies = (body,) if body is not None else None if viewer.role in EVERYWHERE else _reach(viewer)
    if state == TaskState.OVERDUE:
        return Owed(None, on - timedelta(days=1), bodies)
    if state == TaskState.DUE_SOON:
        return Owed(on, on + timedelta(days=soon_days()), bodies)
    raise ValueError("parts are owed overdue or due soon")


def _in_full(viewer: Actor, text: str) -> str:
    """What was typed, other ways to write a body taken for its name: of bodies tasks have names alone."""
    whole, pieces = text.strip(), text.split()
    written = {one for one in (whole, *pieces[:MOST_WORDS]) if one.isprintable()}
    if not whole or '"' in text or viewer.province is None:
        return text
    names = names_of_aliases(viewer.province, written)
    if whole in names:
        return f'"{names[whole]}"'
    return " ".join(f'"{names[one]}"' if one in names else one for one in pieces) if names else text


def counted(viewer: Actor, only: Filter) -> QuerySet[Task]:
    """What the filter leaves for counting, whatever its state; headings are not counted."""
    return find(viewer, only).tasks()


def _reach(viewer: Actor) -> tuple[int, ...]:
    """The agencies through which a viewer who does not see everywhere finds tasks."""
    return tuple(sorted(agency for agency in {*viewer.agencies, viewer.agency} if agency is not None))
