"""Marks among the tokens of a file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cotmoc.domain.folding import fold
from cotmoc.domain.secrecy.levels import Kind, Level, levels
from cotmoc.domain.secrecy.seen import see_through

# More such words than this in a name count as a mark; and how far around a word a name is looked at.
MOST_WEIGHED, _REACH = 200, 160
_NAME_TOKEN = re.compile(r"[^\W_]+")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_KINDS_OF_PAPER = _words(
    "cv bc kh qd tb ct tt hd nq ctr tr td cd bb gm gt congvan baocao kehoach quyetdinh dien bs"
)
_NAME_BEFORE = _words("bi bao co ong trang tui soi do huong ngot than lay hut dich tinh tim gan nhu")
# Before a «mat» without its marks, which may be «mặt», «mắt» or «mất».
_BARE_BEFORE = _words(
    "be ra gap vang bo duong hai mot dau khuon truoc mua guong cua ngoai hien tieu ten thoi ton chiu",
    "nuoc tien chop nham bay giay to thay",
)
_NAME_AFTER = _words(
    "tran ong do khau ma vu thu danh bang hang nuoc cat duong dien mua tien ngu nhan hieu ngo trang",
    "troi phang dat tich an tap mia nghi thiet na mo the thong rung cap on lien goc nguyen gau dua",
)
_SPEAKING = (
    "bi mat nha nuoc",
    "bao ve",
    "quy dinh",
    "quy che",
    "danh muc",
    "bmnn",
    "bao quan",
    "quan ly",
    "pha lo",
)


def name_marks(name: str) -> Iterator[tuple[Kind, tuple[int, int]]]:
    """Kind and span of every mark in a file name or an archive member's path."""
    folded = see_through(name)
    start = 0
    parts = re.split(r"[/\\]", folded.text)
    for number, part in enumerate(parts):
        stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", part) if number == len(parts) - 1 else part
        split = _split(stem or part)
        for weighed, level in enumerate(levels(split)):
            if weighed >= MOST_WEIGHED or _is_mark(split, level):
                low, high = (at - split[:at].count(_SPLIT) for at in (level.start, level.end - 1))
                yield level.kind, (folded.origin(start + low), folded.origin(start + high) + 1)
        start += len(part) + 1


_SPLIT = "\x1f"


def _split(stem: str) -> str:
    """Borders between digits and letters and inside CamelCase, made visible."""
    pieces = []
    for left, char, right in zip(" " + stem, stem, stem[1:] + " ", strict=False):
        digit_border = left.isalnum() and char.isalnum() and left.isdigit() != char.isdigit()
        camel_border = left.islower() and char.isupper() and right.isalpha()
        pieces.append(_SPLIT + char if digit_border or camel_border else char)
    return "".join(pieces)


def _is_mark(whole: str, level: Level) -> bool:
    low = max(0, level.start - _REACH)
    stem = whole[low : level.end + _REACH]
    start, end = level.start - low, level.end - low
    before, after = _tokens(stem[:start]), _tokens(stem[end:])
    left, right = (before or [""])[-1], (after or [""])[0]
    if before[-2:] in (["do", "mat"], ["muc", "mat"], ["dau", "mat"]) and right not in _NAME_AFTER:
        return True
    boxed = stem[:start].rstrip().endswith(("(", "[", "{")) and stem[end:].lstrip().startswith(
        (")", "]", "}")
    )
    loud = level.loud and not ((before or after) and _capitals(stem))
    sure = level.accented or loud
    if not boxed and (right in _NAME_AFTER or left in _NAME_BEFORE or (not sure and left in _BARE_BEFORE)):
        return False
    said = " ".join((*before, "mat", *after))
    if not (boxed or loud) and any(phrase in said for phrase in _SPEAKING):
        return False
    if sure or boxed or level.kind != "mat":
        return True
    dotted = stem[:start].endswith(".")
    placed = level.loud or any(word.isdigit() or word in _KINDS_OF_PAPER for word in (left, right))
    return dotted or not (before or after) or (placed and not (before and after))


def _tokens(text: str) -> list[str]:
    return [fold(word) for word in _NAME_TOKEN.findall(unicodedata.normalize("NFC", text))]


def _capitals(stem: str) -> bool:
    letters = [c for c in stem if c.isalpha()]
    return all(c.isupper() for c in letters)
