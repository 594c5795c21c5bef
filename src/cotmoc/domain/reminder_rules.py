"""The rules by which due days remind, as a whole: what was typed → rules or named errors → words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from cotmoc.domain.errors import Entry, Problem, Said, together
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.task_reminders import (
    REMINDER_DAYS,
    REMINDER_HOUR,
    REMINDER_QUIET,
    REMINDER_TWICE,
)
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.domain.reminders import Reminded, Rule, Rules

ROLES: dict[Reminded, Said] = {
    Reminded.LEAD: Said("cơ quan chủ trì", "the lead"),
    Reminded.COORDINATING: Said("cơ quan phối hợp", "the coordinating bodies"),
    Reminded.GIVER: Said("cơ quan giao", "the giver"),
    Reminded.LEADER: Said("lãnh đạo", "the leaders"),
}
LEVELS: dict[str, Said] = {
    "": Said("mọi cấp", "every level"),
    "province": Said("cấp tỉnh", "the province"),
    "district": Said("cấp huyện", "districts"),
    "commune": Said("cấp xã", "communes"),
    "post": Said("đồn, trạm", "posts"),
}
MOST_DAYS = 20
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Line:
    """The rule of one role at one level, "" for every level that has none of its own."""

    role: Reminded
    level: str
    rule: Rule

    @property
    def values(self) -> dict[str, Any]:
        """As it is typed and stored: days before falling, days after rising."""
        rule = self.rule
        before = sorted(rule.before, reverse=True)
        return {
            "role": self.role.value,
            "level": self.level,
            "before": before,
            "after": list(rule.after),
            "again": rule.again,
        }

    def __str__(self) -> str:
        told = self.values
        days = (" ".join(map(str, told[name])) for name in ("before", "after"))
        return "/".join((f"{self.role.value} {self.level}".strip(), *days, str(self.rule.again)))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of an installation. ``quiet`` None: letters go out at any hour from ``digest_hour`` on."""

    lines: tuple[Line, ...]
    quiet: QuietHours | None
    digest_hour: int

    @property
    def rules(self) -> Rules:
        """The table that is asked on which days whom to remind."""
        return Rules(line.values for line in self.lines)

    @property
    def mark(self) -> str:
        """Twelve characters that tell these rules from any others: what a person saw who changes them."""
        said = "\n".join([*sorted(map(str, self.lines)), str(self.quiet or ""), str(self.digest_hour)])
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def rule_set(rows: Sequence[Mapping[str, Any]], quiet: str, digest_hour: int) -> RuleSet:
    """The rules from what was typed: rows of ``role``, ``level``, ``before``, ``after``, ``again``.

    Days are numbers or one text («7, 3, 1, 0»), their order does not matter. Raises Problem with all that is
    wrong, each at its field: ``rules.0.before`` and so on, ``quiet``, ``digest_hour``.
    """
    problems: list[Problem] = []
    lines: list[Line] = []
    for at, row in enumerate(rows):
        line = _line(row, f"rules.{at}", problems)
        if line is not None and any((one.role, one.level) == (line.role, line.level) for one in lines):
            problems.append(Problem(REMINDER_TWICE, field=f"rules.{at}.role", who=who(line)))
        elif line is not None:
            lines.append(line)
    if not rows:
        problems.append(_wrong("rules", "", "cần ít nhất một quy tắc", "at least one rule is needed"))
    hours = _quiet(quiet, problems)
    if not 0 <= digest_hour <= 23:
        why = Said("giờ từ 0 đến 23", "an hour from 0 to 23")
        problems.append(Problem(BAD_VALUE, field="digest_hour", why=why))
    elif hours is not None and hours.hold(time(digest_hour)):
        problems.append(Problem(REMINDER_HOUR, field="digest_hour", hour=digest_hour, quiet=hours))
    if problems:
        raise together(problems)
    return RuleSet(tuple(lines), hours, digest_hour)


