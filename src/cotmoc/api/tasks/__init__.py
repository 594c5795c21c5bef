"""Tasks over HTTP: list with the six counts, one with its history, assign, and every step of its course."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import only_known
from cotmoc.api.tasks import many, ties
from cotmoc.api.tasks.result_schemas import GroupAsked, ResultsAsked, ResultsShown
from cotmoc.api.tasks.schemas import Asked, Order, Page, Task, TaskWithdrawn
from cotmoc.api.tasks.step_schemas import (
    Acceptance,
    Answer,
    Completion,
    Contribution,
    Extension,
    Matter,
    PartBack,
    PartDay,
    Place,
    Progress,
    Reason,
    Remark,
    TaskWithdrawal,
    Wish,
)
from cotmoc.api.tasks.telling import told, told_task, told_withdrawn
from cotmoc.domain.access import Permission
from cotmoc.files.queries import bytes_of
from cotmoc.programmes import queries as programmes
from cotmoc.reporting.queries import tied
from cotmoc.tasks import actions, queries

router = Router(tags=["tasks"])
router.add_router("", many.router)
router.add_router("", ties.router)


@router.get("", auth=needs(Permission.READ_TASK), response=Page, summary="Danh sách và sáu số đếm")
def listing(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Tasks the caller may see, most pressing first, with the six counts of all that the filter leaves."""
    only_known(request, Asked)
    narrowed = asked.dict()
    page, size, text = narrowed.pop("page"), narrowed.pop("size"), narrowed.pop("q")
    by, at = _who(request)
    ties = {name: narrowed.pop(name) for name in ("area", "indicator")}
    paid = programmes.ids_paid(by, narrowed.pop("programme"), among=tied.ids_tied(by, **ties))
    owed = queries.owed(by, narrowed.pop("parts"), on=at.date(), body=narrowed["agency"])
    only = queries.Filter(text=text, tasks=paid, owed=owed, **narrowed)
    found = queries.Listing(by, on=at.date(), only=only)
    return told(queries.listing_object(found, on=at.date(), page=page, size=size))


@router.post("", auth=needs(Permission.ASSIGN_TASK), response={201: Task}, summary="Giao nhiệm vụ")
def assign(request: HttpRequest, order: Order) -> HttpResponse:
    """Give one task, or with ``each`` one task a unit under a heading, which is returned."""
    return _assign(request, order.dict())


@router.post(
    "/{int:pk}/parts", auth=needs(Permission.DIVIDE_TASK), response={201: Task}, summary="Giao việc con"
)
def divide(request: HttpRequest, pk: int, order: Order) -> HttpResponse:
    """Give a part of a task, whatever ``parent`` says; its leads may, to bodies under them or beside."""
    return _assign(request, {**order.dict(), "parent": pk})


