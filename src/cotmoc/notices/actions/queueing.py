"""Putting letters into the outbox."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.notices.letters import Letter, checked, message_id
from cotmoc.notices.models import Message

_TRIAL_SUBJECT = "Thư thử của Cột Mốc: đã nhận được thì việc gửi thư đã thông"
_TRIAL_TEXT = (
    "Đây là thư thử do quản trị viên của hệ thống Cột Mốc gửi. Không cần trả lời.\n\n"
    "This is a trial message of the Cột Mốc system. No answer is needed.\n"
)


def queue(letter: Letter, *, at: datetime) -> Message:
    """Queue a letter; the same key of a province is queued once, and the first one stands.

    Called inside another action, which holds the permission and the audit row: the letter is queued when
    that action's transaction is. Raises Problem(BAD_VALUE).
    """
    sound = checked(letter)
    due = max(at, sound.not_before or at)
    if sound.quiet is not None:
        due = sound.quiet.after(due)
    row, _ = Message.objects.get_or_create(
        province=sound.province,
        key=sound.key,
        defaults={
            "address": sound.address,
            "name": sound.name,
            "subject": sound.subject,
            "body": sound.body,
            "message_id": message_id(sound.province, sound.key, settings.COTMOC_MAIL_DOMAIN),
            "quiet": str(sound.quiet or ""),
            "not_before": due,
            "queued_at": at,
        },
    )
    return row


def queue_trial(address: str, *, by: Actor, at: datetime) -> Message:
    """Queue a letter that tells whether mail goes out. Raises Problem(BAD_VALUE)."""
    require(by, Permission.MANAGE_NOTICE)
    with deed("notice.trial", by=by) as record:
        key = f"trial {at.isoformat()} {address}"[:200]
        row = queue(Letter(by.province, key, address, _TRIAL_SUBJECT, _TRIAL_TEXT), at=at)
        record.about(row)
    return row
