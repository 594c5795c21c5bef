"""What an amendment changes, as the page tells it: line by line, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cotmoc.domain.plan_changes import ChangeKind
from cotmoc.plans import queries
from cotmoc.web.words import day, number

if TYPE_CHECKING:
    from cotmoc.plans.models import Plan, PlanLine

_KINDS: dict[ChangeKind, tuple[str, str | Promise]] = {
    ChangeKind.ADDED: ("future", gettext_lazy("Thêm")),
    ChangeKind.CHANGED: ("draft", gettext_lazy("Sửa")),
    ChangeKind.DROPPED: ("no", gettext_lazy("Bỏ")),
}
_NAMES: dict[str, str | Promise] = {
    "wording": gettext_lazy("Việc phải làm"),
    "lead": gettext_lazy("Cơ quan chủ trì"),
    "who": gettext_lazy("Người hoặc phòng làm"),
    "due_on": gettext_lazy("Ngày hoàn thành"),
    "source": gettext_lazy("Nguồn kinh phí"),
    "amount": gettext_lazy("Kinh phí (triệu đồng)"),
    "clause": gettext_lazy("Trả lời nhiệm vụ nào của văn bản"),
    "task": gettext_lazy("Là nhiệm vụ đã có số"),
}
_HEAD: dict[str, str | Promise] = {
    "title": gettext_lazy("Tên kế hoạch"),
    "number": gettext_lazy("Số, ký hiệu"),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """A line that is not as it was, with each field that differs: its name, before and after."""

    look: str
    words: str | Promise
    number: int
    wording: str
    fields: list[tuple[str | Promise, str, str]] = field(default_factory=list)


def renamed(row: Plan) -> list[tuple[str | Promise, str, str]]:
    """What of the head an amendment changes."""
    found = queries.renamed(row).items()
    return [(_HEAD[name], before or "–", after or "–") for name, (before, after) in found]


def differing(row: Plan) -> list[Differing]:
    """The lines that an amendment (from ``queries.plan``) adds, changes and drops."""
    if row.amends is None:
        return []
    former = {line.ordinal: line for line in queries.lines_of(row.amends)}
    latter = {line.ordinal: line for line in row.lines.all()}
    told = []
    for change in queries.changes_of(row):
        before, after = former.get(change.before or 0), latter.get(change.after or 0)
        line = after or before
        assert line is not None
        fields = _fields(before, after, change.fields) if before and after else _facts(line)
        told.append(Differing(*_KINDS[change.kind], line.ordinal, line.wording, fields))
    return told


def _fields(before: PlanLine, after: PlanLine, names: Iterable[str]) -> list[tuple[str | Promise, str, str]]:
    return [(_NAMES[name], _shown(before, name), _shown(after, name)) for name in names]


def _facts(line: PlanLine) -> list[tuple[str | Promise, str, str]]:
    """What is worth telling of a line that is new or dropped."""
    names = ("lead", "due_on", "source", "amount")
    return [(_NAMES[name], "", _shown(line, name)) for name in names if getattr(line, name) not in ("", None)]


def _shown(line: PlanLine, name: str) -> str:
    match name:
        case "lead":
            return line.lead.name
        case "due_on":
            return day(line.due_on)
        case "amount":
            return number(line.amount)
        case "clause":
            return line.clause.label if line.clause else "–"
        case "task":
            return f"#{line.task_id}" if line.task_id else "–"
    return str(getattr(line, name)) or "–"
