"""One spelling to match on, with the way back to the text as it was given.

A folded text has straight apostrophes, one kind of dash, plain spaces and the newer tone placement (hòa, ủy),
so that rules need one spelling. For composed text every change keeps the length and offsets stay as they
are; only decomposed text (NFD) needs the table of offsets.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))

_SAME = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("“", '"'), ("”", '"'),
    ("–", "-"), ("—", "-"), ("‐", "-"), ("‑", "-"), ("−", "-"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\t", " "), ("\r", " "),
    ("Ð", "Đ"), ("ð", "đ"), ("…", "."), ("\ue000", "\ufffd"), ("\ue001", "\ufffd"),
)  # fmt: skip
# Every branch opens with its letter, so that the search jumps.
_OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u(?<![qQ]u)[ỳýỷỹỵỲÝỶỸỴ]|U(?<![qQ]U)[ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
_NEW_TONE = {
    **{a + b: c + "a" for a in "o" for b, c in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{a + b: c + "e" for a in "o" for b, c in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{"u" + b: c + "y" for b, c in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
    **{"U" + b: c + "y" for b, c in zip("ỳýỷỹỵ", "ÙÚỦŨỤ", strict=True)},
    **{"U" + b: c + "Y" for b, c in zip("ỲÝỶỸỴ", "ÙÚỦŨỤ", strict=True)},
}
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.S)


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain` keeps case, `low` is lower case, one length. `back` maps offsets, None where equal."""

    plain: str
    low: str
    back: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same half-open span in the text as given."""
        if self.back is None:
            return start, end
        return self.back[start], self.back[end]

    def position(self, offset: int) -> int:
        """The folded offset at or after an offset of the text as given."""
        return offset if self.back is None else bisect_left(self.back, offset)


def lower(text: str) -> str:
    """Lower case that keeps the length: a letter whose small form is longer stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def fold_marks(text: str) -> str:
    """Straight apostrophes, plain dashes and spaces, newer tone placement; the length stays."""
    for old, new in _SAME:
        if old in text:
            text = text.replace(old, new)
    return _OLD_TONE.sub(lambda m: _NEW_TONE.get(m[0], m[0]), text)


def key(text: str) -> str:
    """What two spellings of one name have in common: composed, folded, lower case, single spaces."""
    return " ".join(lower(fold_marks(unicodedata.normalize("NFC", text))).split())


def fold(text: str) -> Folded:
    """Fold a whole text. Linear in its length; never raises."""
    back: tuple[int, ...] | None = None
    if not unicodedata.is_normalized("NFC", text):
        parts: list[str] = []
        offsets: list[int] = []
        for match in _CLUSTER.finditer(text):
            composed = unicodedata.normalize("NFC", match[0])
            parts.append(composed)
            offsets.extend([match.start()] * len(composed))
        text, back = "".join(parts), (*offsets, len(text))
    plain = fold_marks(text)
    return Folded(plain, lower(plain), back)
