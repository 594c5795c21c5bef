"""Vietnamese spelt for the TCVN3 and VNI fonts, to make the inputs of tests: the other way of ``to_unicode``.

The spellings are asked of ``to_unicode`` itself, letter by letter; that its tables are right is tested with
texts in these fonts that were written elsewhere (``test_legacy_encodings.py``).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

from cotmoc.domain.legacy_encodings import Encoding, to_unicode

_LATIN = [chr(code) for code in range(0xA1, 0x100)]


def from_unicode(text: str, encoding: Encoding) -> str:
    """``text`` as these fonts write it. TCVN3 writes a capital with a tone as its small letter."""
    spelt = _spellings(encoding)
    return "".join(spelt.get(one, one) for one in unicodedata.normalize("NFC", text))


@cache
def _spellings(encoding: Encoding) -> dict[str, str]:
    """By letter how it is spelt."""
    small = "abcdefghijklmnopqrstuvwxyz"
    pairs = map("".join, product([*small, "ô", "ö"], _LATIN)) if encoding == "VNI" else ()
    found: dict[str, str] = {}
    for spelling in (*pairs, *_LATIN):
        shown = to_unicode(spelling, encoding)
        if len(shown) == 1:
            found.setdefault(shown, spelling)
    for letter, spelling in list(found.items()):
        found.setdefault(letter.upper(), spelling if encoding == "TCVN3" else spelling.upper())
    return found
