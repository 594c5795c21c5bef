"""Pages of tasks: the board, one task with the steps a person may take, and assigning by hand."""

from __future__ import annotations

from django.urls import URLPattern, path

from cotmoc.domain.access import Permission, permits
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks import (
    assigning,
    batches,
    board,
    bulk,
    columns,
    dividing,
    excel,
    feed,
    handing,
    month,
    own_filters,
    placing,
    recurring,
    reminders,
    results,
    single,
    steps,
    timeline,
    tying,
)

urlpatterns: list[URLPattern] = [
    path("", board.board, name="tasks"),
    path("bang/", columns.columns, name="task_columns"),
    path("thang/", month.month, name="task_month"),
    path("tien-do/", timeline.timeline, name="task_timeline"),
    path("bo-loc/", own_filters.own, name="task_filters"),
    path("bo-loc/<int:pk>/xoa/", own_filters.delete, name="task_filter_delete"),
    path("ket-qua/", results.results, name="task_results"),
    path("ket-qua/nhiem-vu/", results.listed, name="task_past"),
    path("nhac-viec/", reminders.reminders, name="task_reminders"),
    path("nhac-viec/dia-chi/", reminders.address, name="task_reminder_address"),
    path("lich/", feed.address, name="task_calendar"),
    path("lich/<str:secret>.ics", feed.feed, name="task_feed"),
    path("giao/", assigning.assign, name="task_assign"),
    path("giao/linh-vuc/", placing.words, name="task_assign_words"),
    path("hang-loat/", batches.batches, name="task_batches"),
    path("hang-loat/lam/", bulk.bulk, name="task_bulk"),
    path("hang-loat/<int:pk>/", batches.batch, name="task_batch"),
    path("hang-loat/<int:pk>/hoan-tac/", batches.undo, name="task_batch_undo"),
    path("chuyen-giao/", handing.handing, name="task_handing"),
    path("chuyen-giao/lam/", handing.hand, name="task_hand"),
    path("nhap-excel/", excel.importing, name="task_import"),
    path("nhap-excel/mau/", excel.template, name="task_import_template"),
    path("dinh-ky/", recurring.recurrences, name="recurrences"),
    path("dinh-ky/giao/", recurring.make, name="recurrences_make"),
    path("dinh-ky/<int:pk>/", recurring.change, name="recurrence_change"),
    path("dinh-ky/<int:pk>/dung/", recurring.stop, name="recurrence_stop"),
    path("<int:pk>/", single.task, name="task"),
    path("<int:pk>/tep/<int:seq>/", single.evidence, name="task_evidence"),
    path("<int:pk>/tep/<int:seq>/<int:number>/", single.evidence, name="task_event_file"),
    path("<int:pk>/tien-do/", steps.progress, name="task_progress"),
    path("<int:pk>/hoan-thanh/", steps.complete, name="task_complete"),
    path("<int:pk>/phan-viec/", steps.contribute, name="task_contribute"),
    path("<int:pk>/tra-phan-viec/", steps.send_part_back, name="task_send_part_back"),
    path("<int:pk>/han-phan-viec/", steps.part_due, name="task_part_due"),
    path("<int:pk>/xin-gia-han/", steps.ask, name="task_ask"),
    path("<int:pk>/tu-choi-gia-han/", steps.refuse, name="task_refuse"),
    path("<int:pk>/xin-y-kien/", steps.escalate, name="task_escalate"),
    path("<int:pk>/cho-y-kien/", steps.answer, name="task_answer"),
    path("<int:pk>/xac-nhan/", steps.accept, name="task_accept"),
    path("<int:pk>/tra-lai/", steps.send_back, name="task_return"),
    path("<int:pk>/gia-han/", steps.extend, name="task_extend"),
    path("<int:pk>/rut/", steps.withdraw, name="task_withdraw"),
    path("<int:pk>/y-kien/", steps.comment, name="task_comment"),
    path("<int:pk>/cap-tren/", steps.move, name="task_move"),
    path("<int:pk>/viec-con/", dividing.divide, name="task_divide"),
    *tying.urlpatterns,
]


def nav_count(request: ActorRequest) -> int:
    """Overdue tasks led within this person's reach, shown in the menu."""
    if not permits(request.actor, Permission.READ_TASK):
        return 0
    return queries.overdue_of(request.actor, on=request.today)
