"""Loads the reader's word lists from `reference_data/lexicon`; no Django, so `cotmoc read` starts fast."""

import json
from functools import cache
from pathlib import Path

from cotmoc.domain.extraction.lexicon import Lexicon

PARTS = ("agencies", "portfolios", "places", "verbs", "counters", "topics")


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of one folder, read once a process; OSError or ValueError when a file is broken."""
    return Lexicon.from_mapping(
        {part: json.loads((folder / f"{part}.json").read_text(encoding="utf-8")) for part in PARTS}
    )
