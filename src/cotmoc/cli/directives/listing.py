"""The files an import is asked for: those named, and all within folders, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_LITTER = ("thumbs.db", "desktop.ini")
# What Word leaves beside a document that is open.
_LITTER_HEADS = (".", "~$")


def listed(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Path and name of each file; a file in a folder is named from that folder on."""
    return [entry for path in paths for entry in (_within(path) if Path(path).is_dir() else [_one(path)])]


def _one(path: str) -> tuple[str, str]:
    return path, _printable(Path(path).name)


def _within(folder: str) -> Iterator[tuple[str, str]]:
    above = Path(folder).parent if Path(folder).name not in ("", "..") else Path(folder)
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(_LITTER_HEADS) and name.lower() not in _LITTER and path.is_file():
                yield str(path), _printable(str(path.relative_to(above)))


def _printable(name: str) -> str:
    """Also when its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", errors="replace")
