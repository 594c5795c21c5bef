"""Today: what waits, what is late and for whom, on the working day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cotmoc.directives import queries as directives
from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.domain.periods import PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, data_window, period_of
from cotmoc.web.reports.board import waiting as reports_waiting
from cotmoc.web.request import ActorRequest
from cotmoc.web.today import aside, behind, first_day, work
from cotmoc.web.views import page


@page(Permission.OWN_ACCOUNT, methods=("GET",))
def today(request: ActorRequest) -> HttpResponse:
    """The first page after sign-in; each section only for those who may read it."""
    actor, day = request.actor, request.today
    shown: dict[str, Any] = _quarter(day)
    if permits(actor, Permission.READ_TASK):
        shown |= work.section(actor, day)
    if permits(actor, Permission.READ_REPORT):
        shown |= behind.section(actor, day)
    if permits(actor, Permission.READ_DIRECTIVE):
        shown |= aside.documents(actor)
    if permits(actor, Permission.READ_BRIEFING):
        shown |= aside.meeting(actor, day)
    if permits(actor, Permission.READ_ACTIVITY):
        shown |= aside.activities(actor, shown["first"], day)
    shown |= first_day.section(request)
    shown["links"] = _links(actor)
    shown["counts"] = [*shown.get("counts", []), *_waiting(request)]
    return render(request, "today/today.html", shown)


def _links(actor: Actor) -> list[dict[str, str]]:
    """The first deeds of a day, for those who may do them; the last one is the primary button."""
    links = []
    if permits(actor, Permission.ASSIGN_TASK):
        links.append({"href": reverse("task_assign"), "words": _("Giao nhiệm vụ")})
    if permits(actor, Permission.REGISTER_DIRECTIVE):
        links.append({"href": reverse("directive_register"), "words": _("Nhập văn bản")})
    elif permits(actor, Permission.ENTER_REPORT):
        links.append({"href": reverse("reports"), "words": _("Nhập báo cáo")})
    return links


def _waiting(request: ActorRequest) -> list[work.Count]:
    """What waits for this person beside tasks: documents to review, reports to send or approve."""
    counts = []
    if permits(request.actor, Permission.REVIEW_DIRECTIVE):
        documents = directives.awaiting_review(request.actor).count()
        counts.append(work.Count(documents, _("văn bản chờ rà soát"), reverse("directives") + "?cho=1"))
        counts += _superseded(request.actor)
    if permits(request.actor, Permission.READ_REPORT):
        waiting = sum(rows.count() for rows in reports_waiting(request.actor))
        counts.append(work.Count(waiting, _("báo cáo chờ duyệt hoặc bị trả lại"), reverse("reports")))
    return counts


def _superseded(actor: Actor) -> list[work.Count]:
    """Open tasks whose document was replaced or repealed: to the page where they are decided on, where it is
    one, else to the list of these documents."""
    undecided = directives.awaiting_decision(actor)
    if not undecided:
        return []
    tasks = len(set().union(*undecided.values()))
    href = reverse("directives") + "?con-mo=1"
    if len(undecided) == 1:
        href = reverse("directive", args=[next(iter(undecided))]) + "#con-mo"
    return [work.Count(tasks, _("nhiệm vụ của văn bản bị thay thế, chờ quyết định"), href, "soon")]


def _quarter(day: date) -> dict[str, Any]:
    quarter = period_of(day, PeriodKind.QUARTER, Calendar.ND09)
    window = data_window(quarter, Calendar.ND09)
    last = window.last_day
    return {"quarter": quarter, "first": window.start, "last": last, "left": (last - day).days}


urlpatterns: list[URLPattern] = [path("", today, name="today")]
