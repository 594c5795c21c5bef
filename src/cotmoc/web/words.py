"""Dates, numbers and periods as an office writes them, the same in both languages of the interface.

Figures keep their Vietnamese form in English too (2.069 is two thousand and sixty-nine), so that a page,
its form fields and the printed document never disagree.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.clock import ZONE
from cotmoc.domain import vi_numbers
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate

WEEKDAYS: tuple[str | Promise, ...] = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)


def day(value: date | datetime | None) -> str:
    """25/7/2022; days under 10 and months 1 and 2 carry a zero: 05/9/2019, 02/3/2022. None is «–»."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date() if value.tzinfo else value.date()
    return vi_numbers.show_date(value)


def moment(value: datetime | None) -> str:
    """25/7/2022 09:42 in Asia/Ho_Chi_Minh."""
    if value is None:
        return "–"
    return f"{day(value)} {value.astimezone(ZONE):%H:%M}"


def weekday(value: date) -> str:
    """thứ Hai … Chủ nhật."""
    return str(WEEKDAYS[value.weekday()])


def days(first: date, last: date) -> str:
    """Both days included: «15/3 đến 14/6/2022», “15/3 to 14/6/2022”."""
    shown = vi_numbers.show_days(first, last)
    return shown if _vietnamese() else shown.replace(" đến ", " to ")


def period(value: Period | str) -> str:
    """«Quý II/2022», “Q2 2022”, in the language of the page; words that are no period stay as they are."""
    if isinstance(value, str):
        return _known_period(value)
    return value.vi() if _vietnamese() else value.en()


def number(value: int | float | Decimal | None) -> str:
    """2.069 · 61,475 · −2.069; None is «–», zero is 0; noughts at the end are left out."""
    if value is None or isinstance(value, int):
        return vi_numbers.show(value)
    exact = Decimal(str(value))
    whole = exact.to_integral_value()
    return vi_numbers.show(whole if whole == exact else exact.normalize())


def rate(value: Rate) -> str:
    """81,3% with one digit; «–» when there is nothing to divide by."""
    return vi_numbers.show_percent(value.value)


def _known_period(text: str) -> str:
    try:
        return period(Period.parse(text))
    except FormError:
        return text


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")
