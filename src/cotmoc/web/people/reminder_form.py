"""The form of the rules for reminders: a row a rule, what was typed, and each failure at its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.entry import in_language
from cotmoc.domain.reminder_rules import LEVELS, ROLES, Line, RuleSet, rule_set

MOST = 40
_PLACE = re.compile(r"rules\.(\d+)\.(\w+)")


def spoken(said: object) -> str:
    """Words of both languages in that of the page, as a sentence begins."""
    text = str(in_language(said, get_language() or "vi"))
    return text[:1].upper() + text[1:]


class RuleRow(forms.Form):
    """One rule; a row without a role and without days is none."""

    role = forms.ChoiceField(label=gettext_lazy("Nhắc ai"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Ở cấp"), required=False)
    before = forms.CharField(label=gettext_lazy("Trước hạn (ngày)"), required=False, max_length=120)
    after = forms.CharField(label=gettext_lazy("Quá hạn (ngày)"), required=False, max_length=120)
    again = forms.IntegerField(label=gettext_lazy("Rồi cứ mỗi (ngày)"), required=False, min_value=0)
    remove = forms.BooleanField(label=gettext_lazy("Bỏ"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        number: int,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=f"rule-{number}", auto_id="%s", initial=initial)
        roles = [("", _("Chọn vai trò")), *((role.value, spoken(said)) for role, said in ROLES.items())]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        levels = [(level, spoken(said)) for level, said in LEVELS.items()]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "remove":
                words = {"number": number + 1, "what": field.label}
                field.widget.attrs |= {
                    "class": "inp",
                    "aria-label": _("Quy tắc %(number)s: %(what)s") % words,
                }
        for name in ("before", "after", "again"):
            self.fields[name].widget = forms.TextInput(
                {**self.fields[name].widget.attrs, "inputmode": "numeric", "autocomplete": "off"}
            )

    @property
    def blank(self) -> bool:
        """Nothing stands in it, or it is to go."""
        said = self.cleaned_data
        return said["remove"] or not any(said.get(name) for name in ("role", "before", "after", "again"))

    @property
    def values(self) -> dict[str, Any]:
        """The row as ``rule_set`` takes it."""
        said = self.cleaned_data
        return {name: said[name] for name in ("role", "level", "before", "after")} | {
            "again": said["again"] or 0
        }


class WhenForm(forms.Form):
    """When letters go out; ``mark`` is that of the rules the page was made from."""

    quiet = forms.CharField(
        label=gettext_lazy("Giờ yên tĩnh, không gửi thư"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Ví dụ 18:00-07:00; để trống là giờ nào cũng gửi được."),
    )
    digest_hour = forms.IntegerField(
        label=gettext_lazy("Gửi thư sớm nhất lúc (giờ)"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 2}),
        help_text=gettext_lazy("Từ 0 đến 23, ngoài giờ yên tĩnh."),
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=20)


class RulesForm:
    """The rows and the hours as one form."""

    def __init__(self, rows: list[RuleRow], when: WhenForm) -> None:
        self.rows, self.when = rows, when

    @classmethod
    def of(cls, rules: RuleSet) -> RulesForm:
        """Filled with rules, and one row more."""
        rows = [RuleRow(number=at, initial=_typed(line)) for at, line in enumerate(rules.lines)]
        start = {"quiet": str(rules.quiet or ""), "digest_hour": rules.digest_hour, "mark": rules.mark}
        return cls([*rows, RuleRow(number=len(rows))], WhenForm(initial=start))

    @classmethod
    def sent(cls, data: Mapping[str, Any]) -> RulesForm:
        """As it was sent."""
        text = str(data.get("rows", ""))
        count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return cls([RuleRow(data, number=at) for at in range(min(count, MOST))], WhenForm(data))

    def widened(self) -> None:
        """One row more, empty."""
        if len(self.rows) < MOST:
            self.rows.append(RuleRow(number=len(self.rows)))

    def values(self) -> dict[str, Any] | None:
        """What ``set_reminder_rules`` takes; None when a field is not even of its form."""
        good = [form.is_valid() for form in (self.when, *self.rows)]
        if not all(good):
            return None
        self._sent = [at for at, row in enumerate(self.rows) if not row.blank]
        return {**self.when.cleaned_data, "rules": [self.rows[at].values for at in self._sent]}

    def rules(self, values: Mapping[str, Any]) -> RuleSet:
        """The rules of ``values``. Raises Problem as ``rule_set``."""
        return rule_set(values["rules"], values["quiet"], values["digest_hour"])

    def refuse(self, problem: Problem) -> None:
        """Put each failure at its field."""
        for one in (problem, *problem.others):
            parts = one.parts(get_language() or "vi")
            place = _PLACE.fullmatch(one.field or "")
            form: forms.Form = self.rows[self._sent[int(place[1])]] if place else self.when
            name = place[2] if place else one.field
            form.add_error(name if name in form.fields else None, f"{parts.what} {parts.todo}")

    @property
    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Every failure for the list above the form: id of the field, its name, the words."""
        for number, row in enumerate(self.rows, 1):
            for name, field in row.fields.items():
                label = _("Quy tắc %(number)s: %(what)s") % {"number": number, "what": field.label}
                yield from _at(row, name, label)
            yield from (("", "", str(error)) for error in row.non_field_errors())
        for name, field in self.when.fields.items():
            yield from _at(self.when, name, str(field.label))
        yield from (("", "", str(error)) for error in self.when.non_field_errors())

    def mark_fields(self) -> None:
        """Tell readers of the screen which fields are wrong and where it says why."""
        for row in self.rows:
            if row.is_bound:
                for name in row.errors:
                    if name in row.fields:
                        row.fields[name].widget.attrs |= {
                            "class": "inp bad",
                            "aria-invalid": "true",
                            "aria-describedby": f"{row[name].auto_id}-e",
                        }


def _at(form: forms.Form, name: str, label: str) -> Iterable[tuple[str, str, str]]:
    return [(form[name].auto_id, label, str(error)) for error in form[name].errors] if form.is_bound else []


def _typed(line: Line) -> dict[str, Any]:
    values = line.values
    days = {name: ", ".join(map(str, values[name])) for name in ("before", "after")}
    return {**values, **days, "again": values["again"] or ""}
