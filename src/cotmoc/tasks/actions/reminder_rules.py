"""The rules for reminders: set by an administrator, or put back to those that ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import CHANGED_MEANWHILE
from cotmoc.domain.reminder_rules import RuleSet, rule_set
from cotmoc.organisations.models import Province
from cotmoc.tasks.models import ReminderRule, ReminderSettings
from cotmoc.tasks.queries.reminder_rules import rules_in_force, shipped_rules


def set_reminder_rules(
    *,
    rules: Sequence[Mapping[str, Any]],
    quiet: str,
    digest_hour: int,
    by: Actor,
    at: datetime,
    mark: str | None = None,
) -> RuleSet:
    """Put these rules in force, as ``domain.reminder_rules.rule_set`` takes them; they hold from now on.

    ``mark`` is that of the rules the caller last saw, None asks for no comparison. Raises Problem:
    NOT_PERMITTED, CHANGED_MEANWHILE, REMINDER_TWICE, REMINDER_QUIET, REMINDER_HOUR, REMINDER_DAYS, BAD_VALUE.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    wanted = rule_set(rules, quiet, digest_hour)
    with deed("task.set_reminder_rules", by=by) as record:
        was = _locked(by, mark)
        values = {
            "quiet": str(wanted.quiet or ""),
            "digest_hour": wanted.digest_hour,
            "changed_at": at,
            "changed_by": by.name,
        }
        row, _ = ReminderSettings.objects.update_or_create(province_id=by.province, defaults=values)
        ReminderRule.objects.filter(settings=row).delete()
        ReminderRule.objects.bulk_create(ReminderRule(settings=row, **one.values) for one in wanted.lines)
        record.about(row, rules=_told(wanted), was=_told(was))
    return wanted


def restore_reminder_rules(*, by: Actor, mark: str | None = None) -> RuleSet:
    """Go back to the rules that ship. Raises Problem: NOT_PERMITTED, CHANGED_MEANWHILE."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("task.restore_reminder_rules", by=by) as record:
        was = _locked(by, mark)
        row = ReminderSettings.objects.filter(province=by.province).first()
        record.note(was=_told(was))
        if row is not None:
            record.about(row)
            row.delete()
    return shipped_rules()


def _locked(by: Actor, mark: str | None) -> RuleSet:
    """The rules in force, with the province under lock: of two who change them the second is told."""
    Province.objects.select_for_update().get(pk=by.province)
    standing = rules_in_force(by.province)
    if mark is not None and mark != standing.mark:
        raise Problem(CHANGED_MEANWHILE, thing=Said("quy tắc nhắc việc", "the rules for reminders"))
    return standing


def _told(rules: RuleSet) -> list[str]:
    """As the log keeps them: «lead post/3 1 0/1 3 7/7» is role, days before, days after, then every."""
    return [*map(str, rules.lines), f"{rules.quiet or '-'}", f"{rules.digest_hour}:00"]
