"""The parts of administration and who may open each."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cotmoc.domain.access import Permission, permits
from cotmoc.web.request import ActorRequest

SECTIONS: tuple[tuple[str, str | Promise, Permission], ...] = (
    ("accounts", _("Tài khoản"), Permission.MANAGE_PEOPLE),
    ("agencies", _("Cơ quan"), Permission.READ_ORGANISATION),
    ("functions", _("Lĩnh vực"), Permission.READ_ORGANISATION),
    ("indicators", _("Chỉ tiêu"), Permission.READ_ORGANISATION),
    ("regimes", _("Chế độ báo cáo"), Permission.READ_ORGANISATION),
    ("reminder_rules", _("Nhắc việc"), Permission.READ_ORGANISATION),
    ("mail", _("Thư gửi đi"), Permission.READ_NOTICE),
    ("webhooks", _("Webhook"), Permission.READ_NOTICE),
    ("audit", _("Nhật ký"), Permission.READ_AUDIT),
    ("installation", _("Hệ thống"), Permission.MANAGE_ORGANISATION),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part as one person sees it on one page."""

    path: str
    label: str | Promise
    current: bool


def sections(request: ActorRequest) -> list[Section]:
    """The parts that this person may open."""
    return [
        Section(reverse(name), label, request.path.startswith(reverse(name)))
        for name, label, needs in SECTIONS
        if permits(request.actor, needs)
    ]
