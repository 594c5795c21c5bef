"""Which cell of a report a figure read in a text belongs to; silent when unsure.

A figure carries what it counts in the text's own words («trao đổi cấp huyện tin»), its unit and the period
that was read; a cell an indicator's name, its other wordings and its unit. They belong together when the
units agree, every word of the indicator stands in the figure's words, little else does, and no other
indicator fits as well. Words are compared folded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cotmoc.domain.folding import fold
from cotmoc.domain.periods import Period, PeriodKind

MOST_OTHER_WORDS = 4
"""A figure with more words of its own than these counts something narrower than the indicator."""

_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\([^)]*\)")
_LEVELS = {"cap tinh": "province", "cap huyen": "district", "cap xa": "commune"}
# The same counter in other words; a unit is never converted into another one.
_SAME_UNIT = {
    "luot nguoi": "luot", "luot moc": "luot", "luot can bo": "luot", "buoi": "cuoc", "ho dan": "ho",
    "ho gia dinh": "ho", "gam": "g", "gram": "g", "kilogam": "kg", "ki lo gam": "kg", "met": "m", "m²": "m2",
    "met vuong": "m2", "m³": "m3", "met khoi": "m3", "kilomet": "km", "cay so": "km", "hec ta": "ha",
    "hecta": "ha", "vu viec": "vu", "vu an": "vu", "to roi": "to", "to gap": "to", "phan qua": "phan",
    "suat qua": "suat", "can nha": "can", "tin bao": "tin", "tau ca": "tau", "xe may": "xe",
}  # fmt: skip
_MONEY = {
    "dong": ("vnd", 1), "nghin dong": ("vnd", 10**3), "trieu dong": ("vnd", 10**6),
    "ty dong": ("vnd", 10**9), "usd": ("usd", 1), "trieu usd": ("usd", 10**6),
}  # fmt: skip
_LINKS = frozenset({
    "da", "duoc", "cac", "nhung", "giua", "va", "cua", "trong", "o", "tai", "theo", "cho", "voi", "tu", "den",
    "ve", "tren", "la", "co",
})  # fmt: skip
_COMMON = frozenset({
    "phat", "hien", "bat", "giu", "to", "chuc", "thuc", "tien", "hanh", "xay", "ra", "bien", "gioi", "nhan",
    "dan", "dia", "ban", "phap", "luat",
})  # fmt: skip
# A rise, a plan or last year's figure is no result of the period. Compared with tone marks: tăng is not tặng.
_NO_RESULT = re.compile(
    r"(?<!\w)(?:tăng|giảm|phấn đấu|kế hoạch|dự kiến|chỉ tiêu|tối thiểu|ít nhất|không quá|bình quân|"
    r"trung bình|so với|cùng kỳ|năm trước|năm ngoái|quý trước|tháng trước)(?!\w)[^,;.()]*$"
)
_SEVERAL = re.compile(r"(\d{4})-01/(\d{4})-09")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a cell counts. ``names`` are the indicator's name and its other wordings."""

    names: tuple[str, ...]
    unit: str
    decimals: int
    breakdown: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as read: ``words`` it counts, value in base units, ``before`` is its sentence up to it."""

    words: str
    value: Decimal
    unit: str
    level: str = ""
    before: str = ""


class Timing(StrEnum):
    """How a figure's period stands to that of a report."""

    SAME = "same"
    PART = "part"
    UNCLEAR = "unclear"


def matching(told: Told, cells: Sequence[Counted]) -> int | None:
    """Which of the cells the figure belongs to, or None: no cell, or two that fit equally well."""
    if _NO_RESULT.search(told.before.lower()):
        return None
    fits = sorted(((_fit(told, cell), place) for place, cell in enumerate(cells)), reverse=True)
    best = fits[0] if fits else (0, 0)
    if not best[0] or (len(fits) > 1 and fits[1][0] == best[0]):
        return None
    return best[1] if value_for(told, cells[best[1]]) is not None else None


def value_for(told: Told, cell: Counted) -> Decimal | None:
    """The figure in the cell's unit: money in its thousands or millions, everything else as it is.

    None where the units differ or the cell has not enough decimals.
    """
    value = told.value
    money = _MONEY.get(fold(cell.unit))
    if money is not None and fold(told.unit) == money[0]:
        value /= money[1]
    elif _unit(told.unit) not in _units(cell):
        return None
    return value if value >= 0 and value == round(value, cell.decimals) else None


def timing(written: str, of: Period, *, stock: bool, issued: date | None) -> Timing | None:
    """Whether a figure read as of ``written`` («2022-Q2», «2022-01/2022-09», «») is one of the period.

    A flow of a month is part of its quarter's; a stock stands for the periods that end when its own ends.
    The period is unclear where none was read, where it is only the year of a shorter period, and where it
    is the month of the document itself, which the reader may have from its date. None: another period.
    """
    period = _period(written)
    if period is None:
        return Timing.UNCLEAR
    if period == of:
        return Timing.SAME
    of_the_date = issued is not None and period == Period(PeriodKind.MONTH, issued.year, issued.month)
    if of_the_date or (period.kind is PeriodKind.YEAR and period.year == of.year):
        return Timing.UNCLEAR
    if stock:
        ends = (period.year, period.last_month) == (of.year, of.last_month)
        return Timing.SAME if ends else None
    return Timing.PART if of.contains(period) else None


def _fit(told: Told, cell: Counted) -> int:
    """How many words of the indicator the figure has; 0 where it does not fit."""
    level = _LEVELS.get(fold(told.level), fold(told.level))
    if value_for(told, cell) is None or level != cell.breakdown:
        return 0
    said = set(_words(told.words)) - set(_words(told.level))
    counter = set(_words(told.unit)) | set(_words(cell.unit))
    best = 0
    for name in cell.names:
        wanted = set(_words(_ASIDE.sub(" ", name))) - _LINKS - set(_words(cell.unit))
        others = said - wanted - counter - _LINKS - _COMMON
        if wanted and wanted <= said and len(others) <= MOST_OTHER_WORDS:
            best = max(best, len(wanted))
    return best


def _units(cell: Counted) -> set[str]:
    """The cell's unit, and the counter with which its name begins: «Đối tượng ma túy», «Tờ rơi đã phát»."""
    head = _words(cell.names[0])
    return {_unit(cell.unit), _unit(" ".join(head[:1])), _unit(" ".join(head[:2]))}


def _unit(text: str) -> str:
    words = " ".join(_words(text)) or text.strip()
    return _SAME_UNIT.get(words, words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _period(written: str) -> Period | None:
    several = _SEVERAL.fullmatch(written)
    if several is not None and several[1] == several[2]:
        return Period(PeriodKind.NINE_MONTHS, int(several[1]))
    try:
        return Period.parse(written)
    except ValueError:
        return None
