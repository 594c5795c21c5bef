"""The reference tables and the demo's tables as their tests read them."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2] / "reference_data"
DEMO = ROOT / "demo"
OURS = [p for p in sorted(ROOT.rglob("*")) if p.is_file() and "lexicon" not in p.parts]
TEXTS = [p for p in OURS if p.suffix in {".toml", ".csv", ".txt", ".html", ".typ"}]
LEVELS = {"province", "district", "commune", "post"}


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text("utf-8"))


def day(text: str) -> date:
    return date.fromisoformat(text) if text else date.max


def keyed(name: str) -> dict[str, dict[str, str]]:
    rows = table(name)
    found = {row["key"]: row for row in rows}
    assert len(found) == len(rows), f"a key stands twice in {name}"
    return found


def exists(row: dict[str, str], on: date) -> bool:
    return day(row["valid_from"]) <= on < day(row["valid_to"])


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def figures(period: str) -> list[dict[str, str]]:
    return table(f"figures/{period}.csv")


def total(period: str, indicator: str, breakdown: str | None = None) -> int:
    return sum(
        int(row["value"])
        for row in figures(period)
        if row["indicator"] == indicator and breakdown in (None, row["breakdown"])
    )


PERIODS = {"2021-Q2": (2021, 6), "2022-Q1": (2022, 3), "2022-Q2": (2022, 6), "2025-Q3": (2025, 9)}


def window(period: str) -> tuple[date, date]:
    """First and last day of a quarter's data window, both inside."""
    year, month = PERIODS.get(period, (2022, 9))
    first = date(year - 1, 12, 15) if month == 3 else date(year, month - 3, 15)
    return first, date(year, month, 14)


def indicators() -> dict[str, dict[str, Any]]:
    rows = toml("indicators.toml")["indicator"]
    found = {row["code"]: row for row in rows}
    assert len(found) == len(rows)
    return found
