"""What is done to many tasks at once: what would happen to each of them, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.task_batches import BODY_WITHOUT_PART, NO_TASK_CHOSEN, TOO_MANY_TASKS
from cotmoc.domain.errors.task_series import YEARS_NOT_LISTED
from cotmoc.domain.errors.tasks import AGENCY_NOT_THERE, EXTENSION_NOT_LATER, REASON_NEEDED
from cotmoc.domain.task_course import ALLOWED, Stage, TaskEventKind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift, YearsNotListed, shifted
from cotmoc.organisations.days_off import days_off
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.boards import Listing
from cotmoc.tasks.queries.deeds import (
    DAY_PASSED,
    LAST_DAY,
    TOO_FAR,
    Deed,
    Extend,
    HandOver,
    Planned,
    Preview,
    PutFunction,
    Withdraw,
)
from cotmoc.tasks.queries.filters import Filter
from cotmoc.tasks.queries.placing import check_function, put_each
from cotmoc.tasks.queries.single import facts
from cotmoc.tasks.queries.under import open_under

MOST = 5000
"""How many tasks one batch may have."""
STAGE_WORDS = {
    Stage.OPEN: "đang thực hiện",
    Stage.PAUSED: "chờ ý kiến cấp trên",
    Stage.AWAITING_ACCEPTANCE: "chờ xác nhận",
    Stage.DONE: "đã xong",
    Stage.CANCELLED: "đã rút",
}
_AT_ONCE = 500
_PERMISSION: dict[type, Permission] = {
    Extend: Permission.ACCEPT_TASK,
    Withdraw: Permission.ASSIGN_TASK,
    HandOver: Permission.ASSIGN_TASK,
    PutFunction: Permission.ASSIGN_TASK,
}
_EVENT: dict[type, TaskEventKind] = {
    Extend: TaskEventKind.EXTENDED,
    Withdraw: TaskEventKind.CANCELLED,
    HandOver: TaskEventKind.HANDED_OVER,
}
_VERB: dict[type, str] = {Extend: "gia hạn", Withdraw: "rút", HandOver: "chuyển giao"}


def preview(
    viewer: Actor,
    which: Filter | Iterable[int],
    deed: Deed,
    *,
    on: date,
    versions: Mapping[int, int] | None = None,
) -> Preview:
    """What would happen. Raises Problem when the deed itself cannot be, or too many or no tasks are chosen.

    ``versions`` are those of the tasks as somebody last saw them: what has changed since is refused.
    """
    require(viewer, _PERMISSION[type(deed)])
    check(viewer, deed, on=on)
    ids = with_subtasks(viewer, chosen(viewer, which, on=on), deed)
    found = {row.pk: row for row in tasks_in(ids, viewer.province)}
    return Preview(deed, plan(viewer, ids, found, deed, versions, on=on))


def chosen(viewer: Actor, which: Filter | Iterable[int], *, on: date) -> list[int]:
    """The tasks meant, each once. Raises NO_TASK_CHOSEN, TOO_MANY_TASKS."""
    if isinstance(which, Filter):
        listing = Listing(viewer, on=on, only=which)
        if len(listing) > MOST:
            raise Problem(TOO_MANY_TASKS, count=len(listing), most=MOST)
        ids = listing.ids()
    else:
        ids = list(dict.fromkeys(which))
    if not ids:
        raise Problem(NO_TASK_CHOSEN, field="tasks")
    if len(ids) > MOST:
        raise Problem(TOO_MANY_TASKS, count=len(ids), most=MOST)
    return ids


def with_subtasks(viewer: Actor, ids: list[int], deed: Deed) -> list[int]:
    """The tasks to which a deed is done: with those under them, where it takes them along.

    Raises TOO_MANY_TASKS.
    """
    if not (isinstance(deed, Withdraw) and deed.with_subtasks):
        return ids
    found = [*ids, *open_under(viewer, ids).values_list("pk", flat=True)]
    if len(found) > MOST:
        raise Problem(TOO_MANY_TASKS, count=len(found), most=MOST)
    return found


def tasks_in(ids: Sequence[int], province: int, *, lock: bool = False) -> Iterator[Task]:
    """The tasks with these ids and their roles, by id; with ``lock`` held until the transaction ends."""
    ordered = sorted(ids)
    for first in range(0, len(ordered), _AT_ONCE):
        rows = Task.objects.filter(pk__in=ordered[first : first + _AT_ONCE], province=province)
        rows = rows.select_related("lead", "giver").prefetch_related("roles").order_by("pk")
        yield from rows.select_for_update(of=("self",)) if lock else rows


def check(viewer: Actor, deed: Deed, *, on: date) -> None:
    """What is wrong with the deed whatever the task.

    Raises Problem: REASON_NEEDED, BAD_VALUE, NOT_FOUND, AGENCY_NOT_THERE, each with its field.
    """
    if isinstance(deed, PutFunction):
        check_function(viewer, deed)
        return
    if not deed.reason.strip():
        raise Problem(REASON_NEEDED, field="reason")
    if isinstance(deed, Extend) and (deed.due_on is None) == (deed.days is None):
        why = Said("ghi hạn mới hoặc số ngày lùi hạn", "give a due day or a number of days")
        raise Problem(BAD_VALUE, field="due_on", why=why)
    if isinstance(deed, Extend) and deed.days is not None and not 1 <= deed.days <= 3660:
        raise Problem(BAD_VALUE, field="days", why=Said("từ 1 đến 3660", "from 1 to 3660"))
    if isinstance(deed, HandOver):
        _bodies_fit(viewer, deed, on)


def _bodies_fit(viewer: Actor, deed: HandOver, on: date) -> None:
    known = Agency.objects.filter(province=viewer.province).in_bulk([deed.old, *deed.bodies])
    for where, pk in (("old", deed.old), *(("new", one) for one in sorted(deed.bodies))):
        if pk not in known:
            raise Problem(NOT_FOUND, field=where, thing=Said("cơ quan", "The agency"))
    if deed.old in deed.bodies:
        why = Said("trùng với cơ quan cũ", "is the same as the old body")
        raise Problem(BAD_VALUE, field="new", why=why)
    if not deed.bodies:
        why = Said("chọn cơ quan tiếp nhận", "choose who takes over")
        raise Problem(BAD_VALUE, field="new", why=why)
    for heir in (known[one] for one in sorted(deed.bodies)):
        if heir.valid_from > on or (heir.valid_to is not None and heir.valid_to <= on):
            raise Problem(AGENCY_NOT_THERE, field="new", agency=heir.name, day=show_date(on))
    if not deed.parts:
        raise Problem(BAD_VALUE, field="parts", why=Said("chọn ít nhất một vai trò", "choose a part"))


def plan(
    viewer: Actor,
    ids: Iterable[int],
    found: Mapping[int, Task],
    deed: Deed,
    versions: Mapping[int, int] | None,
    *,
    on: date,
) -> list[Planned]:
    """Each task as ``preview`` tells it, the deed being ``check``ed; ``found`` are those there are."""
    if isinstance(deed, PutFunction):
        return put_each(viewer, ids, found, deed, versions)
    old = Agency.objects.get(pk=deed.old).name if isinstance(deed, HandOver) else ""
    return [_planned(viewer, pk, found.get(pk), deed, versions, old, on) for pk in ids]


def _planned(
    viewer: Actor,
    pk: int,
    row: Task | None,
    deed: Deed,
    versions: Mapping[int, int] | None,
    old: str,
    on: date,
) -> Planned:
    if row is None or not _sees(viewer, row):
        thing = Said("nhiệm vụ", "The task")
        return Planned(pk, "", "", None, 0, why=Problem(NOT_FOUND, thing=thing))
    told, due, unlisted = _due(row, deed)
    why = _why_not(viewer, row, deed, due, old) or unlisted
    if why is None and due is not None and not on <= due <= LAST_DAY:
        passed = due < on
        why = Problem(BAD_VALUE, field="due_on", why=DAY_PASSED if passed else TOO_FAR)
    if versions is not None and versions.get(pk, row.version) != row.version:
        why = Problem(CHANGED_MEANWHILE, thing=Said("nhiệm vụ này", "this task"))
    return Planned(
        pk=pk,
        title=row.title,
        lead=row.lead.name if row.lead else "",
        due_on=row.due_on,
        version=row.version,
        due_after=due,
        told_due_on=None if told == due else told,
        parts=deed.parts_in(row) if isinstance(deed, HandOver) else (),
        heir=deed.heir_of(pk) if isinstance(deed, HandOver) else None,
        why=why,
    )


def _due(row: Task, deed: Deed) -> tuple[date | None, date | None, Problem | None]:
    """The due day that an extension tells a task, what the task's shift makes of it, and why it cannot."""
    told = deed.told_of(row) if isinstance(deed, Extend) else None
    if told is None:
        return None, None, None
    try:
        return told, shifted(told, Shift(row.shift), days_off()), None
    except YearsNotListed as error:
        years = ", ".join(map(str, error.years))
        return told, told, Problem(YEARS_NOT_LISTED, field="due_on", years=years)


