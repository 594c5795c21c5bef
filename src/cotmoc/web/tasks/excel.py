"""Excel out as the board shows it; Excel in: a look at every row, then all of them or the right ones.

Nothing is kept between the two steps: the preview's own form carries the rows back.
"""

from __future__ import annotations

import json
import tempfile
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import DAMAGED, TOO_LARGE
from cotmoc.domain.task_tables import HEADINGS
from cotmoc.files.reading.table import LIMIT, check_rows, to_rows
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries, workbooks
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.around import wanted_by
from cotmoc.web.views import page

MOST_SHOWN = 500
"""How many rows of a table the preview shows."""
_MOST_CARRIED = 4 * 1024 * 1024


class TableForm(forms.Form):
    """A table of tasks."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng"),
        help_text=gettext_lazy(
            "Tệp .xlsx hoặc .csv (UTF-8), tối đa 5 MB và 5.000 dòng, dòng đầu là tên cột."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def export(request: ActorRequest) -> FileResponse:
    """The board of this address as a file, all its rows."""
    wanted = wanted_by(request)
    tasks = queries.exported(request.actor, on=request.today, only=wanted.only)
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    workbooks.write_tasks(out, tasks, language=get_language() or "vi")
    out.seek(0)
    name = f"nhiem-vu-{request.today.isoformat()}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=workbooks.MEDIA_TYPE)


@page(Permission.ASSIGN_TASK, methods=("GET",))
def template(request: ActorRequest) -> HttpResponse:
    """The empty table with the bodies of today."""
    bodies = organisations.agencies(request.actor, on=request.today)
    return _file(
        workbooks.template(bodies.values_list("key", "short_name", "name")), "mau-nhap-nhiem-vu.xlsx"
    )


@page(Permission.ASSIGN_TASK)
def importing(request: ActorRequest) -> HttpResponseBase:
    """Choose a table; look at what each row would do; save them, or have the file back with its errors."""
    if request.method == "POST" and "rows" in request.POST:
        return _carried(request)
    form = TableForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                return _preview(request, to_rows(file.name or "", file.read(LIMIT + 1)))
            except Problem as problem:
                status = problem.entry.http
                form.add_error("file", problem.text(get_language() or "vi"))
    return render(request, "tasks/import.html", {"form": form}, status=status)


def _carried(request: ActorRequest) -> HttpResponse:
    rows = _rows(request.POST["rows"])
    if request.POST.get("then") == "marked":
        plan = queries.plan_import(request.actor, rows, on=request.today)
        data = workbooks.marked(rows, plan.wrong, language=get_language() or "vi")
        return _file(data, "nhap-nhiem-vu-loi.xlsx")
    partly = request.POST.get("then") == "partly"
    batch = actions.import_tasks(rows, by=request.actor, at=request.at, partly=partly)
    said = ngettext("Đã nhập %(n)s nhiệm vụ.", "Đã nhập %(n)s nhiệm vụ.", batch.count)
    messages.success(request, said % {"n": batch.count})
    return redirect("task_batch", pk=batch.pk)


def _rows(text: str) -> list[list[str]]:
    """The rows that the page carried back. Raises Problem as for any table."""
    try:
        rows = json.loads(text)
        # JSON can spell half a letter or a NUL, which no table holds and no database takes.
        whole = isinstance(rows, list) and all(
            isinstance(row, list) and b"\0" not in "".join(row).encode() for row in rows
        )
    except (ValueError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise Problem(DAMAGED, kind="json")
    check_rows(rows)
    return list(rows)


def _preview(request: ActorRequest, rows: list[list[str]]) -> HttpResponse:
    carried = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    if len(carried.encode()) > _MOST_CARRIED:
        raise Problem(TOO_LARGE, limit_mb=_MOST_CARRIED // (1024 * 1024))
    plan = queries.plan_import(request.actor, rows, on=request.today)
    wrong = [row for row in plan.rows if row.wrong]
    shown = {
        "rows": [_row(row) for row in (wrong or plan.rows)[:MOST_SHOWN]],
        "count": len(plan.rows),
        "wrong": len(wrong),
        "right": len(plan.right),
        "table": carried,
        "cut": len(wrong or plan.rows) > MOST_SHOWN,
    }
    return render(request, "tasks/import_preview.html", shown, status=422 if wrong else 200)


def _row(row: queries.Drafted) -> dict[str, Any]:
    english = get_language() == "en"
    return {
        "line": row.line,
        "title": row.values.get("title", ""),
        "leads": "; ".join(row.values.get("leads", [])),
        "due_on": row.values.get("due_on"),
        "wrong": [
            f"{one.column}: {one.why.en}" if english else f"{HEADINGS[one.column]}: {one.why.vi}"
            for one in row.wrong
        ],
    }


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=workbooks.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
