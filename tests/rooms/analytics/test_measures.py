"""The measure against hand-checked figures and against an independent SQL text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotmoc.analytics import engine
from cotmoc.domain.aggregation import Fact, IndicatorKind, JointEvent, Measure, over_units, with_joint
from cotmoc.domain.periods import Period

POLICE, MILITARY, GUARD = 1, 2, 3
NORTH, SOUTH, MERGED = 11, 12, 13
QUARTERLY = 1


def table(name: str, rows: list[tuple[object, ...]]) -> pa.Table:
    schema = engine.arrow_schema(name)
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)


def asked_for(name: str, rows: list[tuple[object, ...]]) -> list[dict[str, object]]:
    return [dict(zip(engine.TABLES[name], row, strict=True)) for row in rows]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two quarters of three forces and two communes, with three joint patrols in the second."""
    d = Decimal
    cells = [
        (1, POLICE, "2022-Q1", "B3", "", d(5)),
        (2, POLICE, "2022-Q2", "B3", "", d(7)),
        (3, MILITARY, "2022-Q2", "B3", "", d(4)),
        (4, NORTH, "2022-Q1", "A1", "", d(10)),
        (5, SOUTH, "2022-Q1", "A1", "", d(7)),
        (6, NORTH, "2022-Q1", "B7", "", d(3)),
        (7, NORTH, "2022-Q2", "B7", "", d(2)),
        (8, SOUTH, "2022-Q2", "A1", "", d("6.5")),
    ]
    joint = [
        (100, "patrol", date(2022, 3, 15), "2022-Q2", 1),
        (101, "patrol", date(2022, 5, 1), "2022-Q2", 2),
        (102, "patrol", date(2022, 6, 14), "2022-Q2", 1),
    ]
    part = [
        (100, POLICE, "2022-Q2"),
        (100, MILITARY, "2022-Q2"),
        (100, GUARD, "2022-Q2"),
        (101, POLICE, "2022-Q2"),
        (101, MILITARY, "2022-Q2"),
        (102, MILITARY, "2022-Q2"),
        (102, GUARD, "2022-Q2"),
    ]
    obligation = [
        (POLICE, "2022-Q2", "approved", QUARTERLY),
        (GUARD, "2022-Q2", "missing", QUARTERLY),
        (NORTH, "2022-Q2", "returned", QUARTERLY),
    ]
    asked = [(POLICE, "B3"), (GUARD, "B3"), (NORTH, "A1"), (NORTH, "B7"), (SOUTH, "A1")]
    asks = [(unit, code, QUARTERLY) for unit, code in asked]
    path = tmp_path / "2022.duckdb"
    engine.write_year(
        path,
        {
            "cell": table("cell", cells),
            "joint": table("joint", joint),
            "part": table("part", part),
            "obligation": table("obligation", obligation),
            "asks": table("asks", asks),
        },
    )
    return [path]


INDICATORS = [("A1", False, ""), ("B3", False, "patrol"), ("B7", True, "")]
Q1, Q2 = 16 * 3 + 3, 16 * 6 + 3
"""Places of the quarters: by their last month, then by their length."""
QUARTERS = [("2022-Q1", "2022-Q1", Q1), ("2022-Q2", "2022-Q2", Q2)]
HALF = [("2022-Q1", "2022-H1", Q1), ("2022-Q2", "2022-H1", Q2)]
YEAR = [("2022-Q1", "2022", Q1), ("2022-Q2", "2022", Q2), ("2022-Q3", "2022", 147), ("2022-Q4", "2022", 195)]
EACH = [(u, u, 1.0) for u in (POLICE, MILITARY, GUARD, NORTH, SOUTH)]
ALL = [(u, 0, 1.0) for u in (POLICE, MILITARY, GUARD, NORTH, SOUTH)]


def totals(
    files: list[Path], groups: list[tuple[object, ...]], periods: list[tuple[object, ...]]
) -> dict[tuple[int, str, str], tuple[float, int]]:
    result = engine.run(
        "totals",
        files,
        groups=asked_for("groups", groups),
        periods=asked_for("periods", periods),
        indicators=asked_for("indicators", INDICATORS),
        within=[],
    )
    return {(r["asked"], r["period"], r["indicator"]): (r["alone"], r["joint"]) for r in result.to_pylist()}


def test_a_force_has_what_it_did_alone_and_the_joint_events_it_took_part_in(files: list[Path]) -> None:
    found = totals(files, EACH, QUARTERS)
    assert found[POLICE, "2022-Q2", "B3"] == (7, 3)
    assert found[MILITARY, "2022-Q2", "B3"] == (4, 4)
    assert found[GUARD, "2022-Q2", "B3"] == (0, 2)


def test_the_committee_counts_each_joint_event_once(files: list[Path]) -> None:
    alone, joint = totals(files, ALL, QUARTERS)[0, "2022-Q2", "B3"]
    by_force = sum(
        sum(v) for (u, p, i), v in totals(files, EACH, QUARTERS).items() if (p, i) == ("2022-Q2", "B3")
    )
    assert (alone, joint) == (11, 4)
    assert by_force == 20
    assert by_force - (alone + joint) == 5


def test_flows_add_over_time_and_stocks_take_the_last(files: list[Path]) -> None:
    found = totals(files, EACH, HALF)
    assert found[POLICE, "2022-H1", "B3"] == (12, 3)
    assert found[NORTH, "2022-H1", "B7"] == (2, 0)


