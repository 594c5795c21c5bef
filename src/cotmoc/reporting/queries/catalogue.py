"""What the indicator catalogue says beyond the row store."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[4] / "reference_data" / "indicators.toml"


@cache
def not_added() -> frozenset[str]:
    """Codes of indicators that cannot be added over units, such as income per head."""
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["indicator"]
    return frozenset(row["code"] for row in rows if row["over_units"] == "none")
