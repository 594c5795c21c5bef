"""The head of the chain written down outside the database, one file a day."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

FOLDER = "audit-heads"


def write_head(home: Path, *, on: date, number: int, head: str) -> Path:
    """Add the head to the file of the day under ``home``; lines are only ever added."""
    path = home / FOLDER / f"{on.isoformat()}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{number} {head}\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def written_heads(home: Path) -> list[str]:
    """Every head in the daily files, oldest first."""
    lines = [
        line.split()
        for path in sorted((home / FOLDER).glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [words[1] for words in lines if len(words) == 2]
