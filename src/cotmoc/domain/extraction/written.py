"""When a text was written, as far as it tells: what a deadline without a year counts from."""

import re
from collections.abc import Iterable, Iterator

from cotmoc.domain.extraction.dates import FULL, iso
from cotmoc.domain.extraction.header import HEAD, Header
from cotmoc.domain.extraction.reading import Document

# «Hà Giang, ngày    tháng 10 năm 2023»: the day is filled in by the signature.
_UNSIGNED = re.compile(r"ngày[\s.…_]*tháng[\s.…_]*(\d{1,2})?[\s.…_]*năm\s+((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"năm\s+((?:19|20)\d{2})(?!\s*[-–]\s*\d|\d)")
# What stands before a day to finish by, or a year that is aimed at.
_AHEAD = re.compile(
    r"(?:trước|đến|đến hết|hết|chậm nhất|muộn nhất|từ|vào|trong|tới|sang|mục tiêu|kế hoạch|nhiệm vụ|khóa|kỳ)"
    r"(?: (?:ngày|cuối|hết|đầu|là))*\s*$"
)
# How far back such a word is looked for, and how far into a text its days are.
BACK = 24
REACH = 20_000


def written_on(low: str, header: Header, documents: Iterable[Document], told: str | None) -> str | None:
    """The day of a text in ISO form; its month or its year when no more can be seen; None when nothing.

    `told` is the day that somebody gave with the text. Without any, the newest day of which the text tells
    at its beginning counts, when that is neither a deadline nor the day of a document that is only cited;
    without such a day the year, when the text speaks of one only.
    """
    found = list(documents)
    day = told or header.date or next((d.date for d in found if d.role == "subject"), None)
    if day:
        return day
    if unsigned := _UNSIGNED.search(low, 0, HEAD):
        return f"{unsigned[2]}-{int(unsigned[1]):02d}" if unsigned[1] else unsigned[2]
    newest = max(set(_days(low)) - {d.date for d in found}, default=None)
    if newest:
        return newest[:7]
    years = {match[1] for match in _YEAR.finditer(low, 0, REACH) if not _ahead(low, match.start())}
    return years.pop() if len(years) == 1 else None


def _days(low: str) -> Iterator[str]:
    for match in FULL.finditer(low, 0, REACH):
        day = iso(match[1], match[2], match[3])
        if day and not _ahead(low, match.start()):
            yield day


def _ahead(low: str, pos: int) -> bool:
    return _AHEAD.search(low, max(0, pos - BACK), pos) is not None
