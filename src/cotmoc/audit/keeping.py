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
_kept: dict[Hashable, tuple[str, Any]] = {}


def until_next_deed(key: Hashable, ask: Callable[[], T]) -> T:
    """What ``ask`` gives, asked anew after the next deed of anyone; nobody changes what is given."""
    row, head = (0, "") if connection.in_atomic_block else audit.head()
    if not row:
        return ask()
    known = _kept.get(key)
    if known is None or known[0] != head:
        if len(_kept) >= _MOST:
            _kept.clear()
        known = _kept[key] = (head, ask())
    found: T = known[1]
    return found


def forget() -> None:
    """Ask everything anew."""
    _kept.clear()
