"""A task's events as stones on a line, and what each body last told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import queries
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task, TaskEvent

_STONES = {
    Kind.ASSIGNED: "done",
    Kind.PROGRESS: "done",
    Kind.EVIDENCE: "done",
    Kind.CONTRIBUTED: "done",
    Kind.SENT_BACK: "half",
    Kind.PART_DUE: "half",
    Kind.ASKED: "half",
    Kind.EXTENDED: "half",
    Kind.REFUSED: "open",
    Kind.ESCALATED: "now",
    Kind.PASSED_UP: "now",
    Kind.REFERRED: "now",
    Kind.AGREED: "done",
    Kind.DECIDED: "done",
    Kind.COMPLETED: "now",
    Kind.ACCEPTED: "done",
    Kind.RETURNED: "half",
    Kind.CANCELLED: "open",
    Kind.REOPENED: "half",
    Kind.COMMENTED: "open",
    Kind.HANDED_OVER: "half",
    Kind.UNDONE: "half",
    Kind.MOVED: "half",
}


_TOLD = (Kind.PROGRESS, Kind.EVIDENCE, Kind.COMPLETED, Kind.CONTRIBUTED)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as the page tells it."""

    seq: int
    stone: str
    title: str
    on: date
    who: str
    note: str
    files: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A body's part: its role, the day and share of what it told last, and who answers for it now.

    A coordinating body owes its part by ``due_on`` and gave it on ``given_on``, or had it sent back on
    ``sent_back_on``; ``state`` says how it stands, None where the task was closed without it.
    """

    name: str
    role: str
    accountable: bool
    told_on: date | None
    percent: int | None
    now: str = ""
    due_on: date | None = None
    given_on: date | None = None
    sent_back_on: date | None = None
    state: TaskState | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What the lead asks to be decided: since when, who, with what proposal, and where it was sent.

    ``way`` tells who had it from when to when; ``open`` whether it still waits.
    """

    on: date
    who: str
    proposal: str
    referred: str
    way: list[queries.Held]
    open: bool


def happened(events: Iterable[TaskEvent]) -> list[Happened]:
    """The events, newest first."""
    events = list(events)
    said_alone = " " + _("(cùng người đã báo hoàn thành)")
    alone = {event.seq for event in events if _alone(event, events)}
    return [
        Happened(
            seq=event.seq,
            stone=_STONES[Kind(event.kind)],
            title=_title(event) + _moved(event) + (said_alone if event.seq in alone else ""),
            on=event.on,
            who=", ".join(filter(None, (event.agency.name if event.agency else "", event.by_name))),
            note=event.note,
            files=event.files,
        )
        for event in sorted(events, key=lambda one: -one.seq)
    ]


def matter(task: Task, on: date) -> Matter | None:
    """The matter that waits for an answer, or the last one that was answered; None when there was none."""
    events = task.events.all()
    sent = next((e for e in reversed(events) if e.kind == Kind.ESCALATED), None)
    if sent is None:
        return None
    referred = [e.product for e in events if e.kind == Kind.REFERRED and e.seq > sent.seq]
    who = sent.agency.name if sent.agency else sent.by_name
    way, is_open = queries.way_of(task, on), task.paused_on is not None
    return Matter(sent.on, who, sent.note, "; ".join(referred), way, is_open)


def parts(task: Task, now: Mapping[int, str], on: date) -> list[Part]:
    """Every body with what it told last; its share is the last one it gave. ``now`` names heirs by body."""
    owed = {part.role.pk: part for part in queries.part_states(task, on)}
    told: dict[int, tuple[date, int | None]] = {}
    for event in task.events.all():
        if event.agency_id and Kind(event.kind) in _TOLD:
            known = told.get(event.agency_id, (None, None))[1]
            told[event.agency_id] = (event.on, event.percent if _counts(event, task) else known)
    return [
        Part(
            name=role.agency.name,
            role=role.role,
            accountable=role.accountable,
            told_on=told_on,
            percent=share,
            now=now.get(role.agency_id, ""),
            due_on=owed[role.pk].due_on if role.pk in owed else None,
            given_on=role.contributed_on,
            sent_back_on=role.sent_back_on,
            state=owed[role.pk].state if role.pk in owed else None,
        )
        for role in task.roles.all()
        for told_on, share in [told.get(role.agency_id, (None, None))]
    ]


def percent(task: Task) -> int | None:
    """How far the task is by the last word of one of its leads; None when none has said.

    A result that was sent back was not the whole: then it is what was said before.
    """
    leads = {role.agency_id for role in task.roles.all() if role.role == "lead"}
    told = [event for event in task.events.all() if event.agency_id in leads]
    known = [event for event in told if _counts(event, task)]
    return known[-1].percent if known else None


def _counts(event: TaskEvent, task: Task) -> bool:
    """Whether it says how far the task is."""
    return event.percent is not None and (task.completed_on is not None or event.kind != Kind.COMPLETED)


