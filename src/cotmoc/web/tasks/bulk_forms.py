"""The forms of what is done to many tasks at once, each with the deed it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cotmoc.tasks.queries import Extend, HandOver, Part, PutFunction, Withdraw
from cotmoc.web.day_field import DayField

PARTS = [
    (Part.LEAD.value, _("chủ trì")),
    (Part.COORDINATING.value, _("phối hợp")),
    (Part.OBSERVER.value, _("để biết")),
    (Part.GIVER.value, _("giao việc")),
    (Part.MATTER.value, _("cho ý kiến")),
]
"""What can be handed over."""
BY_WORDS = "words"
"""Chosen instead of a function: what the words of each task say."""
NO_FUNCTION = "none"
"""Chosen instead of a function: the tasks are in none."""
Bodies = Sequence[tuple[str, Sequence[tuple[int, str]]]]


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class ExtendMany(forms.Form):
    """A later day for all, or each its own day put off."""

    due_on = DayField(
        label=_("Hạn mới cho mọi nhiệm vụ"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Ngày/tháng/năm. Để trống nếu lùi mỗi hạn một số ngày."),
    )
    days = forms.IntegerField(
        label=_("Hoặc lùi mỗi hạn số ngày"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
    )
    product = forms.CharField(label=_("Số văn bản đồng ý gia hạn"), required=False, max_length=200)
    reason = _reason(_("Lý do gia hạn"))

    def deed(self) -> Extend:
        """What the filled form asks for."""
        return Extend(**self.cleaned_data)


class WithdrawMany(forms.Form):
    """Taken back."""

    reason = _reason(_("Lý do rút nhiệm vụ"))
    with_subtasks = forms.BooleanField(
        label=_("Rút cả các việc con đang mở, ở mọi cấp, cùng lý do"), required=False
    )

    def deed(self) -> Withdraw:
        """What the filled form asks for."""
        return Withdraw(**self.cleaned_data)


class HandOverMany(forms.Form):
    """From a body to the one that answers for it."""

    old = forms.TypedChoiceField(label=_("Cơ quan cũ"), coerce=int)
    new = forms.TypedChoiceField(label=_("Cơ quan tiếp nhận"), coerce=int)
    parts = forms.MultipleChoiceField(
        label=_("Vai trò chuyển giao"),
        choices=PARTS,
        initial=[part for part, _words in PARTS],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = _reason(_("Lý do chuyển giao"))

    def offer(self, every: Bodies, current: Bodies) -> None:
        """The bodies to choose from: any as the old one, one of today as the new."""
        for name, choices in (("old", every), ("new", current)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Chọn cơ quan")), *choices]

    def deed(self) -> HandOver:
        """What the filled form asks for."""
        parts = frozenset(Part(one) for one in self.cleaned_data.pop("parts"))
        return HandOver(**self.cleaned_data, parts=parts)


class PutMany(forms.Form):
    """To a field of work, each to the one of which its words speak, or to none."""

    function = forms.ChoiceField(
        label=_("Lĩnh vực"),
        help_text=_("Theo từ ngữ: chỉ nhiệm vụ chưa có lĩnh vực và nói đến đúng một lĩnh vực."),
    )

    def offer(self, functions: Sequence[tuple[int, str]]) -> None:
        """The functions to choose from."""
        field = self.fields["function"]
        assert isinstance(field, forms.ChoiceField)
        named = ((str(pk), name) for pk, name in functions)
        field.choices = [(BY_WORDS, _("Theo từ ngữ")), *named, (NO_FUNCTION, _("Bỏ lĩnh vực"))]

    def deed(self) -> PutFunction:
        """What the filled form asks for."""
        chosen = self.cleaned_data["function"]
        if chosen in (BY_WORDS, NO_FUNCTION):
            return PutFunction(by_words=chosen == BY_WORDS, none=chosen == NO_FUNCTION)
        return PutFunction(int(chosen))


DEEDS: dict[str, type[ExtendMany | WithdrawMany | HandOverMany | PutMany]] = {
    "extend": ExtendMany,
    "withdraw": WithdrawMany,
    "hand_over": HandOverMany,
    "function": PutMany,
}
"""The form of each deed."""
