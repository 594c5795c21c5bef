"""Work that comes back: what is ordered each time, by which rule, what came of it and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits, reaches, require
from cotmoc.domain.errors import Problem, Said, catalogue
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.task_series import RULE_UNUSABLE
from cotmoc.domain.periods import FIRST_YEAR, LAST_YEAR
from cotmoc.domain.recurrence import Occurrence as Coming
from cotmoc.domain.recurrence import Recurrence as Rule
from cotmoc.domain.recurrence import (
    RecurrenceError,
    describe,
    from_dict,
    occurrences,
    read,
    to_dict,
    until_after,
)
from cotmoc.organisations.days_off import days_off
from cotmoc.organisations.queries import Links
from cotmoc.tasks.models import Occurrence, Recurrence, RecurrenceRole, Task
from cotmoc.tasks.queries.functions import function_object

_SPAN = timedelta(days=366)
_LOOKED_BACK = timedelta(days=400)
_FARTHEST = date.max - _LOOKED_BACK - _SPAN
FEW = 5
"""How many days to come are told."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurrence (``row``) on a day: its rule in words, its next days, and why it waits, if it does.

    ``rule`` is None where the stored one cannot be read, which is then its trouble. ``made`` is how many
    tasks or headings came of it; ``last`` the number of the last one.
    """

    row: Recurrence
    rule: Rule | None
    words: str
    coming: tuple[Coming, ...]
    made: int
    last: int | None
    trouble: Problem | None
    ended: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a task stands in its recurrence: the task before and after it that the viewer may see.

    ``coming`` is the next time that is not made yet, as far as it can be told.
    """

    of: Recurring
    key: str
    before: Task | None
    after: Task | None
    coming: Coming | None


def recurrences(viewer: Actor, *, on: date, stopped: bool = False) -> list[Recurring]:
    """What comes back within reach, by title; with ``stopped`` what no longer does."""
    require(viewer, Permission.READ_TASK)
    rows = _visible(viewer).filter(stopped_on__isnull=not stopped).order_by("title", "pk")
    return [_told(row, on) for row in rows]


def recurrences_of(viewer: Actor, pks: Collection[int], *, on: date) -> list[Recurring]:
    """Some of what comes back within reach, oldest first, also what was stopped."""
    require(viewer, Permission.READ_TASK)
    return [_told(row, on) for row in _visible(viewer).filter(pk__in=pks).order_by("pk")] if pks else []


def recurrence(viewer: Actor, pk: int, *, on: date) -> Recurring:
    """One recurrence. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_TASK)
    row = _visible(viewer).filter(pk=pk).first()
    if row is None:
        raise Problem(NOT_FOUND, thing="việc định kỳ này")
    return _told(row, on)


def turn_of(viewer: Actor, task: Task, *, on: date) -> Turn | None:
    """The recurrence that made a task (of ``queries.task``) or its heading; None when none did."""
    found = Occurrence.objects.filter(task=_turned(task)).first()
    row = _visible(viewer).filter(pk=found.recurrence_id).first() if found else None
    if found is None or row is None:
        return None
    others = Occurrence.objects.filter(recurrence=row)
    before = others.filter(Q(opens_on=found.opens_on, pk__lt=found.pk) | Q(opens_on__lt=found.opens_on))
    after = others.filter(Q(opens_on=found.opens_on, pk__gt=found.pk) | Q(opens_on__gt=found.opens_on))
    told = _told(row, on)
    latest = others.aggregate(latest=Max("opens_on"))["latest"]
    return Turn(
        told,
        found.key,
        _seen(viewer, before.order_by("-opens_on", "-pk").first(), task),
        _seen(viewer, after.order_by("opens_on", "pk").first(), task),
        next((one for one in told.coming if one.opens_on > latest), None),
    )


def links_to_turn(task: Task) -> Links:
    """The occurrence that a task or its heading is."""
    return Links(Occurrence, "task", _turned(task))


def _turned(task: Task) -> int:
    return task.pk if task.parent_id is None else task.parent_id


def coming_days(rule: Rule, *, on: date, count: int = FEW) -> tuple[Coming, ...]:
    """The next days of a rule from a day on, also those that opened before it and are not due yet.

    Of a rule that counts from completion at most the first. Raises Problem(BAD_VALUE, field "starts").
    """
    check_first_day(on)
    return tuple(islice(_ahead(rule, on), count))


def check_first_day(day: date) -> None:
    """That work begins in the years that officials write. Raises Problem(BAD_VALUE, field "starts")."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        why = Said(
            f"không trong các năm {FIRST_YEAR} đến {LAST_YEAR}", f"is not in {FIRST_YEAR} to {LAST_YEAR}"
        )
        raise Problem(BAD_VALUE, field="starts", why=why)


def may_change(viewer: Actor, one: Recurring) -> bool:
    """Whether the viewer may change or stop it."""
    return one.row.stopped_on is None and permits(viewer, Permission.ASSIGN_TASK, agency=one.row.giver_id)


