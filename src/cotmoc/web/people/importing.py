"""Agencies and areas from a table: a look at every row, then all of them or none.

Nothing is kept between the two steps: the preview's own form carries the rows back.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cotmoc.domain import body_tables
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.files.reading.table import LIMIT, to_rows
from cotmoc.organisations import actions, queries
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.labels import KINDS
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

MOST_SHOWN = 500
"""How many rows of a table the preview shows."""
_HEADINGS = {one.name: one.headings[0] for one in (*body_tables.AREAS, *body_tables.AGENCIES)}
_SUBJECTS = [("agencies", gettext_lazy("Cơ quan")), ("areas", gettext_lazy("Địa bàn"))]


class TableForm(forms.Form):
    """Which table, and of what."""

    subject = forms.ChoiceField(label=gettext_lazy("Bảng này gồm"), choices=_SUBJECTS)
    file = forms.FileField(
        label=gettext_lazy("Tệp bảng"),
        help_text=gettext_lazy("Tệp .xlsx hoặc .csv (UTF-8), tối đa 5 MB, dòng đầu là tên cột."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@page(Permission.MANAGE_ORGANISATION)
def table(request: ActorRequest) -> HttpResponse:
    """Choose a table; look at what each row would do; save them together."""
    if request.method == "POST" and "rows" in request.POST:
        return _save(request)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = to_rows(file.name or "", file.read(LIMIT + 1))
            return _preview(request, rows, form.cleaned_data["subject"])
        except Problem as problem:
            problem.field = "file"
            into_form(form, problem)
    shown = {"sections": sections(request), "form": form}
    return render(request, "people/table.html", shown, status=422 if form.is_bound else 200)


def _save(request: ActorRequest) -> HttpResponse:
    subject: Any = "areas" if request.POST.get("subject") == "areas" else "agencies"
    data = request.POST["rows"].encode()
    try:
        rows = to_rows("bang.csv", data)
        plan = actions.import_table(rows, subject=subject, on=request.today, by=request.actor)
    except Problem as problem:
        form = TableForm({"subject": subject})
        form.is_valid()
        form.errors.clear()
        into_form(form, problem)
        return render(request, "people/table.html", {"sections": sections(request), "form": form}, status=422)
    count = len(plan.rows)
    said = ngettext("Đã nhập %(n)s dòng.", "Đã nhập %(n)s dòng.", count) % {"n": count}
    messages.success(request, said)
    return redirect("agencies")


def _preview(request: ActorRequest, rows: list[list[str]], subject: Any) -> HttpResponse:
    plan = queries.plan(request.actor, rows, subject=subject, on=request.today)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    wrong = [row for row in plan.rows if row.wrong]
    shown = {
        "sections": sections(request),
        "subject": subject,
        "rows": [_row(row) for row in (wrong or plan.rows)[:MOST_SHOWN]],
        "count": len(plan.rows),
        "new": sum(row.new for row in plan.rows),
        "corrected": sum(not row.new for row in plan.rows),
        "wrong": len(wrong),
        "table": out.getvalue(),
        "cut": len(wrong or plan.rows) > MOST_SHOWN,
    }
    return render(request, "people/preview.html", shown, status=422 if wrong else 200)


def _row(row: queries.Planned) -> dict[str, Any]:
    english = get_language() == "en"
    return {
        "line": row.line,
        "name": row.values.get("name", ""),
        "kind": KINDS.get(row.values.get("kind", ""), ""),
        "under": row.under,
        "deed": _("thêm") if row.new else _("sửa"),
        "wrong": [_said(one.column, one.why, english=english) for one in row.wrong],
    }


def _said(column: str, why: Said, *, english: bool) -> str:
    return f"{column}: {why.en}" if english else f"{_HEADINGS.get(column, column)}: {why.vi}"


urlpatterns = [path("co-quan/nhap/", table, name="bodies_import")]
