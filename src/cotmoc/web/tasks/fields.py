"""The fields of a task's forms: they write their own tags, for a template each costs more than the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cotmoc.web.day_field import DayField

_LONGEST = 4000


class Line(forms.TextInput):
    """A text field that writes its own tag."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        known = {"value": shown["value"]} if shown["value"] is not None else {}
        return format_html('<input type="text" name="{}"{}>', name, flatatt({**known, **shown["attrs"]}))


class Lines(forms.Textarea):
    """A text field of several lines that writes its own tag."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', name, flatatt(shown["attrs"]), shown["value"] or ""
        )


class File(forms.FileInput):
    """A file field that writes its own tag."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The tag, as Django's template for it."""
        shown = self.get_context(name, value, attrs)["widget"]
        return format_html('<input type="file" name="{}"{}>', name, flatatt(shown["attrs"]))


class AnyFile(forms.FileField):
    """A file of any kind and size; the action checks it and says what is wrong with it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_empty_file=True, widget=File, **settings)


class Files(File):
    """A field for several files that writes its own tag."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All that was sent under the name."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class AnyFiles(AnyFile):
    """Several files of any kind and size, as a list."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.widget = Files(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself."""
        return [super(AnyFiles, self).clean(one, initial) for one in data]


def day_field(label: Any, **settings: Any) -> DayField:
    """A day as officials write it."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
    return DayField(label=label, widget=Line(attrs=attrs), **settings)


def whole_field(label: Any, least: int, most: int, hint: Any = "", **settings: Any) -> forms.IntegerField:
    """A whole number that need not be given."""
    out = format_lazy(_("Ghi một số từ {least} đến {most}."), least=least, most=most)
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        help_text=hint,
        widget=Line(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
        error_messages={"invalid": out, "min_value": out, "max_value": out},
        **settings,
    )


def text_field(
    label: Any, *, required: bool = False, needed: bool = False, rows: int = 3, hint: Any = ""
) -> forms.CharField:
    """Words of several lines; ``needed`` where the hint says when they must be given."""
    field = forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=_LONGEST,
        widget=Lines(attrs={"rows": rows}),
    )
    field.needed = needed  # type: ignore[attr-defined]
    return field
