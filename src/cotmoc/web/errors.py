"""Error pages in our layout: what happened, what is kept, what to do next."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.errors import Entry, Problem, Text
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED, UNEXPECTED
from cotmoc.web.request import Request

log = logging.getLogger(__name__)


def from_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer to a catalogued failure. «Not permitted» looks like «not found»."""
    if problem.entry is NOT_PERMITTED:
        return refuse(request, NOT_FOUND)
    return _answer(
        request, problem.entry.http, problem.parts(get_language() or "vi"), f"CM-{problem.entry.number:04d}"
    )


def refuse(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The answer when a page is not there for this person."""
    problem = Problem(entry, thing=_("trang này"))
    return _answer(request, entry.http, problem.parts(get_language() or "vi"), f"CM-{entry.number:04d}")


def not_allowed(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """405: the address exists, the method does not."""
    text = Text(
        _("Trang này không nhận cách gửi đó."),
        _("Chưa có gì thay đổi."),
        _("Quay lại trang trước và gửi bằng nút trên trang."),
    )
    response = _answer(request, 405, text)
    response["Allow"] = ", ".join(methods)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: something in the request itself is wrong."""
    text = Text(
        _("Yêu cầu gửi tới không đọc được."),
        _("Chưa có gì thay đổi."),
        _("Quay lại trang trước, tải lại rồi gửi lại."),
    )
    return _answer(request, 400, text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 of Django's own: shown as «not found», as every refusal by permission."""
    return refuse(request, NOT_FOUND)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return refuse(request, NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the forgery check: most often a form left open past the end of a session."""
    text = Text(
        _("Phiên làm việc của trang này đã hết hạn."),
        _("Nội dung vừa gửi chưa được lưu."),
        _("Quay lại trang trước, tải lại rồi gửi lại; nếu vẫn lỗi, đăng nhập lại."),
    )
    return _answer(request, 403, text)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without database or session: they may be what failed."""
    reference = secrets.token_hex(3).upper()
    log.error("unexpected error, reference %s", reference)
    problem = Problem(UNEXPECTED, reference=reference)
    text = problem.parts(get_language() or "vi")
    html = render_to_string("errors/page.html", {"text": text, "status": 500, "code": reference})
    return HttpResponse(html, status=500)


def _answer(request: HttpRequest, status: int, text: Text, code: str = "") -> HttpResponse:
    shown = {"text": text, "status": status, "code": code}
    if getattr(cast(Request, request), "htmx", False):
        response = HttpResponse(render_to_string("errors/fragment.html", shown, request), status=status)
        response["HX-Retarget"] = "#problem"
        response["HX-Reswap"] = "innerHTML"
        return response
    return HttpResponse(render_to_string("errors/page.html", shown, request), status=status)
