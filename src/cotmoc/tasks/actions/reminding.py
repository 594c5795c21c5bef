"""Reminders as letters: one a person and day, queued once however often the job runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.reminder_rules import RuleSet
from cotmoc.domain.vi_numbers import show_date
from cotmoc.notices import queries as notices
from cotmoc.notices.actions import Letter, cancel, differs, queue, revise
from cotmoc.tasks.actions.happening import ZONE
from cotmoc.tasks.models import ReminderGlance
from cotmoc.tasks.queries.reminder_rules import at_most, rules_in_force
from cotmoc.tasks.queries.reminding import Digest, Pending, Reminder, digests

if TYPE_CHECKING:
    from cotmoc.notices.models import Message

OCCASION = "nhac-viec:"
"""How the keys of these letters begin; person and day follow."""
_NOTHING_LEFT = (
    "Không còn việc phải nhắc: việc đã xong, được rút, chuyển giao hoặc đổi hạn, hay quy tắc nhắc đã đổi."
)
_NEWER = "Đã có thư nhắc việc của ngày sau; thư này chưa gửi được trong ngày của nó."
_Stale = list[tuple[str, Letter | None, str]]


@dataclass(slots=True)
class Refreshed:
    """How many waiting letters were written anew, and how many were cancelled."""

    revised: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Reminding:
    """How many people had something to be told, and of these whose letters could not be written.

    ``without_address`` are the names of those whose account has no usable address, ``queued`` the letters
    that were new: the others had been queued before.
    """

    told: int
    without_address: tuple[str, ...]
    queued: int


def send_reminders(*, address: str, by: Actor, at: datetime) -> Reminding:
    """Queue the letters of the day of ``at``; ``address`` is where the pages are found, for the links.

    None goes out before the hour of the rules in force. A letter keeps its key for the day, so that a second
    run queues nothing twice. Raises Problem(NOT_PERMITTED).
    """
    require(by, Permission.ASSIGN_TASK)
    day = at.astimezone(ZONE).date()
    without: list[str] = []
    queued = 0
    with deed("task.remind", by=by) as record:
        rules = rules_in_force(by.province)
        told = digests(by, on=day, rules=rules)
        for digest in told:
            try:
                row = queue(_letter(digest, day, rules, address, by.province), at=at)
                queued += row.queued_at == at
            except Problem as problem:
                if problem.field != "address":
                    raise
                without.append(digest.name)
        record.note(people=len(told), without_address=len(without))
    return Reminding(len(told), tuple(without), queued)


def refresh_reminders(*, address: str, by: Actor, at: datetime) -> Refreshed:
    """Before the letters that are due go out: let each say what is so now, by the rules in force now.

    The tasks are looked at as they stand now: what was done, handed over or given another day since a letter
    was queued is in it no more. One that has nothing left to tell is cancelled, with the reason in the log,
    and so is one of an earlier day where a later one waits too, as after an outage.
    Raises Problem(NOT_PERMITTED).
    """
    require(by, Permission.ASSIGN_TASK)
    stale = _stale(address, by, at)
    did = Refreshed()
    if not stale:
        return did
    with deed("task.refresh_reminders", by=by) as record:
        for key, letter, reason in stale:
            _refresh(key, letter, reason, did, by, at)
        record.note(**asdict(did))
    return did


def _stale(address: str, by: Actor, at: datetime) -> _Stale:
    """The letters that are due and no longer true, each as it would be written now; None, and why, for none.

    Whoever sends looks every few seconds: what still holds leaves nothing in the log.
    """
    by_day: dict[date, list[Message]] = defaultdict(list)
    newest: dict[str, str] = {}
    due = list(notices.due_messages(by.province, OCCASION, at=at))
    for message in due:
        person, _, day_ = message.key.rpartition(":")
        newest[person] = max(day_, newest.get(person, ""))
    stale: _Stale = []
    for message in due:
        person, _, day_ = message.key.rpartition(":")
        if day_ < newest[person]:
            stale.append((message.key, None, _NEWER))
        else:
            by_day[date.fromisoformat(day_)].append(message)
    if not by_day:
        return stale
    rules = rules_in_force(by.province)
    for day, messages in by_day.items():
        written = (_letter(one, day, rules, address, by.province) for one in digests(by, on=day, rules=rules))
        letters = {letter.key: letter for letter in written}
        for message in messages:
            letter = letters.get(message.key)
            if letter is None or differs(message, letter):
                stale.append((message.key, letter, _NOTHING_LEFT))
    return stale


def _refresh(key: str, letter: Letter | None, reason: str, did: Refreshed, by: Actor, at: datetime) -> None:
    if letter is None:
        did.cancelled += cancel(by.province, key, reason=reason)
        return
    try:
        did.revised += revise(letter, at=at)
    except Problem as problem:
        # The address has become unusable since; the letter goes to the one it was queued for.
        if problem.field != "address":
            raise


def _letter(digest: Digest, day: date, rules: RuleSet, address: str, province: int) -> Letter:
    return Letter(
        province=province,
        key=f"{OCCASION}{digest.person}:{day.isoformat()}",
        address=digest.address,
        name=digest.name,
        subject=_subject(digest),
        body=_body(digest, day, address.rstrip("/")),
        not_before=datetime.combine(day, time(rules.digest_hour), ZONE),
        quiet=rules.quiet,
    )


def see_reminders(*, by: Actor, at: datetime) -> None:
    """Who opens the reminders of the day of ``at`` has seen them. Raises NOT_FOUND without account."""
    require(by, Permission.READ_TASK)
    with deed("task.see_reminders", by=by) as record:
        if by.person is None:
            raise Problem(NOT_FOUND, thing="tài khoản")
        day = at.astimezone(ZONE).date()
        row, _ = ReminderGlance.objects.update_or_create(person_id=by.person, defaults={"seen_on": day})
        record.about(row)


def _subject(digest: Digest) -> str:
    late = sum(one.days < 0 for one in digest.reminders)
    waiting = len(digest.awaiting) + len(digest.asked) + len(digest.matters)
    parts = [
        f"{late} việc quá hạn" if late else "",
        f"{len(digest.reminders) - late} việc đến hạn" if len(digest.reminders) > late else "",
        f"{waiting} việc chờ trả lời" if waiting else "",
        f"{len(digest.returned)} việc bị trả lại" if digest.returned else "",
    ]
    return "Nhắc việc: " + ", ".join(part for part in parts if part)


def _body(digest: Digest, day: date, address: str) -> str:
    late = [one for one in digest.reminders if one.days < 0]
    coming = [one for one in digest.reminders if one.days >= 0]
    sections = (
        ("Chờ cho ý kiến", _pending(digest.matters, "Xin ý kiến", address), "?paused=1"),
        ("Bị trả lại để làm tiếp", _pending(digest.returned, "Trả lại", address), "?returned=1"),
        ("Quá hạn", _lines(late, address), "?state=overdue"),
        ("Đến hạn trong những ngày tới", _lines(coming, address), "?state=due_soon"),
        ("Chờ xác nhận kết quả", _pending(digest.awaiting, "Báo xong", address), "?awaiting=1"),
        ("Đề nghị gia hạn", _pending(digest.asked, "Xin đến", address), "?asked=1"),
    )
    # A letter can be late: days are told as of the day it is for.
    text = [f"Kính gửi {digest.name},", "", f"Nhắc việc ngày {show_date(day)}.", ""]
    for title, lines, link in sections:
        if lines:
            text += [f"{title} ({len(lines)})", *lines[: at_most()]]
            if len(lines) > at_most():
                text.append(f"- và {len(lines) - at_most()} việc khác: {address}/nhiem-vu/{link}")
            text.append("")
    return "\n".join([*text, "Thư này do hệ thống gửi; trả lời trong hệ thống, không trả lời thư."])


def _lines(reminders: Iterable[Reminder], address: str) -> list[str]:
    return [
        f"- {one.title}. Chủ trì: {one.lead}. Hạn {show_date(one.due_on)}{_distance(one)}. "
        f"{address}/nhiem-vu/{one.task}/"
        for one in reminders
    ]


def _pending(waiting: Iterable[Pending], told: str, address: str) -> list[str]:
    return [
        f"- {one.title}. Chủ trì: {one.lead}. {told} {show_date(one.day)}"
        f"{f', hạn {show_date(one.due_on)}' if one.due_on else ''}"
        f"{f', đang ở {one.holder}' if one.holder else ''}. {address}/nhiem-vu/{one.task}/"
        for one in waiting
    ]


def _distance(one: Reminder) -> str:
    if one.days < 0:
        return f", quá {-one.days} ngày"
    return ", hôm nay" if one.days == 0 else f", còn {one.days} ngày"
