"""What the indicator catalogue says beyond the row store: pairs and groups."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[3] / "reference_data" / "indicators.toml"


@dataclass(frozen=True, slots=True)
class Pair:
    """Counts printed side by side («vụ/đối tượng»); each part is an indicator of its own."""

    code: str
    name: str
    name_en: str
    unit: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of indicators: its letter and names."""

    code: str
    name: str
    name_en: str


@cache
def pairs() -> Mapping[str, Pair]:
    """Pairs by their code."""
    return {
        row["code"]: Pair(row["code"], row["name_vi"], row["name_en"], row["unit"], tuple(row["parts"]))
        for row in _read()["indicator"]
        if row["kind"] == "pair"
    }


@cache
def groups() -> Mapping[str, Group]:
    """Groups of indicators by their letter."""
    return {code: Group(code, row["name_vi"], row["name_en"]) for code, row in _read()["group"].items()}


def _read() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)