def _alone(event: TaskEvent, events: list[TaskEvent]) -> bool:
    """Whether the result was accepted by the person who had reported it."""
    if event.kind != Kind.ACCEPTED or event.by_id is None:
        return False
    reports = [one for one in events if one.kind == Kind.COMPLETED and one.seq < event.seq]
    return bool(reports) and reports[-1].by_id == event.by_id


def _title(event: TaskEvent) -> str:
    kind = Kind(event.kind)
    if kind is Kind.ASSIGNED:
        due = {"day": day(event.due_on)}
        return _("Giao nhiệm vụ, hạn %(day)s") % due if event.due_on else _("Giao nhiệm vụ, không có hạn")
    if kind is Kind.EXTENDED:
        values = {"day": day(event.due_on), "number": event.product}
        said = _("Gia hạn đến %(day)s theo %(number)s") if event.product else _("Gia hạn đến %(day)s")
        return said % values
    if kind is Kind.HANDED_OVER and event.part and event.heir:
        bodies = {"old": event.part.name, "new": event.heir.name}
        return _("Chuyển giao từ %(old)s sang %(new)s") % bodies
    if kind is Kind.PART_DUE:
        values = {"body": event.part.name if event.part else "", "day": day(event.due_on)}
        if event.was_due_on is None:
            return _("Đổi hạn phần việc của %(body)s: %(day)s, trước đó theo hạn của nhiệm vụ") % values
        values["was"] = day(event.was_due_on)
        return _("Đổi hạn phần việc của %(body)s: %(day)s, hạn trước %(was)s") % values
    if kind is Kind.ASKED:
        return _("Xin gia hạn đến %(day)s") % {"day": day(event.due_on)}
    if kind is Kind.REFERRED:
        return _("Gửi cấp trên theo %(number)s") % {"number": event.product}
    if kind is Kind.ESCALATED and event.heir:
        return _("Xin ý kiến cấp trên: %(body)s") % {"body": event.heir.name}
    if kind is Kind.PASSED_UP and event.heir:
        return _("Đã trình cấp trên: %(body)s") % {"body": event.heir.name}
    if kind in (Kind.AGREED, Kind.DECIDED) and event.due_on:
        return _("%(answer)s; hạn dời đến %(day)s") % {"answer": _plain(kind), "day": day(event.due_on)}
    if event.product and kind in (Kind.COMPLETED, Kind.CONTRIBUTED):
        done = kind is Kind.COMPLETED
        said = _("Báo hoàn thành, kết quả %(number)s") if done else _("Gửi phần việc, văn bản %(number)s")
        return said % {"number": _dated(event)}
    if kind in (Kind.PROGRESS, Kind.EVIDENCE) and event.percent is not None:
        return _("Báo tiến độ %(percent)s%%") % {"percent": event.percent}
    if kind is Kind.MOVED and event.note:
        return _("Đặt dưới nhiệm vụ cấp trên")
    return _plain(kind)


def _moved(event: TaskEvent) -> str:
    """That a day off was told, where the shift of the task moved it."""
    if event.told_due_on is None:
        return ""
    return " " + _("(ghi %(day)s, trùng ngày nghỉ nên dời)") % {"day": day(event.told_due_on)}


def _dated(event: TaskEvent) -> str:
    """Number and, where it is known, day of a product document."""
    if event.product_on is None:
        return event.product
    return _("%(number)s ngày %(day)s") % {"number": event.product, "day": day(event.product_on)}


def _plain(kind: Kind) -> str:
    return {
        Kind.PROGRESS: _("Báo tiến độ"),
        Kind.EVIDENCE: _("Gửi tệp chứng minh"),
        Kind.CONTRIBUTED: _("Gửi phần việc phối hợp"),
        Kind.SENT_BACK: _("Trả lại phần việc phối hợp"),
        Kind.REFUSED: _("Không đồng ý gia hạn"),
        Kind.ESCALATED: _("Xin ý kiến cấp trên"),
        Kind.PASSED_UP: _("Đã trình cấp trên"),
        Kind.AGREED: _("Đồng ý với đề xuất"),
        Kind.DECIDED: _("Cho ý kiến khác với đề xuất"),
        Kind.COMPLETED: _("Báo hoàn thành, không có văn bản kết quả"),
        Kind.ACCEPTED: _("Xác nhận kết quả"),
        Kind.RETURNED: _("Trả lại để làm tiếp"),
        Kind.CANCELLED: _("Rút nhiệm vụ"),
        Kind.REOPENED: _("Mở lại"),
        Kind.COMMENTED: _("Ý kiến"),
        Kind.HANDED_OVER: _("Chuyển giao"),
        Kind.UNDONE: _("Hoàn tác việc làm hàng loạt"),
        Kind.MOVED: _("Tách khỏi nhiệm vụ cấp trên"),
    }[kind]
