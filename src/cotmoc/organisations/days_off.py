"""The table of days off from ``reference_data``, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from cotmoc.domain.working_time import Rest

_TABLE = Path(__file__).resolve().parents[3] / "reference_data" / "holidays.toml"


@cache
def days_off() -> Rest:
    """Days off, Saturdays worked in exchange, and the years for which both are listed."""
    with _TABLE.open("rb") as file:
        return Rest.of(tomllib.load(file)["day"])
