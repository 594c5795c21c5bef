"""Dates and periods as officials write them: «20/7/2022», «22 tháng 9 năm 2008», «quý II-2022»."""

import re
from datetime import date

FULL = re.compile(
    r"(?:ngày\s+)?(?<![\d/.-])(\d{1,2})\s?(?:[/.-]|\s+tháng\s+)\s?(\d{1,2})\s?(?:[/.-]|"
    r"\s*,?\s*năm\s+)\s?((?:19|20)\d{2})(?!\d)"
)
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_YEAR = r"(?:\s*[-/]\s*|\s+năm\s+|\s+)((?:19|20)\d{2})"
PERIOD = re.compile(
    rf"quý\s+(iv|i{{1,3}}|0?[1-4])(?:{_YEAR})?(?!\w)|(6|sáu)\s+tháng\s+(đầu|cuối)\s+năm(?:\s+((?:19|"
    rf"20)\d{{2}}))?|"
    rf"(\d{{1,2}}|chín|mười)\s+tháng(?:\s+đầu)?(?:\s+năm)?\s+((?:19|20)\d{{2}})|tháng\s+(\d{{1,2}}){_YEAR}|"
    rf"năm\s+((?:19|20)\d{{2}})(?!\s*[-–]\s*\d)|trong năm(?!\s*\d)"
)
# What a PERIOD begins with.
PERIOD_WORDS = (
    "quý", "6", "sáu", "9", "chín", "tháng", "năm", "trong năm", "mười",
    *(f"{n} tháng" for n in range(2, 12)),
)  # fmt: skip
_IN_WORDS = {"chín": 9, "mười": 10}


def iso(day: str | int, month: str | int, year: str | int) -> str | None:
    """ISO date, or None when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def period_of(match: re.Match[str], year: str | None) -> str | None:
    """«2020», «2022-Q2», «2019-H1», «2022-03» of a PERIOD match; `year` is the last one read."""
    if match[1]:
        found = match[2] or year
        return f"{found}-Q{ROMAN[match[1]]}" if found else None
    if match[3]:
        found = match[5] or year
        return f"{found}-{'H1' if match[4] == 'đầu' else 'H2'}" if found else None
    if match[6]:
        month = _IN_WORDS.get(match[6]) or int(match[6])
        return f"{match[7]}-01/{match[7]}-{month:02d}" if 1 < month < 12 else match[7]
    if match[8]:
        return f"{match[9]}-{int(match[8]):02d}"
    return match[10] or year
