"""Where the words MẬT, TỐI MẬT, TUYỆT MẬT stand in a text, in every spelling a document may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mat", "toi_mat", "tuyet_mat"]


@dataclass(frozen=True, slots=True)
class Level:
    """One of the three words at ``[start, end)``; ``core`` is the spelling of its «mật»."""

    kind: Kind
    start: int
    end: int
    whole: str
    core: str

    @property
    def accented(self) -> bool:
        """True when the spelling can only be «mật» and not «mặt», «mắt» or «mất» without their marks."""
        plain = unicodedata.normalize("NFC", self.core)
        return any(c in "ẬậËë" for c in plain) or bool(re.search(r"[ÄäÂâ]|\^\.", self.core))

    @property
    def loud(self) -> bool:
        """True when written in capitals. The TCVN3 and VNI fonts have no capital for some letters."""
        letters = [c for c in self.whole if c.isalpha() and c not in "ËëÄä"]
        return bool(letters) and all(c.isupper() for c in letters)


_SIGNS = "\u0300-\u0303\u0309\u0323\u0302"
_MARKS = "\u0323\u0302"
_BLANK = r"[^\S\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]{0,6}"
_GAP = rf"{_BLANK}[._·•*~\-–|/]?{_BLANK}"


def _letter(forms: str, legacy: str = "") -> str:
    one = f"[{forms}][{_SIGNS}]{{0,3}}"
    return f"(?:{legacy}|{one})" if legacy else one


# TCVN3 writes ậ as Ë or ë, ố as è, ệ as Ö; VNI writes aä, oá, eä; VIQR writes a^.
_M, _T, _U, _Y = (_letter(forms) for forms in ("Mm", "TtṬṭ", "Uu", "Yy"))
_A = _letter("AaÂâẠạẬậËë", r"[Aa] {0,2}(?:[Ää]|\^\.)")
_E = _letter("EeÊêẸẹỆệÖö", r"[Ee] {0,2}(?:[Ää]|\^\.)")
_O = _letter("OoÔôÓóỐốÈè", r"[Oo] {0,2}(?:[Áá]|\^')")
_I = _letter("IiÍí")
_CORE = re.compile(f"{_M}{_GAP}{_A}{_GAP}{_T}")
_MORE = re.compile(f"[^\\W_]|[{_SIGNS}\u0306\u031b]")
_PREFIX = re.compile(
    f"(?<![^\\W_])(?:(?P<tuyet>{_GAP.join((_T, _U, _Y, _E, _T))})|{_GAP.join((_T, _O, _I))}){_GAP}$"
)
_PREFIX_REACH = 60
_EDGE = r"[^\w\n]{0,8}"
_BREAKS = rf"{_EDGE}(?:\n{_EDGE}){{0,3}}"
_VERTICAL = re.compile(rf"^{_EDGE}(?P<mat>{_M}{_BREAKS}{_A}{_BREAKS}{_T}){_EDGE}$", re.MULTILINE)
# One letter a line; anything looser has to be spelt with its marks.
_STRICTLY = re.compile(rf"\w[^\w\n]*\n[^\w\n]*\w[{_SIGNS}]{{0,3}}[^\w\n]*\n[^\w\n]*\w")


def levels(text: str, passing: Callable[[int, int], bool] | None = None) -> Iterator[Level]:
    """Every level word, in order, whatever it means where it stands.

    ``passing`` is asked first about the span of each «mật» and says which to pass over.
    """
    # A pattern that begins with one letter class is skipped to quickly; the rest is looked at by hand.
    for core in _CORE.finditer(text):
        if (passing and passing(core.start(), core.end())) or _MORE.match(text, core.end()):
            continue
        low = max(0, core.start() - _PREFIX_REACH)
        before = text[low : core.start()]
        prefix = _PREFIX.search(before) if before.rstrip(" \t\xa0._-–\x1f·•*~")[-1:] in _PREFIX_ENDS else None
        if prefix:
            kind: Kind = "tuyet_mat" if prefix["tuyet"] else "toi_mat"
            start = low + prefix.start()
        elif before[-1:].isalnum():
            continue
        else:
            kind, start = "mat", core.start()
        yield Level(kind, start, core.end(), text[start : core.end()], core.group())


_PREFIX_ENDS = tuple("iIíÍtTṭṬ\u0301\u0323")


def vertical(text: str) -> Iterator[Level]:
    """«MẬT» set one letter below another, or broken inside the word."""
    for found in _VERTICAL.finditer(text):
        if "\n" not in found["mat"]:
            continue
        letters = "".join(c for c in found["mat"] if c.isalpha() or c in _MARKS)
        level = Level("mat", found.start("mat"), found.end("mat"), letters, letters)
        if level.accented or _STRICTLY.match(found["mat"]):
            yield level
