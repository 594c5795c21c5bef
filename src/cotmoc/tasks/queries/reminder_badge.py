"""How many things today's reminders hold for one person who has not opened them yet: the number in the menu.

As many as ``digest_of`` lists, counted in the database and kept by each process for person and day: a page
asks one statement, and a second one when the events of tasks since are an eighth of the number or more. A
number below sixteen is thereby that of now, save that who became whose people is seen with the next event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.reminder_rules import LEVELS, RuleSet, reminding_days
from cotmoc.domain.reminders import Reminded, Rules
from cotmoc.organisations.models import Agency, Appointment, Person
from cotmoc.organisations.queries import valid_on
from cotmoc.tasks.models import ReminderGlance, ReminderRule, Task, TaskEvent, TaskParty
from cotmoc.tasks.queries.reminder_rules import rules_in_force, shipped_rules
from cotmoc.tasks.queries.reminding import (
    LONG_AGO,
    OWN,
    open_parts,
    open_tasks,
    returned_parts,
    returned_tasks,
)


@dataclass(frozen=True, slots=True)
class _Events:
    """The number of the newest event of tasks, and the sum of those of the newest thirty-two."""

    newest: int
    latest: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """A number with the newest events of tasks and the newest rule of one's own when it was counted."""

    events: _Events
    rule: int
    count: int

    def holds(self, events: _Events, rule: int) -> bool:
        came = events.newest - self.events.newest
        # A number taken earlier may be committed later: then the newest is the same, and the others are not.
        same = came > 0 or events == self.events
        return rule == self.rule and same and 0 <= came < max(1, self.count // _BEHIND)


_ATOP = (Role.OFFICE, Role.LEADER)
_BEHIND = 8
_LATEST = 32
_MOST = 10_000
_kept: dict[tuple[Any, ...], _Kept] = {}


def forget_counts() -> None:
    """Count anew: for a database that was put back to what it was."""
    _kept.clear()


def reminders_unseen(viewer: Actor, *, on: date) -> int:
    """How many things the viewer is reminded of on a day; 0 once the viewer has opened them that day."""
    require(viewer, Permission.READ_TASK)
    if viewer.person is None or viewer.role not in (*OWN, Role.LEADER):
        return 0
    level, seen_on, newest, latest, rule = _standing(viewer)
    if seen_on == on:
        return 0
    key = (viewer.person, viewer.agency, viewer.role, viewer.province, on)
    kept, events = _kept.get(key), _Events(newest or 0, int(latest or 0))
    if kept is None or not kept.holds(events, rule or 0):
        rules = rules_in_force(viewer.province) if rule else shipped_rules()
        kept = _Kept(events, rule or 0, _counted(viewer, level, on, rules))
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = kept
    return kept.count


def _standing(viewer: Actor) -> tuple[str, date | None, int | None, int | None, int | None]:
    """The level of the body, when the reminders were opened last, the newest events and rule, at once."""
    own_rules = ReminderRule.objects.filter(settings__province=viewer.province)
    events = TaskEvent.objects.order_by("-pk").values("pk")
    found: tuple[str, date | None, int | None, int | None, int | None] = (
        Person.objects.filter(pk__in=[viewer.person])
        .values_list(
            Subquery(Agency.objects.filter(pk__in=[viewer.agency]).values("level")),
            Subquery(ReminderGlance.objects.filter(person=OuterRef("pk")).values("seen_on")),
            Subquery(events[:1]),
            _SumOf(events[:_LATEST]),
            Subquery(own_rules.order_by("-pk").values("pk")[:1]),
        )
        .get()
    )
    return found


def _counted(viewer: Actor, level: str, on: date, rules: RuleSet) -> int:
    counting = _Counting(viewer, level, on, rules)
    parts = counting.of_leaders() if viewer.role is Role.LEADER else counting.of_bodies()
    counts = Person.objects.filter(pk__in=[viewer.person]).values_list(*map(_CountOf, parts)).get()
    # What no rule reminds of is not even asked.
    return sum(count or 0 for count in counts)


class _Counting:
    """The rows that each remind one person once."""

    def __init__(self, viewer: Actor, level: str, on: date, rules: RuleSet) -> None:
        self._viewer, self._level, self._on = viewer, level, on
        self._rules: Rules = rules.rules
        self._tasks = open_tasks(viewer.province, on)

    def of_bodies(self) -> Iterable[QuerySet[Any]]:
        """Of who is told for a body: as lead, as coordinating body, as giver; of one due day once."""
        body, given = self._viewer.agency, self._given()
        lead = Q(lead=body, due_on__in=self._days(Reminded.LEAD, self._level))
        as_giver = self._of_giver().filter(given)
        yield self._tasks.filter(lead)
        parts = open_parts(self._viewer.province, self._on)
        parts = parts.filter(agency=body, due_on__in=self._days(Reminded.COORDINATING, self._level))
        yield parts.exclude(Exists(as_giver.filter(pk=OuterRef("task"), due_on=OuterRef("due_on"))))
        yield as_giver.exclude(lead)
        # Of what is completed and not closed no clock stands still; said, it is a range of one small index.
        yield self._waiting("completed_on").filter(given, outcome=Task.Outcome.OPEN)
        yield returned_tasks(self._viewer.province).filter(lead=body)
        yield returned_parts(self._viewer.province).filter(agency=body)
        yield self._waiting("asked_due_on").filter(given, paused_on__isnull=True)
        if self._viewer.role is Role.AGENCY_LEAD:
            yield self._matters(atop=False).filter(matter_with=body)

    def of_leaders(self) -> Iterable[QuerySet[Any]]:
        """Of a leader: what is long overdue, and the matters to be decided."""
        yield self._tasks.filter(self._by_giver(Reminded.LEADER))
        yield self._matters(atop=True)

    def _of_giver(self) -> QuerySet[Task]:
        if self._viewer.role is Role.OFFICE:
            return self._tasks.filter(self._by_giver(Reminded.GIVER))
        # Who gave a task is one of its parties: theirs is an index by body and day, of givers there is none.
        days = self._days(Reminded.GIVER, self._level)
        parties = TaskParty.objects.filter(agency=self._viewer.agency, takes_part__in=(True, False))
        return self._tasks.filter(pk__in=parties.filter(outcome="", due_on__in=days).values("task"))

    def _waiting(self, since: str) -> QuerySet[Task]:
        kept = {f"{since}__isnull": False, "closed_on__isnull": True}
        return Task.objects.filter(province=self._viewer.province, **kept)

    def _matters(self, *, atop: bool) -> QuerySet[Task]:
        """Those of the leaders, which are also those with a body in which nobody decides, or the others."""
        heads = Q(Exists(self._in_office(Role.AGENCY_LEAD)), ~Exists(self._in_office(*_ATOP)))
        heads &= Q(matter_with__isnull=False)
        return self._waiting("paused_on").filter(~heads if atop else heads)

    def _in_office(self, *roles: Role) -> QuerySet[Appointment]:
        active = Appointment.objects.filter(valid_on(self._on), role__in=roles, person__is_active=True)
        return active.exclude(person__ends_on__lte=self._on).filter(agency=OuterRef("matter_with"))

    def _given(self) -> Q:
        """What the person's body gave; the office also answers for givers without people of their own."""
        own = Q(giver=self._viewer.agency)
        if self._viewer.role is not Role.OFFICE:
            return own
        active = Appointment.objects.filter(valid_on(self._on), role__in=OWN, person__is_active=True)
        staffed = active.exclude(person__ends_on__lte=self._on).filter(agency=OuterRef("giver"))
        return own | Q(~Exists(staffed))

    def _by_giver(self, role: Reminded) -> Q:
        """The due days of which the giver's level reminds today."""
        every = self._rules.of(role)
        apart = {
            level: rule
            for level in LEVELS
            if level and (rule := self._rules.of(role, level)) is not None and rule != every
        }
        known = Q(due_on__in=self._days(role, "")) & ~Q(giver__level__in=list(apart))
        for level in apart:
            known |= Q(giver__level=level, due_on__in=self._days(role, level))
        return known

    def _days(self, role: Reminded, level: str) -> tuple[date, ...]:
        rule = self._rules.of(role, level)
        return () if rule is None else reminding_days(rule, self._on, self._on - LONG_AGO)


class _SumOf(Subquery):
    """The sum of the ids of rows as a value of another statement."""

    template = '(SELECT SUM(added."pk") FROM (%(subquery)s) added)'
    output_field = IntegerField()


class _CountOf(Subquery):
    """The number of rows as a value of another statement; grouping them would cost SQLite its indexes."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))
