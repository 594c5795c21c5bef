"""Counts of tasks that a process keeps until anybody does anything, so that they are exact at every moment.

Every action writes its audit row last, in its transaction and under a lock: while the newest row is the same,
nothing that was done has become visible since. A count is kept under the head of the log read before it, so
that what is done meanwhile can only be counted early, never left out. Within a transaction nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from django.db import connection

from cotmoc.audit import queries as audit

_MOST = 1_000
_kept: dict[Hashable, tuple[str, list[int]]] = {}


def until_next_deed(key: Hashable, count: Callable[[], list[int]]) -> list[int]:
    """What ``count`` gives, counted anew after the next deed of anyone."""
    row, head = (0, "") if connection.in_atomic_block else audit.head()
    if not row:
        return count()
    known = _kept.get(key)
    if known is None or known[0] != head:
        if len(_kept) >= _MOST:
            _kept.clear()
        known = _kept[key] = (head, count())
    return list(known[1])