def recurrence_object(one: Recurring) -> dict[str, Any]:
    """A recurrence as plain JSON values, the same for the API and for ``cotmoc tasks recurrences --json``."""
    row = one.row
    return {
        "id": row.pk,
        "title": row.title,
        "detail": row.detail,
        "external_id": row.external_id,
        "function": function_object(row.function),
        "giver": {"id": row.giver_id, "name": row.giver.name},
        "bodies": [
            {"id": r.agency_id, "name": r.agency.name, "role": r.role, "accountable": r.accountable}
            for r in row.roles.all()
        ],
        "each": row.each,
        "rule": rule_object(one.rule) if one.rule else {},
        "words": one.words,
        "next": [coming_object(coming) for coming in one.coming],
        "made": one.made,
        "last": one.last,
        "trouble": one.trouble.text("vi") if one.trouble else "",
        "stopped_on": row.stopped_on.isoformat() if row.stopped_on else None,
        "stop_reason": row.stop_reason,
        "version": row.version,
    }


def rule_object(rule: Rule) -> dict[str, Any]:
    """A rule as ``to_dict`` says it, with ``until`` as its last day."""
    until = {"until": (rule.until - timedelta(days=1)).isoformat()} if rule.until else {}
    return {**to_dict(rule), **until}


def coming_object(coming: Coming) -> dict[str, Any]:
    """One time that work will fall due."""
    return {
        "opens_on": coming.opens_on.isoformat(),
        "due_on": coming.due_on.isoformat(),
        "provisional": coming.provisional,
    }


def _visible(viewer: Actor) -> QuerySet[Recurrence]:
    rows = Recurrence.objects.filter(province=viewer.province)
    if viewer.role not in EVERYWHERE:
        reach = viewer.agencies | {viewer.agency}
        own = RecurrenceRole.objects.filter(agency__in=reach).values("recurrence")
        rows = rows.filter(Q(giver__in=reach) | Q(pk__in=own))
    roles = RecurrenceRole.objects.select_related("agency").order_by("ordinal")
    told = rows.select_related("giver", "function").prefetch_related(Prefetch("roles", roles))
    return told.annotate(made=Count("occurrences", distinct=True), last=Max("occurrences__task"))


def _told(row: Recurrence, on: date) -> Recurring:
    made: int = row.made  # type: ignore[attr-defined]
    trouble = _trouble(row)
    try:
        rule = from_dict(row.rule)
    except RecurrenceError as error:
        rule, trouble = None, Problem(RULE_UNUSABLE, field="rule", why=error)
    ended = row.stopped_on is not None or (rule is not None and rule.until is not None and rule.until <= on)
    waits = rule is None or ended or (rule.after_completion and made > 0)
    return Recurring(
        row=row,
        rule=rule,
        words=describe(rule) if rule else "",
        coming=() if rule is None or waits else coming_days(rule, on=max(on, row.since)),
        made=made,
        last=row.last,  # type: ignore[attr-defined]
        trouble=trouble,
        ended=ended,
    )


def _trouble(row: Recurrence) -> Problem | None:
    if not row.trouble:
        return None
    entry = next(one for one in catalogue() if one.number == row.trouble["number"])
    return Problem(entry, **row.trouble["values"])


def _ahead(rule: Rule, on: date) -> Iterator[Coming]:
    since, end = on - _LOOKED_BACK, min(rule.until or on, _FARTHEST) + _LOOKED_BACK
    while since < end:
        yield from (one for one in occurrences(rule, since, since + _SPAN, days_off()) if one.due_on >= on)
        since += _SPAN


def _seen(viewer: Actor, found: Occurrence | None, like: Task) -> Task | None:
    """The task of another occurrence: the same unit's where the occurrence is a heading over several."""
    if found is None:
        return None
    other: Task = found.task
    if other.group and like.lead_id is not None:
        return next((unit for unit in other.children.all() if unit.lead_id == like.lead_id), None)
    bodies = {other.giver_id, *other.roles.values_list("agency", flat=True)}
    return other if any(reaches(viewer, body) for body in bodies) else None


def rule_of_words(
    words: str,
    *,
    starts: date | None = None,
    last_day: date | None = None,
    lead_days: int | None = None,
    field: str = "words",
) -> Rule:
    """The rule that words tell, such as «hằng tháng, trước ngày 15», with what is told beside them.

    Raises Problem: BAD_VALUE at ``field`` when they tell no rule, or more than one; RULE_UNUSABLE.
    """
    rule = read(words, starts)
    if rule is None:
        why = Said(
            "không rõ lặp thế nào; ví dụ: hằng tháng, trước ngày 15",
            "it is not clear how it comes back; an example: hằng tháng, trước ngày 15",
        )
        raise Problem(BAD_VALUE, field=field, why=why)
    return rule_beside(rule, starts=starts, last_day=last_day, lead_days=lead_days, field=field)


def rule_beside(
    rule: Rule,
    *,
    starts: date | None = None,
    last_day: date | None = None,
    lead_days: int | None = None,
    field: str = "rule",
) -> Rule:
    """A rule with what is told beside it; what is None stays. Raises Problem(RULE_UNUSABLE)."""
    try:
        return replace(
            rule,
            starts=starts or rule.starts,
            until=until_after(last_day) if last_day else rule.until,
            lead_days=rule.lead_days if lead_days is None else lead_days,
        )
    except RecurrenceError as error:
        raise Problem(RULE_UNUSABLE, field=field, why=error) from None
