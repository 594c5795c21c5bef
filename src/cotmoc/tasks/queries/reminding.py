"""Who is to be reminded of what on a day: one digest a person, computed for all of them at once."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Q

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, Role, require
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.domain.reminders import Reminded, Rules
from cotmoc.organisations.models import Agency, Appointment
from cotmoc.organisations.queries import valid_on
from cotmoc.tasks.models import Task, TaskRole

_TABLE = Path(__file__).resolve().parents[4] / "reference_data" / "reminders.toml"
_OWN = (Role.AGENCY_LEAD, Role.AGENCY_STAFF, Role.POST, Role.OFFICE)
_LONG_AGO = timedelta(days=3650)


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
    """

    task: int
    title: str
    code: str
    lead: str
    due_on: date | None
    day: date


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of on a day, the most pressing first.

    ``awaiting`` are tasks that wait for this person's body to accept the result, ``asked`` those for which it
    is asked for a later day, ``matters`` those on which a leader is to decide: their numbers, oldest first.
    """

    person: int
    name: str
    address: str
    reminders: list[Reminder] = field(default_factory=list)
    awaiting: list[Pending] = field(default_factory=list)
    asked: list[Pending] = field(default_factory=list)
    matters: list[Pending] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Nothing to say: no letter is sent."""
        return not (self.reminders or self.awaiting or self.asked or self.matters)


@cache
def _table() -> tuple[Rules, QuietHours, int]:
    with _TABLE.open("rb") as file:
        data = tomllib.load(file)
    return Rules(data["rule"]), QuietHours.parse(data["quiet"]), int(data["at_most"])


def quiet_hours() -> QuietHours:
    """When no reminder is sent (``reference_data/reminders.toml``)."""
    return _table()[1]


def at_most() -> int:
    """How many tasks of a kind a letter names before it refers to the page."""
    return _table()[2]


def digests(viewer: Actor, *, on: date) -> list[Digest]:
    """The digests of a day for everybody in the province who has something to be told.

    What stands still or waits for acceptance reminds nobody of its due day; whoever it waits for is told.
    """
    require(viewer, Permission.ASSIGN_TASK)
    return _told(_Found(viewer.province, on))


def digest_of(viewer: Actor, *, on: date) -> Digest | None:
    """The digest of the viewer alone; None when there is nothing to be told."""
    require(viewer, Permission.READ_TASK)
    told = _told(_Found(viewer.province, on, only=viewer))
    return next((one for one in told if one.person == viewer.person), None)


def _told(found: _Found) -> list[Digest]:
    people = {one.person: one for one in found.everybody()}
    for body, role, reminder in found.reminders():
        for person in found.people_of(body, role):
            people[person].reminders.append(reminder)
    for kind, body, pending in found.waiting():
        for person in found.people_of(body, Reminded.LEADER if kind == "matters" else Reminded.GIVER):
            getattr(people[person], kind).append(pending)
    told = [one for one in people.values() if not one.empty]
    for one in told:
        one.reminders.sort(key=lambda r: (r.due_on, r.task))
    return sorted(told, key=lambda one: one.person)


class _Found:
    """The people and tasks of one province on one day, each read in one query.

    With ``only`` the tasks are those that may remind that person, and few.
    """

    def __init__(self, province: int, on: date, *, only: Actor | None = None) -> None:
        self._province, self._on, self._only = province, on, only
        self._rules = _table()[0]
        self._levels = dict(Agency.objects.filter(province=province).values_list("pk", "level"))
        self._names = dict(Agency.objects.filter(province=province).values_list("pk", "name"))
        self._own: dict[int, list[int]] = defaultdict(list)
        self._office: list[int] = []
        self._leaders: list[int] = []
        self._people: dict[int, Digest] = {}
        self._read_people()

    def _read_people(self) -> None:
        rows = (
            Appointment.objects.filter(valid_on(self._on), agency__province=self._province)
            .filter(person__is_active=True)
            .exclude(person__ends_on__lte=self._on)
            .order_by("person", "valid_from")
            .values_list("person", "agency", "role", "person__display_name", "person__email")
        )
        latest = {row[0]: row for row in rows}
        for person, agency, role, name, address in latest.values():
            self._people[person] = Digest(person, name, address)
            if role in _OWN:
                self._own[agency].append(person)
            if role == Role.OFFICE:
                self._office.append(person)
            if role == Role.LEADER:
                self._leaders.append(person)

    def everybody(self) -> Iterable[Digest]:
        return self._people.values()

    def people_of(self, body: int, role: Reminded) -> list[int]:
        """Who is told for a body: its own people; of a giver without any the office; else the leaders."""
        if role is Reminded.LEADER:
            return self._leaders
        own = self._own.get(body, [])
        return own or (self._office if role is Reminded.GIVER else [])

    def reminders(self) -> Iterator[tuple[int, Reminded, Reminder]]:
        """Body, role and reminder of every due day that reminds today."""
        ahead = self._on + timedelta(days=max(self._rules.farthest, 0))
        tasks = Task.objects.filter(
            province=self._province, group=False, outcome=Task.Outcome.OPEN, due_on__lte=ahead,
            due_on__gte=self._on - _LONG_AGO, completed_on__isnull=True, paused_on__isnull=True,
        )  # fmt: skip
        if self._only is not None and self._only.role not in EVERYWHERE:
            tasks = tasks.filter(Q(lead=self._only.agency) | Q(giver=self._only.agency))
        rows = tasks.order_by().values_list("pk", "title", "external_id", "lead", "giver", "due_on")
        for pk, title, code, lead, giver, due_on in rows.iterator(chunk_size=5000):
            assert due_on is not None
            bodies = ((lead, Reminded.LEAD), (giver, Reminded.GIVER), (giver, Reminded.LEADER))
            yield from self._one(bodies, (pk, title, code, lead), due_on)
        parts = TaskRole.objects.filter(
            role=TaskRole.Role.COORDINATING, contributed_on__isnull=True, due_on__lte=ahead,
            task__province=self._province, task__closed_on__isnull=True,
            task__completed_on__isnull=True, task__paused_on__isnull=True,
        )  # fmt: skip
        columns = ("task", "task__title", "task__external_id", "task__lead", "agency", "due_on")
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

    def waiting(self) -> Iterator[tuple[str, int, Pending]]:
        """What waits for a giver or a leader, of which kind, and since the longest first."""
        kinds = (("awaiting", "completed_on"), ("asked", "asked_due_on"), ("matters", "paused_on"))
        for kind, since in kinds:
            tasks = Task.objects.filter(
                province=self._province, closed_on__isnull=True, **{f"{since}__isnull": False}
            )
            rows = tasks.order_by(since, "pk").values_list(
                "pk", "title", "external_id", "lead", "giver", "due_on", since
            )
            for pk, title, code, lead, giver, due_on, day in rows:
                yield kind, giver, Pending(pk, title, code, self._names.get(lead, ""), due_on, day)

    def _reminder(self, task: tuple[int, str, str, int], due_on: date, role: Reminded) -> Reminder:
        pk, title, code, lead = task
        return Reminder(pk, title, code, self._names.get(lead, ""), due_on, (due_on - self._on).days, role)
