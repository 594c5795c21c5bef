"""One task: the clause it came from, who holds it up, its history, and the steps a person may take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cotmoc.directives import queries as directives
from cotmoc.domain.access import EVERYWHERE, Permission, permits, reaches
from cotmoc.domain.task_status import Tally
from cotmoc.domain.working_time import Shift
from cotmoc.files.queries import bytes_of
from cotmoc.meetings import queries as meetings
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import Step
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks import blank, history, tying
from cotmoc.web.tasks.forms import STEPS
from cotmoc.web.tasks.repeating import SHIFTS
from cotmoc.web.tasks.shown import bars, cells
from cotmoc.web.views import page
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Offered:
    """A step with its form. ``changed`` are the events its sender had not seen."""

    name: str
    words: str
    form: forms.Form
    address: str
    button: str
    opened: bool = False
    ask: str = ""
    changed: list[history.Happened] = field(default_factory=list)

    @property
    def fields(self) -> SafeString:
        """The fields of the form, drawn."""
        return blank.fields(self.form)


@page(Permission.READ_TASK, methods=("GET",))
def task(request: ActorRequest, pk: int) -> HttpResponse:
    """The page of one task; remarks in it that name the person are read now."""
    row = queries.task(request.actor, pk)
    there = tying.there(request, row)
    if "mention" in there:
        actions.read_mentions(pk, by=request.actor, at=request.at)
    return shown(request, row, there=there)


@page(Permission.READ_TASK, methods=("GET",))
def evidence(request: ActorRequest, pk: int, seq: int, number: int = 1) -> HttpResponse:
    """A file of one event, always as a download."""
    file = queries.file_of(request.actor, pk, seq, number)
    response = HttpResponse(bytes_of(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def shown(
    request: ActorRequest,
    row: Task,
    *,
    sent: Offered | None = None,
    live: str = "",
    status: int = 200,
    there: frozenset[str] | None = None,
) -> HttpResponse:
    """The page, or for htmx what changes of it; ``sent`` is a form that could not be taken as it was."""
    template = "tasks/task_part.html" if request.htmx else "tasks/task.html"
    return render(request, template, {**_values(request, row, sent, there), "live": live}, status=status)


def offer(row: Task, step: Step, form: forms.Form, **told: Any) -> Offered:
    """The step as the page offers it."""
    words, button = (str(text) for text in _WORDS[step])
    ask = _("Rút nhiệm vụ này khỏi mọi số đếm?") if step is Step.WITHDRAW else ""
    return Offered(step.value, words, form, f"/nhiem-vu/{row.pk}/{SLUGS[step]}/", button, ask=ask, **told)


def form_of(request: ActorRequest, row: Task, step: Step, *data: Any) -> forms.Form:
    """The form of a step; the names of its fields are unique on the page."""
    form = STEPS[step](*data, auto_id=f"{step.value}-%s")
    parts = [part.role for part in queries.part_states(row, request.today)]
    missing = [role for role in parts if role.contributed_on is None]
    if step is Step.CONTRIBUTE:
        open_parts = [r for r in missing if reaches(request.actor, r.agency_id)]
        form.offer([(r.agency_id, r.agency.name) for r in open_parts])  # type: ignore[attr-defined]
    elif step is Step.PART_DUE:
        form.offer([(r.agency_id, _named(r.agency.name, r.due_on)) for r in missing])  # type: ignore[attr-defined]
    elif step is Step.ANSWER:
        above = queries.next_holder(row, request.today)
        itself = queries.answers_itself(request.actor, row)
        form.offer(above.name if above else "", itself=itself)  # type: ignore[attr-defined]
    elif step is Step.ACCEPT:
        form.tell("; ".join(_named(r.agency.name, r.due_on) for r in missing))  # type: ignore[attr-defined]
    elif step is Step.SEND_PART_BACK:
        given = [r for r in parts if r.contributed_on is not None]
        form.offer([(r.agency_id, r.agency.name) for r in given])  # type: ignore[attr-defined]
    return form


def _named(body: str, due_on: date | None) -> str:
    return _("%(body)s (hạn %(day)s)") % {"body": body, "day": day(due_on)} if due_on else body


SLUGS = {
    Step.PROGRESS: "tien-do",
    Step.CONTRIBUTE: "phan-viec",
    Step.COMPLETE: "hoan-thanh",
    Step.ASK: "xin-gia-han",
    Step.ESCALATE: "xin-y-kien",
    Step.SEND_PART_BACK: "tra-phan-viec",
    Step.PART_DUE: "han-phan-viec",
    Step.ANSWER: "cho-y-kien",
    Step.ACCEPT: "xac-nhan",
    Step.RETURN: "tra-lai",
    Step.EXTEND: "gia-han",
    Step.REFUSE: "tu-choi-gia-han",
    Step.WITHDRAW: "rut",
    Step.COMMENT: "y-kien",
    Step.MOVE: "cap-tren",
}


def _values(
    request: ActorRequest, row: Task, sent: Offered | None, known: frozenset[str] | None
) -> dict[str, Any]:
    viewer, on = request.actor, request.today
    there = tying.there(request, row) if known is None else known
    under = list(queries.children(viewer, row)) if "below" in there else []
    units = under if row.group else []
    tally = Tally.of(queries.state_of(unit, on) for unit in units)
    source = directives.source_of(viewer, row) if "clause" in there else None
    now = _now(request, row)
    asked, name = queries.holder(row)
    return {
        "task": row,
        "state": queries.state_of(row, on),
        "days": (row.due_on - on).days if row.due_on else None,
        "awaiting": row.completed_on is not None and row.closed_on is None,
        "matter": history.matter(row, on),
        "waiting": queries.waiting(row, on),
        "withdrawn": row.outcome == "cancelled",
        "source": source,
        "decision": meetings.decision_of(viewer, row.pk) if "decision" in there and not source else None,
        "may_open_meeting": permits(viewer, Permission.READ_BRIEFING),
        "parts": history.parts(row, now, on),
        "lead_now": now.get(row.lead_id or 0, ""),
        "giver_now": now.get(row.giver_id, ""),
        "holder_now": now.get(asked) or name,
        "under": directives.documents_of(viewer, row) if "document" in there else [],
        "percent": history.percent(row),
        "product": next((e for e in reversed(row.events.all()) if e.kind == "completed"), None),
        "history": history.happened(row.events.all()),
        "units": [(unit, queries.state_of(unit, on), _days(unit, request)) for unit in units],
        "open_units": [unit.pk for unit in units if unit.closed_on is None]
        if permits(viewer, Permission.ASSIGN_TASK)
        else [],
        "tally": tally,
        **tying.values(request, row, [] if row.group else under, there),
        "columns": cells(tally),
        "bar": bars([tally])[0],
        "turn": queries.turn_of(viewer, row, on=on) if "turn" in there else None,
        "shift": dict(SHIFTS)[row.shift] if row.shift != Shift.NONE else "",
        "steps": _steps(request, row, sent, under),
        "primary": _primary(request, row),
    }


def _now(request: ActorRequest, row: Task) -> dict[int, str]:
    """Who answers for each body that has ended, where the name is another one."""
    names = {role.agency_id: role.agency.name for role in row.roles.all()} | {row.giver_id: row.giver.name}
    heirs = queries.answering_on(request.actor, row, on=request.today)
    now = {pk: "; ".join(one.name for one in found) for pk, found in heirs.items()}
    return {pk: text for pk, text in now.items() if text != names.get(pk)}


def _days(unit: Task, request: ActorRequest) -> int | None:
    return (unit.due_on - request.today).days if unit.due_on else None


def _steps(request: ActorRequest, row: Task, sent: Offered | None, under: list[Task]) -> list[Offered]:
    allowed = queries.steps(request.actor, row, request.today)
    offered = [
        sent
        if sent is not None and sent.name == step.value
        else offer(row, step, form_of(request, row, step))
        for step in Step
        if step in allowed or (sent is not None and sent.name == step.value)
    ]
    _tell_left(offered, queries.open_under(request.actor, [row.pk]).count() if under else 0)
    if sent is None and offered:
        # The button above leads to the primary step, which must not be folded away then.
        unfolded = {offered[0].name, _primary(request, row)} - {Step.COMMENT.value}
        offered = [replace(step, opened=step.name in unfolded) for step in offered]
    return offered


def _tell_left(offered: list[Offered], left: int) -> None:
    """Before a task is withdrawn: what stands under it can be too."""
    for step in offered:
        if step.name == Step.WITHDRAW and not left:
            del step.form.fields["with_subtasks"]
        elif step.name == Step.WITHDRAW:
            step.form["with_subtasks"].help_text = ngettext(
                "%(n)s việc con đang mở dưới nhiệm vụ này; không chọn thì chúng vẫn được theo dõi.",
                "%(n)s việc con đang mở dưới nhiệm vụ này; không chọn thì chúng vẫn được theo dõi.",
                left,
            ) % {"n": left}


_FIRST = (Step.ANSWER, Step.ACCEPT, Step.COMPLETE, Step.CONTRIBUTE)


def _primary(request: ActorRequest, row: Task) -> Step | None:
    """The one step to which the page's button leads; to report for another body is none of it."""
    allowed = queries.steps(request.actor, row, request.today)
    mine = {role.role for role in row.roles.all() if role.agency_id == request.actor.agency}
    foreign = {Step.COMPLETE, Step.CONTRIBUTE} if request.actor.role in EVERYWHERE and not mine else set()
    return next((step for step in _FIRST if step in allowed - foreign), None)


