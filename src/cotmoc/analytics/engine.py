"""Runs measures in DuckDB over a snapshot's files, which no process ever opens for writing.

Loading Ibis and compiling an expression costs far more than running it, so each measure's SQL is compiled
beforehand (``cotmoc.analytics.compiling``) over tables of fixed names and lies in ``sql/``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from cotmoc.analytics import schemas

TABLES: dict[str, Mapping[str, str]] = {
    "cell": schemas.CELL,
    "joint": schemas.JOINT,
    "part": schemas.PART,
    "obligation": schemas.OBLIGATION,
    "asks": schemas.ASKS,
    "groups": schemas.GROUPS,
    "periods": schemas.PERIODS,
    "indicators": schemas.INDICATORS,
    "within": schemas.WITHIN,
}
MEASURES = ("totals", "constituents", "attended", "missing")
SQL = Path(__file__).parent / "sql"
_ARROW: dict[str, pa.DataType] = {
    "int64": pa.int64(),
    "float64": pa.float64(),
    "string": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "decimal(20, 4)": pa.decimal128(20, 4),
}
_DUCKDB = {"int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN"}
Rows: TypeAlias = Sequence[Mapping[str, Any]]
"""A question's table, a mapping a row: Arrow would load Pandas to take it from Python."""
STORED = ("cell", "joint", "part", "obligation", "asks")
"""The tables that lie in a snapshot; the others come with the question."""
_lock = Lock()


@cache
def _sql(measure: str) -> str:
    return (SQL / f"{measure}.sql").read_text(encoding="utf-8")


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of one of the tables."""
    return pa.schema([(column, _ARROW[kind]) for column, kind in TABLES[name].items()])


@contextmanager
def opened(files: Sequence[Path], **asked: Rows) -> Iterator[Callable[[str], pa.Table]]:
    """Give a function from a measure's name to its result over year files.

    ``asked`` is the question: groups, periods, indicators.
    """
    with _cursor(files) as cursor:
        for name in STORED:
            parts = " UNION ALL ".join(_selected(file, name) for file in files)
            if parts:
                cursor.execute(f"CREATE TEMP VIEW t_{name} AS {parts}")
            else:
                cursor.register(f"t_{name}", arrow_schema(name).empty_table())
        for name, rows in asked.items():
            columns = TABLES[name]
            taken = ", ".join(f"unnest(?::{_DUCKDB[kind]}[]) AS {column}" for column, kind in columns.items())
            values = [[row[column] for row in rows] for column in columns]
            cursor.execute(f"CREATE TEMP TABLE t_{name} AS SELECT {taken}", values)
        yield lambda measure: cursor.sql(_sql(measure)).to_arrow_table()


def run(measure: str, files: Sequence[Path], **asked: Rows) -> pa.Table:
    """The result of one measure of ``measures``."""
    with opened(files, **asked) as ask:
        return ask(measure)


def _cursor(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A cursor of the process's database, to which the files are attached.

    Starting a database costs more than a question; files never change, so they stay attached.
    """
    with _lock:
        database = _database()
        for file in files:
            database.execute(f"ATTACH IF NOT EXISTS '{_quoted(file)}' AS {_alias(file)} (READ_ONLY)")
        return database.cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "1GB"})


def _selected(file: Path, name: str) -> str:
    """One of a file's tables; a column that files of its time did not have is 0."""
    there = _columns(file)[name]
    wanted = ", ".join(column if column in there else f"0 AS {column}" for column in TABLES[name])
    return f"SELECT {wanted} FROM {_alias(file)}.{name}"  # noqa: S608


@cache
def _columns(file: Path) -> dict[str, frozenset[str]]:
    """The columns of an attached file's tables; files never change."""
    rows = (
        _database()
        .cursor()
        .execute(
            "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = ? GROUP BY 1",
            [_alias(file)],
        )
    )
    return {name: frozenset(columns) for name, columns in rows.fetchall()}


def periods_in(files: Sequence[Path], *tables: str) -> frozenset[str]:
    """The periods that stand in tables of these files."""
    with _cursor(files):
        return frozenset[str]().union(*(_periods_of(file, name) for file in files for name in tables))


@cache
def _periods_of(file: Path, name: str) -> frozenset[str]:
    found = _database().cursor().execute(f"SELECT DISTINCT period FROM {_alias(file)}.{name}")  # noqa: S608
    return frozenset(period for (period,) in found.fetchall())


@cache
def _alias(file: Path) -> str:
    return f"y_{hashlib.sha256(str(file).encode()).hexdigest()[:24]}"


def read_table(file: Path, name: str) -> pa.Table:
    """One table of a year file, in the types of now."""
    with _cursor([file]) as cursor:
        return cursor.sql(_selected(file, name)).to_arrow_table().cast(arrow_schema(name))


def write_year(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write one year's tables as a DuckDB file and, beside it, the cells as Parquet. Both must be new."""
    with duckdb.connect(str(path)) as connection:
        for name in STORED:
            table = tables.get(name)
            rows = arrow_schema(name).empty_table() if table is None else table.cast(arrow_schema(name))
            connection.register("incoming", rows)
            order = "period, indicator, unit" if name == "cell" else "ALL"
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming ORDER BY {order}")  # noqa: S608
            connection.unregister("incoming")
        target = _quoted(path.with_suffix(".parquet"))
        connection.execute(
            f"COPY (SELECT * FROM cell ORDER BY ALL) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
        )
        connection.execute("CHECKPOINT")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
