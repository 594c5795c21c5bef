"""Words for what a figure counts, chosen from its sentence by weights learned from marked texts.

Each syllable near a figure is weighed by where it stands (which side, how far, in the figure's own segment or
in one before or behind another figure), by what it is (verb, preposition, name of a body …), by what stands
right before and behind the figure, and by the kind of unit. The weights give how likely a syllable is one of
the indicator's; of all choices the one with the best expected share of right words is taken.
`benchmarks/extraction/train_indicators.py` learns the weights and says how good they are.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.syllables import (
    DIGIT,
    LINKS,
    MARK,
    NO_FIGURE,
    Counting,
    Sentence,
    Syllable,
    sentence,
)
from cotmoc.domain.extraction.verbs import Verbs
from cotmoc.domain.extraction.weights import Feature, Weights

LEFT, RIGHT = "L", "R"
# Characters before and behind the figure that are weighed; the fewest syllables of an indicator.
BEFORE, BEHIND, LEAST = 160, 100, 3
# Words of an indicator that stand nowhere near, on average; from when a syllable alone is kept, a gap filled.
ELSEWHERE, ALONE, GAP = 0.5, 0.5, 0.1
# The mark first, so that the search jumps.
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?<=[^\W\d][.!?]) )")
_DISTANCE = ("1", "1", "2", "3", "4", "5", "5", "7", "7", "7", "10", "10", "10", "10", "10")
_FAR, _FARTHEST = "15", "20"
_FEW = ("0", "1", "2", "3", "4")
_OPENS_PHRASE = frozenset({"preposition", "subordinate", "time", "auxiliary"})
_MOST_SUMS = 60_000

# (start, end, circumstances) of a syllable that may be one of the indicator's
Candidate = tuple[int, int, tuple[Feature, ...]]

# A syllable's circumstances in groups: each group's weights are summed once and remembered.
_GROUPS: Mapping[str, Callable[..., tuple[Feature, ...]]] = {
    "own": lambda kind, word: (("N", kind), ("P", kind, word)),
    "segment": lambda side, kind, after, before, where, off, opens: (
        ("a", side, where, after, off),
        ("c", side, where, off, kind),
        ("d", side, where, before, off),
        ("e", side, where, opens, after),
    ),
    "what": lambda side, after, before, where, passed, commas, marks, what: (
        ("S", side, after, what, passed),
        ("T2", side, before, what, commas),
        ("f", side, where, passed, marks, what),
    ),
    "far": lambda side, after, before, far, commas, passed, what: (
        ("A", side, far, commas, passed),
        ("C", side, what, far),
        ("R", side, after, before, far),
    ),
    "place": lambda side, where, what, place, verbs: (
        ("b", side, where, what, place),
        ("g", side, where, place, verbs),
        ("h", side, where, verbs, what),
    ),
    "word": lambda side, word, kind, again: (
        ("G", word),
        ("H", word, side),
        ("I", word, kind),
        ("L", side, again),
    ),
    "neighbours": lambda side, left, what, word, outward, inward: (
        ("F", side, left, what),
        ("V", side, word, outward),
        ("W", side, word, inward),
    ),
}


def features(keys: Sequence[Feature]) -> list[Feature]:
    """All features of a syllable's circumstances."""
    return [feature for key in keys for feature in _GROUPS[key[0]](*key[1:])]


