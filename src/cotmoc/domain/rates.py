"""Rates that keep their two parts, so that they can be added and shown with what they are a share of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``, both counts, 0 ≤ part ≤ whole. Raises ValueError otherwise."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is no share of {self.whole}")

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> Fraction | None:
        """Between 0 and 1; None when there was nothing to be a share of."""
        return Fraction(self.part, self.whole) if self.whole else None
