"""The due day of an order: told as a day or as working days, moved off a day of rest by the task's shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.task_series import YEARS_NOT_LISTED
from cotmoc.domain.errors.tasks import DUE_BEFORE_GIVEN
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift, YearsNotListed, add_working_days, shifted
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks.queries.deeds import LAST_DAY, TOO_FAR

MOST_WORKING_DAYS = 999


@dataclass(frozen=True, slots=True)
class Moved:
    """A due day; ``told`` is the day that was told where it was a day off and has been moved."""

    on: date
    told: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The due day of an order, or None; ``told`` as in ``Moved``."""

    on: date | None
    told: date | None = None


def due_day(due_on: date | None, working_days: int | None, shift: Shift, given: date) -> Due:
    """The due day of what is given on a day.

    Raises Problem: BAD_VALUE at ``working_days``, YEARS_NOT_LISTED at the field that asks the table,
    DUE_BEFORE_GIVEN.
    """
    if working_days is not None:
        return Due(_counted(due_on, working_days, given))
    if due_on is None:
        return Due(None)
    due = moved(due_on, shift, field="due_on")
    if due.on < given:
        raise Problem(DUE_BEFORE_GIVEN, field="due_on", due=show_date(due.on), given=show_date(given))
    return Due(due.on, due.told)


def moved(day: date, shift: Shift, *, field: str) -> Moved:
    """What ``shift`` makes of a due day.

    Raises Problem at ``field``: YEARS_NOT_LISTED, BAD_VALUE after LAST_DAY.
    """
    if day > LAST_DAY:
        raise Problem(BAD_VALUE, field=field, why=TOO_FAR)
    try:
        on = shifted(day, shift, days_off())
    except YearsNotListed as error:
        raise years_not_listed(error, field) from None
    return Moved(on, None if on == day else day)


def provisional(due: date) -> str:
    """What is to be known of a due day in a year that the table lacks, counted with weekends alone."""
    if days_off().lists(due, due):
        return ""
    return (
        f"Hạn tạm tính, mới trừ thứ Bảy và Chủ nhật: chưa có bảng ngày nghỉ của năm {due.year}. "
        "Có bảng rồi thì xem lại hạn này."
    )


def years_not_listed(error: YearsNotListed, field: str) -> Problem:
    """The named error of a year that the table of days off lacks."""
    return Problem(YEARS_NOT_LISTED, field=field, years=", ".join(map(str, error.years)))


def _counted(due_on: date | None, working_days: int, given: date) -> date:
    if due_on is not None:
        why = Said("hạn ghi bằng ngày hoặc bằng số ngày làm việc", "tell the due day or the working days")
        raise Problem(BAD_VALUE, field="working_days", why=why)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise Problem(BAD_VALUE, field="working_days", why=f"1 … {MOST_WORKING_DAYS}")
    try:
        return add_working_days(given, working_days, days_off())
    except YearsNotListed as error:
        raise years_not_listed(error, "working_days") from None