def test_a_stock_stands_where_it_was_last_reported(files: list[Path]) -> None:
    assert totals(files, EACH, YEAR)[NORTH, "2022", "B7"] == (2, 0)


def test_ten_and_seven_merge_to_seventeen_and_part_again(files: list[Path]) -> None:
    merged = [(NORTH, MERGED, 1.0), (SOUTH, MERGED, 1.0)]
    assert totals(files, merged, QUARTERS)[MERGED, "2022-Q1", "A1"] == (17, 0)
    assert totals(files, EACH, QUARTERS)[NORTH, "2022-Q1", "A1"] == (10, 0)


def test_a_split_unit_goes_by_its_shares(files: list[Path]) -> None:
    split = [(SOUTH, 21, 0.25), (SOUTH, 22, 0.75)]
    found = totals(files, split, QUARTERS)
    assert (found[21, "2022-Q2", "A1"][0], found[22, "2022-Q2", "A1"][0]) == (1.625, 4.875)


def test_the_measure_equals_an_independent_sql_text(files: list[Path]) -> None:
    with duckdb.connect(str(files[0]), read_only=True) as connection:
        rows = connection.execute(
            "SELECT unit, period, indicator, sum(value)::DOUBLE FROM cell GROUP BY ALL"
        ).fetchall()
    found = totals(files, EACH, QUARTERS)
    assert {(u, p, i): v for u, p, i, v in rows} == {k: v[0] for k, v in found.items() if v[0]}


UNITS = (POLICE, MILITARY, GUARD)
OWN = st.dictionaries(st.sampled_from(UNITS), st.integers(0, 999).map(Decimal))
TOGETHER = st.lists(
    st.tuples(st.sets(st.sampled_from(UNITS), min_size=1).map(frozenset), st.integers(1, 9)), max_size=5
)


@pytest.mark.slow
@settings(max_examples=20)
@given(OWN, TOGETHER)
def test_the_measure_adds_over_units_and_joint_activities_as_the_domain_does(
    own: dict[int, Decimal], together: list[tuple[frozenset[int], int]]
) -> None:
    patrols = Measure("B3", IndicatorKind.FLOW, "cuộc")
    quarter = Period.parse("2022-Q2")
    alone = over_units([Fact(patrols, unit, quarter, done) for unit, done in own.items()], UNITS)
    events = [JointEvent(number, *one) for number, one in enumerate(together)]
    joint = with_joint(dict.fromkeys(UNITS, Decimal(0)) | own, events)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2022.duckdb"
        cells = [(n, unit, "2022-Q2", "B3", "", done) for n, (unit, done) in enumerate(own.items())]
        held = [(one.id, "patrol", date(2022, 5, 1), "2022-Q2", one.count) for one in events]
        part = [(one.id, unit, "2022-Q2") for one in events for unit in one.participants]
        rows = {"cell": cells, "joint": held, "part": part, "obligation": [], "asks": []}
        engine.write_year(path, {name: table(name, found) for name, found in rows.items()})
        whole = totals([path], ALL, QUARTERS).get((0, "2022-Q2", "B3"), (0, 0))
        each = totals([path], EACH, QUARTERS)
    assert whole[0] == (alone.value or 0)
    assert sum(whole) == joint.total
    for unit in UNITS:
        assert sum(each.get((unit, "2022-Q2", "B3"), (0, 0))) == joint.by_unit[unit]
    assert sum(sum(one) for one in each.values()) - sum(whole) == joint.overlap


def test_cells_behind_a_total_add_up_to_it(files: list[Path]) -> None:
    asked = {
        "groups": asked_for("groups", ALL),
        "periods": asked_for("periods", HALF),
        "indicators": asked_for("indicators", INDICATORS),
        "within": [],
    }
    cells = engine.run("constituents", files, **asked).to_pylist()
    flow = sum(float(c["value"]) * c["share"] for c in cells if c["indicator"] == "B3")
    assert flow == totals(files, ALL, HALF)[0, "2022-H1", "B3"][0]
    assert {c["submission"] for c in cells if c["indicator"] == "B7"} == {7}


def test_missing_units_are_named_for_what_they_are_asked(files: list[Path]) -> None:
    asked = {
        "groups": asked_for("groups", ALL),
        "periods": asked_for("periods", QUARTERS),
        "indicators": asked_for("indicators", INDICATORS),
        "within": [],
    }
    rows = engine.run("missing", files, **asked).to_pylist()
    assert {(r["unit"], r["indicator"], r["state"]) for r in rows} == {
        (GUARD, "B3", "missing"),
        (NORTH, "A1", "returned"),
        (NORTH, "B7", "returned"),
    }


def test_files_written_before_regimes_were_told_apart_answer_as_they_did(files: list[Path]) -> None:
    with duckdb.connect(str(files[0])) as connection:
        for name in ("obligation", "asks"):
            connection.execute(f"ALTER TABLE {name} DROP COLUMN regime")
    test_missing_units_are_named_for_what_they_are_asked(files)


@pytest.mark.slow
def test_readers_are_undisturbed_while_years_are_written(files: list[Path], tmp_path: Path) -> None:
    expected = totals(files, EACH, QUARTERS)
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(totals, files, EACH, QUARTERS) for _ in range(12)]
        for year in (2019, 2020, 2021):
            engine.write_year(tmp_path / f"{year}.duckdb", {"cell": table("cell", [])})
        assert all(answer.result() == expected for answer in answers)


def test_no_files_give_an_empty_result() -> None:
    assert totals([], EACH, QUARTERS) == {}
