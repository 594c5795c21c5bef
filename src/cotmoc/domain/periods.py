"""Reporting periods as values: parse, print, order, contain, split.

A period here is a name («Quý II/2022»), counted in months of its year. Which days it covers is a matter
of the calendar and lives in ``reporting_calendar``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from cotmoc.domain.form_error import FormError

FIRST_YEAR, LAST_YEAR = 1900, 2999


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>\d)|H(?P<half>\d)|(?P<nine>9M)|(?P<month>\d{2})))?", re.ASCII
)
_ROMAN = ("I", "II", "III", "IV")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period. ``number`` counts from 1 within the year; it is 1 for nine months and for the year.

    Periods sort by their end, shorter ones first, so each comes after everything it contains.
    Raises ValueError when there is no such period.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", PeriodKind(self.kind))
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"a year lies between {FIRST_YEAR} and {LAST_YEAR}, not {self.year}")
        if not 1 <= self.number <= 12 // _MONTHS[self.kind]:
            raise ValueError(f"a year has no {self.kind} number {self.number}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2022-07``, ``2022-Q2``, ``2022-H1``, ``2022-9M`` or ``2022``. Raises FormError."""
        found = _FORM.fullmatch(text.strip().upper())
        try:
            if found is None:
                raise ValueError(text)
            return cls(*_kind_and_number(found.groupdict()))
        except ValueError as error:
            raise FormError(
                f"«{text}» không phải là kỳ báo cáo. Viết 2022-07, 2022-Q2, 2022-H1, 2022-9M hoặc 2022",
                f"“{text}” is not a period. Write 2022-07, 2022-Q2, 2022-H1, 2022-9M or 2022",
            ) from error

    @classmethod
    def of_year(cls, year: int, kind: PeriodKind) -> list[Period]:
        """All periods of ``kind`` in a year, in order."""
        return [cls(kind, year, number) for number in range(1, 12 // _MONTHS[kind] + 1)]

    def __str__(self) -> str:
        return (
            f"{self.year:04d}"
            + {
                PeriodKind.MONTH: f"-{self.number:02d}",
                PeriodKind.QUARTER: f"-Q{self.number}",
                PeriodKind.HALF: f"-H{self.number}",
                PeriodKind.NINE_MONTHS: "-9M",
                PeriodKind.YEAR: "",
            }[self.kind]
        )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.last_month, _MONTHS[self.kind]

    @property
    def first_month(self) -> int:
        """The month of the year it begins with, 1 to 12."""
        return (self.number - 1) * _MONTHS[self.kind] + 1

    @property
    def last_month(self) -> int:
        """The month of the year it ends with, 1 to 12."""
        return self.number * _MONTHS[self.kind]

    def vi(self) -> str:
        """As officials write it: «Quý II/2022», «Tháng 02/2022», «6 tháng đầu năm 2022»."""
        if self.kind is PeriodKind.MONTH:
            # Months 1 and 2 are padded in official dates, so that a 1 cannot grow into 11 or 12.
            return (
                f"Tháng {self.number:02d}/{self.year}"
                if self.number < 3
                else f"Tháng {self.number}/{self.year}"
            )
        if self.kind is PeriodKind.QUARTER:
            return f"Quý {_ROMAN[self.number - 1]}/{self.year}"
        if self.kind is PeriodKind.HALF:
            return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        return f"9 tháng đầu năm {self.year}" if self.kind is PeriodKind.NINE_MONTHS else f"Năm {self.year}"

    def en(self) -> str:
        """In English: “Q2 2022”, “February 2022”, “First half of 2022”."""
        if self.kind is PeriodKind.MONTH:
            return f"{_ENGLISH_MONTHS[self.number - 1]} {self.year}"
        if self.kind is PeriodKind.QUARTER:
            return f"Q{self.number} {self.year}"
        if self.kind is PeriodKind.HALF:
            return f"{'First' if self.number == 1 else 'Second'} half of {self.year}"
        return (
            f"First nine months of {self.year}"
            if self.kind is PeriodKind.NINE_MONTHS
            else f"Year {self.year}"
        )

    def next(self) -> Period:
        """The following period of this kind (nine months: those of the next year)."""
        return self._moved(1)

    def previous(self) -> Period:
        """The period of this kind before it (nine months: those of the last year)."""
        return self._moved(-1)

    def same_last_year(self) -> Period:
        """The period it is compared with («cùng kỳ năm trước»)."""
        return Period(self.kind, self.year - 1, self.number)

    def contains(self, other: Period) -> bool:
        """Whether every month of ``other`` is a month of this period."""
        return (
            self.year == other.year
            and self.first_month <= other.first_month
            and other.last_month <= self.last_month
        )

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a month."""
        return (
            self.year == other.year
            and self.first_month <= other.last_month
            and other.first_month <= self.last_month
        )

    def split(self, kind: PeriodKind) -> list[Period]:
        """The periods of ``kind`` that make it up, in order. Raises ValueError when they do not fit."""
        length = _MONTHS[kind]
        fits = _MONTHS[self.kind] % length == 0 and (self.first_month - 1) % length == 0
        if not fits or (kind is PeriodKind.NINE_MONTHS and kind is not self.kind):
            raise ValueError(f"{self} does not divide into whole periods of kind {kind}")
        return [
            Period(kind, self.year, month // length)
            for month in range(self.first_month + length - 1, self.last_month + 1, length)
        ]

    def made_of(self) -> list[Period]:
        """Every period whose figures can be part of its own, itself included, by their end.

        The nine months overlap with the second half, so they are part of nothing but themselves.
        """
        kinds = [kind for kind in PeriodKind if kind is not PeriodKind.NINE_MONTHS or kind is self.kind]
        found = (period for kind in kinds for period in Period.of_year(self.year, kind))
        return sorted(period for period in found if self.contains(period))

    def ending_in(self, kind: PeriodKind) -> list[Period]:
        """The periods of ``kind`` that end within it: of a quarter its months, perhaps the half-year."""
        found = Period.of_year(self.year, kind)
        return [one for one in found if self.first_month <= one.last_month <= self.last_month]

    @property
    def months(self) -> int:
        """How many months it lasts."""
        return _MONTHS[self.kind]

    def year_to_date(self) -> list[Period]:
        """The periods of this kind from the start of its year up to it («luỹ kế»)."""
        return [Period(self.kind, self.year, number) for number in range(1, self.number + 1)]

    def _moved(self, steps: int) -> Period:
        a_year = 1 if self.kind is PeriodKind.NINE_MONTHS else 12 // _MONTHS[self.kind]
        year, number = divmod(self.year * a_year + self.number - 1 + steps, a_year)
        return Period(self.kind, year, number + 1)


_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _kind_and_number(parts: dict[str, str | None]) -> tuple[PeriodKind, int, int]:
    year = int(parts["year"] or 0)
    for name, kind in (
        ("quarter", PeriodKind.QUARTER),
        ("half", PeriodKind.HALF),
        ("month", PeriodKind.MONTH),
    ):
        if number := parts[name]:
            return kind, year, int(number)
    return (PeriodKind.NINE_MONTHS if parts["nine"] else PeriodKind.YEAR), year, 1
