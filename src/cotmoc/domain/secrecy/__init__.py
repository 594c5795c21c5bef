"""Secrecy marks (MẬT, TỐI MẬT, TUYỆT MẬT) found by position and form, not as words.

A mark stands alone on a line or in a table cell, in brackets, beside a document number or the national
motto, after «Độ mật:», or as a token of a file name. «MẬT ONG», «MẬT ĐỘ», «bảo mật», «bí mật nhà nước»
and sentences about protecting secrets are words. Spaced letters, other Unicode forms of the same letters,
zero-width and right-to-left characters, look-alike letters and the TCVN3 and VNI fonts' encodings are seen
through. Levels: Luật Bảo vệ bí mật nhà nước.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from cotmoc.domain.secrecy.form import Prose, is_mark
from cotmoc.domain.secrecy.levels import Kind, Level, levels, vertical
from cotmoc.domain.secrecy.names import name_marks
from cotmoc.domain.secrecy.seen import Folded, see_through

__all__ = ["Kind", "Mark", "is_marked", "marks", "marks_in_name"]

# A text with more places than this that must be weighed one by one is no document; it counts as marked.
MOST_WEIGHED = 100_000
_OVERRIDE = "\u202e"
_TURNED = re.compile(rf"{_OVERRIDE}([^{_OVERRIDE}\u202c\u2069\n]{{3,200}})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its level and the half-open span of ``str`` offsets in the text that was searched."""

    kind: Kind
    span: tuple[int, int]


def marks(text: str) -> tuple[Mark, ...]:
    """Every secrecy mark of ``text``, in order. No bytes, no state; linear in the length of ``text``."""
    return tuple(sorted(_found(text), key=lambda mark: mark.span))


def is_marked(text: str) -> bool:
    """True at the first mark."""
    return any(True for _ in _found(text))


def marks_in_name(file_name: str) -> tuple[Mark, ...]:
    """Marks among the tokens of a file name or an archive member's path.

    Spans refer to ``file_name``. A name without tone marks counts when the token is written in capitals or
    stands where a mark stands (beside a number or a document kind); «be-mat-duong» and «mat-tran» do not.
    """
    found = [Mark(kind, span) for kind, span in name_marks(file_name)]
    if not found:
        shown = _TURNED.sub(lambda run: run[1][::-1], unquote(file_name, errors="replace"))
        if shown != file_name:
            found = [Mark(kind, (0, len(file_name))) for kind, _ in name_marks(shown)]
    return tuple(found)


def _found(text: str) -> Iterator[Mark]:
    if _OVERRIDE in text:
        yield from _turned(text)
    folded = see_through(text)
    for weighed, level in enumerate(levels(folded.text, Prose(folded.text).holds)):
        if weighed >= MOST_WEIGHED or is_mark(folded.text, level):
            yield _mark(folded, level)
    for level in vertical(folded.text):
        if level.loud:
            yield _mark(folded, level)


def _turned(text: str) -> Iterator[Mark]:
    """Marks written backwards and shown forwards by a right-to-left override."""
    for run in _TURNED.finditer(text):
        folded = see_through(run[1][::-1])
        for level in levels(folded.text):
            if is_mark(folded.text, level):
                yield Mark(level.kind, run.span(1))


def _mark(folded: Folded, level: Level) -> Mark:
    return Mark(level.kind, (folded.origin(level.start), folded.origin(level.end - 1) + 1))
