"""The board in columns: the first tasks of each state, beside the six counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cotmoc.domain.access import Actor
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks.queries.boards import Listing, tally
from cotmoc.tasks.queries.filters import EVERYTHING, Filter
from cotmoc.tasks.queries.rows import Row


@dataclass(frozen=True, slots=True)
class Columns:
    """The six counts of all that the filter leaves, and the first rows of each state asked for."""

    tally: Tally
    rows: dict[TaskState, Sequence[Row]]


def columns(
    viewer: Actor, *, on: date, first: int, states: Iterable[TaskState], only: Filter = EVERYTHING
) -> Columns:
    """The ``first`` rows of each state in the order of the board; the filter's own state is left aside."""
    counts = tally(viewer, on=on, only=replace(only, state=None, withdrawn=False))
    rows = {
        state: Listing(viewer, on=on, only=replace(only, state=state, withdrawn=False))[:first]
        if counts[state]
        else []
        for state in states
    }
    return Columns(counts, rows)
