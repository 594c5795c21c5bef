"""Each time that a recurrence comes: its task is made once, born open, with the bodies of its day.

A job may run twice, two at once or not for weeks: what has opened and has no task is made, under a key that
the database keeps once. What cannot be made waits, and the recurrence says why to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.dispatch import Signal

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_series import RULE_UNUSABLE
from cotmoc.domain.recurrence import (
    Occurrence as Coming,
)
from cotmoc.domain.recurrence import (
    Recurrence as Rule,
)
from cotmoc.domain.recurrence import (
    RecurrenceError,
    describe,
    from_dict,
    next_after_completion,
    occurrences,
)
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks.actions.dating import provisional
from cotmoc.tasks.actions.happening import ZONE
from cotmoc.tasks.actions.inheriting import order_on
from cotmoc.tasks.actions.ordering import create, create_each
from cotmoc.tasks.models import Occurrence, Recurrence

OCCURRED = Signal()
"""Sent with ``recurrence``, its number, within the transaction that made tasks of it."""
_SPAN = timedelta(days=366)
# A table of days off that was corrected can move an occurrence by so much, not further.
_BACK = timedelta(days=31)

_GUESSED = "Hạn tạm tính: bảng ngày nghỉ chưa đủ."


@dataclass(frozen=True, slots=True)
class Made:
    """What a run of the job did: numbers of the tasks made, and of the recurrences that wait for a person."""

    tasks: tuple[int, ...]
    waiting: tuple[int, ...]


class _Nothing(Exception):
    """Somebody else made it, or it waits for the same reason as before: the deed leaves no trace."""


def make_occurrences(*, by: Actor, at: datetime) -> Made:
    """Make every occurrence that has opened, of every recurrence within reach, each in its own transaction.

    Of a recurrence that cannot go on, what comes before is made; the rest waits, and it says why.
    """
    require(by, Permission.ASSIGN_TASK)
    made: list[int] = []
    waiting: list[int] = []
    for row in Recurrence.objects.filter(province=by.province, stopped_on=None).order_by("pk"):
        if not reaches(by, row.giver_id) or not _has_come(row, at):
            continue
        made += _make(row.pk, by, at)
        if Recurrence.objects.exclude(trouble={}).filter(pk=row.pk).exists():
            waiting.append(row.pk)
    return Made(tuple(made), tuple(waiting))


def make_due(row: Recurrence, *, by: Actor, at: datetime) -> list[int]:
    """Make what has opened of a recurrence that is locked; within a deed. ``row.trouble`` says what waits."""
    made: list[int] = []
    trouble: dict[str, object] = {}
    try:
        for coming in come(row, at.astimezone(ZONE).date()):
            with transaction.atomic():
                made.append(_task(row, coming, by, at))
    except Problem as problem:
        values = {name: str(value) for name, value in problem.values.items()}
        trouble = {"number": problem.entry.number, "values": values}
    if trouble != row.trouble:
        row.trouble = trouble
        row.save(update_fields=["trouble"])
    if made:
        OCCURRED.send(Recurrence, recurrence=row.pk)
    return made


def come(row: Recurrence, on: date) -> list[Coming]:
    """What has opened by a day and has no task yet, in order. Raises Problem(RULE_UNUSABLE)."""
    try:
        rule = from_dict(row.rule)
    except RecurrenceError as error:
        raise Problem(RULE_UNUSABLE, field="rule", why=error) from None
    if rule.after_completion and (last := _last(row)) is not None:
        following = _after(row, rule, last)
        return [following] if following is not None and following.opens_on <= on else []
    made = set(row.occurrences.values_list("key", flat=True))
    back = _BACK + timedelta(days=rule.lead_days)
    latest = row.occurrences.aggregate(latest=Max("opens_on"))["latest"]
    since = max(row.since, latest or row.since) - back
    return [
        replace(one, key=_stored(row, one.key))
        for one in opening(rule, since, on + timedelta(days=1))
        if _stored(row, one.key) not in made and (one.due_on >= row.since or rule.after_completion)
    ]


def opening(rule: Rule, since: date, until: date) -> Iterator[Coming]:
    """What opens from one day up to, not including, another, however long that is."""
    while since < until:
        end = min(since + _SPAN, until)
        yield from occurrences(rule, since, end, days_off())
        since = end


def _has_come(row: Recurrence, at: datetime) -> bool:
    """Whether there is something to make, or a trouble that may be over."""
    try:
        return bool(row.trouble or come(row, at.astimezone(ZONE).date()))
    except Problem:
        return True


def _make(pk: int, by: Actor, at: datetime) -> list[int]:
    try:
        with deed("task.occur", by=by) as record:
            row = Recurrence.objects.select_for_update().get(pk=pk)
            before = row.trouble
            made = [] if row.stopped_on else make_due(row, by=by, at=at)
            if not made and row.trouble == before:
                raise _Nothing
            record.about(row, tasks=made)
    except _Nothing:
        return []
    return made


def _task(row: Recurrence, coming: Coming, by: Actor, at: datetime) -> int:
    rule = from_dict(row.rule)
    given = min(max(coming.opens_on, row.since), coming.due_on)
    order = replace(
        order_on(row, given),
        due_on=coming.due_on,
        given_on=given,
        shift=rule.shift,
        recurrence=describe(rule),
        dated=True,
    )
    make = create_each if row.each else create
    task = make(order, by=by, at=at, note=_note(coming, given, at.astimezone(ZONE).date()))
    Occurrence.objects.create(recurrence=row, key=coming.key, opens_on=coming.opens_on, task=task)
    return task.pk


def _note(coming: Coming, given: date, today: date) -> str:
    late = f"Hệ thống lập ngày {show_date(today)}." if today > given else ""
    guessed = (provisional(coming.due_on) or _GUESSED) if coming.provisional else ""
    return " ".join(filter(None, (late, guessed)))


def _last(row: Recurrence) -> Occurrence | None:
    """The last numbered occurrence of the rule as it counts now."""
    numbered = row.occurrences.select_related("task").order_by("-pk")
    return numbered.filter(key__startswith=_stored(row, "N")).first()


def _after(row: Recurrence, rule: Rule, last: Occurrence) -> Coming | None:
    """What follows the last one; None while it is open and when the rule has ended."""
    task = last.task
    if task.closed_on is None:
        return None
    done = task.completed_on or task.closed_on
    following = next_after_completion(rule, last.key.rpartition(".")[2], done, days_off())
    return following and replace(following, key=_stored(row, following.key))


def _stored(row: Recurrence, key: str) -> str:
    """The key under which an occurrence is kept: numbers that begin anew are told from the earlier ones."""
    return f"{row.numbering}.{key}" if key.startswith("N") and row.numbering > 1 else key
