"""What a process keeps of the database until anybody does anything, so that it is exact at every moment.

Every action writes its audit row last, in its transaction and under a lock: while the newest row is the same,
nothing that was done has become visible since. An answer is kept under the head of the log read before it, so
that what is done meanwhile can only be seen early, never left out. Within a transaction nothing is kept.
The head is asked once for all that one request shows (``one_moment``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

from cotmoc.audit import queries as audit

T = TypeVar("T")
_MOST = 1_000
_kept: tuple[str, dict[Hashable, Any]] = ("", {})
_moment: ContextVar[list[tuple[int, str]] | None] = ContextVar("cotmoc_moment", default=None)


def until_next_deed(key: Hashable, ask: Callable[[], T]) -> T:
    """What ``ask`` gives, asked anew after the next deed of anyone; nobody changes what is given."""
    global _kept
    row, head = (0, "") if connection.in_atomic_block else _head()
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


@contextmanager
def one_moment() -> Iterator[None]:
    """What is asked within is all of the moment of its first question, or of after a deed done within."""
    token = _moment.set([])
    try:
        yield
    finally:
        _moment.reset(token)


def moved_on() -> None:
    """A row was added to the log: the head is asked anew."""
    if known := _moment.get():
        known.clear()


def _head() -> tuple[int, str]:
    known = _moment.get()
    if known is None:
        return audit.head()
    if not known:
        known.append(audit.head())
    return known[0]


def forget() -> None:
    """Ask everything anew."""
    global _kept
    _kept = "", {}
