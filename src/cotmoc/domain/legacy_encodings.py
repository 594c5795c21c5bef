"""Vietnamese written for fonts instead of Unicode: TCVN3 (ABC, «.VnTime») and VNI («VNI-Times»).

Both put Vietnamese letters where Windows-1252 has others, so a text in them is a string of Latin letters
here: «Céng hßa» and «Coäng hoøa» for «Cộng hòa». TCVN3 has no capital letters with a tone; the fonts whose
name ends in H draw small letters as capitals. Tables: TCVN 5712:1993, character set VN3 (ABC); VNI-Win
(VNI Software, VNI for Windows character table): a letter, then its marks as one more letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from cotmoc.domain.syllables import is_syllable

Encoding = Literal["TCVN3", "VNI"]

# Code points from A1, B5 … in the order of the standard.
_TCVN3_RANGES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {
    first + step: letter for first, letters in _TCVN3_RANGES.items() for step, letter in enumerate(letters)
}

# Each plain letter: what it becomes with each mark letter.
_VNI_MARKS = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_VNI_SINGLE = dict(zip("ôöñæóòîíì", "ơưđỉĩịỵíì", strict=True))
_VNI_PAIRS = {
    base + mark: letter
    for base, (marks, letters) in _VNI_MARKS.items()
    for mark, letter in zip(marks, letters, strict=True)
}
_VNI = re.compile("|".join([*_VNI_PAIRS, *_VNI_SINGLE]), re.IGNORECASE)

# A word of several letters none of which is a small one of ASCII; few words of a text are.
_BEGUN_IN_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{2,}+(?![a-z])")
# TCVN3 spells some letters with signs that are no letters: «§», «®», «¶», «·».
_LATIN_WORD, _MARKED = re.compile("[A-Za-zÀ-ÿ\u00a1-\u00bf]+"), re.compile("[À-ÿ\u00a1-\u00bf]")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_MODERN = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ\u0300-\u0303\u0309\u0323]")
_FONT = re.compile(r"^[\s\"']*(?:(?P<tcvn3>\.vn)|(?P<vni>vni[ -]))", re.IGNORECASE)
_LEAST_WORDS = 4
_SHARE_READ, _SHARE_AS_IS = 0.85, 0.4
_SAMPLE = 20_000


def to_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """The Vietnamese that ``text`` shows in fonts of this encoding; what is in no table stays.

    ``capitals`` for a TCVN3 font that draws small letters as capitals.
    """
    if encoding == "VNI":
        return _VNI.sub(_vni_letter, text)
    shown = text.translate(_TCVN3)
    return shown.upper() if capitals else "\n".join(map(_capitals_restored, shown.split("\n")))


def encoding_of_font(font: str) -> Encoding | None:
    """«.VnTimeH» → TCVN3, «VNI-Times» → VNI, «Times New Roman» → None."""
    found = _FONT.match(font)
    return None if found is None else ("TCVN3" if found["tcvn3"] else "VNI")


def draws_capitals(font: str) -> bool:
    """True for the TCVN3 fonts of capitals: «.VnTimeH»."""
    return encoding_of_font(font) == "TCVN3" and font.strip(" \"'").endswith("H")


def recognised(text: str) -> Encoding | None:
    """The encoding in which ``text`` becomes Vietnamese, when it is none as it stands; never a guess.

    At least four words with letters beyond ASCII are asked for, most of them no syllables as they are and
    nearly all of them syllables when converted. A text with any letter only Unicode has is left alone.
    """
    sample = text[:_SAMPLE]
    if _MODERN.search(sample):
        return None
    words = [word for word in _LATIN_WORD.findall(sample) if _MARKED.search(word)]
    if len(words) < _LEAST_WORDS or _share(words, str) > _SHARE_AS_IS:
        return None
    shares: dict[Encoding, float] = {
        "TCVN3": _share(words, lambda word: to_unicode(word, "TCVN3")),
        "VNI": _share(words, lambda word: to_unicode(word, "VNI")),
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _SHARE_READ else None


def is_vietnamese(text: str) -> bool:
    """Whether nearly all words with letters beyond ASCII, and at least four, are Vietnamese syllables."""
    words = [word for word in _ANY_WORD.findall(text[:_SAMPLE]) if not word.isascii()]
    return len(words) >= _LEAST_WORDS and _share(words, str) >= _SHARE_READ


def _share(words: list[str], read: Callable[[str], str]) -> float:
    return sum(is_syllable(read(word)) for word in words) / len(words)


def _vni_letter(found: re.Match[str]) -> str:
    spelt = found[0]
    letter = (_VNI_PAIRS | _VNI_SINGLE)[spelt.lower()]
    return letter.upper() if spelt[0].isupper() else letter


def _capitals_restored(line: str) -> str:
    """«CộNG HòA Xã HộI» is a line in capitals whose toned letters had none to be written with."""
    return line.upper() if _in_capitals(line) else _BEGUN_IN_CAPITALS.sub(_word_restored, line)


def _word_restored(found: re.Match[str]) -> str:
    return found[0].upper() if _in_capitals(found[0]) else found[0]


def _in_capitals(words: str) -> bool:
    return sum(c.isupper() for c in words) > 1 and not any(c.isascii() and c.islower() for c in words)
