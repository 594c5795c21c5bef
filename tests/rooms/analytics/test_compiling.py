"""The SQL that runs is the measures' own."""

from __future__ import annotations

import inspect
import subprocess
import sys

import ibis
import pytest

from cotmoc.analytics import compiling, engine, measures


@pytest.mark.parametrize("measure", engine.MEASURES)
def test_the_written_sql_is_that_of_the_measure(measure: str) -> None:
    written = (engine.SQL / f"{measure}.sql").read_text(encoding="utf-8")
    assert written == compiling.sql(measure), "run: python -m cotmoc.analytics.compiling"


def test_every_measure_is_compiled_and_nothing_else() -> None:
    public = {
        name
        for name, one in inspect.getmembers(measures, inspect.isfunction)
        if one.__module__ == measures.__name__ and not name.startswith("_")
    }
    assert public == set(engine.MEASURES) == {file.stem for file in engine.SQL.glob("*.sql")}


@pytest.mark.parametrize("name", engine.TABLES)
def test_arrow_and_ibis_agree_on_the_tables(name: str) -> None:
    assert engine.arrow_schema(name) == ibis.schema(engine.TABLES[name]).to_pyarrow()


def test_asking_does_not_load_ibis() -> None:
    code = "import sys; import cotmoc.analytics.engine; print('ibis' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
