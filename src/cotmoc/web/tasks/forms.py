"""The forms of a task's steps and of assigning; they check form only, the actions what is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cotmoc.tasks.queries import Step
from cotmoc.web.day_field import DayField
from cotmoc.web.tasks.fields import AnyFile, AnyFiles, Line, day_field, text_field, whole_field
from cotmoc.web.tasks.placing import function_field
from cotmoc.web.tasks.repeating import SHIFTS


def _evidence() -> forms.FileField:
    kinds = _(".pdf, .docx, .xlsx, .png hoặc .jpg")
    return AnyFile(label=_("Tệp chứng minh"), required=False, help_text=kinds)


class Progress(forms.Form):
    """How far it is, with evidence if there is some."""

    percent = whole_field(_("Đã làm được (%)"), 0, 100)
    note = text_field(_("Nội dung"), needed=True, hint=_("Bắt buộc khi không gửi tệp chứng minh."))
    evidence = _evidence()


def _product(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, widget=Line, help_text=hint)


def _product_day() -> DayField:
    field = day_field(_("Ngày văn bản"), required=False, help_text=_("Bắt buộc khi có số văn bản."))
    field.needed = True  # type: ignore[attr-defined]
    return field


class Complete(forms.Form):
    """Done, with number and day of the resulting document or why there is none."""

    product = _product(
        _("Số, ký hiệu văn bản kết quả"), _("Ví dụ 15/BC-UBND. Không có văn bản thì ghi lý do ở ô dưới.")
    )
    product_on = _product_day()
    note = text_field(
        _("Kết quả hoặc lý do không có văn bản"),
        needed=True,
        hint=_("Bắt buộc khi không có văn bản kết quả."),
    )
    evidence = _evidence()


class Accept(forms.Form):
    """The result is accepted."""

    note = text_field(_("Nhận xét"), rows=2)

    def tell(self, missing: str) -> None:
        """Say whose parts the task would be closed without."""
        if missing:
            words = _(
                "Chưa gửi phần việc phối hợp: {bodies}. Xác nhận thì nhiệm vụ kết thúc không có các phần ấy."
            )
            self.fields["note"].help_text = format_lazy(words, bodies=missing)


class Return(forms.Form):
    """The result goes back."""

    reason = text_field(_("Lý do trả lại và phần cần làm thêm"), required=True)


class Extend(forms.Form):
    """A later due day."""

    due_on = day_field(_("Hạn mới"))
    reason = text_field(_("Lý do gia hạn"), rows=2, required=True)
    product = _product(_("Số văn bản đồng ý gia hạn"))


class Ask(forms.Form):
    """A later due day, asked for."""

    due_on = day_field(_("Hạn đề nghị"))
    reason = text_field(_("Lý do xin gia hạn"), rows=2, required=True)


class Refuse(forms.Form):
    """The later day is refused."""

    reason = text_field(_("Lý do không đồng ý"), rows=2, required=True)


class Escalate(forms.Form):
    """A matter beyond the lead's power, with what it proposes."""

    proposal = text_field(_("Vướng mắc và đề xuất xử lý"), rows=4, required=True)


_ANSWERS = [
    ("agreed", _("Đồng ý với đề xuất")),
    ("decided", _("Quyết định khác")),
    ("passed_up", _("Trình cấp trên")),
    ("referred", _("Gửi cấp trên bằng văn bản, chờ trả lời")),
]


class Answer(forms.Form):
    """The answer to a matter, or one step up with one's own opinion."""

    decision = forms.ChoiceField(
        label=_("Ý kiến chỉ đạo"),
        choices=_ANSWERS,
    )
    note = text_field(_("Nội dung chỉ đạo hoặc ý kiến trình cấp trên"))
    product = _product(
        _("Số văn bản gửi cấp trên"), _("Chỉ cần khi gửi cấp trên bằng văn bản, ví dụ 120/TTr-UBND.")
    )

    def offer(self, above: str, *, itself: bool) -> None:
        """Name the body to which it can be passed up; without one there is no such choice.

        A body that asked ``itself`` can only send its matter on.
        """
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        words = _("Trình cấp trên: %(body)s") % {"body": above}
        choices = [(value, words if value == "passed_up" else label) for value, label in _ANSWERS]
        without = {"" if above else "passed_up", *(("agreed", "decided") if itself else ())}
        field.choices = [one for one in choices if one[0] not in without]


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

    note = text_field(
        _("Đã làm gì"), needed=True, hint=_("Bắt buộc khi không có số văn bản và không gửi tệp.")
    )
    product = _product(_("Số, ký hiệu văn bản đã gửi"))
    product_on = _product_day()
    evidence = _evidence()


