"""``{% load directives %}``: the lit text of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cotmoc.directives.segments import Run, Segment

register = template.Library()

URGENCY: dict[str, str | Promise] = {
    "khan": _("Khẩn"),
    "thuong_khan": _("Thượng khẩn"),
    "hoa_toc": _("Hỏa tốc"),
}


@register.filter
def urgency(value: str) -> str | Promise:
    """The degree of urgency as it is stamped."""
    return URGENCY.get(value, value)


@register.filter
def page_ranges(pages: list[int]) -> str:
    """Page numbers in ascending order as «1, 3–5»."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("–".join(map(str, run)) for run in runs)


@register.simple_tag
def lit(run: Run, numbers: Mapping[int, Any]) -> SafeString:
    """A run of text in its marks; a clause's number stands where it begins and leads to its card."""
    inner = format_html_join("", "{}", ((_piece(segment),) for segment in run.segments))
    shown = [clause for clause in run.clauses if clause in numbers]
    if not shown:
        return inner
    begins = format_html_join(
        "",
        '<a class="cn" id="c{}" href="#t{}">{}</a>',
        ((clause, clause, numbers[clause].number) for clause in run.begins if clause in numbers),
    )
    rejected = all(numbers[clause].state == "rejected" for clause in shown)
    return format_html(
        '<span class="cl{}" data-t="{}">{}{}</span>',
        " no" if rejected else "",
        " ".join(str(clause) for clause in shown),
        begins,
        inner,
    )


@register.filter
def item(values: Mapping[str, Any], key: str) -> Any:
    """The value of a key that is only known when shown; None where it is missing."""
    return values.get(key)


def _piece(segment: Segment) -> SafeString | str:
    if not segment.classes:
        return segment.text
    return format_html('<span class="{}">{}</span>', " ".join(segment.classes), segment.text)
