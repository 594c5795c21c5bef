"""Loads the reader's word lists from `reference_data/lexicon`; no Django, so `cotmoc read` starts fast."""

import json
import tomllib
from functools import cache
from pathlib import Path

from cotmoc.domain.extraction.lexicon import Lexicon

PARTS = (
    "agencies", "portfolios", "places", "verbs", "counters", "topics", "confidence", "function_words",
    "indicators", "judgement", "cuts",
)  # fmt: skip


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of one folder, read once a process; OSError or ValueError when a file is broken."""
    parts = {part: json.loads((folder / f"{part}.json").read_text(encoding="utf-8")) for part in PARTS}
    holidays = tomllib.loads((folder.parent / "holidays.toml").read_text(encoding="utf-8"))
    return Lexicon.from_mapping({**parts, "holidays": holidays})
