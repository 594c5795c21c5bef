"""A day in a form, written and read as officials write it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language

from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date, show_date


class DayField(forms.CharField):
    """A day such as 05/9/2022; empty is None."""

    def prepare_value(self, value: Any) -> Any:
        """The day in the field as on the page."""
        return show_date(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day or None. Raises ValidationError with the way to write it."""
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except FormError as error:
            raise forms.ValidationError(error.en if get_language() == "en" else error.vi) from error
