"""What groupings, groups, breakdowns and report states are called on the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cotmoc.analytics.keys import NO_FORCE, Grouping
from cotmoc.analytics.queries import Pivot
from cotmoc.web.words import day

GROUPINGS: dict[Grouping, str | Promise] = {
    Grouping.ALL: gettext_lazy("Toàn bộ"),
    Grouping.UNIT: gettext_lazy("Từng đơn vị"),
    Grouping.PARENT: gettext_lazy("Đơn vị cấp trên"),
    Grouping.FORCE: gettext_lazy("Lực lượng"),
    Grouping.LEVEL: gettext_lazy("Cấp"),
}
FORCES: dict[str, str | Promise] = {
    "police": gettext_lazy("Công an"),
    "military": gettext_lazy("Quân sự"),
    "border_guard": gettext_lazy("Biên phòng"),
    NO_FORCE: gettext_lazy("Đơn vị khác"),
}
LEVELS: dict[str, str | Promise] = {
    "province": gettext_lazy("Cấp tỉnh"),
    "district": gettext_lazy("Cấp huyện"),
    "commune": gettext_lazy("Cấp xã"),
    "post": gettext_lazy("Đồn, trạm"),
}
STATES: dict[str, tuple[str, str | Promise]] = {
    "missing": ("none", gettext_lazy("Chưa lập báo cáo")),
    "draft": ("draft", gettext_lazy("Còn là bản nháp")),
    "submitted": ("wait", gettext_lazy("Đã gửi, chờ duyệt")),
    "returned": ("back", gettext_lazy("Bị trả lại để sửa")),
}
"""How a report that does not count yet looks, and its words."""


def groups_of(pivot: Pivot) -> dict[str, str]:
    """The groups of a pivot with what they are called; two units of one name get their days."""
    if pivot.grouping is Grouping.FORCE:
        return {group: str(FORCES.get(group, group)) for group in pivot.groups}
    if pivot.grouping is Grouping.LEVEL:
        return {group: str(LEVELS.get(group, group)) for group in pivot.groups}
    often = Counter(pivot.groups.values())
    return {group: _dated(pivot, group) if often[name] > 1 else name for group, name in pivot.groups.items()}


def group_name(grouping: Grouping, group: str, units: Mapping[int, object]) -> str:
    """What one group is called; empty for the whole."""
    if grouping is Grouping.FORCE:
        return str(FORCES.get(group, group))
    if grouping is Grouping.LEVEL:
        return str(LEVELS.get(group, group))
    return str(units[int(group)]) if group.isdigit() and int(group) in units else ""


def breakdown(code: str) -> str:
    """What a breakdown of an indicator is called."""
    return str(LEVELS.get(code, code))


def named(thing: object) -> str:
    """The name of an indicator, a pair, a group or a kind in the language of the page."""
    english = not (get_language() or "vi").startswith("vi")
    return str(getattr(thing, "name_en" if english else "name"))


def _dated(pivot: Pivot, group: str) -> str:
    unit = pivot.units[int(group)]
    if unit.valid_to:
        last = day(unit.valid_to - timedelta(days=1))
        return _("%(name)s (đến %(day)s)") % {"name": unit.name, "day": last}
    return _("%(name)s (từ %(day)s)") % {"name": unit.name, "day": day(unit.valid_from)}
