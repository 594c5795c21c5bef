"""A task's events as stones on a line, and what each body last told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cotmoc.domain.task_status import TaskEventKind as Kind
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task, TaskEvent

_STONES = {
    Kind.ASSIGNED: "done",
    Kind.PROGRESS: "done",
    Kind.EVIDENCE: "done",
    Kind.EXTENDED: "half",
    Kind.COMPLETED: "now",
    Kind.ACCEPTED: "done",
    Kind.RETURNED: "half",
    Kind.CANCELLED: "open",
    Kind.REOPENED: "half",
    Kind.COMMENTED: "open",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as the page tells it."""

    seq: int
    stone: str
    title: str
    on: date
    who: str
    note: str
    file: Any


@dataclass(frozen=True, slots=True)
class Part:
    """A body's part: its role, the day and share of what it told last, and who answers for it now."""

    name: str
    role: str
    accountable: bool
    told_on: date | None
    percent: int | None
    now: str = ""


def happened(events: Iterable[TaskEvent]) -> list[Happened]:
    """The events, newest first."""
    return [
        Happened(
            seq=event.seq,
            stone=_STONES[Kind(event.kind)],
            title=_title(event),
            on=event.on,
            who=", ".join(filter(None, (event.agency.name if event.agency else "", event.by_name))),
            note=event.note,
            file=event.file,
        )
        for event in sorted(events, key=lambda one: -one.seq)
    ]


def parts(task: Task, now: Mapping[int, str]) -> list[Part]:
    """Every body with what it told last; its share is the last one it gave. ``now`` names heirs by body."""
    told: dict[int, tuple[date, int | None]] = {}
    for event in task.events.all():
        if event.agency_id and Kind(event.kind) in (Kind.PROGRESS, Kind.EVIDENCE, Kind.COMPLETED):
            known = told.get(event.agency_id, (None, None))[1]
            told[event.agency_id] = (event.on, known if event.percent is None else event.percent)
    return [
        Part(role.agency.name, role.role, role.accountable, on, share, now.get(role.agency_id, ""))
        for role in task.roles.all()
        for on, share in [told.get(role.agency_id, (None, None))]
    ]


def percent(task: Task) -> int | None:
    """How far the task is by the last word of one of its leads; None when none has said."""
    leads = {role.agency_id for role in task.roles.all() if role.role == "lead"}
    known = [e for e in task.events.all() if e.percent is not None and e.agency_id in leads]
    return known[-1].percent if known else None


def _title(event: TaskEvent) -> str:
    kind = Kind(event.kind)
    if kind is Kind.ASSIGNED:
        due = {"day": day(event.due_on)}
        return _("Giao nhiệm vụ, hạn %(day)s") % due if event.due_on else _("Giao nhiệm vụ, không có hạn")
    if kind is Kind.EXTENDED:
        values = {"day": day(event.due_on), "number": event.product}
        said = _("Gia hạn đến %(day)s theo %(number)s") if event.product else _("Gia hạn đến %(day)s")
        return said % values
    if kind is Kind.COMPLETED and event.product:
        return _("Báo hoàn thành, kết quả %(number)s") % {"number": event.product}
    if kind in (Kind.PROGRESS, Kind.EVIDENCE) and event.percent is not None:
        return _("Báo tiến độ %(percent)s%%") % {"percent": event.percent}
    return _plain(kind)


def _plain(kind: Kind) -> str:
    return {
        Kind.PROGRESS: _("Báo tiến độ"),
        Kind.EVIDENCE: _("Gửi tệp chứng minh"),
        Kind.COMPLETED: _("Báo hoàn thành, không có văn bản kết quả"),
        Kind.ACCEPTED: _("Xác nhận kết quả"),
        Kind.RETURNED: _("Trả lại để làm tiếp"),
        Kind.CANCELLED: _("Rút nhiệm vụ"),
        Kind.REOPENED: _("Mở lại"),
        Kind.COMMENTED: _("Ý kiến"),
    }[kind]
