"""A person's own filters of the task pages, kept under a name."""

from __future__ import annotations

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.task_own import FILTER_NAME_TAKEN, FILTERS_FULL
from cotmoc.organisations.models import Person
from cotmoc.tasks.models import SavedFilter

MOST = 30
"""How many filters a person keeps."""
_NAME, _PARAMS = 60, 1000


def save_filter(*, name: str, params: str, by: Actor) -> SavedFilter:
    """Keep the query of an address, as the page has read it, under a name.

    Raises Problem: BAD_VALUE, FILTER_NAME_TAKEN, FILTERS_FULL, NOT_FOUND for who acts without an account.
    """
    require(by, Permission.READ_TASK)
    with deed("task.save_filter", by=by) as record:
        # The person's row under lock: two at once cannot both be the thirtieth, nor have one name.
        found = Person.objects.select_for_update().filter(pk__in=[by.person] if by.person else [])
        person = found.first()
        if person is None:
            raise Problem(NOT_FOUND, thing="tài khoản")
        called = " ".join(name.replace("\0", " ").split())
        if not 1 <= len(called) <= _NAME:
            raise Problem(BAD_VALUE, field="name", why=f"cần từ 1 đến {_NAME} ký tự")
        if not 1 <= len(params) <= _PARAMS:
            raise Problem(BAD_VALUE, field="params", why="chưa có điều kiện lọc nào để lưu")
        own = SavedFilter.objects.filter(person=person)
        if own.filter(name=called).exists():
            raise Problem(FILTER_NAME_TAKEN, field="name", name=called)
        if own.count() >= MOST:
            raise Problem(FILTERS_FULL, field="name", most=MOST)
        saved = SavedFilter.objects.create(person=person, name=called, params=params)
        record.about(saved)
    return saved


def delete_filter(saved: int, *, by: Actor) -> None:
    """Forget one of one's own filters. Raises Problem(NOT_FOUND)."""
    require(by, Permission.READ_TASK)
    with deed("task.delete_filter", by=by) as record:
        row = SavedFilter.objects.filter(pk=saved, person=by.person).first()
        if row is None:
            raise Problem(NOT_FOUND, thing="bộ lọc này")
        record.about(row)
        row.delete()