def _line(row: Mapping[str, Any], place: str, problems: list[Problem]) -> Line | None:
    known = len(problems)
    if row["role"] not in list(Reminded):
        problems.append(_unknown(f"{place}.role"))
    if row.get("level", "") not in LEVELS:
        problems.append(_unknown(f"{place}.level"))
    before = _days(row["before"], f"{place}.before", 0, problems)
    after = _days(row["after"], f"{place}.after", 1, problems)
    again = int(row["again"])
    if not 0 <= again <= LONGEST:
        problems.append(_range(f"{place}.again", str(again), 0))
    elif again and not after and not any(one.field == f"{place}.after" for one in problems):
        vietnamese = "nhắc lại thì cần ít nhất một ngày sau hạn"
        problems.append(_wrong(f"{place}.again", str(again), vietnamese, "it needs a day after the due day"))
    if len(problems) > known:
        return None
    return Line(Reminded(row["role"]), row.get("level", ""), Rule(frozenset(before), tuple(after), again))


def _days(said: str | Sequence[int], field: str, least: int, problems: list[Problem]) -> list[int]:
    shown = said if isinstance(said, str) else ", ".join(map(str, said))
    words = [one for one in re.split(r"[\s,;]+", shown) if one]
    if not all(re.fullmatch(r"-?\d{1,9}", one, re.ASCII) for one in words):
        problems.append(
            _wrong(field, shown, "chỉ ghi số ngày, như 7, 3, 1", "write days only, such as 7, 3, 1")
        )
    elif not all(least <= int(one) <= LONGEST for one in words):
        problems.append(_range(field, shown, least))
    elif len(words) > MOST_DAYS:
        problems.append(_wrong(field, shown, f"nhiều nhất {MOST_DAYS} ngày", f"at most {MOST_DAYS} days"))
    else:
        return sorted({int(one) for one in words})
    return []


def _quiet(text: str, problems: list[Problem]) -> QuietHours | None:
    said = re.sub(r"\s+", "", text).replace("–", "-")
    if not said:
        return None
    try:
        return QuietHours.parse(said)
    except ValueError:
        problems.append(Problem(REMINDER_QUIET, field="quiet", text=text.strip()))
    return None


def _range(field: str, text: str, least: int) -> Problem:
    return _wrong(field, text, f"mỗi số từ {least} đến {LONGEST}", f"each from {least} to {LONGEST}")


def _wrong(field: str, text: str, vietnamese: str, english: str, entry: Entry = REMINDER_DAYS) -> Problem:
    return Problem(entry, field=field, text=text, why=Said(vietnamese, english))


def _unknown(field: str) -> Problem:
    return Problem(BAD_VALUE, field=field, why=Said("không có trong danh sách", "not one of the list"))


def who(line: Line) -> Said:
    """Whom a rule reminds."""
    role, level = ROLES[line.role], LEVELS[line.level]
    return Said(f"{role.vi}, {level.vi}", f"{role.en}, {level.en}")


def before_words(line: Line) -> Said:
    """When a rule reminds before the due day and on it."""
    days = [str(day) for day in line.values["before"] if day]
    listed = ", ".join(days)
    ahead = Said(f"trước hạn {listed} ngày", f"{listed} day{'s' if days != ['1'] else ''} before")
    on = Said("đúng ngày đến hạn", "on the due day")
    if 0 not in line.rule.before:
        return ahead if days else Said("không nhắc trước hạn", "not before the due day")
    return Said(f"{ahead.vi} và {on.vi}", f"{ahead.en} and {on.en}") if days else on


def after_words(line: Line) -> Said:
    """When a rule reminds after the due day."""
    days, again = [str(day) for day in line.rule.after], line.rule.again
    if not days:
        return Said("không nhắc khi quá hạn", "not when late")
    listed = ", ".join(days)
    late = Said(f"quá hạn {listed} ngày", f"{listed} day{'s' if days != ['1'] else ''} late")
    if not again:
        return late
    then = f"then every {again} days" if again > 1 else "then every day"
    return Said(f"{late.vi}, sau đó cứ {again} ngày một lần", f"{late.en}, {then}")


def sentence(line: Line) -> Said:
    """A rule in words, whole."""
    whom, before, after = who(line), before_words(line), after_words(line)
    return Said(f"{whom.vi}: {before.vi}; {after.vi}", f"{whom.en}: {before.en}; {after.en}")


@lru_cache(maxsize=64)
def reminding_days(rule: Rule, on: date, since: date) -> tuple[date, ...]:
    """The due days of which a rule reminds on a day, none before ``since``, the latest first."""
    found = range(rule.farthest, (since - on).days - 1, -1)
    return tuple(on + timedelta(days=days) for days in found if rule.reminds(days))
