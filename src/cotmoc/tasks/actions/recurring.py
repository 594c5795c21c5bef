"""Work that comes back: set up, changed and stopped by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, WRONG_STATE
from cotmoc.domain.errors.task_series import RECURRENCE_DUE_TWICE, RECURRENCE_ENDLESS, RULE_UNUSABLE
from cotmoc.domain.recurrence import LONGEST_YEARS, Every, Flaw, RecurrenceError, from_dict, to_dict
from cotmoc.domain.recurrence import Recurrence as Rule
from cotmoc.domain.reporting_calendar import day_of
from cotmoc.domain.working_time import Shift
from cotmoc.tasks.actions.happening import ZONE, reason_of
from cotmoc.tasks.actions.occurring import make_due, opening
from cotmoc.tasks.actions.ordering import Order, check
from cotmoc.tasks.models import Recurrence, RecurrenceRole, TaskRole
from cotmoc.tasks.queries.recurring import check_first_day

_THING = "việc định kỳ này"


def recur(order: Order, rule: Rule, *, by: Actor, at: datetime, each: bool = False) -> Recurrence:
    """Order what comes back; what has opened by now is made in the same transaction.

    A rule without a first day begins on the day of assignment; nothing that was due before today is made.
    With ``each`` every occurrence is a heading with one task a unit. Raises Problem: RECURRENCE_ENDLESS,
    RECURRENCE_DUE_TWICE, RULE_UNUSABLE, and what ``assign`` raises.
    """
    require(by, Permission.ASSIGN_TASK, agency=order.giver)
    today = at.astimezone(ZONE).date()
    rule = _begun(rule, order.given_on or today)
    with deed("task.recur", by=by) as record:
        _must_fit(order, rule, each)
        row = Recurrence(province_id=by.province, rule=to_dict(rule), since=today, each=each)
        _keep(row, order, by, max(today, rule.starts or today))
        made = make_due(row, by=by, at=at)
        record.about(row, tasks=made, rule=to_dict(rule))
    return row


def change_recurrence(
    recurrence: int,
    *,
    by: Actor,
    at: datetime,
    order: Order | None = None,
    rule: Rule | None = None,
    version: int | None = None,
) -> Recurrence:
    """Order something else from now on, or by another rule; what was made stays as it is.

    What waits because a body had ended is made at once where it can be, by the old rule. Raises as ``recur``,
    and NOT_FOUND, WRONG_STATE, CHANGED_MEANWHILE.
    """
    require(by, Permission.ASSIGN_TASK)
    today = at.astimezone(ZONE).date()
    with deed("task.change_recurrence", by=by) as record:
        row = _running(recurrence, by, version)
        old = _stored(row)
        if rule is not None:
            new = _begun(rule, (old and old.starts) or today)
        elif old is not None:
            new = old
        else:
            raise Problem(RULE_UNUSABLE, field="rule", why=RecurrenceError(Flaw.UNREADABLE))
        _must_fit(order or order_of(row), new, row.each)
        row.version += 1
        if order is not None:
            require(by, Permission.ASSIGN_TASK, agency=order.giver)
            _keep(row, order, by, today)
        made = make_due(row, by=by, at=at)
        if new != old:
            row.rule = to_dict(new)
            row.since = row.since if row.trouble else today
            row.numbering += _numbers(new) is not None and (old is None or _numbers(new) != _numbers(old))
        row.save()
        if new != old:
            made += make_due(row, by=by, at=at)
        record.about(row, tasks=made, rule=row.rule)
    return row


def stop_recurrence(
    recurrence: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Recurrence:
    """Nothing more is made; the tasks that were go on.

    Raises Problem: REASON_NEEDED, NOT_FOUND, WRONG_STATE, NOT_PERMITTED, CHANGED_MEANWHILE.
    """
    require(by, Permission.ASSIGN_TASK)
    with deed("task.stop_recurrence", by=by) as record:
        row = _running(recurrence, by, version)
        require(by, Permission.ASSIGN_TASK, agency=row.giver_id)
        row.stop_reason = reason_of(reason)
        row.stopped_on = at.astimezone(ZONE).date()
        row.trouble, row.version = {}, row.version + 1
        row.save()
        record.about(row)
    return row


def order_of(row: Recurrence) -> Order:
    """What is ordered each time, by the bodies as they were named."""
    roles = list(row.roles.all())
    by_role = {kind: [r.agency_id for r in roles if r.role == kind] for kind in TaskRole.Role.values}
    return Order(
        title=row.title,
        giver=row.giver_id,
        leads=by_role["lead"],
        coordinating=by_role["coordinating"],
        observers=by_role["observer"],
        accountable=next((r.agency_id for r in roles if r.accountable), None),
        detail=row.detail,
        external_id=row.external_id,
        function=row.function_id,
    )


def _running(pk: int, by: Actor, version: int | None) -> Recurrence:
    """The row under lock; NOT_FOUND for whom may not see it."""
    row = Recurrence.objects.select_for_update().filter(pk=pk, province=by.province).first()
    if row is None or not reaches(by, row.giver_id):
        raise Problem(NOT_FOUND, thing=_THING)
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=_THING)
    if row.stopped_on is not None:
        raise Problem(WRONG_STATE, verb="đổi", thing=_THING, state="đã dừng")
    return row


def _stored(row: Recurrence) -> Rule | None:
    """Its rule; None for one that cannot be read any more, which a person can only choose anew."""
    try:
        return from_dict(row.rule)
    except RecurrenceError:
        return None


def _begun(rule: Rule, starts: date) -> Rule:
    """The rule with a first and a last day."""
    first = rule.starts or starts
    check_first_day(first)
    latest = day_of(first.year + LONGEST_YEARS, first.month, first.day)
    if rule.until is None or rule.until > latest:
        raise Problem(RECURRENCE_ENDLESS, field="until", years=LONGEST_YEARS)
    try:
        return replace(rule, starts=first)
    except RecurrenceError as error:
        raise Problem(RULE_UNUSABLE, field="until", why=error) from None


def _must_fit(order: Order, rule: Rule, each: bool) -> None:
    if order.due_on is not None or order.working_days is not None or order.part_due:
        raise Problem(RECURRENCE_DUE_TWICE, field="due_on")
    if order.shift is not Shift.NONE or order.recurrence.strip():
        field = "shift" if order.shift is not Shift.NONE else "recurrence"
        why = Said("việc định kỳ ghi trong quy tắc lặp", "a recurrence tells this in its rule")
        raise Problem(BAD_VALUE, field=field, why=why)
    if each and rule.after_completion:
        why = Said("mỗi đơn vị xong một ngày khác nhau", "the units complete it on different days")
        raise Problem(RULE_UNUSABLE, field="rule", why=why)
    first, end = rule.starts or date.min, rule.until or date.min
    if next(opening(rule, first, end), None) is None:
        why = Said("không có lần nào trước ngày kết thúc", "it never falls due before it ends")
        raise Problem(RULE_UNUSABLE, field="until", why=why)


def _keep(row: Recurrence, order: Order, by: Actor, on: date) -> None:
    """Write what is ordered and by whom it is done."""
    roles = check(replace(order, given_on=on), by=by)
    row.giver_id, row.title = order.giver, " ".join(order.title.split())
    row.detail, row.external_id, row.function_id = order.detail, order.external_id, order.function
    row.save()
    row.roles.all().delete()
    accountable = order.accountable or order.leads[0]
    RecurrenceRole.objects.bulk_create(
        RecurrenceRole(
            recurrence=row,
            agency_id=agency,
            role=role,
            ordinal=n,
            accountable=role == TaskRole.Role.LEAD and agency == accountable,
        )
        for n, (agency, role) in enumerate(roles)
    )


def _numbers(rule: Rule) -> tuple[object, ...] | None:
    """What the numbers of a rule count from; None for one whose keys are days or periods."""
    if rule.after_completion:
        return ("after",)
    if rule.every is Every.WORKING_DAY and rule.interval > 1:
        return rule.interval, rule.starts
    return None
