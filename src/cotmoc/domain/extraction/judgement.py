"""How likely a sentence orders something, told by weights learned from marked texts.

The rules see orders in the forms they know. This sees the sentence's words, two by two, how it opens, where
it stands and what was read before it, and says whether somebody is to do something, in whatever form.
`benchmarks/extraction/train_judgement.py` learns the weights and says how good they are.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, repeat
from typing import Any

from cotmoc.domain.extraction.order_patterns import OPEN

_WORD = re.compile(rf"{OPEN}|[^\W\d_]+|\d[\d.,/]*|[;:]")
_BODY, _NUMBER = "▮", "0"
# Words that tell what kind of text it is; how often each stands in it, up to a few times.
_TELLING = (
    "yêu cầu", "chỉ đạo", "đề nghị", "giao ", "thời gian tới", "phân công", "tổ chức thực hiện", "nhiệm vụ",
    "đạt được", "kết quả", "đã ",
)  # fmt: skip
_OFTEN, _OPENING, _LONGEST = 3, 6, 120
_PLACES, _WORDS_A_STEP, _MOST = 5, 15, 4


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a sentence besides its words: the state of the walk, and where it stands."""

    mode: str
    past: bool
    going: bool
    told: bool
    item: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a sentence: its features when iterated, worked out only then."""

    text: "Sentences"
    start: int
    end: int
    known: Circumstances

    def words(self) -> list[str]:
        """The sentence's words, bodies and numbers alike."""
        return [
            _BODY if word == OPEN else _NUMBER if word[0].isdigit() else word
            for word in _WORD.findall(self.text.shadow, self.start, self.end)[:_LONGEST]
        ]

    def besides(self, words: list[str]) -> Iterator[str]:
        """The features that are of no single word and of no two."""
        known = self.known
        for count in (1, 2, 3):
            yield "o " + " ".join(words[:count])
        yield f"numbers {min(_OFTEN, words.count(_NUMBER))}"
        yield f"length {min(_MOST, len(words) // _WORDS_A_STEP)}"
        yield f"place {self.start * _PLACES // self.text.size}"
        yield f"mode {known.mode} {known.past}"
        for name in ("going", "told", "item", "first", "last"):
            if getattr(known, name):
                yield name
        yield from self.text.kind

    def __iter__(self) -> Iterator[str]:
        words = self.words()
        yield from (f"w {word}" for word in set(words))
        yield from (f"b {first} {second}" for first, second in set(pairwise(words)))
        yield from (f"p {word}" for word in words[:_OPENING])
        yield from self.besides(words)


@dataclass(frozen=True)
class Judgement:
    """Weights by feature and the bias: of what is seen of sentences, or of commas."""

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Judgement":
        """From the weights as they stand in reference_data; KeyError if one lacks."""
        return cls(data["weights"], data["bias"])

    def likely(self, features: Iterable[str]) -> float:
        """The probability that what has these features orders something, or starts an action."""
        if isinstance(features, Seen):
            told = self.bias + self._told(features)
        else:
            told = self.bias + math.fsum(map(self.weights.get, features, repeat(0.0)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, told))))

    def _told(self, seen: Seen) -> float:
        """The same sum without a name for every feature: most words and pairs weigh nothing.

        Sets come in any order; `fsum` adds to the same last digit in each.
        """
        words = seen.words()
        alone, pairs, opening = self._by_word
        return math.fsum(
            chain(
                map(alone.__getitem__, alone.keys() & words),
                map(pairs.__getitem__, pairs.keys() & pairwise(words)),
                map(opening.get, words[:_OPENING], repeat(0.0)),
                map(self.weights.get, seen.besides(words), repeat(0.0)),
            )
        )

    @cached_property
    def _by_word(self) -> tuple[dict[str, float], dict[tuple[str, ...], float], dict[str, float]]:
        """The weights of words, of pairs, and of words near the beginning."""
        named = [(feature.split(" "), weight) for feature, weight in self.weights.items()]
        return (
            {name[1]: weight for name, weight in named if name[0] == "w"},
            {tuple(name[1:]): weight for name, weight in named if name[0] == "b"},
            {name[1]: weight for name, weight in named if name[0] == "p"},
        )


class Sentences:
    """The features of the sentences of one text."""

    def __init__(self, shadow: str) -> None:
        self.shadow = shadow
        self.size = max(1, len(shadow))
        self.kind = tuple(
            f"text {word.strip()} {min(_OFTEN, shadow.count(word))}" for word in _TELLING if word in shadow
        )

    def features(self, start: int, end: int, known: Circumstances) -> Seen:
        """What is seen of shadow[start:end]."""
        return Seen(self, start, end, known)
