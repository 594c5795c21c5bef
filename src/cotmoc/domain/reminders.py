"""On which days whom a due day reminds: a table of rules by role and level, asked for a distance in days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reminded(StrEnum):
    """Who is reminded: for the body's part in a task, or as leader of what is long overdue."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    GIVER = "giver"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Rule:
    """Days left (0: the due day itself) and days late on which to remind; then every ``again`` days.

    ``again`` 0 is never again.
    """

    before: frozenset[int]
    after: tuple[int, ...]
    again: int

    def __post_init__(self) -> None:
        if self.again < 0 or any(day < 0 for day in self.before) or any(day < 1 for day in self.after):
            raise ValueError("days before from 0, days after from 1, again from 0")
        if list(self.after) != sorted(set(self.after)):
            raise ValueError("days after in order, each once")

    def reminds(self, days: int) -> bool:
        """Whether a task with so many days left, negative when late, reminds on that day."""
        if days >= 0:
            return days in self.before
        late, last = -days, self.after[-1] if self.after else 0
        if late <= last or not (last and self.again):
            return late in self.after
        return (late - last) % self.again == 0

    @property
    def farthest(self) -> int:
        """The most days left on which it reminds; -1 when it reminds of nothing that is still to come."""
        return max(self.before, default=-1)


class Rules:
    """The table: the rule of a role at a level, else of the role at any level."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """From ``role``, ``level`` (may lack), ``before``, ``after``, ``again``. Raises ValueError."""
        self._rules: dict[tuple[Reminded, str], Rule] = {}
        for row in rows:
            key = Reminded(row["role"]), str(row.get("level", ""))
            if key in self._rules:
                raise ValueError(f"two rules for {key}")
            self._rules[key] = Rule(frozenset(row["before"]), tuple(row["after"]), int(row["again"]))

    def of(self, role: Reminded, level: str = "") -> Rule | None:
        """The rule for a role at a level; None when nobody reminds that role."""
        return self._rules.get((role, level)) or self._rules.get((role, ""))

    @property
    def farthest(self) -> int:
        """The most days left on which any of them reminds."""
        return max((rule.farthest for rule in self._rules.values()), default=-1)
