"""Words that speak both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A few words in both languages, to fill a {name} of an entry's texts."""

    vi: str
    en: str
