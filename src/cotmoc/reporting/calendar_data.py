"""Holidays and worked Saturdays from ``reference_data``, read once a process."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

_HOLIDAYS = Path(__file__).resolve().parents[3] / "reference_data" / "holidays.toml"


@cache
def holidays() -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and Saturdays worked in exchange (``reference_data/holidays.toml``)."""
    with _HOLIDAYS.open("rb") as file:
        days = tomllib.load(file)["day"]
    worked = frozenset(d["on"] for d in days if d["kind"] == "swap_work")
    return frozenset(d["on"] for d in days) - worked, worked