def _why_not(viewer: Actor, row: Task, deed: Deed, due: date | None, old: str) -> Problem | None:
    stage = facts(row).stage
    if row.group or _EVENT[type(deed)] not in ALLOWED[stage]:
        state = "đầu mục chung" if row.group else STAGE_WORDS[stage]
        return Problem(WRONG_STATE, verb=_VERB[type(deed)], thing="nhiệm vụ", state=state)
    if isinstance(deed, HandOver):
        if deed.heir_of(row.pk) is None:
            return Problem(
                BAD_VALUE, field="new", why=Said("chưa có cơ quan tiếp nhận", "nobody takes it over")
            )
        return None if deed.parts_in(row) else Problem(BODY_WITHOUT_PART, agency=old)
    if not reaches(viewer, row.giver_id):
        return Problem(NOT_PERMITTED)
    if isinstance(deed, Extend) and (row.due_on is None or due is None or due <= row.due_on):
        current = show_date(row.due_on) if row.due_on else "thường xuyên"
        shown = show_date(due) if due else "–"
        return Problem(EXTENSION_NOT_LATER, field="due_on", due=shown, current=current)
    return None


def _sees(viewer: Actor, row: Task) -> bool:
    return reaches(viewer, row.giver_id) or any(reaches(viewer, role.agency_id) for role in row.roles.all())
