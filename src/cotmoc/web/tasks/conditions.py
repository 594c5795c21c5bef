"""The conditions of a filter in words: beside a saved one, and on what is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations import queries as organisations
from cotmoc.programmes import queries as programmes
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.asked import Asked
from cotmoc.web.tasks.shown import words_of

PARTS_OWED = {
    "overdue": gettext_lazy("phần việc phối hợp quá hạn"),
    "due_soon": gettext_lazy("phần việc phối hợp sắp đến hạn"),
}
"""The parts of coordinating bodies that are asked for, in words."""


def told(request: ActorRequest, wanted: Asked) -> str:
    """The conditions of a filter in words."""
    roles = {
        "agency": _("cơ quan"),
        "lead": _("chủ trì"),
        "giver": _("cơ quan giao"),
        "holder": _("cho ý kiến"),
    }
    only = wanted.only
    parts = [words_of(only.state)] if only.state else []
    if only.withdrawn:
        parts.append(_("Đã rút"))
    if only.text:
        parts.append(_("có từ «%(words)s»") % {"words": only.text})
    for part, words in roles.items():
        body: int | None = getattr(only, part)
        if body is not None:
            parts.append(f"{words}: {_name(organisations.agency, request, body)}")
    if wanted.area is not None:
        parts.append(_("địa bàn: %(name)s") % {"name": _name(organisations.area, request, wanted.area)})
    if wanted.programme is not None:
        name = _name(programmes.programme, request, wanted.programme)
        parts.append(_("chương trình: %(name)s") % {"name": name})
    if only.function is not None:
        parts.append(
            _("lĩnh vực: %(name)s") % {"name": _name(organisations.function, request, only.function)}
        )
    waits = {"awaiting": _("chờ xác nhận"), "paused": _("chờ ý kiến cấp trên"), "asked": _("xin gia hạn")}
    waits["returned"] = _("bị trả lại")
    parts += [words for name, words in waits.items() if getattr(only, name)]
    if wanted.owed is not None:
        parts.append(str(PARTS_OWED[wanted.owed]))
    return "; ".join(parts)


def _name(find: Callable[..., Any], request: ActorRequest, pk: int) -> str:
    """Its name; the number alone where there is no such body or area."""
    try:
        return str(find(request.actor, pk))
    except Problem as problem:
        if problem.entry is not NOT_FOUND:
            raise
        return str(pk)
