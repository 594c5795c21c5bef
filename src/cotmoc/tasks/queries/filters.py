"""What a list of tasks can be narrowed to, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cotmoc.domain.task_status import TaskState
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.narrowing import among_ids


@dataclass(frozen=True, slots=True)
class Owed:
    """Parts that coordinating bodies have not given: those whose own day lies from ``first`` to ``last``.

    Both days included, None: however long ago; ``bodies`` are those asked for, None: any.
    """

    first: date | None
    last: date
    bodies: tuple[int, ...] | None = None

    @property
    def parts(self) -> QuerySet[TaskRole]:
        """These parts, in tasks that are neither reported done nor closed, and with no matter up."""
        found = parts_in_work().filter(due_on__lte=self.last)
        if self.first is not None:
            found = found.filter(due_on__gte=self.first)
        # Any body is named too: the index begins with it.
        if self.bodies is None:
            return found.filter(agency__in=Agency.objects.order_by().values("pk"))
        return found.filter(agency__in=self.bodies)


def parts_in_work() -> QuerySet[TaskRole]:
    """The parts with a day of their own that are still owed in tasks that are worked on.

    Only a coordinating body has such a day, so that the role need not be asked.
    """
    return TaskRole.objects.filter(due_on__isnull=False, contributed_on__isnull=True, **_IN_WORK)


def results_sent_back() -> QuerySet[Task]:
    """The tasks whose result is to be given again; while a matter of one is up nobody waits for it."""
    return Task.objects.filter(returned_on__isnull=False, closed_on__isnull=True, paused_on__isnull=True)


def parts_sent_back() -> QuerySet[TaskRole]:
    """The parts that are to be given again, in tasks that are worked on."""
    return TaskRole.objects.filter(sent_back_on__isnull=False, **_IN_WORK)


_IN_WORK = {f"task__{day}__isnull": True for day in ("closed_on", "completed_on", "paused_on")}
"""Of a part: nobody has reported its task done, and no matter of it is up."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the board is narrowed to; empty fields narrow nothing.

    ``agency`` matches any role, ``lead`` the accountable lead; ``text`` is looked for in title, clause,
    codes and names of bodies, as ``cotmoc.domain.sought`` reads it. ``awaiting``
    keeps what its lead reported done and its giver has not yet answered, ``asked`` what a later day is asked
    for, ``paused`` what waits for a leader's answer, ``returned`` what was sent back to be done again, whole
    or a part of it, ``owed`` that in which coordinating bodies owe such parts; ``withdrawn`` turns from the
    tasks that count to those taken back. ``function`` is the field of work to which the task is put,
    ``holder`` who has its matter.
    """

    state: TaskState | None = None
    lead: int | None = None
    agency: int | None = None
    giver: int | None = None
    text: str = ""
    given_from: date | None = None
    given_to: date | None = None
    tasks: tuple[int, ...] | None = None
    awaiting: bool = False
    asked: bool = False
    paused: bool = False
    returned: bool = False
    owed: Owed | None = None
    withdrawn: bool = False
    function: int | None = None
    holder: int | None = None


EVERYTHING = Filter()
"""The filter that narrows nothing."""


def narrow(tasks: QuerySet[Task], only: Filter) -> QuerySet[Task]:
    """The tasks that a filter leaves, whatever their state; its text is looked for in the index."""
    if only.lead is not None:
        tasks = tasks.filter(lead=only.lead)
    if only.agency is not None:
        tasks = tasks.filter(pk__in=TaskRole.objects.filter(agency=only.agency).values("task"))
    if only.giver is not None:
        tasks = tasks.filter(giver=only.giver)
    if only.function is not None:
        tasks = tasks.filter(function=only.function)
    if only.given_from is not None:
        tasks = tasks.filter(given_on__gte=only.given_from)
    if only.given_to is not None:
        tasks = tasks.filter(given_on__lte=only.given_to)
    if only.tasks is not None:
        tasks = tasks.filter(pk__in=among_ids(only.tasks))
    if only.awaiting:
        # In the words of the index: SQLite takes one of some rows for the same words, not for values.
        tasks = tasks.filter(completed_on__isnull=False, closed_on__isnull=True)
    if only.asked:
        tasks = tasks.filter(asked_due_on__isnull=False)
    if only.paused:
        tasks = tasks.filter(paused_on__isnull=False)
    if only.returned:
        parts = parts_sent_back().values_list("task", flat=True)
        whole = results_sent_back().values_list("pk", flat=True)
        tasks = tasks.filter(pk__in=among_ids([*whole, *parts]))
    if only.owed is not None:
        tasks = tasks.filter(pk__in=among_ids(list(only.owed.parts.values_list("task", flat=True))))
    if only.holder is not None:
        unnamed = Q(matter_with__isnull=True, giver=only.holder)
        tasks = tasks.filter(Q(matter_with=only.holder) | unnamed, paused_on__isnull=False)
    return tasks
