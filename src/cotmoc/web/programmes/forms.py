"""The forms of programmes; they check form only, the actions what is right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse
from cotmoc.programmes import queries
from cotmoc.web import words
from cotmoc.web.day_field import DayField
from cotmoc.web.programmes.labels import KINDS, choices


class DongField(forms.CharField):
    """Whole đồng as officials write them: 1.250.000.000."""

    def prepare_value(self, value: Any) -> Any:
        """The amount in the field as on the page."""
        return words.number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The amount. Raises ValidationError with the way to write it."""
        text = super().clean(value)
        try:
            return int(parse(text, 0))
        except FormError as error:
            raise forms.ValidationError(error.en if get_language() == "en" else error.vi) from error


def _year(label: Any) -> forms.IntegerField:
    plain = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=2000, max_value=2101, widget=plain)


def _dong(label: Any, hint: Any) -> DongField:
    plain = forms.TextInput(attrs={"autocomplete": "off"})
    return DongField(label=label, max_length=24, help_text=hint, widget=plain)


class ProgrammeForm(forms.Form):
    """The words of a programme."""

    code = forms.CharField(
        label=_("Mã chương trình"), max_length=30, help_text=_("Ví dụ GNBV, NTM. Không phân biệt hoa thường.")
    )
    title = forms.CharField(label=_("Tên chương trình"), max_length=300)
    first_year = _year(_("Từ năm"))
    last_year = _year(_("Đến năm"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False, help_text=_("Số, ký hiệu và ngày của nghị quyết.")
    )
    owner = forms.TypedChoiceField(label=_("Cơ quan quản lý chương trình"), coerce=int)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ComponentForm(forms.Form):
    """The words of a component."""

    kind = forms.ChoiceField(label=_("Loại"), choices=list(KINDS.items()))
    code = forms.CharField(label=_("Mã nội dung"), max_length=30, help_text=_("Ví dụ 1, 2.1."))
    title = forms.CharField(label=_("Tên nội dung"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AllocateForm(forms.Form):
    """A decision that assigns money, or adjusts what was assigned."""

    component = forms.TypedChoiceField(label=_("Nội dung của chương trình"), coerce=int)
    agency = forms.TypedChoiceField(label=_("Cơ quan nhận vốn"), coerce=int)
    year = _year(_("Năm ngân sách"))
    level = forms.ChoiceField(label=_("Nguồn"))
    nature = forms.ChoiceField(label=_("Tính chất vốn"))
    vintage = forms.ChoiceField(label=_("Vốn giao năm nay hay kéo dài"))
    amount = _dong(
        _("Số tiền (đồng)"),
        _("Đồng chẵn, ví dụ 1.250.000.000. Quyết định giảm vốn thì ghi số âm: -50.000.000."),
    )
    on = DayField(label=_("Ngày quyết định"), help_text=_("Ví dụ 02/6/2022."))
    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ 120/QĐ-UBND."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = queries.sources()
        for name, codes in (("level", known.levels), ("nature", known.natures), ("vintage", known.vintages)):
            blank = [] if name == "vintage" else [("", "–")]
            self.fields[name].choices = [*blank, *choices(dict(codes))]  # type: ignore[attr-defined]


class DisburseForm(forms.Form):
    """What was paid out."""

    amount = _dong(_("Số tiền (đồng)"), _("Đồng chẵn, ví dụ 250.000.000."))
    on = DayField(label=_("Ngày giải ngân"), help_text=_("Ví dụ 02/6/2022."))
    number = forms.CharField(
        label=_("Số chứng từ"),
        max_length=60,
        help_text=_("Giấy rút vốn, ủy nhiệm chi hoặc văn bản xác nhận."),
    )


class CancelForm(forms.Form):
    """Why an entry was wrong."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PayForm(forms.Form):
    """What pays a task: a component (c…), or one line of its money (a…)."""

    source = forms.ChoiceField(
        label=_("Nguồn vốn"),
        help_text=_("Chọn cả nội dung, hoặc đúng khoản vốn của cơ quan làm nhiệm vụ."),
    )
