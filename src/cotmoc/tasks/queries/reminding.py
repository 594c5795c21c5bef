"""Who is to be reminded of what on a day: one digest a person, computed for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, Role, require
from cotmoc.domain.reminder_rules import RuleSet
from cotmoc.domain.reminders import Reminded
from cotmoc.organisations.models import Agency, Appointment
from cotmoc.organisations.queries import valid_on
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.filters import parts_in_work, parts_sent_back, results_sent_back
from cotmoc.tasks.queries.narrowing import of_province
from cotmoc.tasks.queries.reminder_rules import rules_in_force

OWN = (Role.AGENCY_LEAD, Role.AGENCY_STAFF, Role.POST, Role.OFFICE)
"""The roles of the people who are told for their body."""
LONG_AGO = timedelta(days=3650)
"""What is later than this reminds no more."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One task in a digest, for one role in it. ``days`` to its due day, negative when late."""

    task: int
    title: str
    code: str
    lead: str
    due_on: date
    days: int
    role: Reminded


@dataclass(frozen=True, slots=True)
class Pending:
    """One task that waits for an answer: its due day, if it has one, and the ``day`` the kind tells.

    That is since when, of a task to accept or a matter to decide; until when, of a later day asked for.
    ``holder`` is who has it.
    """

    task: int
    title: str
    code: str
    lead: str
    due_on: date | None
    day: date
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of on a day, the most pressing first.

    ``awaiting`` are tasks that wait for this person's body to accept the result, ``asked`` those for which it
    is asked for a later day, ``matters`` those on which this person's body is to decide, ``returned`` those
    whose result, or the part that this person's body owes, was sent back to be done again: oldest first.
    """

    person: int
    name: str
    address: str
    reminders: list[Reminder] = field(default_factory=list)
    awaiting: list[Pending] = field(default_factory=list)
    asked: list[Pending] = field(default_factory=list)
    matters: list[Pending] = field(default_factory=list)
    returned: list[Pending] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Nothing to say: no letter is sent."""
        return not (self.reminders or self.awaiting or self.asked or self.matters or self.returned)


def digests(viewer: Actor, *, on: date, rules: RuleSet | None = None) -> list[Digest]:
    """The digests of a day for everybody in the province who has something to be told.

    By the rules in force, unless the caller has read these already. What stands still or waits for acceptance
    reminds nobody of its due day; whoever it waits for is told.
    """
    require(viewer, Permission.ASSIGN_TASK)
    return _told(_Found(viewer.province, on, rules or rules_in_force(viewer.province)))


def digest_of(viewer: Actor, *, on: date) -> Digest | None:
    """The digest of the viewer alone; None when there is nothing to be told."""
    require(viewer, Permission.READ_TASK)
    told = _told(_Found(viewer.province, on, rules_in_force(viewer.province), only=viewer))
    return next((one for one in told if one.person == viewer.person), None)


def _told(found: _Found) -> list[Digest]:
    people = found.people.known
    for body, role, reminder in found.reminders():
        for person in found.people.of(body, role):
            people[person].reminders.append(reminder)
    for kind, holder, pending in found.waiting():
        whom = found.people
        for person in whom.deciding(holder) if kind == "matters" else whom.of(holder, Reminded.GIVER):
            getattr(people[person], kind).append(pending)
    for doer, pending in found.returned():
        for person in found.people.of(doer, Reminded.LEAD):
            people[person].returned.append(pending)
    told = [one for one in people.values() if not one.empty]
    for one in told:
        # Who both gave and leads a task is told of it once, as its lead.
        once = {(r.due_on, r.task): r for r in reversed(one.reminders)}
        one.reminders[:] = [once[key] for key in sorted(once)]
    return sorted(told, key=lambda one: one.person)


