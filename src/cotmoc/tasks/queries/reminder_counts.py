"""How many due days remind whom on a day, counted in the database: the preview of other rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.reminder_rules import RuleSet
from cotmoc.domain.reminders import Reminded
from cotmoc.organisations.models import Agency
from cotmoc.tasks.queries.reminder_rules import rules_in_force
from cotmoc.tasks.queries.reminding import People, open_parts, open_tasks


@dataclass(slots=True)
class Told:
    """How many tasks still to come and how many late ones remind somebody."""

    due: int = 0
    late: int = 0

    def add(self, days: int, count: int) -> None:
        """Count tasks with so many days left, negative when late."""
        if days < 0:
            self.late += count
        else:
            self.due += count


@dataclass(frozen=True, slots=True)
class Changed:
    """What one person would be reminded of on a day, beside what the rules in force say."""

    name: str
    body: str
    now: Told
    then: Told


def preview_rules(viewer: Actor, rules: RuleSet, *, on: date) -> list[Changed]:
    """Who would be reminded of how many due days today under other rules, by body and name.

    Numbers only: who sets the rules need not be somebody who reads tasks. What waits for acceptance or for
    an answer is told under any rules and is not counted.
    """
    require(viewer, Permission.MANAGE_ORGANISATION)
    both = (rules_in_force(viewer.province), rules)
    people = People(viewer.province, on)
    told: dict[int, tuple[Told, Told]] = defaultdict(lambda: (Told(), Told()))
    agencies = Agency.objects.filter(province=viewer.province)
    bodies = {pk: (name, level) for pk, name, level in agencies.values_list("pk", "short_name", "level")}
    tables = [one.rules for one in both]
    ahead = max(0, *(table.farthest for table in tables))
    for role, body, due_on, count in _grouped(viewer.province, on, ahead):
        days = (due_on - on).days
        for at, table in enumerate(tables):
            rule = table.of(role, bodies[body][1])
            if rule is not None and rule.reminds(days):
                for person in people.of(body, role):
                    told[person][at].add(days, count)
    found = [
        Changed(people.known[person].name, bodies[people.bodies[person]][0], now, then)
        for person, (now, then) in told.items()
    ]
    return sorted(found, key=lambda one: (one.body, one.name))


def _grouped(province: int, on: date, ahead: int) -> Iterator[tuple[Reminded, int, date, int]]:
    """Role, body, due day and how many tasks; of what may remind at all."""
    within: dict[str, Any] = {"due_on__lte": on + timedelta(days=ahead)}
    for column, roles in (("lead", (Reminded.LEAD,)), ("giver", (Reminded.GIVER, Reminded.LEADER))):
        rows = open_tasks(province, on).filter(**within).values_list(column, "due_on").order_by()
        for body, due_on, count in rows.annotate(count=Count("pk")):
            for role in roles:
                if body is not None and due_on is not None:
                    yield role, body, due_on, count
    parts = open_parts(province, on).filter(**within).values_list("agency", "due_on").order_by()
    for body, due_on, count in parts.annotate(count=Count("pk")):
        if due_on is not None:
            yield Reminded.COORDINATING, body, due_on, count


def changed_object(one: Changed) -> dict[str, Any]:
    """One person of a preview as JSON."""
    counts = {"now": one.now, "then": one.then}
    return {
        "name": one.name,
        "body": one.body,
        **{key: {"due": told.due, "late": told.late} for key, told in counts.items()},
    }
