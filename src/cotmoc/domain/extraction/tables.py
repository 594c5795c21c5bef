"""Annex tables as lines «a | b | c»: which column holds the task, the lead, the partners and the date."""

import re
from dataclasses import dataclass, replace

from cotmoc.domain.extraction.order_patterns import OPEN

_TASK = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|phần việc|đầu việc")
_LEAD = re.compile(
    r"chủ trì|^(?!nội dung|nhiệm vụ|công việc|hoạt động|kinh phí|nguồn|kết quả|địa điểm|căn cứ|kế hoạch).*"
    r"(?:thực hiện|chịu trách nhiệm|được giao|đầu mối|phụ trách)|"
    r"^(?:tên )?(?:cơ quan|đơn vị|địa phương)(?:[,/]? (?:và )?(?:cơ quan|đơn vị|địa phương))*$"
)
_PARTNER = re.compile(r"phối hợp")
_BOTH = re.compile(r"(?:chủ trì|thực hiện).*phối hợp")
_DUE = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn")
# Who leads and who helps, in one cell.
_ROLES = re.compile(rf"{OPEN}|chủ trì|phối hợp|/")

# «″», «nt», «như trên»: the same as in the row above.
AS_ABOVE = re.compile(r"-?\s*(?:[\"”“″〃]|''|//|nt|như trên)\s*-?")
# The cells of a head's second row.
_ONLY_ROLE = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp|thực hiện)")
_IN_HEAD = re.compile(rf"(?:{_ONLY_ROLE.pattern}|{AS_ABOVE.pattern}|[^|]{{0,30}})")

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns in a table's rows; -1 where a table has none.

    `both`: one column names who leads and who helps. `grouped`: the bodies stand before what they do, each
    once for several rows.
    """

    task: int
    lead: int
    partner: int
    due: int
    both: bool = False
    grouped: bool = False

    @classmethod
    def of(cls, low: str, cells: list[Cell]) -> "Columns | None":
        """The columns a header row names, or None when the row is no header of tasks."""
        names = [low[s:e] for s, e in cells]
        both = _first(names, _BOTH)
        partner = _first(names, _PARTNER, but=(both,))
        due = _first(names, _DUE, but=(partner, both))
        lead = both if both >= 0 else _first(names, _LEAD, but=(partner, due))
        task = _first(names, _TASK, but=(partner, due, lead))
        if task < 0 or (lead < 0 and due < 0) or max(len(n) for n in names) > 60:
            return None
        return cls(task, lead, partner, due, both >= 0, 0 <= lead < task)

    def below(self, low: str, cells: list[Cell]) -> "Columns | None":
        """With a head's second row, «… | Chủ trì | Phối hợp | …» under «Cơ quan thực hiện»; else None."""
        names = [low[s:e] for s, e in cells]
        if not any(map(_ONLY_ROLE.fullmatch, names)) or not all(map(_IN_HEAD.fullmatch, names)):
            return None
        lead, partner = _first(names, _LEAD), _first(names, _PARTNER)
        return replace(
            self,
            lead=lead if lead >= 0 else self.lead,
            partner=partner if partner >= 0 else self.partner,
            both=False,
            grouped=0 <= lead < self.task,
        )


def roles_in(shadow: str, start: int, end: int, *, both: bool) -> tuple[list[int], list[int]]:
    """Where the bodies that lead and those that help are marked in shadow[start:end].

    «A chủ trì; B, C phối hợp», «Chủ trì: A; phối hợp: B», «A (chủ trì), B (phối hợp)»; «A/B» only where
    `both` kinds are meant to stand in the cell. A body that nothing is said of leads.
    """
    leads: list[int] = []
    helps: list[int] = []
    waiting: list[int] = []
    # A word before the first body speaks of those behind it; a word behind bodies of those before it.
    told: list[int] | None = None
    for match in _ROLES.finditer(shadow, start, end):
        if match[0] == OPEN:
            (waiting if told is None else told).append(match.start())
        elif match[0] == "/":
            if both and waiting and told is None:
                leads, waiting, told = [*leads, *waiting], [], helps
        else:
            meant = leads if match[0] == "chủ trì" else helps
            told = None if waiting else meant
            meant.extend(waiting)
            waiting = []
    return [*leads, *waiting], helps


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
