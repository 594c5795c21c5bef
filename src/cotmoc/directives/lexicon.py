"""Loads the word lists of the reader from `reference_data/lexicon`. No Django: `cotmoc read` starts with this."""

import json
from functools import cache
from pathlib import Path

from cotmoc.domain.extraction.lexicon import Lexicon

PARTS = ("agencies", "portfolios", "places", "verbs", "counters")


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of one folder, read once a process; OSError or ValueError when a file is missing or broken."""
    return Lexicon.from_mapping(
        {part: json.loads((folder / f"{part}.json").read_text(encoding="utf-8")) for part in PARTS}
    )
