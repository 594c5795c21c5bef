"""Many tasks over HTTP: bulk deeds with a look first, batches and undoing them, Excel out and in."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from cotmoc.api.asking import asker, moment
from cotmoc.api.directives import NeedsSmall
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import only_known
from cotmoc.api.tasks.many_schemas import (
    Batch,
    BatchWhole,
    Chosen,
    Done,
    ExtendMany,
    HandOverMany,
    PutMany,
    TasksImported,
    WithdrawMany,
)
from cotmoc.api.tasks.schemas import Sifted
from cotmoc.domain.access import Permission
from cotmoc.files.reading.table import LIMIT, to_rows
from cotmoc.tasks import actions, queries, workbooks
from cotmoc.tasks.queries import Extend, Filter, HandOver, PutFunction, Withdraw

router = Router(tags=["tasks"])
ASSIGN, ACCEPT = Permission.ASSIGN_TASK, Permission.ACCEPT_TASK


@router.post("/extend", auth=needs(ACCEPT), response=Done, summary="Gia hạn nhiều nhiệm vụ")
def extend_many(request: HttpRequest, said: ExtendMany) -> dict[str, Any]:
    """Give many tasks a later due day."""
    deed = Extend(said.reason, said.due_on, said.days, said.product)
    return _carry_out(request, said, _which(request, said), deed, actions.extend_many)


@router.post("/withdraw", auth=needs(ASSIGN), response=Done, summary="Rút nhiều nhiệm vụ")
def withdraw_many(request: HttpRequest, said: WithdrawMany) -> dict[str, Any]:
    """Take many tasks back."""
    deed = Withdraw(said.reason, said.with_subtasks)
    told = _carry_out(request, said, _which(request, said), deed, actions.withdraw_many)
    taken = [row["id"] for row in told["rows"] if not row["why"]]
    return {**told, "left_open": _left(request, told["batch"], taken)}


@router.post("/functions", auth=needs(ASSIGN), response=Done, summary="Đặt lĩnh vực nhiều nhiệm vụ")
def put_to_functions(request: HttpRequest, said: PutMany) -> dict[str, Any]:
    """Put many tasks to a field of work; a preview tells each one's in ``function``, by its key."""
    deed = PutFunction(said.function, said.by_words, said.none)
    return _carry_out(request, said, _which(request, said), deed, actions.put_to_functions)


@router.post("/hand-over", auth=needs(ASSIGN), response=Done, summary="Chuyển giao cho cơ quan tiếp nhận")
def hand_over(request: HttpRequest, said: HandOverMany) -> dict[str, Any]:
    """Hand the parts of a body over to the one that answers for it."""
    by, on = asker(request), moment(request).date()
    deed = HandOver(said.old, said.new, said.reason, frozenset(said.parts))
    which = _which(request, said)
    if not said.tasks and said.filter is None:
        which = queries.open_tasks_of(by, said.old, parts=deed.parts, text=said.q)
    if not said.by_function:
        return _carry_out(request, said, which, deed, actions.hand_over)
    ids = queries.chosen(by, which, on=on)
    fields = queries.by_function(by, said.old, ids, on=on)
    heirs = queries.heirs_by_function(fields, said.heirs, said.each)
    key_of = {task: one.key for one in fields for task in one.tasks}
    told = _carry_out(
        request, said, [task for task in ids if task in heirs], replace(deed, heirs=heirs), actions.hand_over
    )
    for row in told["rows"]:
        row["function"] = key_of.get(row["id"])
    return told


@router.get("/batches", auth=needs(ACCEPT), response=list[Batch], summary="Các lần làm hàng loạt")
def batches(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=100)] = 25) -> list[Any]:
    """Newest first."""
    return [queries.batch_line(one) for one in queries.batches(asker(request))[:limit]]


@router.get("/batches/{int:pk}", auth=needs(ACCEPT), response=BatchWhole, summary="Một lần làm hàng loạt")
def batch(request: HttpRequest, pk: int) -> Any:
    """One batch with its tasks."""
    by = asker(request)
    return queries.batch_object(by, queries.batch(by, pk))


@router.post("/batches/{int:pk}/undo", auth=needs(ACCEPT), response=BatchWhole, summary="Hoàn tác")
def undo(request: HttpRequest, pk: int) -> Any:
    """Take a batch back; tasks that have changed since stay."""
    by = asker(request)
    actions.undo(pk, by=by, at=moment(request))
    return queries.batch_object(by, queries.batch(by, pk))


