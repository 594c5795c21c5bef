"""``{% load cotmoc %}``: icons, stones, status labels, fields, dates, numbers."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cotmoc.web import icons, states, words

register = template.Library()
register.simple_tag(icons.icon, name="icon")
register.simple_tag(icons.stone, name="stone")
register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("weekday", words.weekday)
register.filter("number", words.number)
register.filter("period", words.period)
register.filter("rate", words.rate)
register.simple_tag(words.days, name="days")


@register.simple_tag
def state(kind: object, days: int | None = None, text: str | Promise = "") -> SafeString:
    """A status label. ``kind`` is a look's name or a task's state; ``text`` replaces the usual words."""
    name = states.kind_of(kind)
    return format_html(
        '<span class="st st-{}">{}{}</span>',
        name,
        icons.icon(states.LOOKS[name].icon),
        text or states.words(name, days),
    )


@register.filter
def absolute(value: int) -> int:
    """The size of a number without its sign, as in «quá 5 ngày»."""
    return abs(value)


@register.filter
def in_fours(secret: str) -> str:
    """A key to be typed by hand, in groups of four; authenticator apps pass over the spaces."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@register.inclusion_tag("web/parts/fld.html")
def field(bound: BoundField, label: str | Promise = "") -> dict[str, Any]:
    """A form field with label, hint and error, tied by aria-describedby."""
    hint, error = f"{bound.auto_id}-h", f"{bound.auto_id}-e"
    told = [name for name, there in ((error, bound.errors), (hint, bound.help_text)) if there]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(told)} if told else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    single = isinstance(widget, forms.CheckboxInput)
    many = isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    if not (single or many):
        attrs["class"] = " ".join(
            filter(None, [widget.attrs.get("class", ""), "inp", "bad" if bound.errors else ""])
        )
    return {
        "bound": bound,
        "label": label or bound.label,
        "control": bound.as_widget(attrs=attrs),
        "hint_id": hint,
        "error_id": error,
        "single": single,
        "many": many,
    }


@register.inclusion_tag("web/parts/errors.html")
def error_summary(*shown: forms.BaseForm | str) -> dict[str, Any]:
    """What must be corrected before sending, each line a link to its field; of the forms that are there."""
    there = [form for form in shown if isinstance(form, forms.BaseForm)]
    return {
        "count": sum(len(form.errors) for form in there),
        "fields": [(bound, error) for form in there for bound in form for error in bound.errors],
        "general": [error for form in there for error in form.non_field_errors()],
    }
