"""What a regime asks of whom, as an administrator writes it: a line an indicator, «A1: UBND xã; SYT»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cotmoc.domain.body_tables import FORCES, KINDS
from cotmoc.domain.folding import fold

_WORDS = KINDS | {code: words for code, words in FORCES.items() if code}
_MEANT = {fold(word): code for code, words in _WORDS.items() for word in (*words, code)}


def read_asks(text: str) -> list[tuple[str, list[str]]]:
    """Indicator codes with their suppliers: agency kinds, forces, or codes as they stand.

    Raises ValueError with the line that has no code or stands twice.
    """
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        code, _, who = line.partition(":")
        code = code.strip()
        if not code or code in found:
            raise ValueError(line[:60])
        words = [word.strip() for word in who.split(";") if word.strip()]
        found[code] = list(dict.fromkeys(_MEANT.get(fold(word), word) for word in words))
    return list(found.items())


def show_asks(asks: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The text that ``read_asks`` reads back, in the words of officials."""
    return "\n".join(
        f"{code}: {'; '.join(_WORDS[one][0] if one in _WORDS else one for one in who)}" for code, who in asks
    )
