"""Letters that still wait: written anew, or taken back, when what they tell is no longer so."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cotmoc.notices.letters import Letter, checked
from cotmoc.notices.models import Message

State = Message.State
_LONGEST = 500


def revise(letter: Letter, *, at: datetime) -> bool:
    """Let the queued letter of this key say what ``letter`` says; whether that changes it.

    Its address and Message-ID stay, and it goes no earlier than it would have gone. What a sender has taken
    up is left alone. Called inside another action, as ``queue``. Raises Problem(BAD_VALUE).
    """
    sound = checked(letter)
    row = _queued(sound.province, sound.key).first()
    if row is None:
        return False
    due = max(row.not_before, sound.not_before or row.not_before)
    if sound.quiet is not None:
        due = sound.quiet.after(max(due, at))
    if not differs(row, sound):
        return False
    return bool(_queued(sound.province, sound.key).update(**_said(sound), not_before=due))


def differs(row: Message, letter: Letter) -> bool:
    """Whether a message says something else than ``letter``, or at other quiet hours."""
    return any(getattr(row, name) != value for name, value in _said(letter).items())


def _said(letter: Letter) -> dict[str, str]:
    return {"subject": letter.subject, "body": letter.body, "quiet": str(letter.quiet or "")}


def cancel(province: int, key: str, *, reason: str) -> bool:
    """Take the queued letter of this key back, for a reason that the log shows; whether it still waited.

    Called inside another action, as ``queue``.
    """
    answer = reason.strip()[:_LONGEST]
    if not answer:
        raise ValueError("a letter is cancelled for a reason")
    return bool(_queued(province, key).update(state=State.CANCELLED, answer=answer))


def _queued(province: int, key: str) -> QuerySet[Message]:
    return Message.objects.filter(province=province, key=key, state=State.QUEUED)
