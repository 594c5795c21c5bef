"""The start of a real installation: what it holds, its first link, its name; once, and never over a demo."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from config import env

SOURCE = env.ROOT / "src"

pytestmark = pytest.mark.slow


def cotmoc(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    surroundings = {**kept, "PYTHONPATH": str(SOURCE), "COTMOC_HOME": str(home)}
    argv = [sys.executable, "-m", "cotmoc.cli", *words]
    return subprocess.run(argv, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation named at its first start; nobody changes it."""
    place = tmp_path_factory.mktemp("founded")
    done = cotmoc(place, "setup", "--empty", "--province", "tỉnh Kon Tum")
    assert done.returncode == 0, done.stderr
    (place / "said").write_text(done.stdout, "utf-8")
    return place


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "cotmoc.sqlite3")) as database:
        return database.execute(query).fetchall()


def test_it_has_a_name_an_office_an_administrator_and_a_way_in(home: Path):
    assert rows(home, "select name, code from organisations_province") == [("tỉnh Kon Tum", "local")]
    assert rows(home, "select key from organisations_agency") == [("van-phong",)]
    assert rows(home, "select username from organisations_person") == [("quantri",)]
    said = (home / "said").read_text("utf-8")
    assert "quantri" in said
    assert "/tai-khoan/moi/" in said
    assert (home / "real").exists()


def test_it_knows_the_indicators_and_the_quarterly_regime(home: Path):
    listed = tomllib.loads((env.ROOT / "reference_data/indicators.toml").read_text("utf-8"))["indicator"]
    single = [one["code"] for one in listed if one["kind"] != "pair"]
    assert rows(home, "select count(*) from reporting_indicator") == [(len(single),)]
    assert rows(home, "select key, frequency, calendar, everybody from reporting_regime") == [
        ("quy-bien-gioi", "quarter", "nd09", 1)
    ]
    assert rows(home, "select level, days from reporting_regimedue order by days, level") == [
        ("commune", 3),
        ("post", 3),
        ("district", 6),
        ("province", 6),
    ]


def test_a_lost_link_is_given_again_and_by_the_other_command(home: Path):
    again = cotmoc(home, "setup", "--empty")
    other = cotmoc(home, "people", "first-admin", "--json")
    assert again.returncode == other.returncode == 0
    assert "/tai-khoan/moi/" in again.stdout
    assert "/tai-khoan/moi/" in json.loads(other.stdout)["url"]
    assert rows(home, "select count(*) from organisations_province") == [(1,)]


def test_another_name_is_refused_once_it_stands(home: Path):
    refused = cotmoc(home, "setup", "--empty", "--province", "tỉnh khác")
    assert refused.returncode == 2
    assert "rename-province" in refused.stderr
    assert cotmoc(home, "setup", "--province", "tỉnh Kon Tum").returncode == 2


def test_the_words_of_the_founding_do_not_reach_the_server():
    from setup.serving import _without_ours

    given = ["--empty", "--province", "tỉnh Kon Tum", "--port", "8001", "--province=x"]
    assert _without_ours(given) == ["--port", "8001"]
