"""Writing a plan: its head and its lines in one form that works without script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.plans import actions, queries
from cotmoc.plans.queries import Step
from cotmoc.web.plans.forms import LineForm, PlanForm
from cotmoc.web.plans.shown import since
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.plans.models import Plan

EMPTY_ROWS = 3
UNFOLDED = 3
_DOCUMENTS = 200
_Lines = forms.formset_factory(LineForm, extra=0, max_num=300, absolute_max=320)


@page(Permission.WRITE_PLAN)
def new(request: ActorRequest) -> HttpResponse:
    """A new plan; ``van-ban`` names the directive it answers."""
    document = request.GET.get("van-ban", "")
    first = {
        "agency": request.actor.agency,
        "year": request.today.year,
        "document": int(document)
        if document.isascii() and document.isdigit() and len(document) < 16
        else None,
        "kind": "programme" if request.GET.get("loai") == "programme" else "answer",
    }
    return _form(request, None, first, [])


@page(Permission.WRITE_PLAN)
def change(request: ActorRequest, pk: int) -> HttpResponse:
    """A plan that is not submitted, written anew."""
    row = queries.plan(request.actor, pk)
    # What was typed before the plan was submitted elsewhere is shown again, with what has happened.
    if request.method != "POST" and Step.CHANGE not in queries.steps(request.actor, row):
        return HttpResponseRedirect(reverse("plan", args=[pk]))
    names = ("title", "number", "year", "directive", "version", "kind")
    first = {name: getattr(row, name) for name in names}
    first |= {"agency": row.agency_id, "document": row.document_id}
    return _form(request, row, first, [_written(row, line) for line in row.lines.all()], row.amends)


@page(Permission.WRITE_PLAN)
def amend(request: ActorRequest, pk: int) -> HttpResponse:
    """What an approved plan is to be from now on; it stands until that is approved."""
    stands = queries.plan(request.actor, pk)
    if request.method != "POST" and Step.AMEND not in queries.steps(request.actor, stands):
        return HttpResponseRedirect(reverse("plan", args=[pk]))
    first = {"title": stands.title, "number": stands.number, "document": stands.document_id}
    lines = [{**_written(stands, line), "carries": line.ordinal} for line in stands.lines.all()]
    return _form(request, None, first, lines, stands)


def _written(row: Plan, line: Any) -> dict[str, Any]:
    names = ("wording", "who", "due_on", "source", "amount")
    return {
        **{name: getattr(line, name) for name in names},
        "lead": "" if line.lead_id == row.agency_id else line.lead.name,
        "clause": line.clause_id,
        "task": line.task_id,
        "carries": line.carries.ordinal if line.carries else None,
    }


def _form(
    request: ActorRequest,
    row: Plan | None,
    first: dict[str, Any],
    lines: list[dict[str, Any]],
    stands: Plan | None = None,
) -> HttpResponse:
    """The form of a plan; ``stands`` is the plan that it amends."""
    known = list(organisations.agencies(request.actor, on=request.today).values_list("pk", "name"))
    mine = [(pk, name) for pk, name in known if reaches(request.actor, pk)]
    if row is not None and row.agency_id not in dict(mine):
        mine.append((row.agency_id, row.agency.name))
    documents = _documents(request, first.get("document"))
    shown = partial(_shown, request, row, stands, known)

    def head_of(**said: Any) -> PlanForm:
        head = PlanForm(**said).offer(mine, documents)
        return head.amending() if stands else head

    if request.method != "POST":
        sheet = _Lines(initial=[*lines, *({} for _row in range(EMPTY_ROWS))], prefix="l")
        return shown(head_of(initial=first), sheet, first.get("document"))
    head, sheet = head_of(data=request.POST), _Lines(request.POST, prefix="l")
    head_holds = head.is_valid()
    chosen = stands.document_id if stands else head.cleaned_data.get("document")
    _prepare(request, sheet, chosen, stands)
    if "more" in request.POST or "orders" in request.POST:
        sent = _longer(request)
        head, sheet = head_of(data=sent), _Lines(sent, prefix="l")
        for form in (head, *sheet):
            form.errors.clear()
        return shown(head, sheet, chosen)
    status, changed = 422, []
    if head_holds and sheet.is_valid():
        try:
            made = _keep(request, row, stands, dict(head.cleaned_data), sheet)
        except Problem as problem:
            if problem.entry is NOT_PERMITTED:
                raise
            status = problem.entry.http
            _tell(head, sheet, problem)
            if row is not None and problem.entry is CHANGED_MEANWHILE:
                # Who has seen what changed and sends again has chosen: the form then names what stands.
                changed = since(row, head.cleaned_data["version"] or 0)
                head.data = request.POST.copy()
                head.data["version"] = str(row.version)
        else:
            messages.success(request, _("Đã lưu kế hoạch. Trình khi đã đủ."))
            return HttpResponseRedirect(reverse("plan", args=[made.pk]))
    return shown(head, sheet, chosen, status, changed)


def _longer(request: ActorRequest) -> Any:
    """What was sent, with more empty rows if these are asked for; nothing is kept nor checked yet."""
    sent = request.POST.copy()
    if "more" not in sent:
        return sent
    total = sent.get("l-TOTAL_FORMS", "0")
    rows = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    sent["l-TOTAL_FORMS"] = str(min(rows + EMPTY_ROWS, 300))
    return sent


def _keep(
    request: ActorRequest, row: Plan | None, stands: Plan | None, said: dict[str, Any], sheet: Any
) -> Plan:
    filled = [form for form in sheet if form.filled]
    names = {form.cleaned_data["lead"] for form in filled} - {""}
    known = organisations.resolve(request.actor.province, names, on=request.today)
    if stands is not None:
        # A line is carried on under the body it was given to, though that may have ended since.
        known = {line.lead.name: line.lead_id for line in queries.lines_of(stands)} | known
    lines: list[actions.Line] = []
    for form in filled:
        line = {name: value for name, value in form.cleaned_data.items() if name not in ("lead", "drop")}
        name = form.cleaned_data["lead"]
        if name and name not in known:
            form.add_error("lead", _("Chưa biết cơ quan này."))
            raise Problem(NOT_FOUND, field=f"lead-{len(lines) + 1}", thing=_("cơ quan này"))
        lines.append(actions.Line(**line, lead=known.get(name)))
    who: dict[str, Any] = {"by": request.actor, "at": request.at}
    version = said.pop("version")
    if row is None and stands is not None:
        return actions.amend(stands.pk, lines=lines, **said, **who)
    if stands is not None:
        kept = ("year", "kind", "directive")
        said |= {name: getattr(stands, name) for name in kept}
        said |= {"agency": stands.agency_id, "document": stands.document_id}
    draft = actions.Draft(**said, lines=lines)
    return (
        actions.write(draft, **who) if row is None else actions.change(row.pk, draft, version=version, **who)
    )


def _tell(head: PlanForm, sheet: Any, problem: Problem) -> None:
    """Put a catalogued failure beside its field; NAME-n is a field of the n-th line."""
    text = problem.text(get_language() or "vi")
    name, _dash, number = (problem.field or "").partition("-")
    filled = [form for form in sheet if form.filled]
    if number.isdigit() and 1 <= int(number) <= len(filled) and name in LineForm.base_fields:
        form = filled[int(number) - 1]
        if not form.errors.get(name):
            form.add_error(name if name in form.fields else None, text)
        return
    if problem.entry is CHANGED_MEANWHILE:
        name = ""
    head.add_error(name if name in head.fields else None, text)


def _documents(request: ActorRequest, chosen: int | None) -> list[tuple[int, str]]:
    rows = list(directives.documents(request.actor)[:_DOCUMENTS])
    if chosen is not None and chosen not in {one.pk for one in rows}:
        rows += list(directives.documents(request.actor, only=[chosen]))
    return [(one.pk, f"{one} {one.subject[:80]}".strip()) for one in rows]


def _prepare(request: ActorRequest, sheet: Any, document: int | None, stands: Plan | None) -> None:
    """Let each line choose among the tasks of the directive; what is a task already stays that task."""
    choices = [("", "–")]
    if document is not None:
        try:
            found = directives.document(request.actor, document)
        except Problem:
            found = None
        cards = directives.cards(request.actor, found) if found is not None else []
        choices += [
            (str(card.clause.pk), f"{card.number}. {card.clause.label}")
            for card in cards
            if card.clause.state == "accepted"
        ]
    made = {line.ordinal: line for line in queries.lines_of(stands) if line.made} if stands else {}
    for form in sheet:
        form.fields["clause"].choices = choices
        form.fields["wording"].needed = True
        form.droppable = bool(form["wording"].value() or form["carries"].value())
        carried = str(form["carries"].value() or "")
        form.is_task = made.get(int(carried)) if carried.isascii() and carried.isdigit() else None
        if form.is_task is not None:
            form.fields.pop("task", None)


def _shown(
    request: ActorRequest,
    row: Plan | None,
    stands: Plan | None,
    known: list[tuple[int, str]],
    head: PlanForm,
    sheet: Any,
    document: int | None,
    status: int = 200,
    changed: Sequence[Any] = (),
) -> HttpResponse:
    _prepare(request, sheet, document, stands)
    # Many lines are told by name and day, so that the one to be changed is found.
    fold = sum(form.droppable for form in sheet) > UNFOLDED
    for form in sheet:
        form.folded = fold and bool(form["wording"].value()) and not (form.is_bound and form.errors)
    values = {
        "plan": row,
        "stands": stands,
        "back": row or stands,
        "head": head,
        "sheet": sheet,
        "changed": changed,
        "names": [name for _pk, name in known],
        "broken": [(n, form) for n, form in enumerate(sheet, 1) if form.is_bound and form.errors],
    }
    return render(request, "plans/form.html", values, status=status)
