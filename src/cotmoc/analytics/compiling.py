"""Turns measures into the SQL that lies in ``sql/``, so that a process that asks need not load Ibis.

    python -m cotmoc.analytics.compiling

writes the files again; a test compares them with the measures. Loading Ibis and compiling costs more
than a second, every question after that a few hundredths.
"""

from __future__ import annotations

from collections.abc import Callable

import ibis

from cotmoc.analytics import measures
from cotmoc.analytics.engine import MEASURES, SQL, TABLES


def sql(measure: str) -> str:
    """The DuckDB text of one measure over tables of fixed names, ``t_cell`` and so on."""
    function: Callable[..., ibis.Table] = getattr(measures, measure)
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    # The joint activities' table is named as a keyword of SQL would be: prefixed names keep it plain.
    tables = {name: ibis.table(TABLES[name], name=f"t_{name}") for name in names}
    return f"{ibis.to_sql(function(**tables), dialect='duckdb')}\n"


def main() -> None:
    """Write every measure's text."""
    SQL.mkdir(exist_ok=True)
    for measure in MEASURES:
        (SQL / f"{measure}.sql").write_text(sql(measure), encoding="utf-8")


if __name__ == "__main__":
    main()
