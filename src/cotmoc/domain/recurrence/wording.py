"""A rule in plain Vietnamese, in words that ``reading`` takes back to the same rule."""

from __future__ import annotations

from datetime import timedelta

from cotmoc.domain.recurrence.rule import MONTHS, Every, On, Recurrence
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift

NEXT_WORKING = "gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo"
PREVIOUS_WORKING = "gặp ngày nghỉ thì chuyển lên ngày làm việc trước đó"
ALSO_DAYS_OFF = "kể cả ngày nghỉ"

_EVERY = {
    Every.DAY: ("hằng ngày", "ngày"),
    Every.WORKING_DAY: ("mỗi ngày làm việc", "ngày làm việc"),
    Every.WEEK: ("hằng tuần", "tuần"),
    Every.MONTH: ("hằng tháng", "tháng"),
    Every.QUARTER: ("hằng quý", "quý"),
    Every.HALF: ("định kỳ 6 tháng", "nửa năm"),
    Every.YEAR: ("hằng năm", "năm"),
}
_WHOLE = {Every.MONTH: "tháng", Every.QUARTER: "quý", Every.HALF: "kỳ", Every.YEAR: "năm"}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SHIFTS = {
    Shift.NONE: ALSO_DAYS_OFF,
    Shift.NEXT_WORKING: NEXT_WORKING,
    Shift.PREVIOUS_WORKING: PREVIOUS_WORKING,
}


def describe(rule: Recurrence) -> str:
    """«hằng tháng, chậm nhất ngày 15; gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo»."""
    parts = [_rhythm(rule), _shift(rule)]
    if rule.lead_days:
        parts.append(f"giao trước {rule.lead_days} ngày")
    parts.append(_span(rule))
    return "; ".join(part for part in parts if part)


def _rhythm(rule: Recurrence) -> str:
    always, unit = _EVERY[rule.every]
    if rule.after_completion:
        return f"{rule.interval} {unit} sau khi hoàn thành lần trước"
    often = always if rule.interval == 1 else f"cứ {rule.interval} {unit} một lần"
    day = _weekdays(rule) if rule.weekdays else _day(rule) if rule.on else ""
    return f"{often}, {day}" if day else often


def _weekdays(rule: Recurrence) -> str:
    *most, last = (_WEEKDAYS[day - 1] for day in rule.weekdays)
    return f"vào {', '.join(most)} và {last}" if most else f"vào {last}"


def _day(rule: Recurrence) -> str:
    if rule.on is On.DAY:
        if rule.every is Every.YEAR:
            return f"chậm nhất ngày {rule.number:02d}/{rule.month}"
        place = "" if rule.every is Every.MONTH else f" của {_month(rule)}"
        return f"chậm nhất ngày {rule.number:02d}{place}"
    if rule.on is On.WORKING_DAY:
        return f"chậm nhất ngày làm việc thứ {rule.number} của {_month(rule)}"
    last = "ngày cuối cùng" if rule.on is On.LAST_DAY else "ngày làm việc cuối cùng"
    ends_period = rule.month in (None, MONTHS[rule.every])
    return f"chậm nhất {last} của {_WHOLE[rule.every] if ends_period else _month(rule)}"


def _month(rule: Recurrence) -> str:
    whole = _WHOLE[rule.every]
    if rule.every is Every.MONTH:
        return whole
    if rule.every is Every.YEAR:
        return f"tháng {rule.month}"
    if rule.month == 1:
        return f"tháng đầu {whole}"
    last = rule.month == MONTHS[rule.every]
    return f"tháng cuối {whole}" if last else f"tháng thứ {rule.month} của {whole}"


def _shift(rule: Recurrence) -> str:
    daily = rule.every is Every.DAY and rule.interval == 1 and not rule.after_completion
    return "" if rule.on_working_days or daily else _SHIFTS[rule.shift]


def _span(rule: Recurrence) -> str:
    starts = f"từ ngày {show_date(rule.starts)}" if rule.starts else ""
    ends = f"đến hết ngày {show_date(rule.until - timedelta(days=1))}" if rule.until else ""
    return f"{starts} {ends}".strip()
