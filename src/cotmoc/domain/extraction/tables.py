"""Annex tables as lines «a | b | c»: which column holds the task, the lead, the partners and the date."""

import re
from dataclasses import dataclass

_TASK = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp")
_LEAD = re.compile(r"chủ trì|thực hiện|chịu trách nhiệm|đơn vị được giao|cơ quan đầu mối")
_PARTNER = re.compile(r"phối hợp")
_DUE = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn")

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns in a table's rows; -1 where a table has none."""

    task: int
    lead: int
    partner: int
    due: int

    @classmethod
    def of(cls, low: str, cells: list[Cell]) -> "Columns | None":
        """The columns a header row names, or None when the row is no header of tasks."""
        names = [low[s:e] for s, e in cells]
        partner = _first(names, _PARTNER)
        due = _first(names, _DUE, but=(partner,))
        lead = _first(names, _LEAD, but=(partner, due))
        task = _first(names, _TASK, but=(partner, due, lead))
        if task < 0 or (lead < 0 and due < 0) or max(len(n) for n in names) > 60:
            return None
        return cls(task, lead, partner, due)


def cells_of(low: str, start: int, end: int) -> list[Cell]:
    """Trimmed cell spans of one row, empty cells kept as empty spans."""
    result: list[Cell] = []
    pos = start + 1 if low[start] == "|" else start
    while pos <= end:
        bar = low.find("|", pos, end)
        stop = bar if bar >= 0 else end
        left, right = pos, stop
        while left < right and low[left].isspace():
            left += 1
        while right > left and low[right - 1].isspace():
            right -= 1
        result.append((left, right))
        if bar < 0:
            break
        pos = bar + 1
    return result


def _first(names: list[str], pattern: re.Pattern[str], but: tuple[int, ...] = ()) -> int:
    return next((i for i, name in enumerate(names) if i not in but and pattern.search(name)), -1)
