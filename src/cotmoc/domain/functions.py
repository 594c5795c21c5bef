"""To which field of work a text belongs, by the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cotmoc.domain.folding import fold

SEPARATOR = ";"
"""Between the words of a function as an administrator writes them."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Functions by their words: ``words`` by id, each a list as «bảo trợ xã hội; người khuyết tật»."""

    words: Mapping[int, str]
    _patterns: dict[int, list[tuple[int, re.Pattern[str]]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        made = {pk: [_pattern(one) for one in parts(text)] for pk, text in self.words.items()}
        object.__setattr__(self, "_patterns", made)

    def suggest(self, *texts: str) -> int | None:
        """The function whose words the texts have most of, counted in syllables; None for none or a tie.

        Case, tone marks and space do not matter; «y tế» is not found in «quy tế».
        """
        scores = self._scores(texts)
        best = max(scores.values(), default=0)
        found = [pk for pk, score in scores.items() if score == best]
        return found[0] if len(found) == 1 else None

    def all_in(self, *texts: str) -> tuple[int, ...]:
        """Every function of which the texts have a word, in the order of the functions."""
        return tuple(self._scores(texts))

    def told(self, *texts: str) -> int | None:
        """The one function that the texts speak of; None where they speak of none, or of several.

        Stricter than ``suggest``: it is kept without a person having looked.
        """
        found = self.all_in(*texts)
        return found[0] if len(found) == 1 else None

    def _scores(self, texts: Iterable[str]) -> dict[int, int]:
        """The functions that recognise the texts, each with how many syllables of its words stand there."""
        folded = "\n".join(fold(" ".join(text.split())) for text in texts)
        scores = {
            pk: sum(syllables for syllables, pattern in patterns if pattern.search(folded))
            for pk, patterns in self._patterns.items()
        }
        return {pk: score for pk, score in scores.items() if score}


def recognising(words: Mapping[int, str]) -> Recognised:
    """The same for the same words, whose patterns are made once."""
    return _recognising(tuple(words.items()))


@lru_cache(maxsize=8)
def _recognising(words: tuple[tuple[int, str], ...]) -> Recognised:
    return Recognised(dict(words))


def parts(words: str) -> list[str]:
    """The words one by one, each once, without space around them."""
    found = (" ".join(one.split()) for one in words.split(SEPARATOR))
    return list(dict.fromkeys(one for one in found if one))


def _pattern(word: str) -> tuple[int, re.Pattern[str]]:
    folded = fold(word)
    return len(folded.split()), re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
