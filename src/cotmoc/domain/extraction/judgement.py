"""How likely a sentence orders something, told by weights learned from marked texts.

The rules see orders in the forms they know. This sees the sentence's words, two by two, how it opens, where
it stands and what was read before it, and says whether somebody is to do something, in whatever form.
`benchmarks/extraction/train_judgement.py` learns the weights and says how good they are.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, repeat
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
class Judgement:
    """Weights by feature and the bias of every sentence."""

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Judgement":
        """From the weights as they stand in reference_data; KeyError if one lacks."""
        return cls(data["weights"], data["bias"])

    def likely(self, features: Iterator[str]) -> float:
        """The probability that a sentence with these features orders something."""
        told = self.bias + sum(map(self.weights.get, features, repeat(0.0)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, told))))


class Sentences:
    """The features of the sentences of one text."""

    def __init__(self, shadow: str) -> None:
        self.shadow = shadow
        self._end = max(1, len(shadow))
        self._text = tuple(
            f"text {word.strip()} {min(_OFTEN, shadow.count(word))}" for word in _TELLING if word in shadow
        )

    def features(self, start: int, end: int, known: Circumstances) -> Iterator[str]:
        """What is seen of shadow[start:end]."""
        words = [
            _BODY if word == OPEN else _NUMBER if word[0].isdigit() else word
            for word in _WORD.findall(self.shadow, start, end)[:_LONGEST]
        ]
        yield from [f"w {word}" for word in set(words)]
        yield from [f"b {first} {second}" for first, second in set(pairwise(words))]
        yield from [f"p {word}" for word in words[:_OPENING]]
        for count in (1, 2, 3):
            yield "o " + " ".join(words[:count])
        yield f"numbers {min(_OFTEN, words.count(_NUMBER))}"
        yield f"length {min(_MOST, len(words) // _WORDS_A_STEP)}"
        yield f"place {start * _PLACES // self._end}"
        yield f"mode {known.mode} {known.past}"
        for name in ("going", "told", "item", "first", "last"):
            if getattr(known, name):
                yield name
        yield from self._text
