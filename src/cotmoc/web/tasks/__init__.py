"""Pages of tasks: the board, one task with the steps a person may take, and assigning by hand."""

from __future__ import annotations

from django.urls import URLPattern, path

from cotmoc.domain.access import Permission, permits
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks import (
    assigning,
    board,
    columns,
    feed,
    month,
    own_filters,
    reminders,
    single,
    steps,
    timeline,
)

urlpatterns: list[URLPattern] = [
    path("", board.board, name="tasks"),
    path("bang/", columns.columns, name="task_columns"),
    path("thang/", month.month, name="task_month"),
    path("tien-do/", timeline.timeline, name="task_timeline"),
    path("bo-loc/", own_filters.own, name="task_filters"),
    path("bo-loc/<int:pk>/xoa/", own_filters.delete, name="task_filter_delete"),
    path("nhac-viec/", reminders.reminders, name="task_reminders"),
    path("lich/", feed.address, name="task_calendar"),
    path("lich/<str:secret>.ics", feed.feed, name="task_feed"),
    path("giao/", assigning.assign, name="task_assign"),
    path("<int:pk>/", single.task, name="task"),
    path("<int:pk>/tep/<int:seq>/", single.evidence, name="task_evidence"),
    path("<int:pk>/tien-do/", steps.progress, name="task_progress"),
    path("<int:pk>/hoan-thanh/", steps.complete, name="task_complete"),
    path("<int:pk>/phan-viec/", steps.contribute, name="task_contribute"),
    path("<int:pk>/tra-phan-viec/", steps.send_part_back, name="task_send_part_back"),
    path("<int:pk>/xin-gia-han/", steps.ask, name="task_ask"),
    path("<int:pk>/tu-choi-gia-han/", steps.refuse, name="task_refuse"),
    path("<int:pk>/xin-y-kien/", steps.escalate, name="task_escalate"),
    path("<int:pk>/cho-y-kien/", steps.answer, name="task_answer"),
    path("<int:pk>/xac-nhan/", steps.accept, name="task_accept"),
    path("<int:pk>/tra-lai/", steps.send_back, name="task_return"),
    path("<int:pk>/gia-han/", steps.extend, name="task_extend"),
    path("<int:pk>/rut/", steps.withdraw, name="task_withdraw"),
    path("<int:pk>/y-kien/", steps.comment, name="task_comment"),
]


def nav_count(request: ActorRequest) -> int:
    """Overdue tasks led within this person's reach, shown in the menu."""
    if not permits(request.actor, Permission.READ_TASK):
        return 0
    return queries.overdue_of(request.actor, on=request.today)
