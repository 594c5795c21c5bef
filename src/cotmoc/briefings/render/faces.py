"""The Times-metric face (Tinos) that the PDF is set in, and its widths for rules and labels.

Its advance widths are those of Times New Roman, so that .docx and .pdf break alike. Set-up unpacks it.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

FAMILY = "Tinos"
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


def present(folder: Path) -> bool:
    """Whether the four faces are in ``folder``."""
    return all((folder / f"{FAMILY}-{style}.ttf").is_file() for style in _STYLES)


# Advance widths in thousandths of the size, code points 32 to 126.
_REGULAR = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 "
    "500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 "
    "556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 "
    "500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_BOLD = (
    "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 "
    "500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 "
    "611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500 "
    "556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520"
)
_HORN = "\u031b"  # ơ and ư are wider than o and u
_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "\u00a0": " "})
_WIDTHS = {False: [int(w) for w in _REGULAR.split()], True: [int(w) for w in _BOLD.split()]}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` in points; tone marks take no room."""
    widths = _WIDTHS[bold]
    total = 0
    for letter in unicodedata.normalize("NFD", text.translate(_PLAIN)):
        if " " <= letter <= "~":
            total += widths[ord(letter) - 32]
        elif letter == _HORN:
            total += 42
        elif not unicodedata.combining(letter):
            total += 540
    return total * size / 1000


def wrapped(text: str, size: float, room: float, lines: int = 3) -> list[str]:
    """``text`` in at most ``lines`` lines of ``room`` points, cut with «…» when it needs more."""
    done: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            done.append(line)
            line = word
        else:
            line = longer
    done.append(line)
    if len(done) > lines:
        done = [*done[: lines - 1], f"{done[lines - 1]} …"]
    return [_cut(each, size, room) for each in done]


def _cut(line: str, size: float, room: float) -> str:
    if width(line, size) <= room:
        return line
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
