"""Words for what a figure counts, chosen from its sentence by weights learned from marked texts.

Each syllable near a figure is weighed by where it stands (which side, how far, behind how many commas, marks
and other figures), by what it is (verb, preposition, name of a body …) and by the kind of unit. Those above
zero are the indicator, in their order. `benchmarks/extraction/train_indicators.py` learns the weights; how
much they beat hand-written rules stands in benchmarks/RESULTS.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.order_patterns import FILL, OPEN
from cotmoc.domain.extraction.verbs import Verbs
from cotmoc.domain.extraction.weights import Feature, Weights

LEFT, RIGHT, UNIT = "L", "R", "U"
# Characters before and behind the figure that are weighed; the fewest syllables of an indicator.
BEFORE, BEHIND, LEAST = 260, 150, 3
_TOKEN = re.compile(r"\w+|[,;:()|/\".]")
_SENTENCE_END = re.compile(r"(?<=[^\W\d])[.!?] |\n")
_DISTANCE = ("1", "1", "2", "3", "4", "5", "5", "7", "7", "7", "10", "10", "10", "10", "10")
_FAR, _FARTHEST = "15", "20"
_STOPS = {"preposition": "p", "conjunction": "c", "subordinate": "s", "auxiliary": "a"}
_UP_TO_TWO = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure before its indicator: folded span with its unit, where its number ends, and its unit."""

    start: int
    number_end: int
    end: int
    unit: str


class Indicators:
    """Chooses indicators in one text."""

    def __init__(self, folded: Folded, shadow: str, verbs: Verbs, weights: Weights) -> None:
        self.low, self.plain, self.shadow = folded.low, folded.plain, shadow
        self.verbs, self.weights = verbs, weights

    def words(self, figures: Sequence[Counting], at: int) -> str:
        """The indicator of one of a text's figures, all of them in order."""
        weights, bias = self.weights.features.get, self.weights.bias
        weighed = [
            (bias + sum(weights(feature, 0.0) for feature in features), start, end)
            for start, end, features in self.candidates(figures, at)
        ]
        chosen = [one for one in weighed if one[0] > 0]
        if len(chosen) < LEAST:
            chosen = sorted(weighed, key=lambda one: (-one[0], one[1]))[:LEAST]
        words = [self.plain[start:end] for _, start, end in sorted(chosen, key=lambda one: one[1])]
        return " ".join(words) or figures[at].unit

    def candidates(self, figures: Sequence[Counting], at: int) -> Iterator[tuple[int, int, list[Feature]]]:
        """(start, end, features) of each syllable that may be one of the indicator's."""
        figure = figures[at]
        kind = self.weights.units.get(figure.unit, "thing")
        left, right = self._bounds(figure)
        for place, match in enumerate(_TOKEN.finditer(self.low, figure.number_end, figure.end)):
            word = match[0]
            if word[0].isalpha():
                yield *match.span(), [("M", str(place)), ("N", kind), ("O", word), ("P", kind, word)]
        before = [*_TOKEN.finditer(self.low, left, figure.start)]
        before.reverse()
        yield from self._side(LEFT, before, kind, figures[max(0, at - 8) : at][::-1])
        behind = [*_TOKEN.finditer(self.low, figure.end, right)]
        yield from self._side(RIGHT, behind, kind, figures[at + 1 : at + 9])

    def _bounds(self, figure: Counting) -> tuple[int, int]:
        """The sentence around the figure, within reach."""
        left = max(0, figure.start - BEFORE)
        for match in _SENTENCE_END.finditer(self.low, left, figure.start):
            left = match.end()
        stop = min(len(self.low), figure.end + BEHIND)
        match_ = _SENTENCE_END.search(self.low, figure.end, stop)
        return left, match_.start() if match_ else stop

    def _side(
        self, side: str, tokens: Sequence[re.Match[str]], unit: str, others: Sequence[Counting]
    ) -> Iterator[tuple[int, int, list[Feature]]]:
        """The syllables of one side from the figure outwards. `others`: its figures in the same order."""
        kinds = self.weights.kinds
        commas = marks = passed = distance = other = 0
        before, stops = "", ""
        counted: Counting | None = None
        seen: set[str] = set()
        for match in tokens:
            start, word = match.start(), match[0]
            if not word[0].isalnum():
                commas += word == ","
                marks += word != ","
                before = word
                continue
            while other < len(others) and (
                start < others[other].start if side == LEFT else start >= others[other].end
            ):
                other += 1
            inside = other < len(others) and others[other].start <= start < others[other].end
            if inside and others[other] is not counted:
                counted = others[other]
                passed += 1
            distance += 1
            if word[0].isdigit():
                before = "number"
                continue
            what = kinds.get(word, "word")
            if self.shadow[start] in (OPEN, FILL):
                what = "body"
            elif what in ("word", "light") and self.verbs.opener(start):
                what = "verb" if what == "word" else "light"
            far = _DISTANCE[distance] if distance < 15 else _FAR if distance < 22 else _FARTHEST
            c, m, p = _UP_TO_TWO[min(commas, 2)], _UP_TO_TWO[min(marks, 2)], _UP_TO_TWO[min(passed, 2)]
            yield start, match.end(), [
                ("A", side, far, c, p),
                ("B", side, c, m, p, what),
                ("C", side, what, far),
                ("D", unit, side, c, p, m),
                ("E", unit, side, far),
                ("F", side, before, what),
                ("G", word),
                ("H", word, side),
                ("I", word, unit),
                ("J", side, stops, c),
                ("K", side, "in" if inside else "out", p),
                ("L", side, "again" if word in seen else "new"),
            ]  # fmt: skip
            seen.add(word)
            if (stop := _STOPS.get(what)) and stop not in stops:
                stops = "".join(sorted((*stops, stop)))
            before = what
