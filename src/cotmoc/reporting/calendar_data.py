"""Holidays and worked Saturdays from ``reference_data``, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from cotmoc.domain.working_time import Rest

_HOLIDAYS = Path(__file__).resolve().parents[3] / "reference_data" / "holidays.toml"


@cache
def rest() -> Rest:
    """Days off, Saturdays worked in exchange and the years listed (``reference_data/holidays.toml``)."""
    with _HOLIDAYS.open("rb") as file:
        return Rest.of(tomllib.load(file)["day"])
