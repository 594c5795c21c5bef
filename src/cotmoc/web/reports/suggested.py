"""Figures read in documents as a cell shows them: the value, its period, its sentence and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.domain.figure_matching import Timing
from cotmoc.domain.vi_numbers import show
from cotmoc.web import words

if TYPE_CHECKING:
    from cotmoc.reporting.queries import Suggestion

_BEFORE, _AFTER = 160, 100
"""Characters of the sentence shown on either side of the figure."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion in words. ``value`` is what goes into the field, ``origin`` what goes into the note."""

    value: str
    written: str
    period: str
    clear: bool
    before: str
    after: str
    title: str
    href: str
    origin: str


def suggested(one: Suggestion, decimals: int) -> Suggested:
    """One suggestion with its words and the address of its place."""
    place = f"#d{one.paragraph}" if one.paragraph else ""
    day = words.day(one.issued_on) if one.issued_on else ""
    return Suggested(
        value=show(one.value, decimals),
        written=one.written,
        period=_period_words(one),
        clear=one.timing is Timing.SAME,
        before=_tail(one.before),
        after=_head(one.after),
        title=", ".join(filter(None, [one.title, day, f"đ.{one.paragraph}" if one.paragraph else ""])),
        href=reverse("directive", args=[one.document]) + place,
        origin=one.origin,
    )


def _period_words(one: Suggestion) -> str:
    read = words.period(one.period) if one.period else ""
    if one.timing is Timing.UNCLEAR:
        return _("kỳ chưa rõ, máy đọc là %(period)s") % {"period": read} if read else _("không nêu kỳ")
    if one.timing is Timing.PART:
        return _("chỉ %(period)s, một phần của kỳ") % {"period": read}
    return read


def _tail(text: str) -> str:
    return text if len(text) <= _BEFORE else f"… {text[-_BEFORE:].partition(' ')[2]}"


def _head(text: str) -> str:
    return text if len(text) <= _AFTER else f"{text[:_AFTER].rpartition(' ')[0]} …"
