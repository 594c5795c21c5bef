"""Where a sentence ends: a full stop, not the dot in «2.069», «TP.», «1. Giao …» or «ngày 5.9.2019»."""

import re
from collections.abc import Iterator

from cotmoc.domain.extraction.folding import UPPER

# Every branch opens with the mark itself, so that the search jumps from mark to mark.
_END = re.compile(
    rf"[.!?](?:[.!?]*[\"')\]]*(?=\s+[\"'(\[]*[{UPPER}\d+*•-])|(?<=\.)\.+(?=[{UPPER}])|"
    rf"(?<=[^\W_]{{2}}\.)(?=[{UPPER}][^\W\d_{UPPER}]))"
)
_ABBREVIATED = re.compile(
    rf"(?:(?<!\w)(?:tp|th|ts|ths|gs|pgs|bs|tx|tt|tr|st|no|stt|đ/c|tm|kt|tl|tuq|nđ|(?-i:p|q|h|x|[{UPPER}]))|(?:^|[.;:\s])\s*\d{{1,2}}|(?:^|[.;:]\s+)[a-zđ])$",
    re.I,
)
_MEASURE = re.compile(r"([^\W\d_]+|/|\d)\s*\d{1,2}$")
_NAMED = re.compile(rf"[{UPPER}][^\W\d_]+ [{UPPER}]$")
LONGEST = 3000


def sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in plain[start:end]; none is longer than LONGEST characters."""
    begin = start
    for match in _END.finditer(plain, start, end):
        dot = match.start()
        short = match[0] == "." and _ABBREVIATED.search(plain[max(begin, dot - 6) : dot])
        if short and not plain[dot - 4 : dot].isdigit() and not _ends(plain, begin, dot):
            continue
        yield from _limited(plain, begin, match.end())
        begin = match.end()
        while begin < end and plain[begin].isspace():
            begin += 1
    if begin < end:
        yield from _limited(plain, begin, end)


def _ends(plain: str, begin: int, dot: int) -> bool:
    """«… trong quý 2. Sở Y tế …», «… cửa khẩu Bờ Y. Sở …»: a number behind a word, the end of a name."""
    before = plain[max(begin, dot - 16) : dot]
    return _MEASURE.search(before) is not None or _NAMED.search(before) is not None


def _limited(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = plain.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end
