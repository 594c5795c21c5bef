"""Fields of these pages' forms, and a catalogued failure put at its field."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.errors import Problem
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date


class ShareField(forms.CharField):
    """A share of one, written 1, 1/2 or 3/5."""

    def clean(self, value: Any) -> Any:
        """The share, above 0 and at most 1."""
        text = super().clean(value)
        try:
            share = Fraction(text.replace(" ", "").replace(",", "."))
        except (ValueError, ZeroDivisionError):
            share = Fraction(0)
        if not 0 < share <= 1 or share.denominator > 10**6:
            raise forms.ValidationError(_("Viết phần như 1, 1/2 hoặc 3/5, không quá 1."))
        return share


def asked_day(request: HttpRequest, name: str, default: date) -> tuple[date, str]:
    """The day of a query parameter, or the default with the reason why it was not one."""
    text = request.GET.get(name, "").strip()
    try:
        return (parse_date(text), "") if text else (default, "")
    except FormError as error:
        return default, error.en if get_language() == "en" else error.vi


def into_form(form: forms.Form, problem: Problem) -> None:
    """Show a catalogued failure at its field; what belongs to none stands above the form."""
    parts = problem.parts(get_language() or "vi")
    form.add_error(problem.field if problem.field in form.fields else None, f"{parts.what} {parts.todo}")


def after(last: date | None) -> date | None:
    """The half-open end of a period whose last day people write."""
    return last + timedelta(days=1) if last else None


def before(end: date) -> date:
    """The last day of a half-open period."""
    return end - timedelta(days=1)
