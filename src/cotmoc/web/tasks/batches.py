"""What was done to many tasks at once: the list, one batch with its tasks, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.bulk import titles
from cotmoc.web.views import page

_EACH = 25
_MOST_SHOWN = 500


@page(Permission.ASSIGN_TASK, methods=("GET",))
def batches(request: ActorRequest) -> HttpResponse:
    """Newest first."""
    shown = Paginator(queries.batches(request.actor), _EACH).get_page(request.GET.get("page"))
    words = titles()
    rows = [(one, words[one.kind]) for one in shown.object_list]
    return render(request, "tasks/batches.html", {"page": shown, "rows": rows})


@page(Permission.ASSIGN_TASK, methods=("GET",))
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One batch with its tasks."""
    found = queries.batch(request.actor, pk)
    items = queries.items(request.actor, found)
    return render(
        request,
        "tasks/batch.html",
        {
            "batch": found,
            "title": titles()[found.kind],
            "items": items[:_MOST_SHOWN],
            "cut": len(items) > _MOST_SHOWN,
            "changed": sum(one.changed for one in items),
            "may_undo": found.undone_at is None and not all(one.changed for one in items),
        },
    )


@page(Permission.ASSIGN_TASK, methods=("POST",))
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back; what has changed since stays."""
    found = actions.undo(pk, by=request.actor, at=request.at)
    left = sum(not one.undone for one in queries.items(request.actor, found))
    if left:
        messages.warning(
            request, _("Đã hoàn tác; %(n)s nhiệm vụ đã có thay đổi mới hơn nên giữ nguyên.") % {"n": left}
        )
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("task_batch", pk=pk)
