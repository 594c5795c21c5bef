"""The part of the form that says how work comes back, and its next days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cotmoc.domain.recurrence import Every, On, Recurrence, RecurrenceError, until_after
from cotmoc.domain.working_time import Shift
from cotmoc.web.tasks.fields import day_field, whole_field

KEEP = "keep"
_DAY = timedelta(days=1)
SHIFTS = [
    (Shift.NONE.value, _("Giữ nguyên ngày đó")),
    (Shift.NEXT_WORKING.value, _("Dời sang ngày làm việc tiếp theo")),
    (Shift.PREVIOUS_WORKING.value, _("Dời lên ngày làm việc trước đó")),
]
_RHYTHMS = [
    (Every.WORKING_DAY.value, _("Mỗi ngày làm việc")),
    (Every.WEEK.value, _("Hằng tuần")),
    (Every.MONTH.value, _("Hằng tháng")),
    (Every.QUARTER.value, _("Hằng quý")),
    (Every.HALF.value, _("Định kỳ 6 tháng")),
    (Every.YEAR.value, _("Hằng năm")),
    ("after", _("Sau khi hoàn thành lần trước")),
]
_WEEKDAYS = [
    ("1", _("Thứ Hai")),
    ("2", _("Thứ Ba")),
    ("3", _("Thứ Tư")),
    ("4", _("Thứ Năm")),
    ("5", _("Thứ Sáu")),
    ("6", _("Thứ Bảy")),
    ("7", _("Chủ nhật")),
]
_DAYS = [
    (On.LAST_WORKING_DAY.value, _("Ngày làm việc cuối cùng")),
    (On.LAST_DAY.value, _("Ngày cuối cùng")),
    (On.DAY.value, _("Ngày của tháng, ghi số ở dưới")),
    (On.WORKING_DAY.value, _("Ngày làm việc của tháng, ghi số ở dưới")),
]
_UNITS = [
    (Every.WORKING_DAY.value, _("ngày làm việc")),
    (Every.DAY.value, _("ngày")),
    (Every.MONTH.value, _("tháng")),
]

_BY_MONTHS = "month quarter half year"
_WHEN = {
    "weekdays": "week",
    "on": _BY_MONTHS,
    "number": _BY_MONTHS,
    "month": "quarter half year",
    "gap": "after",
    "unit": "after",
    "off": f"{KEEP} week {_BY_MONTHS} after",
    "ahead": f"{KEEP} working_day week {_BY_MONTHS} after",
    "last": f"{KEEP} working_day week {_BY_MONTHS} after",
}
_NEEDED = ("rhythm", "on", "gap", "unit", "off", "ahead", "last")


class Repeat(forms.Form):
    """How it comes back. What does not go with the chosen rhythm is left aside; ``rule`` is None without one.

    ``old`` is the rule that stands; it can be kept with another end, shift or lead.
    """

    rhythm = forms.ChoiceField(
        label=_("Lặp lại"), required=False, widget=forms.Select(attrs={"data-chooses": ""})
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Thứ trong tuần (khi lặp hằng tuần)"),
        required=False,
        coerce=int,
        choices=_WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    on = forms.ChoiceField(
        label=_("Hạn (khi lặp theo tháng, quý, năm)"), required=False, choices=_DAYS, initial=_DAYS[0][0]
    )
    number = whole_field(
        _("Ngày thứ mấy"), 1, 31, _("Ví dụ 15 là ngày 15; tháng thiếu ngày thì lấy ngày cuối.")
    )
    month = whole_field(
        _("Tháng thứ mấy của kỳ"), 1, 12, _("Quý, 6 tháng hoặc năm; để trống là tháng cuối kỳ.")
    )
    gap = whole_field(_("Bao lâu sau khi hoàn thành"), 1, 999, _("Lần đầu có hạn vào ngày giao."))
    unit = forms.ChoiceField(label=_("Tính bằng"), required=False, choices=_UNITS, initial=Every.MONTH.value)
    off = forms.ChoiceField(
        label=_("Khi hạn trùng ngày nghỉ"),
        required=False,
        choices=SHIFTS,
        initial=Shift.NEXT_WORKING.value,
    )
    ahead = whole_field(_("Giao trước hạn mấy ngày"), 0, 366, initial=7)
    last = day_field(_("Lặp đến hết ngày"), required=False, help_text=_("Nhiều nhất 10 năm."))

    def __init__(self, *args: Any, old: Recurrence | None = None, words: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.old = old
        self.rule: Recurrence | None = None
        field = self.fields["rhythm"]
        assert isinstance(field, forms.ChoiceField)
        first = ("", _("Không lặp lại")) if old is None else (KEEP, _("Giữ: %(words)s") % {"words": words})
        field.choices = [first, *_RHYTHMS]
        for name in self.fields:
            # For the page: with which rhythms it goes, and that it is no mere option there.
            self.fields[name].when = _WHEN.get(name, "")  # type: ignore[attr-defined]
            self.fields[name].needed = name in _NEEDED  # type: ignore[attr-defined]
        if old is not None:
            for name, value in _as_it_stands(old).items():
                self.fields[name].initial = value

    @property
    def chosen(self) -> bool:
        """Whether a rhythm was sent."""
        return bool(self.data.get("rhythm"))

    def clean(self) -> dict[str, Any]:
        """The values; ``rule`` is then what they say. An error stands beside the field it concerns."""
        values = super().clean() or {}
        if self.errors or not values.get("rhythm"):
            return values
        lacking = [name for name in _needs(values) if not values.get(name)]
        for name in lacking:
            self.add_error(name, _("Ghi hoặc chọn ô này cho kiểu lặp đã chọn."))
        if lacking:
            return values
        try:
            self.rule = _rule(values, self.old)
        except RecurrenceError as error:
            self.add_error("rhythm", error.en if get_language() == "en" else error.vi)
        return values


def _needs(values: dict[str, Any]) -> tuple[str, ...]:
    """The fields without which the chosen rhythm says nothing."""
    if values["rhythm"] == Every.WEEK:
        return ("weekdays",)
    if values["rhythm"] == "after":
        return ("gap", "unit")
    if values["rhythm"] not in _BY_MONTHS.split():
        return ()
    return ("on", "number") if values["on"] in (On.DAY, On.WORKING_DAY) else ("on",)


def _as_it_stands(old: Recurrence) -> dict[str, Any]:
    return {
        "rhythm": KEEP,
        "off": old.shift.value,
        "ahead": old.lead_days,
        "last": old.until - _DAY if old.until else None,
    }


def _rule(values: dict[str, Any], old: Recurrence | None) -> Recurrence:
    """The rule of clean values. Raises RecurrenceError."""
    common: dict[str, Any] = {
        "shift": Shift(values["off"] or Shift.NONE),
        "lead_days": values["ahead"] or 0,
        "until": until_after(values["last"]) if values["last"] else None,
    }
    rhythm = values["rhythm"]
    if rhythm == KEEP and old is not None:
        return replace(old, **common)
    if rhythm == "after":
        return Recurrence(Every(values["unit"]), values["gap"], after_completion=True, **common)
    every = Every(rhythm)
    if every is Every.WORKING_DAY:
        return Recurrence(every, **common)
    if every is Every.WEEK:
        return Recurrence(every, weekdays=tuple(values["weekdays"]), **common)
    on = On(values["on"])
    number = values["number"] if on in (On.DAY, On.WORKING_DAY) else None
    month = values["month"] if every is not Every.MONTH else None
    return Recurrence(every, on=on, number=number, month=month, **common)
