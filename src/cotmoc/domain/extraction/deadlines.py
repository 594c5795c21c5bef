"""When a task is due and how often: from the words of the task and of its sentence, never from the clock."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from cotmoc.domain.extraction.dates import ROMAN, iso
from cotmoc.domain.extraction.reading import Deadline

_BY = (
    r"(?:hoàn thành |xong |gửi |báo cáo )?(?:(?:xong )?trước(?: hết)?|chậm nhất(?: là)?(?: (?:vào|trong|"
    r"trước|đến))?|muộn nhất(?: là)?|(?:từ nay )?đến hết|đến|hết|(?:xong )?trong|vào|từ nay đến|kể từ|"
    r"thời (?:gian|hạn)[^,.;]{0,20}:)\s+"
)
_HINT = re.compile(r"\d|quý|tháng sau")
_DAY = re.compile(
    rf"{_BY}(?:\d{{1,2}} ?(?:giờ|h)(?:\d{{2}})?,? )?(?:ngày\s+)?(\d{{1,2}})(?:\s?[/.-]\s?|"
    rf"\s+tháng\s+)(\d{{1,2}})(?:(?:\s?[/.-]\s?|\s+năm\s+)((?:19|20)\d{{2}}))?(\s+(?:hằng|"
    rf"hàng) năm)?(?![\d%/])"
)
_MONTHLY = re.compile(
    rf"{_BY}(?:ngày\s+)?(\d{{1,2}})(?:\s+của)?\s+((?:hằng|hàng) (?:tháng|quý)|tháng (?:cuối|đầu) (?:quý|"
    rf"kỳ)[^,.;]{{0,20}}|tháng sau|cuối quý)"
)
_MONTH = re.compile(rf"{_BY}tháng\s+(\d{{1,2}})(?:\s?[/-]\s?|\s+năm\s+)((?:19|20)\d{{2}})(?!\d)")
_QUARTER = re.compile(
    rf"(?:{_BY})quý\s+(?:(?:i{{1,3}}|0?[1-3])\s*(?:,|và|-)\s*(?:quý\s+)?)*(iv|i{{1,3}}|0?[1-4])(?:\s?[-/]\s?|\s+năm\s+|\s+)((?:19|20)\d{{2}})(?!\d)"
)
_YEAR = re.compile(rf"(?:{_BY})(?:cuối |hết )?năm\s+((?:19|20)\d{{2}})(?!\s?[-/]\s?\d)")
_SPAN = re.compile(r"(?:trong )?giai đoạn\s+\d{4}\s?-\s?\d{4}(?:\s+và những năm tiếp theo)?")
_WORKING = re.compile(
    r"(?:chậm nhất|trong (?:thời hạn|vòng|thời gian)|không quá|sau)(?:\s+(?:là|sau|"
    r"trong))*\s+(\d{1,3})\s+(ngày làm việc|ngày|giờ|tháng)(?:[^,.;]{0,10}kể từ[^,.;]{0,60})?"
)
_AGAIN = re.compile(
    r"(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|định kỳ\s+(?:\d+|sáu|"
    r"ba)\s+tháng(?:[^,.;]{0,20}năm)?|định kỳ[^,.;]{0,30}(?:tháng|quý|năm|tuần)|(?:mỗi|một)\s+(?:tháng|"
    r"quý|năm)\s+(?:một|\d+)\s+lần|\d+ tháng một lần"
)


def deadline_in(
    low: str, plain: str, start: int, end: int, written: str | None, *, loose: bool = False
) -> Deadline | None:
    """The first deadline in low[start:end]. `written` is the ISO date of the document, for a missing year.

    `loose` reads a place that holds nothing but a date («Thời gian: quý III/2023», a table's cell).
    """
    if _HINT.search(low, start, end) is None:
        return None
    for pattern, reader in _loose() if loose else _READERS:
        if match := pattern.search(low, start, end):
            return Deadline(" ".join(plain[match.start() : match.end()].split()), reader(match, written))
    return None


def recurrence_in(low: str, plain: str, start: int, end: int) -> str | None:
    """«hằng năm», «định kỳ 6 tháng» as written, or None."""
    if not any(low.find(word, start, end) >= 0 for word in ("hằng", "hàng", "định kỳ", "mỗi", "một lần")):
        return None
    match = _AGAIN.search(low, start, end)
    return " ".join(plain[match.start() : match.end()].split()) if match else None


@cache
def _loose() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str | None], str | None]], ...]:
    optional = f"(?:{_BY})?"
    return tuple(
        (re.compile(p.pattern.replace(f"(?:{_BY})", _BY).replace(_BY, optional)), reader)
        for p, reader in _READERS
    )


def _day(match: re.Match[str], written: str | None) -> str | None:
    day, month = int(match[1]), int(match[2])
    if match[4]:
        return f"--{month:02d}-{day:02d}" if iso(day, month, 2024) else None
    if match[3]:
        return iso(day, month, match[3])
    if written is None:
        return None
    found = iso(day, month, written[:4])
    return iso(day, month, int(written[:4]) + 1) if found and found < written else found


def _month(match: re.Match[str], written: str | None) -> str | None:
    return _last(int(match[2]), int(match[1]))


def _quarter(match: re.Match[str], written: str | None) -> str | None:
    return _last(int(match[2]), ROMAN[match[1]] * 3)


def _year(match: re.Match[str], written: str | None) -> str | None:
    return f"{match[1]}-12-31"


def _within(match: re.Match[str], written: str | None) -> str | None:
    """Calendar days from the document's own date; working days need the holidays and stay open here."""
    if match[2] != "ngày" or written is None or "kể từ" in match[0]:
        return None
    return (date.fromisoformat(written) + timedelta(days=int(match[1]))).isoformat()


def _open(match: re.Match[str], written: str | None) -> str | None:
    return None


def _last(year: int, month: int) -> str | None:
    return iso(monthrange(year, month)[1], month, year) if 1 <= month <= 12 else None


_READERS = (
    (_DAY, _day), (_MONTHLY, _open), (_MONTH, _month), (_QUARTER, _quarter), (_YEAR, _year),
    (_WORKING, _within), (_SPAN, _open),
)  # fmt: skip
