#!/usr/bin/env python3
"""What is done to many tasks in one go: Excel of all of them, a later due day for 5,000 and its undoing.

usage: python benchmarks/many_at_once.py [--tasks N]

Makes a province of N tasks (default 100,000) in a database of its own and prints seconds, seconds of
processor time and, for Excel, how much memory the process held at its highest.
"""

from __future__ import annotations

import re
import tempfile
import time
from datetime import datetime
from datetime import time as hour
from pathlib import Path
from typing import IO, Any

import own_province


def main() -> None:
    own_province.run(__doc__, __file__, 100_000, _measure)


def _measure(count: int) -> None:
    import many_tasks

    from cotmoc.domain.task_status import TaskState
    from cotmoc.organisations.models import Person
    from cotmoc.organisations.queries import actor
    from cotmoc.tasks import actions, queries, workbooks

    at = datetime.combine(many_tasks.TODAY, hour(9), many_tasks.ZONE)
    office = actor(Person.objects.get(username="office"), at=at)
    assert office is not None

    def excel(out: IO[bytes]) -> int:
        workbooks.write_tasks(out, queries.exported(office, on=many_tasks.TODAY))
        return out.tell()

    with tempfile.TemporaryFile() as out:
        _memory(anew=True)
        print(f"Excel of {count:,} tasks, bytes {_timed(excel, out)}; {_memory()} MB at most")
    open_ = queries.Listing(office, on=many_tasks.TODAY, only=queries.Filter(state=TaskState.OVERDUE))
    chosen = open_.ids()[:5000]
    later = queries.Extend(reason="mưa lũ kéo dài", days=3660)
    kept: list[Any] = []

    def extend() -> int:
        kept.append(actions.extend_many(chosen, later, by=office, at=at, partly=True))
        return int(kept[0].count)

    print(f"a later due day, tasks {_timed(extend)}")
    print(f"its undoing, tasks {_timed(lambda: actions.undo(kept[0].pk, by=office, at=at).count)}")


def _timed(do: Any, *given: Any) -> str:
    begin, busy = time.perf_counter(), time.process_time()
    count = do(*given)
    spent, used = time.perf_counter() - begin, time.process_time() - busy
    return f"{count:,}: {spent:.1f} s, {used:.1f} s of processor time"


def _memory(*, anew: bool = False) -> int:
    """The most this process has held, in MB; ``anew`` counts from now on. On Linux only."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    found = re.search(r"^VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    assert found is not None
    return int(found.group(1)) // 1024


if __name__ == "__main__":
    main()
