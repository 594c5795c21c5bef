"""Sources of money and kinds of components in the language of the page."""

from __future__ import annotations

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cotmoc.domain.money_sources import SourceCode
from cotmoc.programmes import queries
from cotmoc.web.words import day

KINDS: dict[str, str | Promise] = {
    "project": gettext_lazy("Dự án"),
    "subproject": gettext_lazy("Tiểu dự án"),
    "content": gettext_lazy("Nội dung thành phần"),
}


def level_name(code: str) -> str:
    """«Ngân sách trung ương»."""
    return _named(queries.sources().levels[code])


def nature_name(code: str) -> str:
    """«đầu tư phát triển»."""
    return _named(queries.sources().natures[code])


def vintage_name(code: str) -> str:
    """«giao năm nay», «năm trước kéo dài»."""
    return _named(queries.sources().vintages[code])


def choices(codes: dict[str, SourceCode]) -> list[tuple[str, str]]:
    """The codes of a dimension to choose from, those that ended with their last day."""
    told = []
    for one in codes.values():
        name = _named(one)
        if one.valid_to is not None:
            last = day(one.valid_to - timedelta(days=1))
            name = _("%(name)s (đến hết %(day)s)") % {"name": name, "day": last}
        told.append((one.code, name[:1].upper() + name[1:]))
    return told


def _named(one: SourceCode) -> str:
    return one.en if get_language() == "en" else one.vi
