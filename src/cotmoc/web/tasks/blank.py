"""The fields of a step's form as they stand on the page.

Before anything is typed they are the same on every page that offers the same: drawn once, then kept.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MOST = 500
_kept: dict[tuple[Any, ...], SafeString] = {}


def fields(form: forms.Form) -> SafeString:
    """The fields with their labels and hints, and with what was wrong in a form that was sent."""
    if form.is_bound or form.initial:
        return _drawn(form)
    key = (type(form), form.auto_id, get_language(), tuple(map(_shown, form)))
    if (kept := _kept.get(key)) is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        kept = _kept[key] = _drawn(form)
    return kept


def _drawn(form: forms.Form) -> SafeString:
    return render_to_string("tasks/step_fields.html", {"form": form})


def _shown(bound: BoundField) -> tuple[Any, ...]:
    """All that a field may differ by from page to page; its class says the rest."""
    widget = bound.field.widget
    choices = tuple((str(value), str(words)) for value, words in getattr(widget, "choices", ()))
    return bound.name, str(bound.help_text), type(widget), str(bound.initial), choices