def _assign(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    by, at = _who(request)
    act = actions.assign_each if values.pop("each") else actions.assign
    made = act(actions.Order(**values), by=by, at=at)
    return told_task(request, made.pk, status=201)


@router.get(
    "/results",
    auth=needs(Permission.READ_TASK),
    response=ResultsShown,
    summary="Kết quả, cả hai cách tính tỷ lệ",
)
def results(request: HttpRequest, asked: Query[ResultsAsked]) -> HttpResponse:
    """What became of tasks, as it was known at the end of a day."""
    only_known(request, ResultsAsked)
    by, at = _who(request)
    on = asked.on or at.date()
    found = queries.results(by, asked.by, on=on, only=queries.Filter(given_from=asked.since))
    return told(queries.results_object(found, asked.by, on=on))


@router.get(
    "/results/tasks",
    auth=needs(Permission.READ_TASK),
    response=Page,
    summary="Nhiệm vụ của một nhóm kết quả, như đã biết đến hết một ngày",
)
def results_tasks(request: HttpRequest, asked: Query[GroupAsked]) -> HttpResponse:
    """The tasks of a group of the results as they stood at the end of a day, with the bodies of that day."""
    only_known(request, GroupAsked)
    by, at = _who(request)
    on, only = asked.on or at.date(), queries.Filter(given_from=asked.since)
    found = queries.among(by, asked.by, asked.key, on=on, only=only)
    return told(queries.past_object(found, asked.state, on=on, page=asked.page, size=asked.size))


@router.get("/{int:pk}", auth=needs(Permission.READ_TASK), response=Task, summary="Một nhiệm vụ")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with its history."""
    return told_task(request, pk)


@router.post("/{int:pk}/progress", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Báo tiến độ")
def progress(request: HttpRequest, pk: int, said: Progress) -> HttpResponse:
    """Tell how far it is."""
    return _step(request, pk, actions.report_progress, said)


@router.post(
    "/{int:pk}/evidence", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Gửi tệp chứng minh"
)
def evidence(request: HttpRequest, pk: int, said: Form[Progress], file: File[UploadedFile]) -> HttpResponse:
    """Tell how far it is with a file (.pdf, .docx, .xlsx, .png, .jpg), as multipart/form-data."""
    sent = actions.Evidence(file.name or "", file.read())
    return _step(request, pk, actions.report_progress, said, evidence=sent)


@router.post(
    "/{int:pk}/complete", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Báo hoàn thành"
)
def complete(request: HttpRequest, pk: int, said: Completion) -> HttpResponse:
    """The lead reports it done."""
    return _step(request, pk, actions.report_completion, said)


@router.post(
    "/{int:pk}/accept", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Xác nhận kết quả"
)
def accept(request: HttpRequest, pk: int, said: Acceptance) -> HttpResponse:
    """The giver accepts the result."""
    return _step(request, pk, actions.accept, said)


@router.post("/{int:pk}/return", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Trả lại")
def send_back(request: HttpRequest, pk: int, said: Reason) -> HttpResponse:
    """The giver returns the result to be redone."""
    return _step(request, pk, actions.send_back, said)


@router.post("/{int:pk}/extend", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Gia hạn")
def extend(request: HttpRequest, pk: int, said: Extension) -> HttpResponse:
    """The giver grants a later due day."""
    return _step(request, pk, actions.extend, said)


@router.post(
    "/{int:pk}/contribute", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Gửi phần việc"
)
def contribute(request: HttpRequest, pk: int, said: Contribution) -> HttpResponse:
    """A coordinating body gives its part."""
    return _step(request, pk, actions.contribute, said)


@router.post(
    "/{int:pk}/send-part-back",
    auth=needs(Permission.PROGRESS_TASK),
    response=Task,
    summary="Trả lại phần việc",
)
def send_part_back(request: HttpRequest, pk: int, said: PartBack) -> HttpResponse:
    """The lead sends a coordinating body's part back."""
    return _step(request, pk, actions.send_part_back, said)


@router.post("/{int:pk}/part-due", auth=needs(Permission.READ_TASK), response=Task, summary="Hạn phần việc")
def part_due(request: HttpRequest, pk: int, said: PartDay) -> HttpResponse:
    """The lead or the giver gives a coordinating body another day for its part."""
    return _step(request, pk, actions.set_part_due, said)


@router.post(
    "/{int:pk}/ask-extension", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Xin gia hạn"
)
def ask_extension(request: HttpRequest, pk: int, said: Wish) -> HttpResponse:
    """The lead asks for a later due day, in time."""
    return _step(request, pk, actions.ask_extension, said)


@router.post(
    "/{int:pk}/refuse-extension",
    auth=needs(Permission.ACCEPT_TASK),
    response=Task,
    summary="Không đồng ý gia hạn",
)
def refuse_extension(request: HttpRequest, pk: int, said: Reason) -> HttpResponse:
    """The giver refuses the later day."""
    return _step(request, pk, actions.refuse_extension, said)


@router.post(
    "/{int:pk}/escalate", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Xin ý kiến cấp trên"
)
def escalate(request: HttpRequest, pk: int, said: Matter) -> HttpResponse:
    """The lead sends a matter up; the clock stands still."""
    return _step(request, pk, actions.escalate, said)


@router.post("/{int:pk}/answer", auth=needs(Permission.DECIDE_MATTER), response=Task, summary="Cho ý kiến")
def answer(request: HttpRequest, pk: int, said: Answer) -> HttpResponse:
    """Who has a matter answers it, and the due day moves by the working days lost, or passes it up."""
    return _step(request, pk, actions.answer, said)


@router.post(
    "/{int:pk}/withdraw", auth=needs(Permission.READ_TASK), response=TaskWithdrawn, summary="Rút nhiệm vụ"
)
def withdraw(request: HttpRequest, pk: int, said: TaskWithdrawal) -> HttpResponse:
    """The giver takes it back, also with what is open under it; ``left_open`` is what stays open."""
    by, at = _who(request)
    actions.withdraw(pk, by=by, at=at, **said.dict())
    return told_withdrawn(request, pk)


@router.post("/{int:pk}/comment", auth=needs(Permission.READ_TASK), response=Task, summary="Ghi ý kiến")
def comment(request: HttpRequest, pk: int, said: Remark) -> HttpResponse:
    """A remark."""
    return _step(request, pk, actions.comment, said)


@router.post(
    "/{int:pk}/comment-file", auth=needs(Permission.READ_TASK), response=Task, summary="Ghi ý kiến kèm tệp"
)
def comment_file(
    request: HttpRequest, pk: int, said: Form[Remark], file: File[list[UploadedFile]]
) -> HttpResponse:
    """A remark with one file or up to ten (.pdf, .docx, .xlsx, .png, .jpg), as multipart/form-data in which
    ``file`` is repeated. Where one is refused none is kept."""
    sent = [actions.Evidence(one.name or "", one.read()) for one in file]
    return _step(request, pk, actions.comment, said, files=sent)


@router.get("/{int:pk}/files/{int:seq}", auth=needs(Permission.READ_TASK), summary="Tệp của một diễn biến")
def event_file(request: HttpRequest, pk: int, seq: int, number: int = 1) -> HttpResponse:
    """A file of an event, by the event's ``seq`` and its place in ``files``, under its media type."""
    found = queries.file_of(asker(request), pk, seq, number)
    response = HttpResponse(bytes_of(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post(
    "/{int:pk}/move", auth=needs(Permission.DIVIDE_TASK), response=Task, summary="Đổi nhiệm vụ cấp trên"
)
def move(request: HttpRequest, pk: int, said: Place) -> HttpResponse:
    """The giver puts it under another task, or takes it out."""
    return _step(request, pk, actions.move_under, said)


@told_again(
    *(f"task.{name}" for name in ("move_under", "link_area", "unlink_area", "function")),
    *(
        f"task.{name}"
        for name in ("link_indicator", "unlink_indicator", "link_programme", "unlink_programme")
    ),
    *(f"task.{name}" for name in ("assign", "assign_each", "progress", "complete")),
    *(f"task.{name}" for name in ("accept", "return", "extend", "comment")),
    *(f"task.{name}" for name in ("contribute", "send_part_back", "ask_extension", "refuse_extension")),
    *(f"task.{name}" for name in ("escalate", "answer", "part_due")),
)
def _again(request: HttpRequest, row: Any) -> HttpResponse:
    return told_task(request, int(row.thing_id), status=201 if "assign" in row.deed else 200)


@told_again("task.withdraw")
def _withdrawn_again(request: HttpRequest, row: Any) -> HttpResponse:
    return told_withdrawn(request, int(row.thing_id))


def _who(request: HttpRequest) -> Any:
    return asker(request), moment(request)


def _step(request: HttpRequest, pk: int, act: Any, said: Schema, **more: Any) -> HttpResponse:
    by, at = _who(request)
    act(pk, by=by, at=at, **said.dict(), **more)
    return told_task(request, pk)
