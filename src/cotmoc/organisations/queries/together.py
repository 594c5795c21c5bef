"""Several small questions asked of the database in one statement, each of them a subquery of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Rows = Mapping[str, QuerySet[Any]]
_Part = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Links:
    """The rows of a model whose ``field`` leads to the row ``to``.

    A page asks for so many of them that putting each together as a query would cost more than the answer.
    """

    model: type[Model]
    field: str
    to: int

    @property
    def asked(self) -> tuple[str, list[Any]]:
        """Whether there are any, as SQL."""
        meta, name = self.model._meta, connection.ops.quote_name
        table, column = name(meta.db_table), name(str(meta.get_field(self.field).column))  # type: ignore[union-attr]
        return f"EXISTS (SELECT 1 FROM {table} WHERE {column} = %s)", [self.to]  # noqa: S608 - names of ours


def together(
    *,
    there: Mapping[str, QuerySet[Any] | Links] | None = None,
    counted: Rows | None = None,
    first: Rows | None = None,
) -> dict[str, Any]:
    """By the name of each question its answer; nobody's permission is asked here.

    ``there``: whether any row is there. ``counted``: how many there are. ``first``: the value of the
    first row of a query for one column, None where there is none. The names must differ.
    """
    asked = {name: _any(rows) for name, rows in (there or {}).items()}
    asked |= {name: _count(rows) for name, rows in (counted or {}).items()}
    asked |= {name: _asked("(%s)", rows[:1]) for name, rows in (first or {}).items()}
    answers: dict[str, Any] = dict.fromkeys(there or (), False) | dict.fromkeys(counted or (), 0)
    answers |= dict.fromkeys(first or ())
    known = {name: one for name, one in asked.items() if one is not None}
    if known:
        with connection.cursor() as cursor:
            sql = f"SELECT {', '.join(part for part, _ in known.values())}"
            cursor.execute(sql, [value for _, values in known.values() for value in values])
            found = cursor.fetchone()
        kinds = there or {}
        answers |= {n: bool(v) if n in kinds else v for n, v in zip(known, found, strict=True)}
    return answers


def _any(rows: QuerySet[Any] | Links) -> _Part | None:
    return rows.asked if isinstance(rows, Links) else _asked("EXISTS (%s)", rows.order_by().values("pk")[:1])


def _count(rows: QuerySet[Any]) -> _Part | None:
    return _asked("(SELECT COUNT(*) FROM (%s) counted)", rows.order_by().values("pk"))


def _asked(form: str, rows: QuerySet[Any]) -> _Part | None:
    """A question as SQL with its values; None where the answer is known to be nothing."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return form.replace("%s", sql, 1), list(values)
