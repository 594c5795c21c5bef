"""The dated code lists of ``reference_data/money_sources.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cotmoc.domain.money_sources import SourceCode, Sources

_SOURCES = Path(__file__).resolve().parents[4] / "reference_data" / "money_sources.toml"


@cache
def sources() -> Sources:
    """Where money can come from."""
    with _SOURCES.open("rb") as file:
        known = tomllib.load(file)
    return Sources(
        *({one["code"]: _code(one) for one in known[name]} for name in ("level", "nature", "vintage"))
    )


def source_name(level: str, nature: str, vintage: str, *, english: bool = False) -> str:
    """«Ngân sách trung ương, đầu tư phát triển, giao năm nay»."""
    known = sources()
    codes = known.levels[level], known.natures[nature], known.vintages[vintage]
    return ", ".join(one.en if english else one.vi for one in codes)


def _code(row: dict[str, Any]) -> SourceCode:
    return SourceCode(
        row["code"], row["name_vi"], row["name_en"], row.get("valid_to"), row.get("budget", True)
    )