class People:
    """Who is told of what on a day: everybody in office, with their bodies."""

    def __init__(self, province: int, on: date) -> None:
        self.known: dict[int, Digest] = {}
        self.bodies: dict[int, int] = {}
        self._own: dict[int, list[int]] = defaultdict(list)
        self._heads: dict[int, list[int]] = defaultdict(list)
        self._atop: set[int] = set()
        self._office: list[int] = []
        self._leaders: list[int] = []
        rows = (
            Appointment.objects.filter(valid_on(on), agency__province=province)
            .filter(person__is_active=True)
            .exclude(person__ends_on__lte=on)
            .order_by("person", "valid_from")
            .values_list("person", "agency", "role", "person__display_name", "person__email")
        )
        latest = {row[0]: row for row in rows}
        for person, agency, role, name, address in latest.values():
            self.known[person] = Digest(person, name, address)
            self.bodies[person] = agency
            if role in OWN:
                self._own[agency].append(person)
            if role == Role.AGENCY_LEAD:
                self._heads[agency].append(person)
            if role in (Role.OFFICE, Role.LEADER):
                self._atop.add(agency)
            if role == Role.OFFICE:
                self._office.append(person)
            if role == Role.LEADER:
                self._leaders.append(person)

    def of(self, body: int | None, role: Reminded) -> list[int]:
        """Who is told for a body: its own people; of a giver without any the office; else the leaders."""
        if role is Reminded.LEADER:
            return self._leaders
        own = [] if body is None else self._own.get(body, [])
        return own or (self._office if role is Reminded.GIVER else [])

    def deciding(self, body: int | None) -> list[int]:
        """Who is told of a matter that a body has: its heads, and the leaders where they or nobody decide."""
        heads = [] if body is None or body in self._atop else self._heads.get(body, [])
        return heads or self._leaders


class _Found:
    """The people and tasks of one province on one day, each read in one query.

    With ``only`` the tasks are those that may remind that person, and few.
    """

    def __init__(self, province: int, on: date, rules: RuleSet, *, only: Actor | None = None) -> None:
        self._province, self._on, self._only = province, on, only
        self._rules = rules.rules
        self._levels = dict(Agency.objects.filter(province=province).values_list("pk", "level"))
        self._names = dict(Agency.objects.filter(province=province).values_list("pk", "name"))
        self.people = People(province, on)

    def reminders(self) -> Iterator[tuple[int, Reminded, Reminder]]:
        """Body, role and reminder of every due day that reminds today."""
        ahead = self._on + timedelta(days=max(self._rules.farthest, 0))
        tasks = open_tasks(self._province, self._on).filter(due_on__lte=ahead)
        if self._only is not None and self._only.role not in EVERYWHERE:
            tasks = tasks.filter(Q(lead=self._only.agency) | Q(giver=self._only.agency))
        rows = tasks.order_by().values_list("pk", "title", "external_id", "lead", "giver", "due_on")
        for pk, title, code, lead, giver, due_on in rows.iterator(chunk_size=5000):
            assert due_on is not None
            bodies = ((lead, Reminded.LEAD), (giver, Reminded.GIVER), (giver, Reminded.LEADER))
            yield from self._one(bodies, (pk, title, code, lead), due_on)
        parts = open_parts(self._province, self._on).filter(due_on__lte=ahead)
        columns = ("task", "task__title", "task__external_id", "task__lead", "agency", "due_on")
        if self._only is not None and self._only.role not in EVERYWHERE:
            parts = parts.filter(agency=self._only.agency)
        for pk, title, code, lead, body, due_on in parts.order_by().values_list(*columns):
            assert due_on is not None
            yield from self._one(((body, Reminded.COORDINATING),), (pk, title, code, lead), due_on)

    def _one(
        self, bodies: Iterable[tuple[int, Reminded]], task: tuple[int, str, str, int], due_on: date
    ) -> Iterator[tuple[int, Reminded, Reminder]]:
        days = (due_on - self._on).days
        for body, role in bodies:
            rule = self._rules.of(role, self._levels.get(body, ""))
            if rule is not None and rule.reminds(days):
                yield body, role, self._reminder(task, due_on, role)

    def waiting(self) -> Iterator[tuple[str, int | None, Pending]]:
        """What waits for a giver or a leader, of which kind, and since the longest first."""
        kinds = (("awaiting", "completed_on"), ("asked", "asked_due_on"), ("matters", "paused_on"))
        for kind, since in kinds:
            tasks = Task.objects.filter(
                province=self._province, closed_on__isnull=True, **{f"{since}__isnull": False}
            )
            if kind == "asked":
                # While a matter is up nobody can grant or refuse a later day.
                tasks = tasks.filter(paused_on__isnull=True)
            whose = "matter_with" if kind == "matters" else "giver"
            if self._only is not None and self._only.role not in EVERYWHERE:
                tasks = tasks.filter(**{whose: self._only.agency})
            rows = tasks.order_by(since, "pk").values_list(
                "pk", "title", "external_id", "lead", "giver", whose, "due_on", since
            )
            for pk, title, code, lead, giver, body, due_on, day in rows:
                holder = self._names.get(giver if body is None else body, "") if kind == "matters" else ""
                yield kind, body, Pending(pk, title, code, self._names.get(lead, ""), due_on, day, holder)

    def returned(self) -> Iterator[tuple[int | None, Pending]]:
        """Body and task of every result and part that was sent back, the oldest first."""
        tasks, parts = returned_tasks(self._province), returned_parts(self._province)
        if self._only is not None and self._only.role not in EVERYWHERE:
            tasks, parts = tasks.filter(lead=self._only.agency), parts.filter(agency=self._only.agency)
        found = [
            *tasks.values_list("returned_on", "pk", "title", "external_id", "lead", "lead", "due_on"),
            *parts.values_list(
                "sent_back_on", "task", "task__title", "task__external_id", "task__lead", "agency", "due_on"
            ),
        ]
        for day, pk, title, code, lead, body, due_on in sorted(
            found, key=lambda one: (one[0], one[1], one[5])
        ):
            assert day is not None
            yield body, Pending(pk, title, code, self._names.get(lead, ""), due_on, day)

    def _reminder(self, task: tuple[int, str, str, int], due_on: date, role: Reminded) -> Reminder:
        pk, title, code, lead = task
        return Reminder(pk, title, code, self._names.get(lead, ""), due_on, (due_on - self._on).days, role)


