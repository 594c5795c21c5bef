"""The rules for reminders: those that ship, those in force, and what they are as plain JSON values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.domain.reminder_rules import Line, RuleSet, rule_set, sentence
from cotmoc.domain.reminders import Reminded, Rule
from cotmoc.tasks.models import ReminderRule, ReminderSettings

_TABLE = Path(__file__).resolve().parents[4] / "reference_data" / "reminders.toml"


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules in force; ``own`` False while they are those that ship, else who set them when."""

    rules: RuleSet
    own: bool
    changed_at: datetime | None = None
    changed_by: str = ""


def reminder_rules(viewer: Actor) -> Standing:
    """The rules in force in the viewer's province."""
    require(viewer, Permission.READ_ORGANISATION)
    row = ReminderSettings.objects.filter(province=viewer.province).first()
    rules = rules_in_force(viewer.province)
    return Standing(rules, True, row.changed_at, row.changed_by) if row else Standing(rules, False)


def rules_in_force(province: int) -> RuleSet:
    """The rules of a province in one query: as they were set, else those that ship."""
    rows = list(
        ReminderRule.objects.filter(settings__province=province)
        .order_by("pk")
        .values_list("role", "level", "before", "after", "again", "settings__quiet", "settings__digest_hour")
    )
    if not rows:
        return shipped_rules()
    lines = tuple(
        Line(Reminded(role), level, Rule(frozenset(before), tuple(after), again))
        for role, level, before, after, again, *_ in rows
    )
    quiet, hour = rows[0][-2:]
    return RuleSet(lines, QuietHours.parse(quiet) if quiet else None, hour)


def shipped_rules() -> RuleSet:
    """The rules that ship (``reference_data/reminders.toml``)."""
    data = _table()
    return rule_set([{"level": "", **row} for row in data["rule"]], data["quiet"], int(data["digest_hour"]))


def at_most() -> int:
    """How many tasks of a kind a letter names before it refers to the page."""
    return int(_table()["at_most"])


def rules_object(standing: Standing) -> dict[str, Any]:
    """The rules as JSON: ``rules`` as ``set_reminder_rules`` takes them, each with its words."""
    rules = standing.rules
    return {
        "rules": [
            {**line.values, "words": sentence(line).vi, "words_en": sentence(line).en} for line in rules.lines
        ],
        "quiet": str(rules.quiet or ""),
        "digest_hour": rules.digest_hour,
        "mark": rules.mark,
        "own": standing.own,
        "changed_at": standing.changed_at.isoformat() if standing.changed_at else None,
        "changed_by": standing.changed_by,
    }


@cache
def _table() -> dict[str, Any]:
    with _TABLE.open("rb") as file:
        return tomllib.load(file)
