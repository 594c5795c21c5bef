"""The words and icons of every status: shape, words and colour together, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True, slots=True)
class Look:
    """How one status looks: the class ``st-KIND``, the icon and the usual words."""

    icon: str
    words: str | Promise


LOOKS: dict[str, Look] = {
    "ontime": Look("circle-check", gettext_lazy("Đúng hạn")),
    "late": Look("clock-check", gettext_lazy("Xong muộn")),
    "over": Look("alert-triangle", gettext_lazy("Quá hạn")),
    "soon": Look("clock", gettext_lazy("Sắp đến hạn")),
    "future": Look("circle", gettext_lazy("Chưa đến hạn")),
    "ongoing": Look("infinity", gettext_lazy("Thường xuyên")),
    "wait": Look("hourglass", gettext_lazy("Chờ xác nhận")),
    "back": Look("arrow-back-up", gettext_lazy("Trả lại để sửa")),
    "ok": Look("check", gettext_lazy("Đã duyệt")),
    "draft": Look("pencil", gettext_lazy("Nháp")),
    "no": Look("ban", gettext_lazy("Đã từ chối")),
    "up": Look("stairs-up", gettext_lazy("Vượt thẩm quyền")),
    "none": Look("circle-dotted", gettext_lazy("Chưa có")),
    "warn": Look("info-circle", gettext_lazy("Cần xem")),
}

TASK_KINDS = {
    "no_deadline": "ongoing",
    "not_yet_due": "future",
    "due_soon": "soon",
    "overdue": "over",
    "done_on_time": "ontime",
    "done_late": "late",
}
"""A task's derived state to its look."""

BAR_KINDS = ("ontime", "late", "over", "soon", "future", "none")
"""The textures of the stacked bar in the order they are drawn; «none» is «thường xuyên»."""

BAR_OF = {"ongoing": "none"}
"""Where a texture carries another name than the label."""


def texture_of(state: object) -> str:
    """The texture of the stacked bar for a state."""
    kind = kind_of(state)
    return BAR_OF.get(kind, kind)


def kind_of(state: object) -> str:
    """The look for a state: one of ``LOOKS`` by name, or a task's state. Raises KeyError for others."""
    name = str(getattr(state, "value", state)).lower().replace("-", "_")
    kind = TASK_KINDS.get(name, name)
    if kind not in LOOKS:
        raise KeyError(f"no look for the status {state!r}")
    return kind


def words(kind: str, days: int | None = None) -> str:
    """What the label says; ``days`` makes it exact: «Quá 5 ngày», «Còn 2 ngày»."""
    if days is None or kind not in {"over", "soon"}:
        return str(LOOKS[kind].words)
    days = abs(days)
    if kind == "over":
        return ngettext("Quá %(days)s ngày", "Quá %(days)s ngày", days) % {"days": days}
    if days == 0:
        return _("Hạn hôm nay")
    return ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", days) % {"days": days}
