"""Target places in a task's own words, the level repeated before each name."""

import re

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.places import NAME

_NAMED = re.compile(
    rf"(?<!\w)(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Bb]ản|[Tt]hôn|[Ll]àng|"
    rf"[Cc]ửa khẩu(?: quốc tế| chính| phụ)?) {NAME}"
)
# «các xã A, B», «03 huyện A, B và C», «4 huyện biên giới: A, B»
_PLURAL = re.compile(
    rf"(huyện|xã|thôn|bản|làng|phường)(?: (?:biên giới|giáp biên|vùng biên))?[:(]?\s\(?"
    rf"({NAME}(?:(?:, | và ){NAME})+)"
)
_SEVERAL = re.compile(r"(?<!\w)(?:các|hai|ba|bốn|năm|sáu|bảy|tám|0?\d{1,2})\s(?:\(0?\d{1,2}\)\s)?$")
_LEVELS = (
    "huyện ", "thị ", "thành phố ", "xã ", "phường ", "bản ", "thôn ", "làng ", "cửa khẩu "
)  # fmt: skip
# How far before the level its number stands.
FAR = 12
_SPLIT = re.compile(r", | và ")


def areas_in(
    folded: Folded, lexicon: Lexicon, start: int, end: int
) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The areas and their folded spans, each once, in order."""
    plain = folded.plain
    found: dict[str, tuple[int, int]] = {}
    for match in matches(_PLURAL, places(folded.low, _LEVELS, start, end), plain, end):
        if _SEVERAL.search(folded.low, max(start, match.start() - FAR), match.start()):
            for name in _SPLIT.split(match[2]):
                found.setdefault(f"{match[1]} {name}", match.span())
    for match in matches(_NAMED, places(folded.low, _LEVELS, start, end), plain, end):
        found.setdefault(match[0], match.span())
    for match in lexicon.areas.finditer(folded.low, start, end):
        found.setdefault(" ".join(match[0].split()), match.span())
    ordered = sorted(found.items(), key=lambda item: item[1])
    return tuple(name for name, _ in ordered), tuple(span for _, span in ordered)
