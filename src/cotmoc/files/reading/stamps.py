"""Marks of secrecy on a scan: what recognition makes of a stamp is rarely spelt right.

A line of its own in capitals that differs from MẬT, TỐI MẬT or TUYỆT MẬT by its marks or by one letter counts
as the mark: refusing one document too many is better than keeping one. Red ink is looked at by itself.
"""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz.distance import Levenshtein

from cotmoc.domain.folding import fold
from cotmoc.files.reading.recognition import AUTOMATIC, SPARSE, Word, rows, words

_LEVELS = ("toimat", "tuyetmat")
_TOP = 0.4
_UNSURE = 45.0
# What a stamp of three letters leaves on a page of 200 dots to an inch, and what is no stamp any more.
_LEAST_INK, MOST_SHARE = 1200, 0.15
_REDDER = 50
_BORDER = 24
# From 15 degrees one way to 15 the other.
_SLOPES = [step / 40 for step in range(-11, 12)]
_MOST_TRACED, _SPECK, _THIN = 80_000, 15, 0.3


def marked(line: str) -> bool:
    """True when the line may be a mark: «MẠT», «TÔI MAT.», «[TUYẾT MẬT]»."""
    if len(line) > 40 or sum(c.islower() for c in line) > 1:
        return False
    letters = re.sub(r"[^a-z]", "", fold(line))
    return letters == "mat" or any(Levenshtein.distance(letters, level) <= 1 for level in _LEVELS)


def red_ink(width: int, planes: tuple[bytes, bytes, bytes], most: float = MOST_SHARE) -> list[bytes] | None:
    """The rows of a picture's red as black on white, cut to size.

    None when there is no stamp's worth, or more than a stamp, which takes at ``most`` that share of it.
    """
    red, green, blue = planes
    if red == green == blue:
        return None
    ink = bytes(
        0 if r - g > _REDDER and r - b > _REDDER else 255 for r, g, b in zip(red, green, blue, strict=True)
    )
    if not _LEAST_INK <= ink.count(0) <= most * len(ink):
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
    bare = unframed(ink)
    straight = levelled(bare)
    half = [line[::2] for line in straight[::2]]
    return [
        words(_picture(bare), dots=dots, layout=SPARSE),
        words(_picture(straight), dots=dots, layout=AUTOMATIC),
        words(_picture(straight), dots=dots, layout=SPARSE),
        words(_picture(half), dots=dots // 2, layout=SPARSE),
    ]


def levelled(ink: list[bytes]) -> list[bytes]:
    """The picture sheared so that its lines run level: where the ink gathers in the fewest rows."""
    width = len(ink[0])
    places = [(x, y) for y, line in enumerate(ink) if 0 in line for x in range(width) if line[x] == 0]
    if not places or len(places) > _MOST_TRACED:
        return ink
    best = max(_SLOPES, key=lambda slope: _gathered(places, slope))
    moved = [(x, round(y - x * best)) for x, y in places]
    top = min(y for _, y in moved) - _BORDER
    lines = [bytearray(b"\xff" * width) for _ in range(max(y for _, y in moved) - top + _BORDER)]
    for x, y in moved:
        lines[y - top][x] = 0
    return [bytes(line) for line in lines]


def _gathered(places: list[tuple[int, int]], slope: float) -> int:
    rows = Counter(round(y - x * slope) for x, y in places)
    return sum(count * count for count in rows.values())


def unframed(ink: list[bytes]) -> list[bytes]:
    """The picture without frames: thin shapes that hold others."""
    width = len(ink[0])
    flat = bytearray(b"".join(ink))
    if flat.count(0) > _MOST_TRACED:
        return ink
    shapes = [(_box(shape, width), shape) for shape in _shapes(flat, width)]
    large = [box for box, shape in shapes if len(shape) > _SPECK]
    for box, shape in shapes:
        left, top, right, bottom = box
        thin = len(shape) < _THIN * (right - left + 1) * (bottom - top + 1)
        held = sum(left < b[0] and top < b[1] and right > b[2] and bottom > b[3] for b in large)
        if thin and held > 1:
            for at in shape:
                flat[at] = 255
    return [bytes(flat[at : at + width]) for at in range(0, len(flat), width)]


def _shapes(flat: bytearray, width: int) -> list[list[int]]:
    """Places of ink that touch each other; the border keeps every neighbour inside."""
    left = {at for at, value in enumerate(flat) if value == 0}
    around = (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
    found = []
    while left:
        shape = [left.pop()]
        for at in shape:
            for step in around:
                if at + step in left:
                    left.remove(at + step)
                    shape.append(at + step)
        found.append(shape)
    return found


def _box(shape: list[int], width: int) -> tuple[int, int, int, int]:
    columns = [at % width for at in shape]
    return min(columns), min(shape) // width, max(columns), max(shape) // width


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
