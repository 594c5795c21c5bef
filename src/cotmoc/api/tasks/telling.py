"""How tasks are told over HTTP."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from cotmoc.api.asking import asker, moment
from cotmoc.programmes import queries as programmes
from cotmoc.reporting.queries import chain
from cotmoc.tasks import queries


def told_withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """One task that was taken back, with what stays open under it."""
    left = queries.left_object(queries.open_under(asker(request), [pk]))
    return told_task(request, pk, left_open=left)


def told_task(request: HttpRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    """One task with all that belongs to it."""
    by, on = asker(request), moment(request).date()
    row = queries.task(by, pk)
    belongs = chain.chain_object(by, row, on=on)
    belongs["programme_money"] = programmes.payments_object(by, row, on=on)
    return told({**queries.task_object(by, row, on=on), **belongs, **more}, status)


def told(value: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON, written at once: sending a hundred rows through the schema would cost more than finding them.

    A test holds what is sent to the schema that is published.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
