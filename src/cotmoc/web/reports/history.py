"""What has happened to a report, as stones: the chain above its figures and the list of all steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cotmoc.reporting.queries import State
from cotmoc.web.words import day, moment

if TYPE_CHECKING:
    from cotmoc.reporting.models import Submission, SubmissionEvent

_SHOWN = 3
"""How many past steps the chain shows; the list below has them all."""


@dataclass(frozen=True, slots=True)
class Stone:
    """One stone: its state, what it is, and the detail under it."""

    state: str
    title: str
    detail: str
    href: str = ""


def chain(row: Submission, events: Sequence[SubmissionEvent]) -> list[Stone]:
    """The way of the report: what was last done, where it stands, what is to come."""
    done: list[Stone] = []
    sent = 0
    for event in events:
        if event.kind == "commented":
            continue
        sent += event.kind == "submitted"
        done.append(Stone(_stone(event), _title(event, sent), _day_words(row, event, sent)))
    return done[-_SHOWN:] + _ahead(row)


def steps(row: Submission, events: Sequence[SubmissionEvent]) -> list[Stone]:
    """Every step and remark, newest first."""
    found: list[Stone] = []
    sent = 0
    for event in events:
        sent += event.kind == "submitted"
        detail = f"{moment(event.at)} · {event.by_name}"
        found.append(
            Stone(_stone(event), _title(event, sent), f"{detail} · {event.note}" if event.note else detail)
        )
    return found[::-1]


def _stone(event: SubmissionEvent) -> str:
    return {"submitted": "done", "approved": "done", "commented": "open"}.get(event.kind, "half")


def _title(event: SubmissionEvent, sent: int) -> str:
    if event.kind == "submitted":
        return _("Gửi lần %(n)s") % {"n": sent}
    return {
        "returned": _("Trả lại để sửa"),
        "reopened": _("Đã mở lại"),
        "approved": _("Đã duyệt"),
        "commented": _("Ý kiến"),
    }[event.kind]


def _day_words(row: Submission, event: SubmissionEvent, sent: int) -> str:
    if event.kind != "submitted" or sent > 1:
        return day(event.on)
    in_time = _("đúng hạn") if event.on <= row.due_on else _("muộn")
    return f"{day(event.on)}, {in_time}"


def _ahead(row: Submission) -> list[Stone]:
    send = Stone("open", _("Gửi"), _("Hạn %(day)s") % {"day": day(row.due_on)})
    decide = Stone("open", _("Cấp trên duyệt"), "")
    if row.state == State.DRAFT:
        return [Stone("now", _("Đang nhập"), _saved(row)), send, decide]
    if row.state == State.RETURNED:
        return [Stone("now", _("Đang sửa"), _saved(row)), Stone("open", _("Gửi lại"), ""), decide]
    if row.state == State.SUBMITTED:
        return [Stone("now", _("Chờ cấp trên duyệt"), "")]
    return [Stone("now", _("Tính vào tổng hợp"), _("từ lần tổng hợp kế tiếp"))]


def _saved(row: Submission) -> str:
    return _("Lưu %(when)s") % {"when": moment(row.saved_at)} if row.saved_at else _("Chưa lưu số nào")
