"""Numbers and dates as people in Viet Nam write them, both ways.

A dot groups thousands, a comma begins the decimals: 2.069 is two thousand and sixty-nine, 61,475 kg is
about sixty-one. Text that could be meant otherwise is refused with the way to write it, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cotmoc.domain.form_error import FormError

NONE_SHOWN = "–"
"""Shown where there is no figure; 0 is shown only when zero was reported."""

_MINUS = "−"
_NUMBER = re.compile(r"[-−]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)
_MEANT_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_MEANT_DECIMALS = re.compile(r"\d+\.\d+", re.ASCII)
_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TENS = ("mười", "mươi")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def show(value: Decimal | int | None, decimals: int | None = None) -> str:
    """«2.069», «61,475»; with ``decimals`` rounded half up, without as many as the value has.

    None shows as a dash.
    """
    if value is None:
        return NONE_SHOWN
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):,f}".partition(".")
    sign = _MINUS if exact < 0 else ""
    return sign + whole.replace(",", ".") + (f",{rest}" if rest else "")


def show_percent(rate: Fraction | Decimal | None, decimals: int = 1) -> str:
    """A rate between 0 and 1 as «81,3%»; None as a dash."""
    if rate is None:
        return NONE_SHOWN
    scaled = Fraction(rate) * 100 * 10**decimals
    # Rounded from the exact fraction: a division first would round twice.
    rounded = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    shown = Decimal(rounded if scaled >= 0 else -rounded).scaleb(-decimals)
    return show(shown, decimals) + "%"


def parse(text: str, decimals: int | None = None) -> Decimal:
    """Read «2.069» as 2069 and «61,475» as 61.475.

    ``decimals`` is how many the figure may have: 0 for a count. Raises FormError with the way to write it.
    """
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        raise _not_a_number(text, _meant(written))
    value = Decimal(written.replace(_MINUS, "-").replace(".", "").replace(",", "."))
    exponent = value.as_tuple().exponent
    if decimals is not None and isinstance(exponent, int) and -exponent > decimals:
        raise _too_fine(text, decimals)
    return value


def from_words(text: str) -> int | None:
    """Read «mười một», «hai mươi lăm», «một trăm linh hai» in lower case; None for other words."""
    total = hundreds = digit = 0
    seen = False
    for word in text.split():
        if word in ("linh", "lẻ"):
            continue
        if word in _TENS:
            digit, hundreds = 0, hundreds + (max(digit, 1) if word == "mười" else digit) * 10
            if word != "mười" and not seen:
                return None
        elif word == "trăm":
            hundreds, digit = digit * 100, 0
        elif word in ("nghìn", "ngàn"):
            total, hundreds, digit = (hundreds + digit) * 1000, 0, 0
        elif word in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[word]
        else:
            return None
        seen = True
    return total + hundreds + digit or None


def show_date(day: date) -> str:
    """«05/9/2019», «02/3/2022», «20/02/2021»: days under 10 and months 1 and 2 are padded."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def show_days(first: date, last: date) -> str:
    """Both days included: «15/3 đến 14/6/2022», «15/12/2021 đến 14/3/2022»."""
    start = f"{first.day:02d}/{_month(first)}" if first.year == last.year else show_date(first)
    return f"{start} đến {show_date(last)}"


def parse_date(text: str) -> date:
    """Read 05/9/2019, 5-9-2019, 5.9.2019 or 2019-09-05. Raises FormError."""
    written = text.strip()
    try:
        if _ISO_DATE.fullmatch(written):
            return date.fromisoformat(written)
        if found := _DATE.fullmatch(written):
            return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError:
        raise FormError(f"Không có ngày «{text}»", f"There is no day “{text}”") from None
    raise FormError(
        f"«{text}» chưa rõ là ngày nào. Viết ngày/tháng/năm, năm đủ bốn chữ số: 05/9/2019",
        f"“{text}” is not clearly a date. Write day/month/year with four digits of year: 05/9/2019",
    )


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _meant(written: str) -> str:
    """The Vietnamese form of what looks like an English number, or nothing."""
    if _MEANT_THOUSANDS.fullmatch(written):
        value = Decimal(written.replace(",", ""))
        return show(int(value) if value == int(value) else value)
    if _MEANT_DECIMALS.fullmatch(written):
        return written.replace(".", ",")
    return ""


def _not_a_number(text: str, meant: str) -> FormError:
    vi, en = (
        (f"Viết {meant}. ", f"Write {meant}. ")
        if meant
        else (f"«{text}» không phải là số. ", f"“{text}” is not a number. ")
    )
    return FormError(
        f"{vi}Dấu chấm ngăn hàng nghìn, dấu phẩy cho phần lẻ.",
        f"{en}A dot groups thousands, a comma begins the decimals.",
    )


def _too_fine(text: str, decimals: int) -> FormError:
    meant = _meant(text.strip()) if decimals == 0 else ""
    if decimals:
        vi, en = (
            f"«{text}» có quá {decimals} chữ số phần lẻ. ",
            f"“{text}” has more than {decimals} decimals. ",
        )
    else:
        vi, en = f"«{text}» có phần lẻ, mà ở đây là số đếm. ", f"“{text}” has decimals, and this is a count. "
    if meant:
        vi, en = f"{vi}Nếu là {meant} thì viết {meant}. ", f"{en}If {meant} is meant, write {meant}. "
    return FormError(
        f"{vi}Dấu chấm ngăn hàng nghìn, dấu phẩy cho phần lẻ.",
        f"{en}A dot groups thousands, a comma begins the decimals.",
    )
