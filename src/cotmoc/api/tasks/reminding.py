"""The rules for reminders over HTTP: read, tried for today, set, put back to those that ship."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import Sent
from cotmoc.domain.access import Permission
from cotmoc.domain.reminder_rules import rule_set
from cotmoc.domain.reminders import Reminded
from cotmoc.tasks import actions, queries

router = Router(tags=["reminders"])
READ, MANAGE = Permission.READ_ORGANISATION, Permission.MANAGE_ORGANISATION
Days = Annotated[list[Annotated[int, Field(ge=-(10**6), le=10**6)]], Field(max_length=100)]
Whole = Annotated[int, Field(ge=-(10**6), le=10**6)]
Mark = Annotated[str | None, StringConstraints(max_length=20)]


class Rule(Sent):
    """On which days whom: ``before`` days left (0: the due day), ``after`` days late, then every ``again``.

    ``level`` province, district, commune or post; "" for every level that has no rule of its own.
    """

    role: Reminded
    level: Annotated[str, StringConstraints(max_length=10)] = ""
    before: Days = []
    after: Days = []
    again: Whole = 0


class RulesIn(Sent):
    """All rules as they are to be. ``quiet`` as 18:00-07:00 or empty; no letter before ``digest_hour``."""

    rules: Annotated[list[Rule], Field(max_length=100)]
    quiet: Annotated[str, StringConstraints(max_length=40)] = ""
    digest_hour: Whole = 7
    mark: Annotated[Mark, Field(description="the mark of the rules the caller last saw")] = None


class Restored(Sent):
    """Back to the rules that ship."""

    mark: Mark = None


class RuleOut(Rule):
    """A rule with its words."""

    words: str
    words_en: str


class RulesOut(Schema):
    """The rules in force; ``own`` false while they are those that ship."""

    rules: list[RuleOut]
    quiet: str
    digest_hour: int
    mark: str
    own: bool
    changed_at: datetime | None
    changed_by: str


class Counted(Schema):
    """How many tasks due and late remind somebody today."""

    due: int
    late: int


class Changed(Schema):
    """One person: under the rules in force, and under those that were sent."""

    name: str
    body: str
    now: Counted
    then: Counted


@router.get("", auth=needs(READ), response=RulesOut, summary="Quy tắc nhắc việc")
def shown(request: HttpRequest) -> dict[str, Any]:
    """The rules in force."""
    return queries.rules_object(queries.reminder_rules(asker(request)))


@router.post("", auth=needs(MANAGE), response=RulesOut, summary="Đặt quy tắc nhắc việc")
def put(request: HttpRequest, body: RulesIn) -> dict[str, Any]:
    """Put these rules in force in the place of all others."""
    actions.set_reminder_rules(**body.dict(), by=asker(request), at=moment(request))
    return shown(request)


@router.post("/preview", auth=needs(MANAGE), response=list[Changed], summary="Thử quy tắc cho hôm nay")
def preview(request: HttpRequest, body: RulesIn) -> list[dict[str, Any]]:
    """Who would be reminded of how many tasks today under these rules; nothing is saved."""
    rules = rule_set([rule.dict() for rule in body.rules], body.quiet, body.digest_hour)
    found = queries.preview_rules(asker(request), rules, on=moment(request).date())
    return [queries.changed_object(one) for one in found]


@router.post("/restore", auth=needs(MANAGE), response=RulesOut, summary="Dùng lại quy tắc ban đầu")
def restore(request: HttpRequest, body: Restored) -> dict[str, Any]:
    """Go back to the rules that ship."""
    actions.restore_reminder_rules(mark=body.mark, by=asker(request))
    return shown(request)


@told_again("task.set_reminder_rules", "task.restore_reminder_rules")
def _again(request: HttpRequest, _row: Any) -> dict[str, Any]:
    return shown(request)
