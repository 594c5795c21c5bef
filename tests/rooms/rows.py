"""The rows of every table, taken once and laid down again: a fixture without its hundreds of queries."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

Rows = dict[str, list[tuple[Any, ...]]]


def standing() -> Rows:
    """Every row of every table."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found


def added(before: Rows) -> Rows:
    """The rows that came since. Raises ValueError when one that stood was changed or taken away."""
    now = standing()
    made = {}
    for table, found in now.items():
        stood = set(map(repr, before[table]))
        if stood - set(map(repr, found)):
            raise ValueError(f"rows of {table} were changed, which laying rows down cannot do again")
        made[table] = [row for row in found if repr(row) not in stood]
    return {table: found for table, found in made.items() if found}


def lay(made: Rows) -> None:
    """Insert these rows with the ids they had."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, found in made.items():
            places = ", ".join(["%s"] * len(found[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", found)
