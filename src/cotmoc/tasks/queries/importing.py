"""What a table of tasks would do: each row as an order, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cotmoc.domain import body_tables
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.body_tables import Wrong
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.people import BAD_TABLE
from cotmoc.domain.errors.tasks import GIVEN_TO_ITSELF
from cotmoc.domain.folding import fold
from cotmoc.domain.succession import answering
from cotmoc.domain.task_tables import COLUMNS, LISTED, code_key
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import (
    Meant,
    functions,
    meant,
    names_kept,
    recognised,
    succession_links,
)
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.deeds import LAST_DAY, TO_COME, TOO_FAR
from cotmoc.tasks.queries.under import DEEPEST, levels_of, why_not_under


@dataclass(slots=True)
class Drafted:
    """One row: the ``values`` it fills, the ids of its ``bodies`` by column, and what is wrong with it.

    ``parent`` is the id of the task it stands under; ``above`` the line of the table where that is new too;
    ``function`` the field of work that stands there, else the one of which its words speak.
    """

    line: int
    values: Mapping[str, Any]
    given_on: date
    bodies: dict[str, list[int]] = field(default_factory=dict)
    parent: int | None = None
    above: int | None = None
    function: int | None = None
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The task's own number, empty where it has none."""
        return str(self.values.get("code", ""))

    @property
    def giver(self) -> int:
        """The body that gives it, of a row with nothing wrong."""
        return self.bodies["giver"][0]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The rows of a table in its order."""

    rows: Sequence[Drafted]

    @property
    def right(self) -> list[Drafted]:
        """Those that can be saved."""
        return [row for row in self.rows if not row.wrong]

    @property
    def wrong(self) -> list[Wrong]:
        """Everything that is wrong, by line."""
        return [one for row in self.rows for one in row.wrong]


def plan_import(viewer: Actor, table: Sequence[Sequence[str]], *, on: date) -> ImportPlan:
    """What the table would do on a day. Raises Problem(BAD_TABLE) when its header cannot be used."""
    require(viewer, Permission.ASSIGN_TASK)
    rows = [_drafted(row, on) for row in body_tables.read(table, COLUMNS)]
    if not rows:
        raise Problem(BAD_TABLE, why=Said("bảng trống", "the table is empty"))
    _find_bodies(viewer, rows)
    _find_functions(viewer, rows)
    _refuse_doubles(viewer, rows)
    _place(viewer, rows)
    return ImportPlan(rows)


def _drafted(row: body_tables.Row, on: date) -> Drafted:
    given = row.values.get("given_on", on)
    made = Drafted(row.line, row.values, given, wrong=list(row.wrong))
    due = row.values.get("due_on")
    if given > on:
        made.wrong.append(Wrong(row.line, "given_on", TO_COME))
    if due is not None and due > LAST_DAY:
        made.wrong.append(Wrong(row.line, "due_on", TOO_FAR))
    if due is not None and due < given:
        vi = f"hạn {show_date(due)} sớm hơn ngày giao {show_date(given)}"
        en = f"the due date {show_date(due)} is before the day of assignment {show_date(given)}"
        made.wrong.append(Wrong(row.line, "due_on", Said(vi, en)))
    return made


def _find_bodies(viewer: Actor, rows: Sequence[Drafted]) -> None:
    """Turn the names of each row into bodies of the day on which it was given."""
    heirs = _Heirs(viewer.province)
    by_day: dict[date, list[Drafted]] = {}
    for row in rows:
        by_day.setdefault(row.given_on, []).append(row)
    with names_kept():
        for day, mine in by_day.items():
            names = {name for row in mine for column in (*LISTED, "giver") for name in _names(row, column)}
            known = meant(viewer.province, names, on=day)
            for row in mine:
                _name_bodies(viewer, row, known, heirs)


def _names(row: Drafted, column: str) -> list[str]:
    said = row.values.get(column, [])
    return [said] if isinstance(said, str) else list(said)


def _name_bodies(viewer: Actor, row: Drafted, known: Mapping[str, Meant], heirs: _Heirs) -> None:
    for column in (*LISTED, "giver"):
        row.bodies[column] = []
        for name in _names(row, column):
            found = known[name]
            if len(found.now) == 1:
                row.bodies[column].append(found.now[0])
            else:
                row.wrong.append(Wrong(row.line, column, heirs.why_not(name, found, row.given_on)))
    seen: set[int] = set()
    for column in LISTED:
        for body in row.bodies[column]:
            if body in seen:
                why = Said("một cơ quan được ghi hai lần", "one body stands twice")
                row.wrong.append(Wrong(row.line, column, why))
            seen.add(body)
    _find_giver(viewer, row)


def _find_giver(viewer: Actor, row: Drafted) -> None:
    if not _names(row, "giver"):
        row.bodies["giver"] = [viewer.agency] if viewer.agency is not None else []
        if viewer.agency is None:
            row.wrong.append(Wrong(row.line, "giver", Said("còn trống", "is empty")))
    elif any(not reaches(viewer, body) for body in row.bodies["giver"]):
        why = Said("không có quyền giao việc thay cơ quan này", "you may not assign for this body")
        row.wrong.append(Wrong(row.line, "giver", why))


def _find_functions(viewer: Actor, rows: Sequence[Drafted]) -> None:
    """The field of work of each row by its key or name; where none stands, by the words of the task."""
    known: dict[str, list[int]] = {}
    for one in functions(viewer):
        for name in {fold(one.key), fold(one.name)}:
            known.setdefault(name, []).append(one.pk)
    by_words = recognised(viewer.province)
    for row in rows:
        said = str(row.values.get("function", ""))
        found = known.get(fold(said), [])
        if not said:
            row.function = by_words.told(str(row.values.get("title", "")), str(row.values.get("detail", "")))
        elif len(found) == 1:
            row.function = found[0]
        elif found:
            vi = f"«{said}» là tên của {len(found)} lĩnh vực; ghi mã"
            why = Said(vi, f"“{said}” names {len(found)} fields of work; write the key")
            row.wrong.append(Wrong(row.line, "function", why))
        else:
            why = Said(f"không có lĩnh vực «{said}»", f"there is no field of work “{said}”")
            row.wrong.append(Wrong(row.line, "function", why))


class _Heirs:
    """Says why a name means no body of a day, and who answers for one that ended."""

    def __init__(self, province: int) -> None:
        self._links = succession_links(province)

    def why_not(self, name: str, found: Meant, on: date) -> Said:
        """What is wrong with the name."""
        shown = name[:100]
        if len(found.now) > 1:
            keys = ", ".join(
                Agency.objects.filter(pk__in=found.now).order_by("key").values_list("key", flat=True)
            )
            vi = f"«{shown}» là tên của {len(found.now)} cơ quan; ghi mã: {keys}"
            return Said(vi, f"“{shown}” names {len(found.now)} bodies; write the key: {keys}")
        if not found.otherwise:
            return Said(f"không có cơ quan «{shown}»", f"there is no body “{shown}”")
        day = show_date(on)
        heirs = {one for pk in found.otherwise for one in answering(pk, on, self._links) if one != pk}
        names = "; ".join(Agency.objects.filter(pk__in=heirs).order_by("name").values_list("name", flat=True))
        vi, en = f"«{shown}» không hoạt động vào ngày {day}", f"“{shown}” did not exist on {day}"
        return Said(f"{vi}; kế thừa: {names}", f"{en}; succeeded by: {names}") if names else Said(vi, en)


def _refuse_doubles(viewer: Actor, rows: Sequence[Drafted]) -> None:
    """A code stands once in the table, and names no task that stands already."""
    seen: dict[str, int] = {}
    known = _coded(viewer, {code_key(row.code) for row in rows if row.code})
    for row in rows:
        if not row.code:
            continue
        key = code_key(row.code)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            row.wrong.append(
                Wrong(row.line, "code", Said(f"trùng với dòng {first}", f"is the same as row {first}"))
            )
        elif key in known:
            task = known[key]
            why = Said(f"đã có nhiệm vụ mang mã này (số {task})", f"task {task} has this code already")
            row.wrong.append(Wrong(row.line, "code", why))


def _coded(viewer: Actor, codes: set[str]) -> dict[str, int]:
    """The tasks that have these codes (``code_key``) and were not taken back."""
    if not codes:
        return {}
    tasks = Task.objects.filter(province=viewer.province).exclude(external_id="")
    standing = tasks.exclude(outcome=Task.Outcome.CANCELLED).order_by("-pk").values_list("external_id", "pk")
    # No database folds as we do, so all are read, once for a table of any length.
    return {key: pk for code, pk in standing.iterator() if (key := code_key(code)) in codes}


def _place(viewer: Actor, rows: Sequence[Drafted]) -> None:
    """Find what each row stands under: in the table first, else among the tasks that stand already."""
    lines = {code_key(row.code): row for row in reversed(rows) if row.code}
    wanted = {code_key(str(row.values["parent"])) for row in rows if row.values.get("parent")}
    known = _coded(viewer, wanted)
    for row in rows:
        code = str(row.values.get("parent", ""))
        if not code:
            continue
        if (above := lines.get(code_key(code))) is not None:
            row.above = above.line
        elif code_key(code) in known:
            row.parent = known[code_key(code)]
        else:
            why = Said(f"không có nhiệm vụ mang mã «{code}»", f"no task has the code “{code}”")
            row.wrong.append(Wrong(row.line, "parent", why))
    by_line = {row.line: row for row in rows}
    for row in rows:
        _refuse_circle(row, by_line)
    _refuse_places(rows, by_line)
    _refuse_own_parts(rows, by_line)
    for row in rows:
        _refuse_wrong_above(row, by_line)


def _refuse_places(rows: Sequence[Drafted], by_line: Mapping[int, Drafted]) -> None:
    """What stands already must take a part, and nothing may lie deeper than a task can."""
    parents = {row.parent for row in rows if row.parent is not None}
    levels, standing = levels_of(parents), Task.objects.in_bulk(parents)
    wrong = {row.line for row in rows if row.wrong}
    for row in rows:
        if row.parent is not None and (why := why_not_under(standing[row.parent])):
            row.wrong.append(Wrong(row.line, "parent", why))
        top, lying = row, 1
        while top.above is not None and lying <= DEEPEST and top.line not in wrong:
            top, lying = by_line[top.above], lying + 1
        if top.line not in wrong and lying + levels.get(top.parent or 0, 0) > DEEPEST:
            vi, en = f"sâu hơn {DEEPEST} cấp", f"lies deeper than {DEEPEST} levels"
            row.wrong.append(Wrong(row.line, "parent", Said(vi, en)))


def _refuse_own_parts(rows: Sequence[Drafted], by_line: Mapping[int, Drafted]) -> None:
    """As for a single one: who was given a task by another gives no part of it to itself."""
    standing = Task.objects.in_bulk({row.parent for row in rows if row.parent is not None})
    for row in rows:
        if row.wrong or (row.parent is None and row.above is None):
            continue
        above = standing.get(row.parent or 0)
        givers = by_line[row.above].bodies["giver"] if row.above is not None else []
        giver = above.giver_id if above is not None else next(iter(givers), None)
        if giver not in (None, row.giver) and row.giver in row.bodies["leads"]:
            name = Agency.objects.get(pk=row.giver).name
            why = Problem(GIVEN_TO_ITSELF, agency=name)
            said = Said(why.parts("vi").what, why.parts("en").what)
            row.wrong.append(Wrong(row.line, "leads", said))


def _refuse_circle(row: Drafted, by_line: Mapping[int, Drafted]) -> None:
    passed: set[int] = set()
    here = row.above
    while here is not None and here not in passed:
        passed.add(here)
        here = by_line[here].above
    if row.line in passed:
        why = Said(
            "vòng tròn: việc cha nằm dưới chính việc này", "a circle: the parent stands under this task"
        )
        row.wrong.append(Wrong(row.line, "parent", why))


def _refuse_wrong_above(row: Drafted, by_line: Mapping[int, Drafted]) -> None:
    """A row falls with the row it stands under."""
    passed: set[int] = {row.line}
    here = row.above
    while here is not None and here not in passed:
        if by_line[here].wrong and not row.wrong:
            row.wrong.append(Wrong(row.line, "parent", Said(f"dòng {here} có lỗi", f"row {here} is wrong")))
        passed.add(here)
        here = by_line[here].above
