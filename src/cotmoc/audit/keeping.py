"""What a process keeps of the database until anybody does anything, so that it is exact at every moment.

Every action writes its audit row last, in its transaction and under a lock: while the newest row is the same,
nothing that was done has become visible since. An answer is kept under the head of the log read before it, so
that what is done meanwhile can only be seen early, never left out. Within a transaction nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

from cotmoc.audit import queries as audit

T = TypeVar("T")
_MOST = 1_000
_kept: tuple[str, dict[Hashable, Any]] = ("", {})


def until_next_deed(key: Hashable, ask: Callable[[], T]) -> T:
    """What ``ask`` gives, asked anew after the next deed of anyone; nobody changes what is given."""
    global _kept
    row, head = (0, "") if connection.in_atomic_block else audit.head()
    if not row:
        return ask()
    since, answers = _kept
    if since != head or len(answers) >= _MOST:
        # Of another head nothing is asked again; a thread still at it goes on with the answers of that head.
        answers = {}
        _kept = head, answers
    if key not in answers:
        answers[key] = ask()
    found: T = answers[key]
    return found


def forget() -> None:
    """Ask everything anew."""
    global _kept
    _kept = "", {}
