"""The list of plans, one plan, and what lies open between directives and plans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.domain.plan_course import UNDER_WAY, PlanState
from cotmoc.domain.plan_gaps import Gap, GapKind
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.plans import queries
from cotmoc.plans.queries import Step, UnitGaps
from cotmoc.tasks.queries import state_of
from cotmoc.web.plans.differing import differing, renamed
from cotmoc.web.plans.forms import NoteForm, ReasonForm, ReviewForm, WhyForm
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.shown import bars, cells
from cotmoc.web.views import page
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.plans.models import Plan

ROWS = 50
STATES: dict[str, tuple[str, str | Promise]] = {
    "draft": ("draft", gettext_lazy("Nháp")),
    "submitted": ("wait", gettext_lazy("Chờ duyệt")),
    "returned": ("back", gettext_lazy("Trả lại để sửa")),
    "approved": ("ok", gettext_lazy("Đã duyệt")),
    "replaced": ("none", gettext_lazy("Đã có bản thay")),
    "withdrawn": ("no", gettext_lazy("Đã rút")),
}
"""Look and words of each state."""
_EVENTS: dict[str, tuple[str, str | Promise]] = {
    "written": ("open", gettext_lazy("Lập kế hoạch")),
    "changed": ("open", gettext_lazy("Sửa kế hoạch")),
    "submitted": ("now", gettext_lazy("Trình kế hoạch")),
    "returned": ("half", gettext_lazy("Trả lại để sửa")),
    "approved": ("done", gettext_lazy("Duyệt; các việc thành nhiệm vụ")),
    "replaced": ("half", gettext_lazy("Thay bằng bản điều chỉnh")),
    "withdrawn": ("half", gettext_lazy("Rút")),
}
_TERMS: dict[str, str | Promise] = {
    "half_year": gettext_lazy("Sơ kết 6 tháng"),
    "year_end": gettext_lazy("Tổng kết năm"),
}
_FORMS: dict[Step, type[forms.Form]] = {
    Step.SUBMIT: NoteForm,
    Step.APPROVE: NoteForm,
    Step.RETURN: ReasonForm,
    Step.REVIEW: ReviewForm,
    Step.WITHDRAW: NoteForm,
}
SLUGS = {
    Step.SUBMIT: "trinh",
    Step.APPROVE: "duyet",
    Step.RETURN: "tra-lai",
    Step.REVIEW: "danh-gia",
    Step.WITHDRAW: "rut",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A step with its form."""

    name: str
    words: str
    form: forms.Form
    address: str


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit with its gaps in words."""

    unit: UnitGaps
    look: str
    stands: str | Promise
    gaps: list[str] = field(default_factory=list)


@page(Permission.READ_PLAN, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Plans within reach, those that wait for approval first."""
    state, year = request.GET.get("tinh-trang", ""), request.GET.get("nam", "")
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    found = queries.plans(request.actor, state=state if state in STATES else "", year=asked)
    rows = Paginator(found, ROWS).get_page(request.GET.get("page"))
    values = {
        "page": rows,
        "rows": [(row, *STATES[row.state], queries.total_of(row)) for row in rows],
        "states": [(name, words) for name, (_look, words) in STATES.items()],
        "state": state,
        "year": asked or "",
        "may_write": permits(request.actor, Permission.WRITE_PLAN),
    }
    return render(request, "plans/list.html", values)


@page(Permission.READ_PLAN, methods=("GET",))
def plan(request: ActorRequest, pk: int) -> HttpResponse:
    """One plan with its lines and the tasks they are."""
    return one(request, queries.plan(request.actor, pk))


@page(Permission.READ_PLAN, methods=("GET",))
def lacking(request: ActorRequest) -> HttpResponse:
    """Directives between which and their plans something lies open."""
    found = queries.lacking(request.actor, on=request.today)
    rows = [(document, _units(units)) for document, units in found]
    values = {"rows": rows, "may_write": permits(request.actor, Permission.WRITE_PLAN)}
    return render(request, "plans/lacking.html", values)


