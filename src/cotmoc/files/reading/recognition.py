"""Text recognition: a picture goes to Tesseract through a pipe and comes back as lines with their places.

Runs in a worker process, whose limits Tesseract inherits: no byte written to a file, bounded memory and time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from cotmoc.files.reading.pdf_lines import Line

SECONDS_EACH = 60
LANGUAGE = "vie"
_LIKELY = 30.0
_WIDE_GAP = 2.2
_COLUMN, _TURNED, AUTOMATIC, SPARSE = "4", "1", "3", "11"
GOOD = 70.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels, and how sure of it the recognition is (0 to 100)."""

    page: int
    row: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    sure: float
    text: str

    @property
    def right(self) -> int:
        return self.left + self.width


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether Tesseract and its Vietnamese data are on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return LANGUAGE in listed.stdout.split()


def certain(picture: bytes, *, dots: int | None = None) -> list[Word]:
    """The words of a page; one that reads badly is tried again after finding which way it is turned."""
    found = words(picture, dots=dots)
    if sureness(found) >= GOOD:
        return found
    turned = words(picture, dots=dots, layout=_TURNED)
    return turned if sureness(turned) > sureness(found) else found


def words(picture: bytes, *, dots: int | None = None, layout: str = _COLUMN) -> list[Word]:
    """The words of a picture (PNM, PNG, JPEG or TIFF); none when it cannot be read or takes too long.

    ``dots`` are those to an inch; ``layout`` is Tesseract's page segmentation mode.
    """
    program = shutil.which("tesseract") or "tesseract"
    resolution = ["--dpi", str(dots)] if dots else []
    asked = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, *resolution, "tsv"]
    try:
        done = subprocess.run(
            asked,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_EACH,
            env={**os.environ, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return []
    return list(_parsed(done.stdout.decode("utf-8", errors="replace")))


def sureness(found: Sequence[Word]) -> float:
    """How sure the recognition is of the letters on the whole."""
    letters = sum(len(word.text) for word in found)
    return sum(word.sure * len(word.text) for word in found) / letters if letters else 0.0


def _parsed(table: str) -> Iterator[Word]:
    for line in table.split("\n")[1:]:
        fields = line.split("\t")
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            page, block, paragraph, row = map(int, fields[1:5])
            left, top, width, height = map(int, fields[6:10])
            at = (block, paragraph, row)
            yield Word(page, at, left, top, width, height, float(fields[10]), fields[11].strip())


def rows(found: Sequence[Word]) -> list[list[Word]]:
    """The words by printed line, without specks that were taken for letters."""
    whole = (list(group) for _, group in groupby(found, key=lambda word: (word.page, word.row)))
    return [row for row in whole if any(word.sure >= _LIKELY and re.search(r"\w", word.text) for word in row)]


def lines(found: Sequence[Word], height: int, scale: float = 1.0) -> list[Line]:
    """Lines in reading order, ``scale`` points to a pixel.

    Those side by side in a letter's head or foot come one column after the other.
    """
    read: list[Line] = []
    columns: list[list[list[Word]]] = []
    for row in rows(found):
        cells = _cells(row)
        if len(cells) == 2:
            columns.append(cells)
            continue
        read += _side_by_side(columns, height, scale)
        columns = []
        read.append(_line(cells, height, scale))
    return read + _side_by_side(columns, height, scale)


def _side_by_side(columns: list[list[list[Word]]], height: int, scale: float) -> list[Line]:
    if not columns:
        return []
    said = " ".join(word.text for row in columns for cell in row for word in cell)
    if columns[0][0][0].top < height * 0.3 or "Nơi nhận" in said:
        return [_line([row[side]], height, scale) for side in (0, 1) for row in columns]
    return [_line(row, height, scale) for row in columns]


def _cells(row: list[Word]) -> list[list[Word]]:
    """Parts of a line that stand far apart."""
    tall = sorted(word.height for word in row)[len(row) // 2]
    cells = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > _WIDE_GAP * tall:
            cells.append([])
        cells[-1].append(word)
    return cells


def _line(cells: list[list[Word]], height: int, scale: float) -> Line:
    text = " | ".join(" ".join(word.text for word in cell) for cell in cells)
    first, last = cells[0][0], cells[-1][-1]
    return Line(text, first.left * scale, last.right * scale, (height - first.top) * scale)
