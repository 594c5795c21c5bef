"""The reference tables: composed text, known sources, windows of the decree, holidays, types, indicators."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from cotmoc.domain.secrecy import marks
from tests.repository.reference import DEMO, OURS, ROOT, TEXTS, indicators, table, toml


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_text_is_composed_utf8_without_secret_marks(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert not marks(text)


def test_no_sea_and_no_coordinates() -> None:
    coordinate = re.compile(
        r"\d{1,3}[°º]|\b1[0-9]\.\d{3,}\s*[,;]\s*10[0-9]\.\d{3,}|lat(itude)?\b|kinh độ|vĩ độ"
    )
    for path in TEXTS:
        text = path.read_text("utf-8").lower()
        assert not coordinate.search(text), path.name
        assert not re.search(r"hoàng sa|trường sa|lý sơn|hải đảo|vùng biển", text), path.name


def test_binaries_are_small() -> None:
    assert all(p.stat().st_size < 60_000 for p in OURS if p.suffix in {".pdf", ".docx"})


def test_directives_are_what_their_sources_say() -> None:
    script = DEMO / "make_directives.py"
    done = subprocess.run(
        [sys.executable, "-B", script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = {
        f"{p.stem}.{tomllib.loads(p.read_text('utf-8'))['format']}" for p in DEMO.glob("*/sources/*.toml")
    }
    assert made == {p.name for p in (DEMO / "directives").iterdir() if p.is_file()}
    assert made == {one["file"] for one in toml("demo/directives.toml")["document"]}


# --- sources ---


SOURCED = ("units.csv", "areas.csv", "successions.csv", "functions.csv", "function_holders.csv")


def _sources() -> list[tuple[str, str]]:
    found = []

    def walk(name: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "source" or key.endswith("_source") or name.endswith("/sources"):
                    found.append((f"{name}/{key}", str(inner)))
                else:
                    walk(f"{name}/{key}", inner)
        elif isinstance(value, list):
            for inner in value:
                walk(name, inner)

    for path in (p for p in OURS if p.suffix == ".toml" and p.name != "sources.toml"):
        walk(path.stem, tomllib.loads(path.read_text("utf-8")))
    for name in SOURCED:
        found += [(name, row["source"]) for row in table(name)]
    return found


def test_every_group_names_a_known_source() -> None:
    known = toml("sources.toml")
    cited = _sources()
    assert {key for _, text in cited for key in text.split(", ")} <= set(known), cited
    assert all(text for _, text in cited)
    for key, entry in known.items():
        assert entry["kind"] in {"law", "press", "article", "own", "general"}, key
        assert entry["title"]
    for path in (p for p in OURS if p.suffix == ".toml" and p.name != "sources.toml"):
        assert "source" in path.read_text("utf-8"), f"{path.name} says nothing of its source"
    tables = {str(p.relative_to(DEMO)) for p in DEMO.rglob("*.csv")}
    assert tables - set(SOURCED) == set(toml("demo/demo.toml")["sources"])


# --- calendars, holidays, types, indicators ---


def test_windows_of_the_decree() -> None:
    decree = next(c for c in toml("calendars.toml")["calendar"] if c["code"] == "nd09")
    shape = {(w["from_month"], w["from_day"], w["to_month"], w["to_day"]) for w in decree["window"]}
    assert shape == {(-1, 15, 0, 14)}
    assert {w["frequency"]: w["months"] for w in decree["window"]} == {
        "month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12,
    }  # fmt: skip
    rules = toml("calendars.toml")["due_rules"][0]
    assert {r["level"]: r["days"] for r in rules["level"]} == {
        "post": 3, "commune": 3, "district": 6, "province": 6,
    }  # fmt: skip
    assert toml("calendars.toml")["due_soon_days"] == 7


def test_holidays_fall_once_and_swaps_pair_up() -> None:
    days = toml("holidays.toml")["day"]
    assert len({row["on"] for row in days}) == len(days)
    assert {row["on"].year for row in days} == set(range(2021, 2027))
    for year in range(2021, 2027):
        rows = [row for row in days if row["on"].year == year]
        assert sum(row["kind"] == "tet" for row in rows) >= 5
        kinds = Counter(row["kind"] for row in rows)
        assert kinds["swap_off"] == kinds["swap_work"]
        fixed = {(1, 1), (4, 30), (5, 1), (9, 2)}
        assert fixed <= {(row["on"].month, row["on"].day) for row in rows if row["kind"] == "holiday"}
    assert all(row["on"].weekday() == 5 for row in days if row["kind"] == "swap_work")
    assert all(row["on"].weekday() < 5 for row in days if row["kind"] in {"swap_off", "in_lieu"})
    assert all(row["verified"] is False for row in days if row["source"] == "general")


def test_twenty_nine_types_and_three_copies() -> None:
    types = toml("document_types.toml")
    assert len(types["type"]) == 29
    assert sorted(row["name_vi"] for row in types["type"] if not row["code"]) == ["công văn", "thư công"]
    assert [row["code"] for row in types["copy"]] == ["SY", "TrS", "SL"]
    codes = [row["code"] for row in types["type"] + types["copy"] if row["code"]]
    assert len(set(codes)) == len(codes) == 30
    assert {row["now"] for row in types["legacy"]} <= set(codes)
    assert [row["code"] for row in types["urgency"]] == ["hoa_toc", "thuong_khan", "khan"]


def test_indicators_say_how_they_add() -> None:
    rows = indicators()
    over_time = {"flow": "sum", "stock": "last", "ratio": "recompute", "pair": "side_by_side"}
    for code, row in rows.items():
        assert row["over_time"] == over_time[row["kind"]], code
        assert row["group"] in toml("indicators.toml")["group"], code
        assert row["name_vi"], code
        assert row["name_en"], code
        assert row["unit"], code
        assert (len(row["parts"]) >= 2) == (row["kind"] in {"ratio", "pair"}), code
        assert all(rows[part]["kind"] in {"flow", "stock"} for part in row["parts"]), code
        assert row["suppliers"], code
    assert rows["L5"]["parts"] == ["L3", "L1"]
    assert rows["B3"]["joint_kind"] == rows["E3"]["joint_kind"] == "patrol"
    assert rows["E1"]["breakdown"] == ["province", "district", "commune"]