_WORDS = {
    Step.PROGRESS: (gettext_lazy("Báo tiến độ"), gettext_lazy("Gửi tiến độ")),
    Step.CONTRIBUTE: (gettext_lazy("Gửi phần việc phối hợp"), gettext_lazy("Gửi phần việc")),
    Step.COMPLETE: (gettext_lazy("Báo hoàn thành"), gettext_lazy("Gửi báo hoàn thành")),
    Step.ASK: (gettext_lazy("Xin gia hạn"), gettext_lazy("Gửi đề nghị")),
    Step.ESCALATE: (gettext_lazy("Xin ý kiến: việc vượt thẩm quyền"), gettext_lazy("Gửi cấp trên")),
    Step.SEND_PART_BACK: (gettext_lazy("Trả lại phần việc phối hợp"), gettext_lazy("Trả lại phần việc")),
    Step.PART_DUE: (gettext_lazy("Gia hạn phần việc phối hợp"), gettext_lazy("Ghi hạn phần việc")),
    Step.ANSWER: (gettext_lazy("Cho ý kiến"), gettext_lazy("Gửi ý kiến chỉ đạo")),
    Step.ACCEPT: (gettext_lazy("Xác nhận kết quả"), gettext_lazy("Xác nhận")),
    Step.RETURN: (gettext_lazy("Trả lại để làm tiếp"), gettext_lazy("Trả lại")),
    Step.EXTEND: (gettext_lazy("Gia hạn"), gettext_lazy("Ghi hạn mới")),
    Step.REFUSE: (gettext_lazy("Không đồng ý gia hạn"), gettext_lazy("Từ chối gia hạn")),
    Step.WITHDRAW: (gettext_lazy("Rút nhiệm vụ"), gettext_lazy("Rút nhiệm vụ")),
    Step.COMMENT: (gettext_lazy("Ghi ý kiến"), gettext_lazy("Gửi ý kiến")),
    Step.MOVE: (gettext_lazy("Đổi nhiệm vụ cấp trên"), gettext_lazy("Đổi")),
}
