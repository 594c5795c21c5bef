"""By what a search in the text index is narrowed, and how each database is asked it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
_ONE_BY_ONE = 100
Marks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A query for the ``id`` of tasks among which to search: ``few``, or so many that hits are looked up."""

    sql: str
    values: tuple[Any, ...]
    few: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of which a task must have one, looked up hit by hit: so many that as marks they take longer."""

    agencies: tuple[int, ...]
    giving: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Where to search: in a province, within the index only ``marks``, and of its hits only some."""

    province: int
    marks: Marks
    among: Narrowing | None
    bodies: Bodies | None

    def narrowed(self, sql: str, values: list[Any], place: str) -> tuple[str, list[Any]]:
        """A query of hits with their ids at ``place``, narrowed to those that count."""
        if self.among is not None:
            sql, values = f"{sql} AND {_among(self.among, place)}", [*values, *self.among.values]
        if self.bodies is not None:
            sql, values = f"{sql} AND {_of(self.bodies, place)}", [*values, *self.bodies.agencies]
        return sql, values


def of_province(rows: QuerySet[M], province: int | None, column: str = "province") -> QuerySet[M]:
    """Those of a province, named in ``column``, which other conditions narrow further to few.

    On SQLite as a sum, so that the province is no key: it would walk all rows of the province instead. On
    PostgreSQL, which estimates by its statistics, as it is.
    """
    if connection.vendor == "sqlite":
        return cast("QuerySet[M]", rows.alias(of=F(column) + 0).filter(of=province))
    return rows.filter(**{column: province})


def among_ids(ids: Sequence[int]) -> Any:
    """Ids for «pk in», as one value where they are many: to write a thousand takes long."""
    if len(ids) < _ONE_BY_ONE:
        return ids
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def _among(among: Narrowing, place: str) -> str:
    if among.few:
        return f"{place} IN ({among.sql})"
    # Without OFFSET PostgreSQL might gather all of them first; SQLite knows none alone, and never does.
    looked_up = "" if connection.vendor == "sqlite" else " OFFSET 0"
    return f"EXISTS (SELECT 1 FROM ({among.sql}) AS n WHERE n.id = {place}{looked_up})"  # noqa: S608 - Django's own


def _of(bodies: Bodies, place: str) -> str:
    places = ", ".join(["%s"] * len(bodies.agencies))
    part = "" if bodies.giving else " AND p.takes_part"
    # As a sum the body is no key: one look at the few bodies of a task, and not one for each of these.
    return (
        "EXISTS (SELECT 1 FROM tasks_taskparty p "  # noqa: S608 - put together from the texts above
        f"WHERE p.task_id = {place} AND p.agency_id + 0 IN ({places}){part})"
    )
