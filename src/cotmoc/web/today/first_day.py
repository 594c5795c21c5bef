"""The first day of an installation: what its administrator has still to do; nothing once all is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.organisations import queries
from cotmoc.reporting.queries import defined
from cotmoc.web.request import ActorRequest


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, as ``web/parts/steps.html`` shows it."""

    state: str
    title: str
    detail: str
    href: str


def section(request: ActorRequest) -> dict[str, Any]:
    """The steps, for those who manage people and bodies."""
    actor = request.actor
    if not permits(actor, Permission.MANAGE_ORGANISATION) or not permits(actor, Permission.MANAGE_PEOPLE):
        return {}
    done = _done(request)
    if all(done):
        return {}
    steps = [
        (_("Đặt tên tỉnh"), _("Tên chính thức, mã tỉnh và địa danh dùng trong báo cáo."), "installation"),
        (
            _("Thêm cơ quan và địa bàn"),
            _("Nhập cả bảng .xlsx, .csv hoặc thêm từng cơ quan."),
            "bodies_import",
        ),
        (
            _("Xem ai phải báo cáo"),
            _("Chế độ báo cáo quý đã có sẵn; kiểm tra cơ quan phải báo cáo."),
            "regimes",
        ),
        (
            _("Mời người dùng"),
            _("Mỗi người nhận một liên kết dùng một lần để đặt mật khẩu."),
            "account_invite",
        ),
    ]
    now = done.index(False)
    return {
        "first_day": [
            Step("done" if done[n] else "now" if n == now else "open", title, detail, reverse(name))
            for n, (title, detail, name) in enumerate(steps)
        ],
        "first_day_done": sum(done),
    }


def _done(request: ActorRequest) -> list[bool]:
    actor = request.actor
    province = queries.the_province()
    reporters = (defined.reporters(actor, one, on=request.today) for one in defined.regimes(actor))
    others = (one for one in queries.people(actor, at=request.at) if one.person.pk != actor.person)
    return [
        province is not None and province.code != queries.UNNAMED,
        queries.agencies(actor, on=request.today).count() > 1,
        any(found.exists() for found in reporters),
        any(one.appointment is not None for one in others),
    ]
