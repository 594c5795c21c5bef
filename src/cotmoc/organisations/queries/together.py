"""Several small questions asked of the database in one statement, each of them a subquery of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Rows = Mapping[str, QuerySet[Any]]


def together(
    *, there: Rows | None = None, counted: Rows | None = None, first: Rows | None = None
) -> dict[str, Any]:
    """By the name of each question its answer; nobody's permission is asked here.

    ``there``: whether any row is there. ``counted``: how many there are. ``first``: the value of the
    first row of a query for one column, None where there is none. The names must differ.
    """
    asked = [
        *(
            ("EXISTS (%s)", name, rows.order_by().values("pk")[:1], False)
            for name, rows in (there or {}).items()
        ),
        *(
            ("(SELECT COUNT(*) FROM (%s) counted)", name, rows.order_by().values("pk"), 0)
            for name, rows in (counted or {}).items()
        ),
        *(("(%s)", name, rows[:1], None) for name, rows in (first or {}).items()),
    ]
    answers: dict[str, Any] = {}
    parts: list[str] = []
    names: list[str] = []
    values: list[Any] = []
    for form, name, rows, nothing in asked:
        answers[name] = nothing
        try:
            sql, own = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(form.replace("%s", sql, 1))
        names.append(name)
        values += own
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", values)
            found = cursor.fetchone()
        kinds = there or {}
        answers |= {n: bool(v) if n in kinds else v for n, v in zip(names, found, strict=True)}
    return answers
