"""The forms of plans; they check form only, the actions what is right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse
from cotmoc.web import words
from cotmoc.web.day_field import DayField


class MoneyField(forms.CharField):
    """Money in million đồng as officials write it: 1.250,5; empty is None."""

    def prepare_value(self, value: Any) -> Any:
        """The figure in the field as on the page."""
        return words.number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The figure or None. Raises ValidationError with the way to write it."""
        text = super().clean(value)
        try:
            return parse(text, 3) if text else None
        except FormError as error:
            raise forms.ValidationError(error.en if get_language() == "en" else error.vi) from error


def _number_or_none(label: Any, hint: Any = "") -> forms.IntegerField:
    plain = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=2**53, widget=plain, help_text=hint
    )


class PlanForm(forms.Form):
    """The head of a plan."""

    agency = forms.TypedChoiceField(label=_("Cơ quan lập"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[
            ("answer", _("Kế hoạch triển khai một văn bản")),
            ("programme", _("Chương trình năm của Ban Chỉ đạo")),
        ],
    )
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=300)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ 15/KH-UBND.")
    )
    year = forms.IntegerField(
        label=_("Năm"), widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})
    )
    document = forms.TypedChoiceField(
        widget=forms.Select(attrs={"data-presses": "orders"}),
        label=_("Văn bản đã nhập"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    directive = forms.CharField(
        label=_("Văn bản chưa nhập"),
        max_length=300,
        required=False,
        help_text=_("Ghi số, ký hiệu và ngày khi văn bản không có trong danh sách."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def amending(self) -> PlanForm:
        """The head of an amendment: unit, kind, year and directive are those of the plan it amends."""
        for name in ("agency", "kind", "year", "document", "directive"):
            del self.fields[name]
        return self

    def offer(self, agencies: list[tuple[int, str]], documents: list[tuple[int, str]]) -> PlanForm:
        """The bodies and documents to choose from."""
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "–"), *documents]  # type: ignore[attr-defined]
        return self


class LineForm(forms.Form):
    """One line; left empty it is none."""

    wording = forms.CharField(
        label=_("Việc phải làm"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = forms.CharField(
        label=_("Cơ quan chủ trì"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "plan-agencies", "autocomplete": "off"}),
        help_text=_("Để trống là chính cơ quan lập."),
    )
    who = forms.CharField(label=_("Người hoặc phòng làm"), max_length=200, required=False)
    due_on = DayField(label=_("Ngày hoàn thành"), required=False)
    source = forms.CharField(label=_("Nguồn kinh phí"), max_length=200, required=False)
    amount = MoneyField(label=_("Kinh phí (triệu đồng)"), max_length=20, required=False)
    clause = forms.TypedChoiceField(
        label=_("Trả lời nhiệm vụ nào của văn bản"), coerce=int, required=False, empty_value=None
    )
    task = _number_or_none(_("Là nhiệm vụ đã có số"), _("Để trống thì khi duyệt sẽ thành việc con mới."))
    drop = forms.BooleanField(label=_("Bỏ việc này"), required=False)
    carries = forms.IntegerField(
        label=_("Việc của bản đang có hiệu lực"), required=False, min_value=1, widget=forms.HiddenInput
    )

    @property
    def filled(self) -> bool:
        """Whether anything stands in it that is to be kept."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("drop", "carries")}
        return not self.cleaned_data.get("drop") and any(value not in ("", None) for value in said.values())


class NoteForm(forms.Form):
    """A remark with a step."""

    note = forms.CharField(
        label=_("Ý kiến"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class WhyForm(forms.Form):
    """Why a plan is to be amended."""

    note = forms.CharField(
        label=_("Lý do điều chỉnh"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """Why a plan goes back."""

    reason = forms.CharField(
        label=_("Lý do trả lại và phần cần sửa"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReviewForm(forms.Form):
    """What is said of a programme."""

    term = forms.ChoiceField(
        label=_("Kỳ đánh giá"), choices=[("half_year", _("Sơ kết 6 tháng")), ("year_end", _("Tổng kết năm"))]
    )
    words = forms.CharField(label=_("Nhận xét"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}))