class SendPartBack(_OfBody):
    """A part goes back."""

    reason = text_field(_("Lý do trả lại phần việc"), rows=2, required=True)


class PartDue(_OfBody):
    """Another day for a part."""

    due_on = day_field(_("Hạn mới của phần việc"))
    reason = text_field(_("Lý do đổi hạn phần việc"), rows=2, required=True)


class Withdraw(forms.Form):
    """Taken back."""

    reason = text_field(_("Lý do rút nhiệm vụ"), rows=2, required=True)
    with_subtasks = forms.BooleanField(
        label=_("Rút cả các việc con đang mở, ở mọi cấp, cùng lý do"), required=False
    )


class Move(forms.Form):
    """The task above this one."""

    parent = forms.IntegerField(
        label=_("Số của nhiệm vụ cấp trên"),
        required=False,
        min_value=1,
        max_value=2**53,
        widget=Line(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Số ở cuối địa chỉ trang của nhiệm vụ ấy. Để trống là tách khỏi nhiệm vụ cấp trên."),
    )


class Comment(forms.Form):
    """A remark, with its files."""

    note = text_field(
        _("Ý kiến"), required=True, hint=_("Viết @tên-tài-khoản để nhắc một người xem được nhiệm vụ này.")
    )
    evidence = AnyFiles(
        label=_("Tệp gửi kèm"),
        required=False,
        help_text=_("Chọn được nhiều tệp: .pdf, .docx, .xlsx, .png hoặc .jpg"),
    )


STEPS: dict[Step, Callable[..., forms.Form]] = {
    Step.PROGRESS: Progress,
    Step.CONTRIBUTE: Contribute,
    Step.COMPLETE: Complete,
    Step.ASK: Ask,
    Step.ESCALATE: Escalate,
    Step.SEND_PART_BACK: SendPartBack,
    Step.PART_DUE: PartDue,
    Step.ANSWER: Answer,
    Step.ACCEPT: Accept,
    Step.RETURN: Return,
    Step.EXTEND: Extend,
    Step.REFUSE: Refuse,
    Step.WITHDRAW: Withdraw,
    Step.COMMENT: Comment,
    Step.MOVE: Move,
}
"""The form of each step."""


class Assign(forms.Form):
    """A task by hand; its bodies come from the matrix beside: ``lead``, ``coord``, ``accountable``."""

    title = forms.CharField(label=_("Tên nhiệm vụ"), max_length=300)
    detail = text_field(_("Nội dung giao"), rows=4)
    giver = forms.TypedChoiceField(label=_("Cơ quan giao"), coerce=int)
    given_on = day_field(_("Ngày giao"))
    due_on = day_field(
        _("Hạn"), required=False, help_text=_("Để trống khi là việc thường xuyên, không có hạn.")
    )
    working_days = whole_field(
        _("Hoặc hạn theo số ngày làm việc"), 1, 999, _("Đếm từ ngày sau ngày giao, theo bảng ngày nghỉ.")
    )
    shift = forms.ChoiceField(label=_("Khi hạn trùng ngày nghỉ"), required=False, choices=SHIFTS)
    recurrence = forms.CharField(
        label=_("Định kỳ, ghi bằng lời"),
        required=False,
        max_length=100,
        help_text=_("Ví dụ: thường xuyên; hằng quý."),
    )
    external_id = forms.CharField(label=_("Mã nhiệm vụ"), required=False, max_length=60)
    function = function_field()
    each = forms.BooleanField(
        label=_("Mỗi cơ quan chủ trì làm riêng: giao thành từng nhiệm vụ theo đơn vị"), required=False
    )

    def __init__(self, *args: Any, givers: Sequence[tuple[int, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        field = self.fields["giver"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(givers)


class Reorder(Assign):
    """What is ordered each time; when it is due is said by the rule beside."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name in ("given_on", "due_on", "working_days", "shift", "recurrence", "each"):
            del self.fields[name]


class Stop(forms.Form):
    """Nothing more is made."""

    reason = text_field(_("Lý do dừng"), rows=2, required=True)
