"""The briefing as a sheet whose numbers open, its downloads, and what has been published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.analytics.queries import behind_row_store
from cotmoc.analytics.queries import snapshot as newest_snapshot
from cotmoc.briefings import actions, queries
from cotmoc.briefings.document import Briefing
from cotmoc.briefings.keys import OWN_KINDS
from cotmoc.briefings.render import MEDIA_TYPES
from cotmoc.briefings.render import render as render_document
from cotmoc.briefings.render.html import sheet
from cotmoc.domain.access import EVERYWHERE, Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import NO_SNAPSHOT
from cotmoc.domain.errors.briefings import DRAFT_OF_OFFICE
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, period_of
from cotmoc.files.queries import bytes_of
from cotmoc.web.briefings import meeting
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

_SHOWN = {
    "html": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "pdf": "sandbox; default-src 'none'; frame-ancestors 'none'",
}
"""What a published file may do when it is shown: wear its own style, nothing else."""


@page(Permission.READ_BRIEFING, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Quarters of the last two years and what was published of them."""
    last = period_of(request.today, PeriodKind.QUARTER, Calendar.ND09).previous()
    periods = [last]
    while len(periods) < 8:
        periods.append(periods[-1].previous())
    known: dict[str, list[Any]] = {}
    for row in queries.published(request.actor):
        known.setdefault(row.period, []).append(row)
    rows = [{"period": p, "revisions": known.get(str(p), [])} for p in periods]
    drafts = request.actor.role in EVERYWHERE
    return render(request, "briefings/index.html", {"rows": rows, "last": last, "drafts": drafts})


@page(Permission.READ_BRIEFING, methods=("GET",))
def show(request: ActorRequest, period: str) -> HttpResponse:
    """The sheet of a period as it stands now, with the panel, revisions and decisions beside it."""
    return render_sheet(request, period_or_404(period))


def render_sheet(
    request: ActorRequest,
    period: Period,
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a period; after a refused form with what was typed and what was wrong."""
    actor = request.actor
    shown: dict[str, Any] = {
        "period": period,
        "revisions": list(queries.published(actor, period)),
        "may_publish": permits(actor, Permission.WRITE_BRIEFING),
        "problem": problem.parts(get_language() or "vi") if problem else None,
        "typed": request.POST,
        **meeting.section(request, period),
    }
    try:
        value = queries.draft(actor, period, on=request.today)
    except Problem as missing:
        if missing.entry not in (NO_SNAPSHOT, DRAFT_OF_OFFICE):
            raise
        shown["no_snapshot"] = missing.entry is NO_SNAPSHOT
        return render(request, "briefings/empty.html", shown, status=status)
    row = newest_snapshot(actor)
    # The sheet is made by our own renderer, which escapes every text.
    shown["sheet"] = mark_safe(sheet(value, address_of))  # noqa: S308
    shown |= {"value": value, "snapshot": row, "behind": behind_row_store(actor, row)}
    return render(request, "briefings/briefing.html", shown, status=status)


@page(Permission.READ_BRIEFING, methods=("GET",))
def download(request: ActorRequest, period: str, kind: str) -> HttpResponse:
    """The briefing as it stands now, as .docx or .pdf."""
    if kind not in {"docx", "pdf"}:
        raise Problem(NOT_FOUND, thing=_("dạng tệp này"))
    asked = period_or_404(period)
    value: Briefing = queries.draft(request.actor, asked, on=request.today)
    data = render_document(value, kind, fonts=Path(settings.COTMOC_FONTS))
    return _file(data, kind, f"giao-ban-{str(asked).lower()}-ban-thao.{kind}")


@page(Permission.WRITE_BRIEFING, methods=("POST",))
def publish(request: ActorRequest, period: str) -> HttpResponse:
    """Keep the briefing's bytes as the next revision."""
    asked, reason = period_or_404(period), request.POST.get("reason", "")
    try:
        row = actions.publish(period=asked, by=request.actor, at=request.at, reason=reason)
    except Problem as problem:
        return render_sheet(request, asked, problem=problem, status=problem.entry.http)
    messages.success(request, _("Đã ban hành bản %(n)s.") % {"n": row.revision})
    return redirect("briefing", period=str(asked))


@page(Permission.READ_BRIEFING, methods=("GET",))
def published(request: ActorRequest, period: str, number: int, kind: str) -> HttpResponse:
    """A published revision, byte for byte as it was kept."""
    stored = _stored(request, period, number, kind)
    return _file(bytes_of(stored), kind, stored.name)


@page(Permission.READ_BRIEFING, methods=("GET",))
def viewed(request: ActorRequest, period: str, number: int, kind: str) -> HttpResponse:
    """The same bytes shown in the browser: only our own PDF and HTML, which can reach nothing from there."""
    if kind not in _SHOWN:
        raise Problem(NOT_FOUND, thing=_("dạng tệp này"))
    stored = _stored(request, period, number, kind)
    response = _file(bytes_of(stored), kind, stored.name, shown=True)
    response["Content-Security-Policy"] = _SHOWN[kind]
    return response


def _stored(request: ActorRequest, period: str, number: int, kind: str) -> Any:
    """A kept file of a revision; there is none of its kind where it was published before that was kept."""
    kept = queries.revision(request.actor, period_or_404(period), number).files()
    if kind not in kept:
        raise Problem(NOT_FOUND, thing=_("dạng tệp này"))
    return kept[kind]


def period_or_404(text: str) -> Period:
    """The quarter of an address. Raises Problem(NOT_FOUND)."""
    try:
        period = Period.parse(text)
    except ValueError:
        raise Problem(NOT_FOUND, thing=_("kỳ giao ban này")) from None
    if period.kind is not PeriodKind.QUARTER:
        raise Problem(NOT_FOUND, thing=_("kỳ giao ban này"))
    return period


def address_of(key: str) -> str:
    """Where a figure of the sheet opens."""
    name = "briefing_count" if key.startswith(OWN_KINDS) else "figure"
    return reverse(name, args=[key])


def _file(data: bytes, kind: str, name: str, *, shown: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
