"""What the reader says as fields of a clause; how pieces of a clause are cut and named. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from cotmoc.domain.extraction.reading import Deadline, Task

_HEAD = re.compile(r"(?:[\s,;.:]|và\s|đồng thời\s)+", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;.:]+\Z")
_CUT = re.compile(r"[;,.]\s+|\s(?=(?:và|đồng thời)\s)", re.IGNORECASE)
_LONGEST_LABEL = 120


class Fields(TypedDict):
    """The fields of a clause that the reader fills."""

    label: str
    each: bool
    areas: list[str]
    deadline_text: str
    due_on: date | None
    recurrence: str


def fields_of(task: Task, on: date) -> Fields:
    """A drafted task as fields of a clause; ``on`` is the document's day."""
    deadline = task.deadline
    return {
        "label": task.label[:300],
        "each": task.each,
        "areas": list(task.areas),
        "deadline_text": deadline.text[:200] if deadline else "",
        "due_on": due(deadline, on),
        "recurrence": (task.recurrence or "")[:100],
    }


def due(deadline: Deadline | None, on: date) -> date | None:
    """The day meant; for a yearly day («--12-15») the first one not before ``on``."""
    if deadline is None or not deadline.date:
        return None
    if not deadline.date.startswith("--"):
        return day(deadline.date)
    first = day(f"{on.year}{deadline.date[1:]}")
    return first if first is None or first >= on else day(f"{on.year + 1}{deadline.date[1:]}")


def day(text: str | None) -> date | None:
    """An ISO day, or None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def task_of(drafted: Mapping[str, Any]) -> Task:
    """The reader's task again from what ``Clause.drafted`` keeps of it."""
    deadline = drafted["deadline"]
    return Task(**{**drafted, "deadline": Deadline(**deadline) if deadline else None})


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks, punctuation and «và» at its edges; empty (start == end) if nothing is left."""
    piece = text[start:end]
    head, tail = _HEAD.match(piece), _TAIL.search(piece)
    first = head.end() if head else 0
    last = tail.start() if tail else len(piece)
    return (start + first, start + last) if first < last else (start, start)


def label_of(text: str) -> str:
    """A name for a task from its words: one line, capital first, cut at a word within 120 characters."""
    line = " ".join(text.split()).strip(" ,;.:")
    if len(line) > _LONGEST_LABEL:
        line = line[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,;.:") + "…"
    return line[:1].upper() + line[1:]


def cuts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which a clause can sensibly be split: after «;», «,» or a stop, and before «và»."""
    found = [match.end() for match in _CUT.finditer(text, start, end)]
    return [at for at in found if _parts(text, start, at, end)]


def _parts(text: str, start: int, at: int, end: int) -> bool:
    (a, b), (c, d) = trimmed(text, start, at), trimmed(text, at, end)
    return a < b and c < d