class Indicators:
    """Chooses indicators in one text."""

    def __init__(self, folded: Folded, shadow: str, verbs: Verbs, weights: Weights) -> None:
        self.low, self.plain, self.shadow = folded.low, folded.plain, shadow
        self.verbs, self.weights = verbs, weights
        self._last: tuple[tuple[int, int], Sentence] | None = None

    def words(self, figures: Sequence[Counting], at: int) -> str:
        """The indicator of one of a text's figures, all of them in order."""
        figure = figures[at]
        weighed = self._as_words(sorted(self._weighed(self.candidates(figures, at))))
        words = [self.plain[start:end] for start, end in chosen(self.low, weighed, figure)]
        return " ".join(words) or figure.unit

    def _as_words(self, weighed: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
        """The syllables of one verb are as likely as each other: «quản lý», never «quản» alone."""
        result = list(weighed)
        first = 0
        while first < len(weighed):
            end = self.verbs.opener(weighed[first][0])
            behind = first + 1
            while behind < len(weighed) and weighed[behind][1] <= end:
                behind += 1
            verb = weighed[first:behind]
            if verb[-1][1] == end and len(verb) > 1:
                mean = sum(likely for *_, likely in verb) / len(verb)
                result[first:behind] = [(start, stop, mean) for start, stop, _ in verb]
            first = behind
        return result

    def _weighed(self, candidates: Iterable[Candidate]) -> list[tuple[int, int, float]]:
        """(start, end, how likely it is one of the indicator's) of each syllable."""
        bias, known, exp = self.weights.bias, self.weights.sums.get, math.exp
        shared: Feature = ()
        begun = bias
        weighed = []
        for start, end, keys in candidates:
            # Syllables of one segment share their first key.
            if keys[0] is not shared:
                shared = keys[0]
                begun = bias + self._sum(shared)
            total = begun
            for key in keys[1:]:
                more = known(key)
                total += self._sum(key) if more is None else more
            weighed.append((start, end, 1 / (1 + exp(-total)) if total > -30 else 0.0))
        return weighed

    def _sum(self, key: Feature) -> float:
        weigh, sums = self.weights.features.get, self.weights.sums
        if (known := sums.get(key)) is not None:
            return known
        if len(sums) >= _MOST_SUMS:
            sums.clear()
        sums[key] = total = sum(weigh(feature, 0.0) for feature in _GROUPS[key[0]](*key[1:]))
        return total

    def candidates(self, figures: Sequence[Counting], at: int) -> list[Candidate]:
        """Each syllable that may be one of the indicator's, and its circumstances."""
        figure = figures[at]
        kind = self.weights.units.get(figure.unit, "thing")
        around = self._sentence(figures, figure)
        syllables = around.syllables
        own = [n for n, s in enumerate(syllables) if s.figure == at]
        if not own:
            return []
        found: list[Candidate] = []
        for n in own:
            syllable = syllables[n]
            if syllable.word[0].isalpha() and syllable.start >= figure.number_end:
                found.append((syllable.start, syllable.end, (("own", kind, syllable.word),)))
        first, last = own[0], own[-1]
        mine = syllables[first].segment
        after, before = _after(syllables, last, mine), _before(syllables, first)
        found += _side(LEFT, syllables[:first][::-1], around, figures, kind, after, before, mine)
        found += _side(RIGHT, syllables[last + 1 :], around, figures, kind, after, before, mine)
        return found

    def _sentence(self, figures: Sequence[Counting], figure: Counting) -> Sentence:
        """The sentence around the figure, within reach."""
        left = max(0, figure.start - BEFORE)
        for match in _SENTENCE_END.finditer(self.low, left, figure.start):
            left = match.end()
        stop = min(len(self.low), figure.end + BEHIND)
        end = _SENTENCE_END.search(self.low, figure.end, stop)
        bounds = (left, end.start() if end else stop)
        if self._last is None or self._last[0] != bounds:
            found = sentence(self.low, self.shadow, self.verbs, self.weights.kinds, figures, bounds)
            self._last = bounds, found
        return self._last[1]


def _side(
    side: str,
    syllables: Sequence[Syllable],
    around: Sentence,
    figures: Sequence[Counting],
    unit: str,
    after: str,
    before: str,
    mine: int,
) -> Iterator[Candidate]:
    """The syllables of one side from the figure outwards."""
    commas = marks = passed = distance = verbs = 0
    counted, segment, inward = NO_FIGURE, -1, "^"
    c = m = p = "0"
    seen: set[str] = set()
    whole: Feature = ()
    for n, one in enumerate(syllables):
        start, end, word, what, figure, at, place, left = one
        if what == MARK:
            commas, marks, inward = commas + (word == ","), marks + (word != ","), word
            c, m = _FEW[min(commas, 2)], _FEW[min(marks, 2)]
            continue
        if figure != NO_FIGURE and figure != counted:
            counted, passed = figure, passed + 1
            p = _FEW[min(passed, 2)]
        distance += 1
        if what == DIGIT:
            inward = word
            continue
        where = "own" if at == mine else _where(start, at, around, figures)
        if segment != at or where != whole[5]:
            segment = at
            off = _FEW[min(3, abs(segment - mine))]
            whole = ("segment", side, unit, after, before, where, off, around.opens[segment])
        far = _DISTANCE[distance] if distance < 15 else _FAR if distance < 22 else _FARTHEST
        outward = syllables[n + 1].word if n + 1 < len(syllables) else "$"
        yield start, end, (
            whole,
            ("what", side, after, before, where, p, c, m, what),
            ("far", side, after, before, far, c, p, what),
            ("place", side, where, what, _FEW[min(place, 4)], _FEW[min(verbs, 3)]),
            ("word", side, word, unit, "again" if word in seen else "new"),
            ("neighbours", side, left, what, word, outward, inward),
        )  # fmt: skip
        seen.add(word)
        verbs += what == "verb"
        inward = word


def _where(start: int, segment: int, around: Sentence, figures: Sequence[Counting]) -> str:
    """In a segment without figures, or before, behind or in the figure of another."""
    held = around.figures.get(segment)
    if not held:
        return "none"
    if start < figures[held[0]].start:
        return "before"
    return "after" if start >= figures[held[-1]].end else "in"


def _after(syllables: Sequence[Syllable], last: int, mine: int) -> str:
    """What follows the figure: nothing of its own, a preposition, or the noun that is counted."""
    following = syllables[last + 1] if last + 1 < len(syllables) else None
    if following is None or following.kind == MARK:
        return "end"
    if following.segment != mine:
        return "link"
    return "phrase" if following.kind in _OPENS_PHRASE else "noun"


def _before(syllables: Sequence[Syllable], first: int) -> str:
    """What the figure follows."""
    if first and syllables[first - 1].kind == "about" and first > 1:
        first -= 1
    last = syllables[first - 1] if first else None
    if last is None:
        return "start"
    if last.kind == MARK:
        return last.word
    if last.word in LINKS:
        return "link"
    return {"auxiliary": "is", "verb": "verb", "light": "verb"}.get(last.kind, "word")


def chosen(low: str, weighed: Sequence[tuple[int, int, float]], figure: Counting) -> list[tuple[int, int]]:
    """The spans with the best expected token F1, made whole: no syllable alone, no gap of one.

    `weighed`: (start, end, probability) in order.
    """
    likely = [probability for _, _, probability in weighed]
    by_weight = sorted(range(len(weighed)), key=likely.__getitem__, reverse=True)
    total = sum(likely) + ELSEWHERE
    best = gained = 0.0
    taken = LEAST
    for count, n in enumerate(by_weight, 1):
        gained += likely[n]
        if gained / (count + total) > best:
            best, taken = gained / (count + total), count
    kept = set(by_weight[: max(taken, LEAST)])

    def touch(left: int, right: int) -> bool:
        return low[weighed[left][1] : weighed[right][0]] == " "

    for n in sorted(kept, key=lambda n: (likely[n], n)):
        start, _, probability = weighed[n]
        if probability >= ALONE or len(kept) <= LEAST or figure.start <= start < figure.end:
            continue
        if not ((n - 1 in kept and touch(n - 1, n)) or (n + 1 in kept and touch(n, n + 1))):
            kept.discard(n)
    for n in range(1, len(weighed) - 1):
        if n - 1 in kept and n + 1 in kept and weighed[n][2] > GAP and touch(n - 1, n) and touch(n, n + 1):
            kept.add(n)
    return [weighed[n][:2] for n in sorted(kept)]
