"""From the row store to immutable files: one DuckDB and one Parquet file a year, never changed once named."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cotmoc.analytics import engine
from cotmoc.coordination import queries as coordination
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, period_of
from cotmoc.reporting import queries as reporting

Rows = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class YearFile:
    """One year of a snapshot: its file under the snapshot folder, what is in it and how much."""

    year: int
    name: str
    digest: str
    cells: int


def rows_by_year(province: int) -> dict[int, Rows]:
    """Approved cells, joint activities and obligations of a province, as plain rows for each year."""
    years: dict[int, Rows] = defaultdict(lambda: {name: [] for name in engine.STORED})
    for cell in reporting.facts_for_snapshot(province):
        row = {
            name: getattr(cell, name)
            for name in ("submission", "unit", "period", "indicator", "breakdown", "value")
        }
        years[Period.parse(cell.period).year]["cell"].append(row)
    for owed in reporting.obligations(province):
        row = {"unit": owed.unit, "period": owed.period, "state": owed.state}
        years[Period.parse(owed.period).year]["obligation"].append(row)
    for event in coordination.events(province):
        period = period_of(event.held_on, PeriodKind.QUARTER, Calendar.ND09)
        year = years[period.year]
        year["joint"].append(
            {
                "activity": event.id,
                "kind": event.kind,
                "held_on": event.held_on,
                "period": str(period),
                "count": event.count,
            }
        )
        year["part"] += [
            {"activity": event.id, "unit": unit, "period": str(period)} for unit in sorted(event.participants)
        ]
    return dict(years)


def write(folder: Path, years: Mapping[int, Rows], known: Iterable[YearFile] = ()) -> list[YearFile]:
    """Write the files that are not there yet; a year whose rows have not changed keeps its old file."""
    folder.mkdir(parents=True, exist_ok=True)
    old = {(file.year, file.digest): file for file in known}
    written = []
    for year in sorted(years):
        tables = {name: _table(name, years[year][name]) for name in engine.STORED}
        digest = _digest(tables)
        file = old.get((year, digest))
        if file is None or not (folder / file.name).exists():
            file = YearFile(year, f"{year}-{digest[:16]}.duckdb", digest, tables["cell"].num_rows)
            _place(folder, file, tables)
        written.append(file)
    return written


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    table = pa.Table.from_pylist(rows, schema=engine.arrow_schema(name))
    return table.sort_by([(column, "ascending") for column in table.column_names])


def _digest(tables: Mapping[str, pa.Table]) -> str:
    digest = hashlib.sha256()
    for name in engine.STORED:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, tables[name].schema) as stream:
            stream.write_table(tables[name].combine_chunks())
        digest.update(name.encode() + sink.getvalue().to_pybytes())
    return digest.hexdigest()


def _place(folder: Path, file: YearFile, tables: Mapping[str, pa.Table]) -> None:
    if (folder / file.name).exists():
        return
    draft = folder / f".{secrets.token_hex(8)}.duckdb"
    try:
        engine.write_year(draft, tables)
        draft.with_suffix(".parquet").replace((folder / file.name).with_suffix(".parquet"))
        draft.replace(folder / file.name)
    finally:
        for leftover in folder.glob(f"{draft.name}*"):
            leftover.unlink()
        draft.with_suffix(".parquet").unlink(missing_ok=True)
