"""The forms of a task's steps and of assigning; they check form only, the actions what is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cotmoc.tasks.queries import Step
from cotmoc.web.day_field import DayField

_LONGEST = 4000


class _Line(forms.TextInput):
    """A text field that writes its own tag: a template for each field costs more than the form itself."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        known = {"value": shown["value"]} if shown["value"] is not None else {}
        return format_html('<input type="text" name="{}"{}>', name, flatatt({**known, **shown["attrs"]}))


class _Lines(forms.Textarea):
    """A text field of several lines that writes its own tag."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', name, flatatt(shown["attrs"]), shown["value"] or ""
        )


class _File(forms.FileInput):
    """A file field that writes its own tag."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        return format_html('<input type="file" name="{}"{}>', name, flatatt(shown["attrs"]))


def _day(label: Any, **settings: Any) -> DayField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
    return DayField(label=label, widget=_Line(attrs=attrs), **settings)


class _AnyFile(forms.FileField):
    """A file of any kind and size; the action checks it and says what is wrong with it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_empty_file=True, widget=_File, **settings)


def _text(label: Any, *, required: bool = False, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=_LONGEST,
        widget=_Lines(attrs={"rows": rows}),
    )


def _evidence() -> forms.FileField:
    return _AnyFile(
        label=_("Tệp chứng minh"), required=False, help_text=_(".pdf, .docx, .xlsx, .png hoặc .jpg")
    )


class Progress(forms.Form):
    """How far it is, with evidence if there is some."""

    percent = forms.IntegerField(
        label=_("Đã làm được (%)"),
        required=False,
        min_value=0,
        max_value=100,
        widget=_Line(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
    )
    note = _text(_("Nội dung"))
    evidence = _evidence()


def _product(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, widget=_Line, help_text=hint)


class Complete(forms.Form):
    """Done, with number and day of the resulting document or why there is none."""

    product = _product(
        _("Số, ký hiệu văn bản kết quả"), _("Ví dụ 15/BC-UBND. Không có văn bản thì ghi lý do ở ô dưới.")
    )
    product_on = _day(_("Ngày văn bản"), required=False)
    note = _text(_("Kết quả hoặc lý do không có văn bản"))
    evidence = _evidence()


class Accept(forms.Form):
    """The result is accepted."""

    note = _text(_("Nhận xét"), rows=2)


class Return(forms.Form):
    """The result goes back."""

    reason = _text(_("Lý do trả lại và phần cần làm thêm"), required=True)


class Extend(forms.Form):
    """A later due day."""

    due_on = _day(_("Hạn mới"))
    reason = _text(_("Lý do gia hạn"), rows=2, required=True)
    product = _product(_("Số văn bản đồng ý gia hạn"))


class Ask(forms.Form):
    """A later due day, asked for."""

    due_on = _day(_("Hạn đề nghị"))
    reason = _text(_("Lý do xin gia hạn"), rows=2, required=True)


class Refuse(forms.Form):
    """The later day is refused."""

    reason = _text(_("Lý do không đồng ý"), rows=2, required=True)


class Escalate(forms.Form):
    """A matter beyond the lead's power, with what it proposes."""

    proposal = _text(_("Vướng mắc và đề xuất xử lý"), rows=4, required=True)


class Answer(forms.Form):
    """A leader's answer to a matter."""

    decision = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[
            ("agreed", _("Đồng ý với đề xuất")),
            ("decided", _("Quyết định khác")),
            ("referred", _("Gửi cấp trên, chờ trả lời")),
        ],
    )
    note = _text(_("Nội dung chỉ đạo"))
    product = _product(_("Số văn bản gửi cấp trên"), _("Chỉ cần khi gửi cấp trên, ví dụ 120/TTr-UBND."))


class _OfBody(forms.Form):
    """A form that concerns one of a task's coordinating bodies."""

    body = forms.TypedChoiceField(label=_("Cơ quan phối hợp"), coerce=int, empty_value=None)

    def offer(self, bodies: Sequence[tuple[int, str]]) -> None:
        """The bodies to choose from; one alone is chosen already and not shown."""
        field = self.fields["body"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(bodies)
        if len(bodies) == 1:
            field.widget = forms.HiddenInput()
            field.initial = bodies[0][0]


class Contribute(_OfBody):
    """A coordinating body's own part."""

    note = _text(_("Đã làm gì"))
    product = _product(_("Số, ký hiệu văn bản đã gửi"))
    product_on = _day(_("Ngày văn bản"), required=False)
    evidence = _evidence()


class SendPartBack(_OfBody):
    """A part goes back."""

    reason = _text(_("Lý do trả lại phần việc"), rows=2, required=True)


class Withdraw(forms.Form):
    """Taken back."""

    reason = _text(_("Lý do rút nhiệm vụ"), rows=2, required=True)


class Comment(forms.Form):
    """A remark."""

    note = _text(
        _("Ý kiến"), required=True, hint=_("Viết @tên-tài-khoản để nhắc một người xem được nhiệm vụ này.")
    )


STEPS: dict[Step, Callable[..., forms.Form]] = {
    Step.PROGRESS: Progress,
    Step.CONTRIBUTE: Contribute,
    Step.COMPLETE: Complete,
    Step.ASK: Ask,
    Step.ESCALATE: Escalate,
    Step.SEND_PART_BACK: SendPartBack,
    Step.ANSWER: Answer,
    Step.ACCEPT: Accept,
    Step.RETURN: Return,
    Step.EXTEND: Extend,
    Step.REFUSE: Refuse,
    Step.WITHDRAW: Withdraw,
    Step.COMMENT: Comment,
}
"""The form of each step."""


class Assign(forms.Form):
    """A task by hand; its bodies come from the matrix beside: ``lead``, ``coord``, ``accountable``."""

    title = forms.CharField(label=_("Tên nhiệm vụ"), max_length=300)
    detail = _text(_("Nội dung giao"), rows=4)
    giver = forms.TypedChoiceField(label=_("Cơ quan giao"), coerce=int)
    given_on = _day(_("Ngày giao"))
    due_on = _day(_("Hạn"), required=False, help_text=_("Để trống khi là việc thường xuyên, không có hạn."))
    recurrence = forms.CharField(
        label=_("Định kỳ"), required=False, max_length=100, help_text=_("Ví dụ: thường xuyên; hằng quý.")
    )
    external_id = forms.CharField(label=_("Mã nhiệm vụ"), required=False, max_length=60)
    each = forms.BooleanField(
        label=_("Mỗi cơ quan chủ trì làm riêng: giao thành từng nhiệm vụ theo đơn vị"), required=False
    )

    def __init__(self, *args: Any, givers: Sequence[tuple[int, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        field = self.fields["giver"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(givers)
