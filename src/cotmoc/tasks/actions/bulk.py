"""What is done to many tasks at once, in one transaction, and taking it back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cotmoc.audit.actions import Record, deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND, WRONG_STATE
from cotmoc.domain.errors.task_batches import NOT_ALL_POSSIBLE, NOTHING_TO_UNDO
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency
from cotmoc.tasks.actions.dividing import hold_tree
from cotmoc.tasks.actions.handing import hand, kept_of, restore
from cotmoc.tasks.actions.happening import ZONE, happen_each
from cotmoc.tasks.models import Batch, BatchItem, Task
from cotmoc.tasks.queries.batches import batches, stands
from cotmoc.tasks.queries.bulk import check, chosen, plan, tasks_in, with_subtasks
from cotmoc.tasks.queries.deeds import Deed, Extend, HandOver, Planned, PutFunction, Withdraw

Versions = Mapping[int, int] | None
Course = Extend | Withdraw | HandOver
"""What is an event of each task."""
_AT_ONCE = 500


def extend_many(
    tasks: Iterable[int],
    wanted: Extend,
    *,
    by: Actor,
    at: datetime,
    partly: bool = False,
    versions: Versions = None,
) -> Batch:
    """The giver grants many tasks a later due day.

    ``partly`` does what is possible and leaves the rest; else one that is not possible refuses them all.
    Raises Problem: NOT_ALL_POSSIBLE, NO_TASK_CHOSEN, TOO_MANY_TASKS, REASON_NEEDED, BAD_VALUE.
    """
    require(by, Permission.ACCEPT_TASK)
    with deed("task.extend_many", by=by) as record:
        return _carry_out(tasks, wanted, record, by, at, partly, versions)


def withdraw_many(
    tasks: Iterable[int],
    wanted: Withdraw,
    *,
    by: Actor,
    at: datetime,
    partly: bool = False,
    versions: Versions = None,
) -> Batch:
    """The giver takes many tasks back, also with all open tasks under them.

    ``partly`` and problems as for ``extend_many``.
    """
    require(by, Permission.ASSIGN_TASK)
    with deed("task.withdraw_many", by=by) as record:
        return _carry_out(tasks, wanted, record, by, at, partly, versions)


def hand_over(
    tasks: Iterable[int],
    wanted: HandOver,
    *,
    by: Actor,
    at: datetime,
    partly: bool = False,
    versions: Versions = None,
) -> Batch:
    """Open tasks, one or many, pass from a body to the one that answers for it from now on.

    What is closed stays with the body that did it. ``partly`` and problems as for ``extend_many``, and
    NOT_FOUND, AGENCY_NOT_THERE for the bodies.
    """
    require(by, Permission.ASSIGN_TASK)
    with deed("task.hand_over", by=by) as record:
        return _carry_out(tasks, wanted, record, by, at, partly, versions)


def put_to_functions(
    tasks: Iterable[int],
    wanted: PutFunction,
    *,
    by: Actor,
    at: datetime,
    partly: bool = False,
    versions: Versions = None,
) -> Batch:
    """Put many tasks, also closed ones, to a field of work or to none; it is no event of their course.

    ``partly`` and problems as for ``extend_many``; ``versions`` are those of ``queries.preview``.
    """
    require(by, Permission.ASSIGN_TASK)
    with deed("task.function_many", by=by) as record:
        found, possible, left = _possible(tasks, wanted, by, at, partly, versions)
        rows, items = [], []
        for one in possible:
            row = found[one.pk]
            kept = {"function": row.function_id, "to": one.put.pk if one.put else None}
            items.append(BatchItem(task=row, before=row.version, after=row.version, kept=kept))
            row.function = one.put
            rows.append(row)
        Task.objects.bulk_update(rows, ["function"], batch_size=_AT_ONCE)
        summary = _functions_told(possible, wanted)
        batch = keep_batch(Batch.Kind.FUNCTION, summary, items, by=by, at=at)
        record.about(batch, count=len(rows), left=left, digest=digest(rows), functions=summary[:500])
    return batch


def undo(batch: int, *, by: Actor, at: datetime) -> Batch:
    """Restore the tasks of a batch by new events; what has changed since stays (``BatchItem.undone``).

    Who gives any task may, and whoever did it. Raises Problem: NOT_FOUND, WRONG_STATE when it was undone
    before, NOTHING_TO_UNDO.
    """
    require(by, Permission.ACCEPT_TASK)
    with deed("task.undo_batch", by=by) as record:
        found = batches(by).select_for_update(of=("self",)).filter(pk=batch).first()
        if found is None:
            raise Problem(NOT_FOUND, thing=Said("lần làm hàng loạt này", "The batch"))
        if found.undone_at is not None:
            raise Problem(WRONG_STATE, verb="hoàn tác", thing="lần làm này", state="đã hoàn tác")
        items = {item.task_id: item for item in found.items.all()}
        rows = [
            row for row in tasks_in(list(items), by.province, lock=True) if stands(found, items[row.pk], row)
        ]
        if not rows:
            raise Problem(NOTHING_TO_UNDO)
        _restore(rows, found, items, by, at)
        found.items.filter(task__in=[row.pk for row in rows]).update(undone=True)
        found.undone_at, found.undone_by_name = at, by.name
        found.save(update_fields=["undone_at", "undone_by_name"])
        record.about(found, count=len(rows), left=len(items) - len(rows), digest=digest(rows))
    return found


def keep_batch(
    kind: Batch.Kind, summary: str, items: Sequence[BatchItem], *, by: Actor, at: datetime
) -> Batch:
    """The row of a batch and those of its tasks."""
    batch = Batch.objects.create(
        province_id=by.province,
        kind=kind,
        at=at,
        by_id=by.person,
        by_name=by.name,
        summary=summary[:500],
        count=len(items),
    )
    for item in items:
        item.batch = batch
    BatchItem.objects.bulk_create(items, batch_size=1000)
    return batch


def still_as_left(row: Task, stood: int) -> None:
    """What is only said changes nothing: what a batch left at the version that ``stood`` can still be undone.

    An import is not undone any more over what people have said of its task.
    """
    left = BatchItem.objects.filter(task=row, after=stood).exclude(batch__kind=Batch.Kind.IMPORT)
    left.update(after=row.version)


def digest(rows: Iterable[Task]) -> str:
    """SHA-256 over the tasks and the versions they came to: one row of the log for all of them."""
    lines = "\n".join(f"{row.pk}:{row.version}" for row in sorted(rows, key=lambda one: one.pk))
    return hashlib.sha256(lines.encode()).hexdigest()


def _carry_out(
    tasks: Iterable[int],
    wanted: Course,
    record: Record,
    by: Actor,
    at: datetime,
    partly: bool,
    versions: Versions,
) -> Batch:
    found, possible, left = _possible(tasks, wanted, by, at, partly, versions)
    items, happened = [], []
    for one in possible:
        row = found[one.pk]
        kept = kept_of(row) if isinstance(wanted, HandOver) else {}
        items.append(BatchItem(task=row, before=one.version, after=one.version + 1, kept=kept))
        happened.append((row, *_do(row, one, wanted)))
    happen_each(happened, by, at)
    batch = keep_batch(_KINDS[type(wanted)], _summary(wanted, possible), items, by=by, at=at)
    done = [found[one.pk] for one in possible]
    record.about(batch, count=len(done), left=left, digest=digest(done))
    return batch


def _possible(
    tasks: Iterable[int], wanted: Deed, by: Actor, at: datetime, partly: bool, versions: Versions
) -> tuple[dict[int, Task], list[Planned], int]:
    """The tasks under lock, what becomes of those to which it can be done, and how many are left."""
    on = at.astimezone(ZONE).date()
    check(by, wanted, on=on)
    if isinstance(wanted, Withdraw) and wanted.with_subtasks:
        hold_tree(by)
    ids = with_subtasks(by, chosen(by, tasks, on=on), wanted)
    if versions:
        # What came under them since they were looked at was not seen.
        versions = {**dict.fromkeys(ids, -1), **versions}
    found = {row.pk: row for row in tasks_in(ids, by.province, lock=True)}
    each = plan(by, ids, found, wanted, versions, on=on)
    possible = [one for one in each if one.why is None]
    refused = [one for one in each if one.why is not None]
    if refused and (not partly or not possible):
        raise _refusal(refused, len(each))
    return found, possible, len(refused)


_KINDS = {Extend: Batch.Kind.EXTEND, Withdraw: Batch.Kind.WITHDRAW, HandOver: Batch.Kind.HAND_OVER}


def _refusal(refused: Sequence[Planned], count: int) -> Problem:
    first = refused[0]
    assert first.why is not None
    why = Said(first.why.parts("vi").what, first.why.parts("en").what)
    return Problem(NOT_ALL_POSSIBLE, refused=len(refused), count=count, task=first.pk, why=why)


def _do(row: Task, one: Planned, wanted: Course) -> tuple[Kind, dict[str, Any]]:
    """What happens to one task, and what its event says."""
    reason = wanted.reason.strip()
    if isinstance(wanted, Extend):
        days = {"due_on": one.due_after, "told_due_on": one.told_due_on}
        return Kind.EXTENDED, {"note": reason, "product": wanted.product, **days}
    if isinstance(wanted, Withdraw):
        return Kind.CANCELLED, {"note": reason}
    return Kind.HANDED_OVER, hand(row, wanted)


def _restore(
    rows: Sequence[Task], batch: Batch, items: Mapping[int, BatchItem], by: Actor, at: datetime
) -> None:
    if batch.kind == Batch.Kind.FUNCTION:
        for row in rows:
            row.function_id = items[row.pk].kept["function"]
        Task.objects.bulk_update(rows, ["function"], batch_size=_AT_ONCE)
        return
    kind = Kind.CANCELLED if batch.kind == Batch.Kind.IMPORT else Kind.UNDONE
    said: dict[str, Any] = {"note": f"Hoàn tác lần làm hàng loạt số {batch.pk}"}
    happened = [(row, kind, said) for row in rows]
    if batch.kind == Batch.Kind.HAND_OVER:
        happened = [(row, kind, {**said, "stood": kept_of(row)}) for row in rows]
        restore({row: items[row.pk].kept for row in rows})
    happen_each(happened, by, at)
    if kind is Kind.UNDONE:
        _lead_back({row.pk: row for row in rows}, batch, items)


def _lead_back(rows: Mapping[int, Task], batch: Batch, items: Mapping[int, BatchItem]) -> None:
    """An earlier batch can be undone next: what it left behind stands again."""
    earlier = BatchItem.objects.filter(task__in=list(rows.values())).exclude(batch=batch)
    again = [item for item in earlier if item.after == items[item.task_id].before]
    for item in again:
        item.after = rows[item.task_id].version
    BatchItem.objects.bulk_update(again, ["after"], batch_size=200)


def _functions_told(done: Sequence[Planned], wanted: PutFunction) -> str:
    if wanted.none:
        left = Counter(one.stood.name for one in done if one.stood is not None)
        return f"Bỏ lĩnh vực: {', '.join(f'{name} ({count})' for name, count in left.most_common())}"
    taken = Counter(one.put.name for one in done if one.put is not None)
    names = ", ".join(f"{name} ({count})" for name, count in taken.most_common())
    return f"{'Theo từ ngữ: ' if wanted.by_words else ''}{names}"


def _summary(wanted: Course, done: Sequence[Planned]) -> str:
    if isinstance(wanted, HandOver):
        bodies = [wanted.old, *wanted.bodies]
        names = dict(Agency.objects.filter(pk__in=bodies).values_list("pk", "name"))
        taken = Counter(one.heir for one in done if one.heir is not None)
        if len(taken) == 1:
            heirs = names[next(iter(taken))]
        else:
            heirs = ", ".join(f"{names[body]} ({count})" for body, count in taken.most_common())
        return f"{names[wanted.old]} → {heirs}: {wanted.reason.strip()}"
    if isinstance(wanted, Extend):
        due = f"đến {show_date(wanted.due_on)}" if wanted.due_on else f"thêm {wanted.days} ngày"
        return f"{due}: {wanted.reason.strip()}"
    return wanted.reason.strip()
