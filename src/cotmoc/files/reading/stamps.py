"""Marks of secrecy on a scan: what recognition makes of a stamp is rarely spelt right.

A line of its own in capitals that differs from MẬT, TỐI MẬT or TUYỆT MẬT by its marks or by one letter counts
as the mark: refusing one document too many is better than keeping one. Red ink is looked at by itself.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from cotmoc.domain.folding import fold
from cotmoc.files.reading.recognition import AUTOMATIC, SPARSE, Word, rows, words

_LEVELS = ("toimat", "tuyetmat")
_TOP = 0.4
_UNSURE = 45.0
# What a stamp of three letters leaves on a page of 200 dots to an inch, and what is no stamp any more.
_LEAST_INK, _MOST_SHARE = 1200, 0.15
_REDDER = 50
_BORDER = 24


def marked(line: str) -> bool:
    """True when the line may be a mark: «MẠT», «TÔI MAT.», «[TUYẾT MẬT]»."""
    if len(line) > 40 or line.upper() != line:
        return False
    letters = re.sub(r"[^a-z]", "", fold(line))
    return letters == "mat" or any(Levenshtein.distance(letters, level) <= 1 for level in _LEVELS)


def red_ink(width: int, planes: tuple[bytes, bytes, bytes]) -> list[bytes] | None:
    """The rows of a picture's red as black on white, cut to size; None when there is no stamp's worth."""
    red, green, blue = planes
    if red == green == blue:
        return None
    ink = bytes(
        0 if r - g > _REDDER and r - b > _REDDER else 255 for r, g, b in zip(red, green, blue, strict=True)
    )
    if not _LEAST_INK <= ink.count(0) <= _MOST_SHARE * len(ink):
        return None
    lines = [ink[at : at + width] for at in range(0, len(ink), width)]
    inked = [number for number, line in enumerate(lines) if 0 in line]
    lines = lines[inked[0] : inked[-1] + 1]
    columns = [number for number in range(width) if any(line[number] == 0 for line in lines)]
    side = b"\xff" * _BORDER
    cut = [side + line[columns[0] : columns[-1] + 1] + side for line in lines]
    above = [b"\xff" * len(cut[0])] * _BORDER
    return above + cut + above


def stamped(ink: list[bytes], dots: int) -> list[list[Word]]:
    """What several ways of looking make of the stamps; a frame or a tilt defeats one or the other."""
    whole = _picture(ink)
    half = _picture([line[::2] for line in ink[::2]])
    return [
        words(whole, dots=dots, layout=AUTOMATIC),
        words(whole, dots=dots, layout=SPARSE),
        words(half, dots=dots // 2, layout=SPARSE),
    ]


def _picture(lines: list[bytes]) -> bytes:
    return b"P5 %d %d 255\n" % (len(lines[0]), len(lines)) + b"".join(lines)


def legible(found: list[Word]) -> bool:
    """Whether a stamp was read: some word of three letters is fairly certain."""
    return any(word.sure >= _UNSURE and sum(c.isalpha() for c in word.text) > 2 for word in found)


def unclear_top(found: list[Word], height: int) -> bool:
    """True when a line near the top was hardly made out, as where a stamp lies over print."""
    for row in rows(found):
        letters = sum(c.isalpha() for word in row for c in word.text)
        sure = sum(word.sure for word in row) / len(row)
        if row[0].top < _TOP * height and letters > 2 and sure < _UNSURE:
            return True
    return False
