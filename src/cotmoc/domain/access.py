"""Who may do what: permissions, roles and the one question ``permits``.

The table below is the whole of it. A person acts for one agency in one role at a time; a role that is
not ``everywhere`` reaches only the agency itself and the agencies under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED


class Permission(StrEnum):
    """One thing a person can be allowed to do."""

    READ_DIRECTIVE = "directive.read"
    REGISTER_DIRECTIVE = "directive.register"
    REVIEW_DIRECTIVE = "directive.review"
    READ_TASK = "task.read"
    ASSIGN_TASK = "task.assign"
    DIVIDE_TASK = "task.divide"
    PROGRESS_TASK = "task.progress"
    ACCEPT_TASK = "task.accept"
    DECIDE_MATTER = "task.decide"
    FOLLOW_CALENDAR = "task.calendar"
    READ_PLAN = "plan.read"
    WRITE_PLAN = "plan.write"
    SUBMIT_PLAN = "plan.submit"
    APPROVE_PLAN = "plan.approve"
    READ_PROGRAMME = "programme.read"
    WRITE_PROGRAMME = "programme.write"
    DISBURSE_MONEY = "programme.disburse"
    READ_REPORT = "report.read"
    ENTER_REPORT = "report.enter"
    SUBMIT_REPORT = "report.submit"
    APPROVE_REPORT = "report.approve"
    READ_ACTIVITY = "activity.read"
    RECORD_ACTIVITY = "activity.record"
    READ_NUMBERS = "numbers.read"
    BUILD_SNAPSHOT = "snapshot.build"
    READ_BRIEFING = "briefing.read"
    WRITE_BRIEFING = "briefing.write"
    RECORD_DECISION = "decision.record"
    READ_ORGANISATION = "organisation.read"
    MANAGE_PEOPLE = "people.manage"
    MANAGE_ORGANISATION = "organisation.manage"
    READ_AUDIT = "audit.read"
    READ_NOTICE = "notice.read"
    MANAGE_NOTICE = "notice.manage"
    OWN_ACCOUNT = "account.own"


class Role(StrEnum):
    """The seven roles of an installation."""

    OFFICE = "office"
    LEADER = "leader"
    AGENCY_LEAD = "agency_lead"
    AGENCY_STAFF = "agency_staff"
    POST = "post"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


P = Permission
_READS = {
    P.READ_DIRECTIVE,
    P.READ_TASK,
    P.FOLLOW_CALENDAR,
    P.READ_PLAN,
    P.READ_PROGRAMME,
    P.READ_REPORT,
    P.READ_ACTIVITY,
    P.READ_NUMBERS,
    P.READ_BRIEFING,
    P.READ_ORGANISATION,
    P.OWN_ACCOUNT,
}

_WORKS = {P.PROGRESS_TASK, P.WRITE_PLAN, P.DISBURSE_MONEY, P.ENTER_REPORT, P.RECORD_ACTIVITY}
_ANSWERS_FOR_A_BODY = _WORKS | {
    P.DIVIDE_TASK,
    P.ACCEPT_TASK,
    P.DECIDE_MATTER,
    P.SUBMIT_PLAN,
    P.WRITE_PROGRAMME,
    P.SUBMIT_REPORT,
    P.APPROVE_REPORT,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICE: frozenset(
        _READS
        | _ANSWERS_FOR_A_BODY
        | {
            P.REGISTER_DIRECTIVE,
            P.REVIEW_DIRECTIVE,
            P.ASSIGN_TASK,
            P.APPROVE_PLAN,
            P.BUILD_SNAPSHOT,
            P.WRITE_BRIEFING,
            P.RECORD_DECISION,
            P.READ_NOTICE,
        }
    ),
    Role.LEADER: frozenset(
        _READS
        | {P.ASSIGN_TASK, P.DIVIDE_TASK, P.ACCEPT_TASK, P.DECIDE_MATTER, P.APPROVE_PLAN, P.RECORD_DECISION}
    ),
    Role.AGENCY_LEAD: frozenset(_READS | _ANSWERS_FOR_A_BODY),
    Role.AGENCY_STAFF: frozenset(_READS | _WORKS),
    Role.POST: frozenset(_READS - {P.READ_BRIEFING} | _WORKS | {P.SUBMIT_PLAN, P.SUBMIT_REPORT}),
    Role.AUDITOR: frozenset(_READS | {P.READ_AUDIT, P.READ_NOTICE}),
    Role.ADMINISTRATOR: frozenset(
        {
            P.READ_ORGANISATION,
            P.OWN_ACCOUNT,
            P.MANAGE_PEOPLE,
            P.MANAGE_ORGANISATION,
            P.READ_AUDIT,
            P.READ_NOTICE,
            P.MANAGE_NOTICE,
        }
    ),
}
"""What each role may do: the table a lawyer can read."""

EVERYWHERE = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that reach every agency of the province; the others reach their own and those under it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a person (or the system) in one role for one agency.

    ``agencies`` holds the ids of the agencies within reach: the actor's own and those under it on the
    day. It is empty for roles that reach everywhere.
    """

    person: int | None
    name: str
    role: Role
    agency: int | None
    province: int
    agencies: frozenset[int] = field(default_factory=frozenset)
    scopes: frozenset[Permission] | None = None


def permits(actor: Actor, permission: Permission, *, agency: int | None = None) -> bool:
    """Whether ``actor`` may do ``permission``, for ``agency`` when the deed concerns one.

    An API token narrows its owner by ``scopes``; it never widens.
    """
    if permission not in GRANTS[actor.role]:
        return False
    if actor.scopes is not None and permission not in actor.scopes:
        return False
    return agency is None or reaches(actor, agency)


def giving(actor: Actor) -> Permission:
    """What giving a task asks of somebody: ASSIGN_TASK gives any, DIVIDE_TASK parts of what one leads."""
    return P.ASSIGN_TASK if permits(actor, P.ASSIGN_TASK) else P.DIVIDE_TASK


def answering_for_parts(actor: Actor) -> Permission:
    """What another day for a part asks of somebody: a giver has ACCEPT_TASK, a lead PROGRESS_TASK."""
    return P.ACCEPT_TASK if permits(actor, P.ACCEPT_TASK) else P.PROGRESS_TASK


def reaches(actor: Actor, agency: int) -> bool:
    """Whether ``agency`` lies within the actor's reach."""
    return actor.role in EVERYWHERE or agency == actor.agency or agency in actor.agencies


def require(actor: Actor, permission: Permission, *, agency: int | None = None) -> None:
    """The first statement of every action. Raises Problem(NOT_PERMITTED)."""
    if not permits(actor, permission, agency=agency):
        raise Problem(NOT_PERMITTED, permission=permission.value)
