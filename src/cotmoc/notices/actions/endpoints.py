"""Which addresses are told of events: adding, changing, and renewing their secret."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.notices import ENDPOINT_KNOWN
from cotmoc.domain.task_course import TaskEventKind
from cotmoc.notices.addresses import place
from cotmoc.notices.models import Endpoint
from cotmoc.notices.queries.webhooks import endpoint_of

_EVENT = re.compile(r"\*|[a-z_]+\.([a-z_]+)?", re.ASCII)
_OF_TASKS = "task."
KNOWN = frozenset({_OF_TASKS, *(f"{_OF_TASKS}{kind}" for kind in TaskEventKind)})
"""The events of tasks that there are: an endpoint that asks for another one would wait for ever."""


def add_endpoint(*, url: str, events: Sequence[str], by: Actor, at: datetime) -> Endpoint:
    """An address that wants events: names (``task.assigned``), groups (``task.``) or all (``*``).

    Raises Problem: WEBHOOK_ADDRESS, BAD_VALUE, ENDPOINT_KNOWN.
    """
    require(by, Permission.MANAGE_NOTICE)
    with deed("notice.endpoint", by=by) as record:
        place(url)
        wanted = _events(events)
        row, new = Endpoint.objects.get_or_create(
            province=by.province,
            url=url,
            defaults={"events": wanted, "salt": secrets.token_hex(16), "added_at": at},
        )
        if not new:
            raise Problem(ENDPOINT_KNOWN, field="url", number=row.pk)
        record.about(row, address=url, events=wanted)
    return row


def change_endpoint(
    endpoint: int, *, by: Actor, events: Sequence[str] | None = None, active: bool | None = None
) -> Endpoint:
    """Other events, or no events for a while: a closed endpoint is told nothing and sent nothing.

    Raises Problem: NOT_FOUND, BAD_VALUE.
    """
    require(by, Permission.MANAGE_NOTICE)
    with deed("notice.endpoint_changed", by=by) as record:
        row = endpoint_of(by.province, endpoint)
        said = {"events": None if events is None else _events(events), "active": active}
        changed = {name: value for name, value in said.items() if value is not None}
        # Only what was said: another person may be changing the other field now.
        Endpoint.objects.filter(pk=row.pk).update(**changed)
        row.refresh_from_db()
        record.about(row, events=row.events, active=row.active)
    return row


def renew_secret(endpoint: int, *, by: Actor) -> Endpoint:
    """A new secret; from now on everything is signed with it, also what was queued before.

    Raises Problem(NOT_FOUND).
    """
    require(by, Permission.MANAGE_NOTICE)
    with deed("notice.secret_renewed", by=by) as record:
        row = endpoint_of(by.province, endpoint)
        row.salt = secrets.token_hex(16)
        row.save(update_fields=["salt"])
        record.about(row)
    return row


def _events(said: Sequence[str]) -> list[str]:
    unknown = [one for one in said if one.startswith(_OF_TASKS) and one not in KNOWN]
    if unknown:
        names, named = ", ".join(sorted(KNOWN)), unknown[0][:60]
        why = Said(f"không có «{named}»; có: {names}", f"there is no “{named}”; there are: {names}")
        raise Problem(BAD_VALUE, field="events", why=why)
    if not said or not all(map(_EVENT.fullmatch, said)):
        why = Said("ghi tên việc như task.assigned, nhóm «task.» hoặc «*»", "write task.assigned, task. or *")
        raise Problem(BAD_VALUE, field="events", why=why)
    return sorted(set(said))