def open_tasks(province: int, on: date) -> QuerySet[Task]:
    """The tasks whose own due day may remind on a day."""
    return Task.objects.filter(
        province=province, group=False, outcome=Task.Outcome.OPEN, due_on__gte=on - LONG_AGO,
        completed_on__isnull=True, paused_on__isnull=True,
    )  # fmt: skip


def open_parts(province: int, on: date) -> QuerySet[TaskRole]:
    """The parts that coordinating bodies owe, whose own day may remind on a day."""
    found = parts_in_work().filter(due_on__gte=on - LONG_AGO)
    return of_province(found, province, "task__province")


def returned_tasks(province: int) -> QuerySet[Task]:
    """The tasks of a province whose result was sent back."""
    return results_sent_back().filter(province=province).order_by()


def returned_parts(province: int) -> QuerySet[TaskRole]:
    """The parts of a province that were sent back."""
    return of_province(parts_sent_back().order_by(), province, "task__province")


def sent_back_to(viewer: Actor) -> list[int]:
    """The tasks of which the viewer's body has the result or its part to do again, the oldest return first.

    Of who sees every body all of them.
    """
    require(viewer, Permission.READ_TASK)
    tasks, parts = returned_tasks(viewer.province), returned_parts(viewer.province)
    if viewer.role not in EVERYWHERE:
        own = {one for one in (*viewer.agencies, viewer.agency) if one is not None}
        tasks, parts = tasks.filter(lead__in=own), parts.filter(agency__in=own)
    found = [*tasks.values_list("returned_on", "pk"), *parts.values_list("sent_back_on", "task")]
    return list(dict.fromkeys(pk for _, pk in sorted(found)))
