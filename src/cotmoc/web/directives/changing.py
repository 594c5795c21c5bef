"""The forms of the review: add a task that was missed, correct a drafted one, split it in two."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.web.directives.answering import answer
from cotmoc.web.directives.forms import (
    ROLES,
    BodyRow,
    ClauseForm,
    HeadForm,
    MissedForm,
    SplitForm,
    bodies_of,
    rows_of,
    sent_names,
    sent_rows,
)
from cotmoc.web.request import ActorRequest, seen_version
from cotmoc.web.views import page


@page(Permission.REVIEW_DIRECTIVE)
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Draft a task at a sentence that the reader passed over."""
    form = MissedForm(request.POST or None)
    document = queries.document(request.actor, pk)
    if request.method == "POST" and form.is_valid():
        was = queries.places(request.actor, document)
        try:
            clause = actions.add(pk, by=request.actor, at=request.at, **form.cleaned_data)
        except Problem as problem:
            _tell(form, problem)
        else:
            return answer(request, clause, _("đã thêm"), was=was, undo=False)
    values = {"document": document, "form": form, "whole_page": not request.htmx}
    status = 422 if form.is_bound and not request.htmx else 200
    return render(request, "directives/add.html", values, status=status)


@page(Permission.REVIEW_DIRECTIVE)
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct the words, bodies and date of a drafted task."""
    clause = queries.clause(request.actor, pk)
    if request.method != "POST":
        return _edit_form(request, clause, ClauseForm(initial=_initial(clause)), _rows(clause))
    form = ClauseForm(request.POST)
    document = clause.reading.document
    on = document.issued_on or document.registered_on
    known = organisations.resolve(request.actor.province, sent_names(request.POST), on=on)
    rows = {role: sent_rows(request.POST, role, known) for role in ROLES}
    if form.is_valid():
        try:
            changed = _edit(request, clause, form, rows, known)
        except Problem as problem:
            _tell(form, problem)
        else:
            return answer(request, changed, _("đã sửa"))
    return _edit_form(request, clause, form, {role: [*rows[role], *rows_of([])] for role in ROLES}, 422)


def _edit(
    request: ActorRequest,
    clause: Any,
    form: ClauseForm,
    rows: dict[str, list[BodyRow]],
    known: dict[str, int],
) -> Any:
    return actions.edit(
        clause.pk,
        version=form.cleaned_data["version"],
        label=form.cleaned_data["label"],
        due_on=form.cleaned_data["due_on"],
        recurrence=form.cleaned_data["recurrence"],
        areas=form.wanted_areas(),
        each=form.cleaned_data["each"],
        leads=bodies_of(rows["lead"], known),
        coordinating=bodies_of(rows["coordinating"], known),
        by=request.actor,
        at=request.at,
    )


@page(Permission.REVIEW_DIRECTIVE, methods=("POST",))
def name(request: ActorRequest, pk: int) -> HttpResponse:
    """One press: whom a name means: remembered as another writing of it, chosen for this task alone, or all
    whom it calls together."""
    clause = queries.clause(request.actor, pk)
    document = clause.reading.document
    written, chosen = request.POST.get("written", "")[:300], request.POST.get("name", "")[:300]
    on = document.issued_on or document.registered_on
    how = request.POST.get("how", "")
    if how == "each":
        called = queries.groups(request.actor, [written], on=on, issuer=document.issuer_agency)
        group = called.get(written, [])
        return _named(request, clause, written, [one.pk for one in group], each=True)
    agency = organisations.resolve(request.actor.province, [chosen], on=on).get(chosen)
    if agency is None:
        raise Problem(NOT_FOUND, field="name", thing=Said("cơ quan", "the agency"))
    if how == "remember":
        was = queries.places(request.actor, document)
        actions.teach_alias(written=written, agency=agency, by=request.actor, at=request.at)
        return answer(request, clause, _("đã nhớ cách viết"), was=was, undo=False)
    return _named(request, clause, written, [agency])


def _named(
    request: ActorRequest, clause: Any, written: str, agencies: list[int], *, each: bool = False
) -> HttpResponse:
    """Put the agencies in the place of the name as it is written; those named already stand once."""
    if not agencies:
        raise Problem(NOT_FOUND, field="name", thing=Said("cơ quan", "the agency"))
    bodies = list(clause.agencies.all())
    there = {body.agency_id for body in bodies if body.written != written}
    meant = [Body(written, agency) for agency in agencies if agency not in there]
    named: dict[str, list[Body]] = {}
    for body in bodies:
        if body.written != written:
            named.setdefault(body.role, []).append(Body(body.written, body.agency_id))
        elif meant:
            named.setdefault(body.role, []).extend(meant)
    leads = any(body.written == written and body.role == "lead" for body in bodies)
    changed = actions.edit(
        clause.pk,
        leads=named.get("lead"),
        coordinating=named.get("coordinating"),
        each=True if each and leads else None,
        version=seen_version(request),
        by=request.actor,
        at=request.at,
    )
    return answer(request, changed, _("đã sửa"))


@page(Permission.REVIEW_DIRECTIVE)
def describe(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct number, day, issuer and subject of a document."""
    document = queries.document(request.actor, pk)
    if request.method != "POST":
        form = HeadForm(initial={name: getattr(document, name) for name in HeadForm.base_fields})
        return render(request, "directives/head.html", {"document": document, "form": form})
    form = HeadForm(request.POST)
    if form.is_valid():
        try:
            actions.describe(pk, by=request.actor, at=request.at, **form.cleaned_data)
        except Problem as problem:
            _tell(form, problem)
        else:
            return HttpResponseRedirect(reverse("directive", args=[pk]))
    return render(request, "directives/head.html", {"document": document, "form": form}, status=422)


