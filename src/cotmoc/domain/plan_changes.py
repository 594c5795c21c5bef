"""What an amendment changes in the plan it amends, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a line."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it is written; ``carries`` is the number of the former plan's line from which it goes on."""

    number: int
    values: Mapping[str, object]
    carries: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is not as it was: its numbers ``before`` and ``after``, and the names of what differs."""

    kind: ChangeKind
    before: int | None
    after: int | None
    fields: tuple[str, ...] = ()


def changes(former: Sequence[Written], latter: Sequence[Written]) -> list[Change]:
    """The changes in the order of the latter plan, then what was dropped in that of the former.

    A line that is as it was, though it stands in another place, is no change.
    """
    known = {line.number: line for line in former}
    found: list[Change] = []
    for line in latter:
        before = known.get(line.carries) if line.carries is not None else None
        if before is None:
            found.append(Change(ChangeKind.ADDED, None, line.number))
            continue
        differing = tuple(name for name, value in line.values.items() if value != before.values[name])
        if differing:
            found.append(Change(ChangeKind.CHANGED, before.number, line.number, differing))
    carried = {line.carries for line in latter}
    dropped = (line.number for line in former if line.number not in carried)
    return found + [Change(ChangeKind.DROPPED, number, None) for number in dropped]
