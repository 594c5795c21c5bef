"""The demo's tables as they lie in ``reference_data``. No Django."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from config import clock, env

DEMO = env.ROOT / "reference_data" / "demo"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file of the demo."""
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def toml(path: Path) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


def listed(text: str) -> list[str]:
    """«a; b» as its parts."""
    return [part.strip() for part in text.split(";") if part.strip()]


def day(text: str) -> date | None:
    """A date, or None where the cell is empty."""
    return date.fromisoformat(text) if text else None


def moment(on: date | str, hour: int = 9) -> datetime:
    """An hour of a day in Asia/Ho_Chi_Minh."""
    known = date.fromisoformat(on) if isinstance(on, str) else on
    return datetime.combine(known, time(hour), clock.ZONE)