@page(Permission.REVIEW_DIRECTIVE)
def split(request: ActorRequest, pk: int) -> HttpResponse:
    """Make two drafted tasks of one."""
    clause = queries.clause(request.actor, pk)
    if request.method != "POST":
        return _split_form(request, clause, SplitForm(initial={"version": clause.version}))
    form = SplitForm(request.POST)
    if form.is_valid():
        was = queries.places(request.actor, clause.reading.document)
        try:
            first, _second = actions.split(clause.pk, by=request.actor, at=request.at, **form.cleaned_data)
        except Problem as problem:
            _tell(form, problem)
        else:
            return answer(request, first, _("đã tách thành hai"), was=was)
    return _split_form(request, clause, form, 422)


def _initial(clause: Any) -> dict[str, Any]:
    return {
        "version": clause.version,
        "label": clause.label,
        "due_on": clause.due_on,
        "recurrence": clause.recurrence,
        "areas": "; ".join(clause.areas),
        "each": clause.each,
    }


def _rows(clause: Any) -> dict[str, list[BodyRow]]:
    return {role: rows_of(b for b in clause.agencies.all() if b.role == role) for role in ROLES}


def _edit_form(
    request: ActorRequest, clause: Any, form: ClauseForm, rows: dict[str, list[BodyRow]], status: int = 200
) -> HttpResponse:
    document = clause.reading.document
    on = document.issued_on or document.registered_on
    unknown = [row.name for role in ROLES for row in rows[role] if not row.known]
    values = {
        "form": form.as_written(clause.deadline_text),
        "leads": rows["lead"],
        "coordinating": rows["coordinating"],
        "agencies": organisations.agencies(request.actor, on=on).values_list("name", flat=True),
        "near": {
            written: [one.name for one in near]
            for written, near in queries.nearest(request.actor, unknown, on=on).items()
        },
    }
    return _form(request, clause, "directives/edit.html", values, status)


def _split_form(request: ActorRequest, clause: Any, form: SplitForm, status: int = 200) -> HttpResponse:
    values = {"form": form, "points": queries.split_points(clause)}
    return _form(request, clause, "directives/split.html", values, status)


def _form(
    request: ActorRequest, clause: Any, template: str, values: dict[str, Any], status: int
) -> HttpResponse:
    document = clause.reading.document
    values |= {
        "clause": clause,
        "document": document,
        "words": document.text[clause.start : clause.end],
        "whole_page": not request.htmx,
    }
    # A form with errors is put in its card's place like any other answer.
    return render(request, template, values, status=200 if request.htmx else status)


def _tell(form: Any, problem: Problem) -> None:
    """Show a catalogued failure in the form, at its field where it has one."""
    if problem.entry in (NOT_PERMITTED, NOT_FOUND) and problem.field is None:
        raise problem
    field = problem.field if problem.field in form.fields else None
    form.add_error(field, str(problem.parts(get_language() or "vi").what))
