"""What a person looks for: the words of a text as a search knows them, and a line typed to find some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cotmoc.domain.folding import fold

MOST_WORDS = 32
"""How many words of what was typed are looked for; a sentence copied whole is found by its beginning."""
_LONGEST = 60
_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_TYPED = re.compile(r'"([^"]*)("|\Z)|([^\s"]+)')


def words(text: str) -> list[str]:
    """The words in their order, folded: runs of letters and digits, each cut at 60 characters.

    «1058/CĐ-TTg» → «1058», «cd», «ttg».
    """
    return [word[:_LONGEST] for word in _WORD.findall(fold(text))]


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that must stand side by side in this order; where it is ``open`` the last may go on."""

    words: tuple[str, ...]
    open: bool = False


def sought(typed: str) -> tuple[Sought, ...]:
    """What a line asks for, all of it: each word, and what is quoted or written as one («1058/CĐ-TTg»).

    The last word typed is open, for it may not be finished, unless a quotation was closed after it. The
    same asked twice is asked once; signs alone ask for nothing.
    """
    found: dict[Sought, None] = {}
    left = MOST_WORDS
    for one in _asked(typed.translate(_QUOTES)):
        kept = Sought(one.words[:left], one.open and len(one.words) <= left)
        left -= len(kept.words)
        if kept.words:
            found[kept] = None
    return tuple(found)


def closed(asked: Iterable[Sought]) -> tuple[Sought, ...]:
    """The same with the last word finished."""
    return tuple(dict.fromkeys(Sought(one.words) for one in asked))


def _asked(typed: str) -> Iterator[Sought]:
    pieces = [(tuple(words(m[1] or m[3] or "")), m[2] == '"') for m in _TYPED.finditer(typed)]
    pieces = [piece for piece in pieces if piece[0]]
    for n, (found, shut) in enumerate(pieces, 1):
        yield Sought(found, open=n == len(pieces) and not shut)
