"""What every deed on a report needs: the locked row, its history, and the check of free text."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, WRONG_STATE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.secrecy import is_marked
from cotmoc.domain.vi_numbers import show
from cotmoc.reporting.models import Submission, SubmissionEvent

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_STATES = {
    "draft": Said("đang nhập", "being entered"),
    "submitted": Said("chờ duyệt", "waiting for approval"),
    "returned": Said("trả lại để sửa", "returned"),
    "approved": Said("đã duyệt", "approved"),
}
_REPORT = Said("báo cáo", "the report")
LONGEST_TEXT = 4000
LONGEST_NOTE = 300


def locked(submission: int, by: Actor, version: int | None) -> Submission:
    """The report's row, held until the deed is done.

    Raises Problem(NOT_FOUND) outside the actor's reach, Problem(CHANGED_MEANWHILE) when somebody has
    written since ``version``, with what was written.
    """
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("regime", "agency__area")
        .filter(pk=submission, province=by.province)
        .first()
    )
    if row is None or not reaches(by, row.agency_id):
        raise Problem(NOT_FOUND, thing=Said("báo cáo", "The report"))
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=_what_changed(row, version))
    return row


def in_state(row: Submission, verb: Said, *states: str) -> None:
    """Raises Problem(WRONG_STATE) when the report is in none of ``states``."""
    if row.state not in states:
        raise Problem(WRONG_STATE, verb=verb, thing=_REPORT, state=_STATES[row.state])


def happen(row: Submission, kind: str, by: Actor, at: datetime, note: str = "") -> None:
    """Add one line to the report's history."""
    last = row.events.aggregate(last=Max("seq"))["last"] or 0
    SubmissionEvent.objects.create(
        submission=row,
        seq=last + 1,
        kind=kind,
        at=at,
        on=day_of(at),
        by_id=by.person,
        by_name=by.name,
        note=note,
    )


def keep(row: Submission) -> None:
    """Save the row under its next version."""
    row.version += 1
    row.save()


def day_of(at: datetime) -> date:
    """The day of an instant in Viet Nam."""
    return at.astimezone(_ZONE).date()


def reason_in(text: str) -> str:
    """A reason that must be there. Raises Problem(REASON_NEEDED), and what ``clean`` raises."""
    cleaned = clean(text, "reason")
    if not cleaned:
        raise Problem(REASON_NEEDED, field="reason")
    return cleaned


def clean(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """Free text without blanks around it.

    Raises Problem(BAD_VALUE) for a secrecy mark, control characters or more than ``longest`` characters.
    """
    cleaned = text.replace("\r\n", "\n").strip()
    why = None
    if len(cleaned) > longest:
        why = Said(f"dài quá {longest} ký tự", f"longer than {longest} characters")
    elif any(letter < " " and letter not in "\n\t" for letter in cleaned):
        why = Said("có ký tự điều khiển", "it holds control characters")
    elif is_marked(cleaned):
        why = Said("có dấu chỉ độ mật; không ghi nội dung mật", "it holds a secrecy mark; enter no secrets")
    if why is not None:
        raise Problem(BAD_VALUE, field=field, why=why)
    return cleaned


def _what_changed(row: Submission, since: int) -> Said:
    """Who saved last, when, and the figures written after the version ``since``."""
    written = row.values.filter(version__gt=since).select_related("indicator").order_by("pk")
    cells = [
        f"{v.indicator.code}{'.' if v.breakdown else ''}{v.breakdown} = {show(v.value, v.indicator.decimals)}"
        for v in written
    ]
    told = ", ".join(cells[:5]) + ("…" if len(cells) > 5 else "")
    if row.saved_at is not None and told:
        when = f"{row.saved_at.astimezone(_ZONE):%H:%M}"
        return Said(
            f"báo cáo này ({row.saved_by} lưu lúc {when}: {told})",
            f"this report ({row.saved_by} saved at {when}: {told})",
        )
    return Said(
        f"báo cáo này (nay ở tình trạng «{_STATES[row.state].vi}»)",
        f"this report (now {_STATES[row.state].en})",
    )
