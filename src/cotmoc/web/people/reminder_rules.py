"""The rules for reminders: read in words, changed, tried for today before saving, put back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_PERMITTED
from cotmoc.domain.reminder_rules import RuleSet, after_words, before_words, sentence, who
from cotmoc.tasks import actions, queries
from cotmoc.web.people.reminder_form import RulesForm, spoken
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

SHOWN = 200
"""How many people a preview lists; those for whom something changes come first."""


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """The rules in force, in words."""
    standing = queries.reminder_rules(request.actor)
    shown = {
        "sections": sections(request),
        "standing": standing,
        "rules": standing.rules,
        "rows": _words(standing.rules),
        "manages": permits(request.actor, Permission.MANAGE_ORGANISATION),
    }
    return render(request, "people/reminder_rules.html", shown)


@page(Permission.MANAGE_ORGANISATION)
def change(request: ActorRequest) -> HttpResponse:
    """Change the rules: one row more, a preview for today, or save."""
    if request.method != "POST":
        return _form(request, RulesForm.of(queries.reminder_rules(request.actor).rules))
    form = RulesForm.sent(request.POST)
    deed = request.POST.get("do", "preview")
    if deed == "more":
        form.widened()
        return _form(request, form)
    values = form.values()
    if values is None:
        return _form(request, form, status=422)
    try:
        if deed != "save":
            return _form(request, form, preview=_preview(request, form.rules(values)))
        actions.set_reminder_rules(**values, by=request.actor, at=request.at)
    except Problem as problem:
        return _refused(request, form, problem)
    messages.success(request, _("Đã lưu quy tắc nhắc việc; áp dụng từ lần nhắc tới."))
    return redirect("reminder_rules")


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def restore(request: ActorRequest) -> HttpResponse:
    """Go back to the rules that ship."""
    actions.restore_reminder_rules(mark=request.POST.get("mark"), by=request.actor)
    messages.success(request, _("Đã dùng lại quy tắc ban đầu."))
    return redirect("reminder_rules")


def _refused(request: ActorRequest, form: RulesForm, problem: Problem) -> HttpResponse:
    if problem.entry is NOT_PERMITTED:
        raise problem
    form.refuse(problem)
    more: dict[str, Any] = {}
    if problem.entry is CHANGED_MEANWHILE:
        standing = queries.reminder_rules(request.actor)
        # Who has seen what changed and sends again means it.
        form.when.data = {**form.when.cleaned_data, "mark": standing.rules.mark}
        words = [spoken(sentence(line)) for line in standing.rules.lines]
        more = {"changed": words, "changed_by": standing.changed_by}
    return _form(request, form, status=problem.entry.http, **more)


def _form(request: ActorRequest, form: RulesForm, *, status: int = 200, **more: Any) -> HttpResponse:
    form.mark_fields()
    shown = {"sections": sections(request), "form": form, "errors": list(form.errors), **more}
    return render(request, "people/reminder_rules_form.html", shown, status=status)


def _preview(request: ActorRequest, rules: RuleSet) -> dict[str, Any]:
    found = queries.preview_rules(request.actor, rules, on=request.today)
    changed = [one for one in found if one.now != one.then]
    same = [one for one in found if one.now == one.then]
    return {
        "rows": [*changed, *same][:SHOWN],
        "cut": len(found) > SHOWN,
        "now": sum(bool(one.now.due or one.now.late) for one in found),
        "then": sum(bool(one.then.due or one.then.late) for one in found),
        "changed": len(changed),
    }


def _words(rules: RuleSet) -> list[dict[str, str]]:
    return [
        {
            "who": spoken(who(line)),
            "before": spoken(before_words(line)),
            "after": spoken(after_words(line)),
        }
        for line in rules.lines
    ]


urlpatterns = [
    path("nhac-viec/", index, name="reminder_rules"),
    path("nhac-viec/sua/", change, name="reminder_rules_change"),
    path("nhac-viec/ban-dau/", restore, name="reminder_rules_restore"),
]