@router.get("/export", auth=needs(Permission.READ_TASK), summary="Danh sách thành tệp Excel")
def export(request: HttpRequest, asked: Query[Sifted]) -> FileResponse:
    """All tasks of a filter as .xlsx, in the order of the board."""
    only_known(request, Sifted)
    found = queries.exported(asker(request), on=moment(request).date(), only=_filter(request, asked))
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    workbooks.write_tasks(out, found, language=_language(request))
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="tasks.xlsx", content_type=workbooks.MEDIA_TYPE)


@router.post("/import", auth=NeedsSmall(ASSIGN), response=TasksImported, summary="Nhập nhiệm vụ từ Excel")
def import_tasks(
    request: HttpRequest, file: File[UploadedFile], partly: Form[bool] = False, preview: Form[bool] = False
) -> dict[str, Any]:
    """Give the tasks of a .csv or .xlsx table. With wrong rows nothing is saved unless ``partly``."""
    by, at = asker(request), moment(request)
    rows = to_rows(file.name or "", file.read(LIMIT + 1))
    plan = queries.plan_import(by, rows, on=at.date())
    told = [_wrong_cell(one, _language(request)) for one in plan.wrong]
    if preview or (plan.wrong and not (partly and plan.right)):
        return {"batch": None, "count": len(plan.right), "wrong": told}
    made = actions.import_tasks(rows, by=by, at=at, partly=partly)
    return {"batch": made.pk, "count": made.count, "wrong": told}


@router.post("/import/marked", auth=NeedsSmall(ASSIGN), summary="Trả lại tệp có đánh dấu lỗi")
def marked(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """The same table with its wrong cells marked and a column that says what is wrong. Saves nothing."""
    rows = to_rows(file.name or "", file.read(LIMIT + 1))
    plan = queries.plan_import(asker(request), rows, on=moment(request).date())
    data = workbooks.marked(rows, plan.wrong, language=_language(request))
    return HttpResponse(data, content_type=workbooks.MEDIA_TYPE)


@told_again("task.extend_many", "task.withdraw_many", "task.hand_over", "task.function_many")
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    pk, detail = int(row.thing_id), row.detail
    left = _left(request, pk, []) if row.deed == "task.withdraw_many" else []
    told = {"batch": pk, "count": detail["count"], "refused": detail["left"], "rows": []}
    return {**told, "left_open": left}


@told_again("task.undo_batch")
def _undone_again(request: HttpRequest, row: Any) -> Any:
    return batch(request, int(row.thing_id))


@told_again("task.import")
def _imported_again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {"batch": int(row.thing_id), "count": row.detail["count"], "wrong": []}


def _which(request: HttpRequest, said: Chosen) -> Filter | list[int]:
    return said.tasks if said.filter is None else _filter(request, said.filter)


def _filter(request: HttpRequest, asked: Sifted) -> Filter:
    narrowed = asked.dict()
    by, on = asker(request), moment(request).date()
    owed = queries.owed(by, narrowed.pop("parts"), on=on, body=asked.agency)
    return Filter(text=narrowed.pop("q"), owed=owed, **narrowed)


def _carry_out(
    request: HttpRequest, said: Chosen, which: Filter | list[int], deed: Any, act: Any
) -> dict[str, Any]:
    by, at = asker(request), moment(request)
    if said.preview:
        seen = queries.preview(by, which, deed, on=at.date())
        rows = [_planned(row, _language(request)) for row in seen.rows]
        return {"batch": None, "count": len(seen.possible), "refused": len(seen.refused), "rows": rows}
    ids = queries.chosen(by, which, on=at.date())
    all_ids = queries.with_subtasks(by, ids, deed)
    made = act(ids, deed, by=by, at=at, partly=said.partly)
    return {"batch": made.pk, "count": made.count, "refused": len(all_ids) - made.count, "rows": []}


def _left(request: HttpRequest, batch: int | None, taken: list[int]) -> list[dict[str, object]]:
    """What is open under the tasks of a batch, or would be under those of a preview."""
    by = asker(request)
    found = queries.open_under(by, taken) if batch is None else queries.open_under_batch(by, batch)
    return queries.left_object(found)


def _planned(row: queries.Planned, language: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "due_on": row.due_on,
        "due_after": row.due_after,
        "parts": [part.value for part in row.parts],
        "function": row.put.key if row.put else None,
        "heir": row.heir,
        "why": row.why.parts(language).what if row.why else "",
    }


def _wrong_cell(one: Any, language: str) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "why": one.why.en if language == "en" else one.why.vi}


def _language(request: HttpRequest) -> str:
    return "en" if getattr(request, "LANGUAGE_CODE", "vi").startswith("en") else "vi"
