"""What a table of agencies or areas would do: each row added or corrected, and what stands against it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from cotmoc.domain import body_tables
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.body_tables import LEVEL_OF_KIND, Row, Wrong
from cotmoc.domain.errors import Said
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, Area
from cotmoc.organisations.queries.bodies import parents_on

Subject = Literal["agencies", "areas"]
_NOT_KNOWN = Said("không có trong bảng và trong hệ thống", "stands neither in the table nor in the system")


@dataclass(slots=True)
class Planned:
    """One row: its key, whether it is new, all its values, the key of what it stands under, what is wrong."""

    line: int
    key: str
    new: bool
    values: dict[str, Any]
    parent: str = ""
    under: str = ""
    """``parent`` as the table writes it."""
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of a table in its order; it can be saved when nothing is wrong."""

    subject: Subject
    rows: Sequence[Planned]

    @property
    def wrong(self) -> list[Wrong]:
        """Everything that is wrong, by line."""
        return [one for row in self.rows for one in row.wrong]


def plan(viewer: Actor, table: Sequence[Sequence[str]], *, subject: Subject, on: date) -> Plan:
    """What the table would do on a day. Raises Problem(BAD_TABLE) when its header cannot be used."""
    require(viewer, Permission.MANAGE_ORGANISATION)
    columns = body_tables.AGENCIES if subject == "agencies" else body_tables.AREAS
    known = _Known(viewer.province, subject, on)
    rows = [known.planned(row) for row in body_tables.read(table, columns)]
    _refuse_doubles(rows)
    for row in rows:
        _place(row, rows, known)
    _refuse_circles(rows, known.above)
    return Plan(subject, rows)


class _Known:
    """What stands in the database, by key and by the name of the day."""

    def __init__(self, province: int, subject: Subject, on: date) -> None:
        self.on, self.subject = on, subject
        of = Agency if subject == "agencies" else Area
        self.rows: dict[str, Any] = {one.key: one for one in of.objects.filter(province=province)}
        self.names = _by_name(self.rows.values(), on)
        areas = list(Area.objects.filter(province=province))
        self.areas = {one.key: one for one in areas} | {
            name: next(one for one in areas if one.key == key) for name, key in _by_name(areas, on).items()
        }
        ids = {one.pk: one for one in self.rows.values()}
        areas_above = {pk: one.parent_id for pk, one in ids.items() if subject == "areas"}
        above = areas_above or parents_on(ids, on)
        keys = {pk: one.key for pk, one in ids.items()}
        self.above = {keys[child]: keys[parent] for child, parent in above.items() if parent in keys}

    def planned(self, row: Row) -> Planned:
        """The row with what the table leaves open: from the database, else by the rules of new rows."""
        given = dict(row.values)
        parent = given.pop("parent", "")
        for aside in ("source", "merged_into"):
            given.pop(aside, None)
        name = given.get("name", "")
        key = given.pop("key", "") or self.names.get(fold(name), "") or _slug(name)
        held = self.rows.get(key)
        wrong = list(row.wrong)
        area = given.pop("area", "")
        values = {**self._open(given, held), **given}
        if area:
            values["area"] = self.areas.get(fold(area)) or self.areas.get(area)
            if values["area"] is None:
                wrong.append(Wrong(row.line, "area", Said("chưa có địa bàn này", "there is no such area")))
        ends = values.get("valid_to")
        if ends is not None and ends <= values["valid_from"]:
            why = Said("phải sau ngày bắt đầu", "must come after the first day")
            wrong.append(Wrong(row.line, "valid_to", why))
        return Planned(row.line, key, held is None, values, parent, parent, wrong)

    def _open(self, given: Mapping[str, Any], held: Any) -> dict[str, Any]:
        more = ["short_name", "force", "area"] if self.subject == "agencies" else ["border"]
        fields = ["code", "valid_from", "valid_to", "level", *more]
        if held is not None:
            return {name: getattr(held, name) for name in fields}
        fresh: dict[str, Any] = {"code": "", "valid_from": self.on, "valid_to": None}
        if self.subject == "areas":
            return fresh | {"border": False}
        level = LEVEL_OF_KIND.get(given.get("kind", ""), "province")
        return fresh | {"short_name": given.get("name", "")[:100], "force": "", "area": None, "level": level}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60].strip("-")


def _by_name(rows: Any, on: date) -> dict[str, str]:
    """Keys by folded name, of rows that exist on a day or later; a name of two rows means none."""
    found: dict[str, set[str]] = {}
    for one in rows:
        if one.valid_to is None or one.valid_to > on:
            found.setdefault(fold(one.name), set()).add(one.key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _refuse_doubles(rows: Sequence[Planned]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.key, row.line)
        if first != row.line:
            why = Said(f"trùng với dòng {first}", f"is the same as row {first}")
            row.wrong.append(Wrong(row.line, "key", why))


def _place(row: Planned, rows: Sequence[Planned], known: _Known) -> None:
    """Turn what a row says it stands under into a key; the table goes before the database."""
    if not row.parent:
        return
    wanted = fold(row.parent)
    keys = {one.key for one in rows} | set(known.rows)
    named = [one.key for one in rows if fold(one.values.get("name", "")) == wanted and one is not row]
    key = wanted if wanted in keys else named[0] if len(named) == 1 else known.names.get(wanted, "")
    if not key:
        row.wrong.append(Wrong(row.line, "parent", _NOT_KNOWN))
    row.parent = key


def _refuse_circles(rows: Sequence[Planned], held: Mapping[str, str]) -> None:
    above = {**held, **{row.key: row.parent for row in rows if row.parent}}
    for row in rows:
        seen, here = {row.key}, above.get(row.key, "")
        while here and here not in seen:
            seen.add(here)
            here = above.get(here, "")
        if here and here == row.key:
            why = Said("vòng tròn: thuộc cơ quan dưới mình", "a circle: under one that stands below it")
            row.wrong.append(Wrong(row.line, "parent", why))