def one(request: ActorRequest, row: Plan, sent: Offered | None = None, status: int = 200) -> HttpResponse:
    """The page of a plan; ``sent`` is a form that could not be taken as it was."""
    on, steps = request.today, queries.steps(request.actor, row)
    tally = queries.tally_of(row, on)
    look, words = STATES[row.state]
    values = {
        "plan": row,
        "look": look,
        "stands": words,
        "total": queries.total_of(row),
        "lines": [(line, state_of(line.task, on) if line.task else None) for line in row.lines.all()],
        "history": [(event, *_EVENTS[event.kind]) for event in reversed(row.events.all())],
        "reviews": [(one, _TERMS[one.term], _then(one.tally)) for one in queries.reviews_of(row)],
        **_versions(row),
        "tally": tally,
        "counts": row.state == "approved" or (row.amends_id is None and PlanState(row.state) in UNDER_WAY),
        "columns": cells(tally),
        "bar": bars([tally])[0],
        "may_change": Step.CHANGE in steps,
        "may_amend": Step.AMEND in steps,
        "steps": [
            sent if sent is not None and sent.name == step.value else offer(row, step, _empty(row, step))
            for step in Step
            if step in _FORMS and (step in steps or (sent is not None and sent.name == step.value))
        ],
    }
    return render(request, "plans/plan.html", values, status=status)


def _versions(row: Plan) -> dict[str, Any]:
    """The plan's versions, the amendment under way, and what this one changes in the one it amends."""
    known = queries.editions(row)
    amendment = queries.amendment_of(row)
    return {
        "editions": known,
        "stands_now": next((one for one in known if one.in_force and one.plan != row), None),
        "amended": next((one for one in known if one.plan.pk == row.amends_id), None),
        "amendment": amendment,
        "amendment_stands": STATES[amendment.state] if amendment else None,
        "renamed": renamed(row),
        "differing": differing(row),
    }


def since(row: Plan, version: int) -> list[Any]:
    """What has happened to a plan after its ``version``, each with its words."""
    return [(event, _EVENTS[event.kind][1]) for event in row.events.all() if event.seq > version]


def _empty(row: Plan, step: Step) -> forms.Form:
    form = form_of(step, row)
    if step is Step.REVIEW:
        done = {one.term for one in queries.reviews_of(row)}
        form.fields["term"].choices = [pair for pair in _TERMS.items() if pair[0] not in done]  # type: ignore[attr-defined]
    return form


def offer(row: Plan, step: Step, form: forms.Form) -> Offered:
    """A step as the page offers it."""
    words = {
        Step.SUBMIT: _("Trình kế hoạch"),
        Step.APPROVE: _("Duyệt kế hoạch"),
        Step.RETURN: _("Trả lại kế hoạch"),
        Step.REVIEW: _("Ghi đánh giá"),
        Step.WITHDRAW: _("Rút bản điều chỉnh") if row.amends_id else _("Rút kế hoạch"),
    }[step]
    form.auto_id = f"{step.value}-%s"
    return Offered(step.value, words, form, f"/ke-hoach/{row.pk}/{SLUGS[step]}/")


def form_of(step: Step, row: Plan, data: Any = None) -> forms.Form:
    """The form of a step, empty or as it was sent."""
    kind = WhyForm if step is Step.SUBMIT and row.amends_id else _FORMS[step]
    return kind(data)


def gaps_beside(viewer: Actor, document: Any, request: ActorRequest) -> dict[str, Any]:
    """What the page of a directive shows of the plans that answer it."""
    if not permits(viewer, Permission.READ_PLAN):
        return {}
    return {
        "plan_units": _units(queries.gaps_of(viewer, document, on=request.today)),
        "may_plan": permits(viewer, Permission.WRITE_PLAN),
    }


def _units(units: list[UnitGaps]) -> list[ShownUnit]:
    shown = []
    for unit in units:
        look, words = STATES[unit.plan.state] if unit.plan else ("none", _("Chưa có kế hoạch"))
        named = [
            _words(gap, unit) for gap in unit.gaps if gap.kind not in (GapKind.NO_PLAN, GapKind.NOT_APPROVED)
        ]
        shown.append(ShownUnit(unit, look, words, named))
    return shown


def _words(gap: Gap, unit: UnitGaps) -> str:
    clause = unit.clauses.get(gap.clause or 0)
    if gap.kind is GapKind.CLAUSE_UNANSWERED:
        label = clause.label if clause else ""
        if gap.due is None:
            return _("Chưa có việc trả lời «%(clause)s»") % {"clause": label}
        values = {"clause": label, "day": day(gap.due)}
        return _("Chưa có việc trả lời «%(clause)s», hạn %(day)s") % values
    line = unit.lines[gap.line or 0]
    values = {"line": line.wording, "planned": day(gap.planned), "day": day(gap.due)}
    return _("«%(line)s» xong %(planned)s, muộn hơn hạn %(day)s của văn bản") % values


def _then(tally: dict[str, Any]) -> list[Any]:
    """The six counts that a review kept."""
    return cells(Tally(**{state.value: tally[state.value] for state in TaskState}))
