"""Forms of the review: correcting a drafted task, splitting it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.directives.actions import Body
from cotmoc.web.day_field import DayField

ROLES = ("lead", "coordinating")
SPARE_ROWS = 1


class ClauseForm(forms.Form):
    """A drafted task without its bodies, which are rows of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(
        label=gettext_lazy("Nhiệm vụ"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(
        label=gettext_lazy("Thời hạn"),
        required=False,
        help_text=gettext_lazy("Ngày/tháng/năm. Để trống nếu thường xuyên hoặc chưa nêu."),
    )
    recurrence = forms.CharField(
        label=gettext_lazy("Định kỳ"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Ví dụ «hằng quý, trước ngày 10 của tháng đầu quý»; ghi rõ thì giao lặp lại."),
    )
    areas = forms.CharField(
        label=gettext_lazy("Địa bàn"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Cách nhau bằng dấu chấm phẩy."),
    )
    each = forms.BooleanField(label=gettext_lazy("Mỗi cơ quan chủ trì một nhiệm vụ riêng"), required=False)

    def as_written(self, deadline: str) -> ClauseForm:
        """The same with the text's own words beside the date."""
        if deadline:
            self.fields["due_on"].help_text = _("Văn bản viết «%(words)s».") % {"words": deadline}
        return self

    def wanted_areas(self) -> list[str]:
        """The areas one by one."""
        return [area.strip() for area in self.cleaned_data["areas"].split(";") if area.strip()]


class HeadForm(forms.Form):
    """What the reader made of a document's head."""

    kind = forms.CharField(label=gettext_lazy("Loại văn bản"), max_length=60, required=False)
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=60, required=False)
    issued_on = DayField(
        label=gettext_lazy("Ngày ban hành"), required=False, help_text=gettext_lazy("Ngày/tháng/năm.")
    )
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200, required=False)
    subject = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Độ khẩn"),
        required=False,
        choices=[
            ("", gettext_lazy("Thường")),
            ("khan", gettext_lazy("Khẩn")),
            ("thuong_khan", gettext_lazy("Thượng khẩn")),
            ("hoa_toc", gettext_lazy("Hỏa tốc")),
        ],
    )


class MissedForm(forms.Form):
    """The words of a task that the reader did not see."""

    words = forms.CharField(
        label=gettext_lazy("Câu giao việc"),
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Bôi đen câu trong văn bản rồi bấm N, hoặc chép câu vào đây."),
    )


class SplitForm(forms.Form):
    """Where to cut, or the name of a second task; names of both pieces as wished."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    offset = forms.IntegerField(required=False)
    first_label = forms.CharField(label=gettext_lazy("Tên nhiệm vụ thứ nhất"), max_length=300, required=False)
    second_label = forms.CharField(label=gettext_lazy("Tên nhiệm vụ thứ hai"), max_length=300, required=False)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body in the form: as it is written in the text, and the agency's name as the person sees it."""

    written: str
    name: str
    known: bool
    remember: bool = False


def rows_of(bodies: Iterable[Any]) -> list[BodyRow]:
    """Rows for the bodies of a clause and an empty one."""
    rows = [
        BodyRow(b.written, b.agency.name if b.agency else b.written, b.agency is not None) for b in bodies
    ]
    return [*rows, *[BodyRow("", "", True)] * SPARE_ROWS]


def sent_names(post: QueryDict) -> set[str]:
    """Every name sent, in either role."""
    return {name.strip() for role in ROLES for name in post.getlist(f"{role}_name") if name.strip()}


def sent_rows(post: QueryDict, role: str, known: Collection[str]) -> list[BodyRow]:
    """The rows of a role as sent; rows without a name are left out."""
    written, names = post.getlist(f"{role}_written"), post.getlist(f"{role}_name")
    remember = set(post.getlist(f"{role}_remember"))
    return [
        BodyRow(w.strip(), n.strip(), n.strip() in known, bool(w.strip()) and w.strip() in remember)
        for w, n in zip(written, names, strict=False)
        if n.strip()
    ]


def bodies_of(rows: Iterable[BodyRow], known: dict[str, int]) -> list[Body]:
    """Rows as bodies; a name that is an agency's is tied to it, others stay as written."""
    return [
        Body(
            row.written if row.written and row.name in known else row.name,
            known.get(row.name),
            row.remember and row.name in known,
        )
        for row in rows
    ]
