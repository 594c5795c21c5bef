"""From the row store to immutable files: one DuckDB and one Parquet file a year, never changed once named."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa

from cotmoc.analytics import engine
from cotmoc.coordination import queries as coordination
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, period_of
from cotmoc.reporting import queries as reporting
from cotmoc.reporting.models import RegimeReporter

Tables = dict[str, pa.Table]
CHUNK = 50_000
"""Rows held as Python objects before they become columns."""


@dataclass(frozen=True, slots=True)
class YearFile:
    """One year of a snapshot: its file under the snapshot folder, what is in it and how much.

    ``mark`` is what the row store said of the year's figures, ``cell_digest`` the hash of them: while the
    mark is the same they need not be read again. Both are empty in older manifests.
    """

    year: int
    name: str
    digest: str
    cells: int
    mark: str = ""
    cell_digest: str = ""


class _Columns:
    """Rows of one table, kept as columns; Python objects only for the newest ``CHUNK`` of them."""

    def __init__(self, name: str) -> None:
        self._schema = engine.arrow_schema(name)
        self._rows: list[tuple[object, ...]] = []
        self._batches: list[pa.RecordBatch] = []

    def add(self, *row: object) -> None:
        self._rows.append(row)
        if len(self._rows) >= CHUNK:
            self._flush()

    def table(self) -> pa.Table:
        """All rows in one fixed order, so that the same rows give the same bytes."""
        self._flush()
        table = pa.Table.from_batches(self._batches, schema=self._schema)
        return table.sort_by([(column, "ascending") for column in table.column_names])

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [pa.array(c, type=f.type) for c, f in zip(columns, self._schema, strict=True)]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._rows = []


def unchanged(folder: Path, known: Iterable[YearFile], marks: Mapping[int, str]) -> dict[int, YearFile]:
    """The years whose figures stand in their files as they are in the row store."""
    return {
        file.year: file
        for file in known
        if file.mark and file.mark == marks.get(file.year) and (folder / file.name).exists()
    }


def tables_by_year(province: int, without: Collection[int] = ()) -> dict[int, Tables]:
    """Approved cells, joint activities and obligations of a province, as tables for each year.

    The years ``without`` have no table of cells: theirs lie in a file already.
    """
    years: dict[int, dict[str, _Columns]] = defaultdict(lambda: {n: _Columns(n) for n in engine.STORED})
    year_of = cache(lambda period: Period.parse(period).year)
    for cell in reporting.facts_for_snapshot(province, without):
        years[year_of(cell.period)]["cell"].add(
            cell.submission, cell.unit, cell.period, cell.indicator, cell.breakdown, cell.value
        )
    owing: dict[int, set[int]] = defaultdict(set)
    for owed in reporting.obligations(province):
        years[year_of(owed.period)]["obligation"].add(owed.unit, owed.period, owed.state, owed.regime)
        owing[year_of(owed.period)].add(owed.unit)
    for unit, indicator, regime in _asks(province):
        for year in (year for year, units in owing.items() if unit in units):
            years[year]["asks"].add(unit, indicator, regime)
    month_of = cache(_month_of)
    for event in coordination.events(province):
        month = month_of(event.held_on)
        rows = years[month.year]
        rows["joint"].add(event.id, event.kind, event.held_on, str(month), event.count)
        for unit in event.participants:
            rows["part"].add(event.id, unit, str(month))
    return {
        year: {name: rows.table() for name, rows in tables.items() if name != "cell" or year not in without}
        for year, tables in ((year, years[year]) for year in {*years, *without})
    }


def _month_of(day: date) -> Period:
    return period_of(day, PeriodKind.MONTH, Calendar.ND09)


def _asks(province: int) -> set[tuple[int, str, int]]:
    """Which indicators each unit is asked for by each regime; units of one kind are asked for the same."""
    found: set[tuple[int, str, int]] = set()
    alike: dict[tuple[object, ...], set[str]] = {}
    reporters = RegimeReporter.objects.filter(regime__province=province).select_related("regime", "agency")
    for reporter in reporters:
        unit = reporter.agency
        key = (reporter.regime_id, unit.kind, unit.force, unit.code, unit.level)
        if key not in alike:
            alike[key] = {cell.indicator.code for cell in reporting.asked_of(reporter.regime, unit)}
        found |= {(unit.pk, code, reporter.regime_id) for code in alike[key]}
    return found


def write(
    folder: Path,
    years: Mapping[int, Tables],
    known: Iterable[YearFile] = (),
    marks: Mapping[int, str] | None = None,
) -> list[YearFile]:
    """Write the files that are not there yet; a year whose rows have not changed keeps its old file.

    A year without a table of cells takes them from its newest file among ``known``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    marks = marks or {}
    last = {file.year: file for file in known}
    written = []
    for year in sorted(years):
        tables, old = years[year], last.get(year)
        if "cell" in tables:
            cell_digest, cells = _digest_of(tables["cell"]), tables["cell"].num_rows
        elif old is not None:
            cell_digest, cells = old.cell_digest, old.cells
        else:
            raise ValueError(f"no cells of {year} and no file that holds them")
        others = (_digest_of(tables[name]) for name in engine.STORED if name != "cell")
        digest = hashlib.sha256(":".join([cell_digest, *others]).encode()).hexdigest()
        file = YearFile(year, f"{year}-{digest[:16]}.duckdb", digest, cells, marks.get(year, ""), cell_digest)
        if not (folder / file.name).exists():
            if "cell" not in tables and old is not None:
                tables = {**tables, "cell": engine.read_table(folder / old.name, "cell")}
            _place(folder, file, tables)
        written.append(file)
    return written


def _digest_of(table: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


def _place(folder: Path, file: YearFile, tables: Mapping[str, pa.Table]) -> None:
    target = folder / file.name
    if target.exists():
        return
    draft = folder / f".{secrets.token_hex(8)}.duckdb"
    try:
        engine.write_year(draft, tables)
        # A link never replaces: of two builders of the same rows the first one's file stays.
        for made, name in ((draft.with_suffix(".parquet"), target.with_suffix(".parquet")), (draft, target)):
            if not name.exists():
                os.link(made, name)
    except FileExistsError:
        pass
    finally:
        for leftover in (*folder.glob(f"{draft.name}*"), draft.with_suffix(".parquet")):
            leftover.unlink(missing_ok=True)
