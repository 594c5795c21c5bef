"""Weights that were learned from marked texts, as they stand in reference_data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Feature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Kinds of function words and of units, weights by feature, and the bias of every syllable.

    `sums` remembers what the weights of features that stand together come to.
    """

    kinds: Mapping[str, str]
    units: Mapping[str, str]
    features: Mapping[Feature, float]
    bias: float
    sums: dict[Feature, float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, data: Mapping[str, Mapping[str, Any]]) -> "Weights":
        """From the lists and the weights as they stand in reference_data; KeyError if one lacks."""
        words = data["function_words"]
        return cls(
            {word: kind for kind, listed in words["syllables"].items() for word in listed.split()},
            {unit: kind for kind, listed in words["units"].items() for unit in listed},
            {tuple(key.split(" ")): weight for key, weight in data["indicators"]["weights"].items()},
            data["indicators"]["bias"],
        )
