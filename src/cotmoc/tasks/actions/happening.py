"""What every action on a task shares: the row under lock, who may act, one more event, the copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, prefetch_related_objects

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.task_course import ALLOWED, Given, contributions, fold
from cotmoc.domain.task_course import TaskEvent as EventFact
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.files.models import StoredFile
from cotmoc.tasks.actions.fitting import must_fit
from cotmoc.tasks.actions.sharing import share, share_each
from cotmoc.tasks.actions.spanning import span, span_each
from cotmoc.tasks.actions.tallying import closed_place, move
from cotmoc.tasks.actions.telling import tell, tell_each
from cotmoc.tasks.actions.wording import word, word_each
from cotmoc.tasks.models import Task, TaskEvent, TaskRole
from cotmoc.tasks.queries import facts
from cotmoc.tasks.queries.bulk import STAGE_WORDS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_AT_ONCE = 500
_VERBS = {
    Kind.PROGRESS: "cập nhật tiến độ",
    Kind.EVIDENCE: "thêm tệp chứng minh",
    Kind.CONTRIBUTED: "gửi phần việc",
    Kind.SENT_BACK: "trả lại phần việc",
    Kind.PART_DUE: "đổi hạn phần việc",
    Kind.ASKED: "xin gia hạn",
    Kind.EXTENDED: "gia hạn",
    Kind.REFUSED: "từ chối gia hạn",
    Kind.ESCALATED: "xin ý kiến cấp trên",
    Kind.PASSED_UP: "trình cấp trên",
    Kind.REFERRED: "gửi cấp trên",
    Kind.AGREED: "đồng ý đề xuất",
    Kind.DECIDED: "cho ý kiến",
    Kind.COMPLETED: "báo hoàn thành",
    Kind.ACCEPTED: "xác nhận",
    Kind.RETURNED: "trả lại",
    Kind.CANCELLED: "rút",
    Kind.REOPENED: "mở lại",
    Kind.COMMENTED: "ghi ý kiến",
    Kind.HANDED_OVER: "chuyển giao",
    Kind.UNDONE: "hoàn tác",
    Kind.MOVED: "chuyển",
}


def happen(
    task: Task,
    kind: Kind,
    by: Actor,
    at: datetime,
    *,
    on: date | None = None,
    note: str = "",
    percent: int | None = None,
    due_on: date | None = None,
    told_due_on: date | None = None,
    was_due_on: date | None = None,
    product: str = "",
    product_on: date | None = None,
    part: int | None = None,
    heir: int | None = None,
    file: StoredFile | None = None,
) -> TaskEvent:
    """Add one event, bring the row up to it and tell the webhooks. Raises Problem(WRONG_STATE)."""
    day = on or at.astimezone(ZONE).date()
    said = {
        "note": note,
        "percent": percent,
        "due_on": due_on,
        "told_due_on": told_due_on,
        "was_due_on": was_due_on,
        "product": product,
        "product_on": product_on,
        "part_id": part,
        "heir_id": heir,
        "file": file,
    }
    row = _event(task, kind, by, at, day, said)
    _must_be_possible(task, _fact(row))
    row.seq = (task.events.aggregate(last=Max("seq"))["last"] or 0) + 1
    row.save()
    rebuild(task)
    tell(task, row)
    return row


def happen_each(happened: Sequence[tuple[Task, Kind, dict[str, Any]]], by: Actor, at: datetime) -> None:
    """As ``happen`` today for many tasks, each with its kind and what its event says, in few queries."""
    day = at.astimezone(ZONE).date()
    for first in range(0, len(happened), _AT_ONCE):
        piece = happened[first : first + _AT_ONCE]
        tasks = [task for task, _, _ in piece]
        prefetch_related_objects(tasks, "roles")
        earlier: dict[int, list[TaskEvent]] = defaultdict(list)
        for event in TaskEvent.objects.filter(task__in=tasks).order_by("task", "seq"):
            earlier[event.task_id].append(event)
        made = []
        for task, kind, said in piece:
            row = _event(task, kind, by, at, day, said)
            _must_be_possible(task, _fact(row))
            events = earlier[task.pk]
            row.seq = events[-1].seq + 1
            made.append(row)
            events.append(row)
            _bring_up(task, [_fact(one) for one in events])
        _save_each(tasks)
        TaskEvent.objects.bulk_create(made)
        span_each({task: earlier[task.pk] for task in tasks})
        word_each(share_each(tasks))
        tell_each(zip(tasks, made, strict=True))


def rebuild(task: Task) -> None:
    """Write the copies on the task's row from its events and roles. Called after every event."""
    rows = list(task.events.order_by("seq"))
    _bring_up(task, [_fact(event) for event in rows])
    task.save()
    span(task, rows)
    if share(task):
        word(task)


def _event(task: Task, kind: Kind, by: Actor, at: datetime, day: date, said: Mapping[str, Any]) -> TaskEvent:
    words = {"note": said.get("note", "").strip(), "product": said.get("product", "").strip()}
    must_fit(product=words["product"])
    return TaskEvent(
        task=task,
        kind=kind.value,
        at=at,
        on=day,
        by_id=by.person,
        by_name=by.name,
        agency_id=by.agency,
        **{**said, **words},
    )


def _fact(event: TaskEvent) -> EventFact:
    return EventFact(Kind(event.kind), event.on, event.due_on, event.part_id, event.heir_id)


def _bring_up(task: Task, events: Sequence[EventFact]) -> None:
    """Bring the parts, the tally and ``task`` up to all events; row and who finds it are written apart."""
    known = fold(events)
    before = closed_place(task)
    task.due_on, task.original_due_on = known.due_on, known.original_due_on
    task.completed_on, task.closed_on = known.completed_on, known.closed_on
    task.returned_on = known.returned_on
    task.asked_due_on, task.paused_on = known.asked_due_on, known.paused_on
    task.matter_with_id = known.matter_with
    task.extensions = known.extensions
    task.outcome = known.outcome.value
    task.lead_id = next((r.agency_id for r in task.roles.all() if r.accountable), None)
    task.version += 1
    _contribute(task, contributions(events))
    move(task.province_id, before, closed_place(task))


def _save_each(tasks: Sequence[Task]) -> None:
    """As ``save`` of each, of rows that are there and held: one by one is a statement a task."""
    fields = [field.name for field in Task._meta.concrete_fields if not field.primary_key]
    Task.objects.bulk_create(tasks, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def _contribute(task: Task, known: Mapping[int, Given]) -> None:
    """Write on the roles of coordinating bodies on which day each gave its part, or had it sent back."""
    for role in task.roles.all():
        given = known.get(role.agency_id, Given())
        stood = Given(role.contributed_on, role.sent_back_on)
        if role.role == TaskRole.Role.COORDINATING and stood != given:
            role.contributed_on, role.sent_back_on = given.contributed_on, given.sent_back_on
            role.save(update_fields=["contributed_on", "sent_back_on"])


def locked(task: int, by: Actor) -> Task:
    """The row under lock; NOT_FOUND for whom may not see it."""
    row = Task.objects.select_for_update().filter(pk=task, province=by.province).first()
    if row is None or not _sees(row, by):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    return row


def open_task(task: int, by: Actor, version: int | None) -> Task:
    """A task that is not closed, as the caller last saw it: ``version`` None asks for no comparison."""
    row = locked(task, by)
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=Said("nhiệm vụ này", "this task"))
    if row.closed_on is not None or row.group:
        state = "đầu mục chung" if row.group else STAGE_WORDS[facts(row).stage]
        raise Problem(WRONG_STATE, verb="cập nhật", thing="nhiệm vụ", state=state)
    return row


def completed_task(task: int, by: Actor, version: int | None, verb: str) -> Task:
    """A task that its lead reported done and that waits for its giver."""
    row = open_task(task, by, version)
    must_give(row, by)
    if row.completed_on is None:
        raise Problem(WRONG_STATE, verb=verb, thing="nhiệm vụ", state="chưa báo hoàn thành")
    return row


def must_take_part(task: Task, by: Actor) -> None:
    """A lead or coordinating body within reach."""
    if not any(reaches(by, r.agency_id) for r in task.roles.exclude(role=TaskRole.Role.OBSERVER)):
        raise Problem(NOT_PERMITTED)


def must_lead(task: Task, by: Actor) -> None:
    """The lead or a co-lead within reach."""
    if not any(reaches(by, r.agency_id) for r in task.roles.filter(role=TaskRole.Role.LEAD)):
        raise Problem(NOT_PERMITTED)


def must_give(task: Task, by: Actor) -> None:
    """The giver within reach."""
    if not reaches(by, task.giver_id):
        raise Problem(NOT_PERMITTED)


def reason_of(text: str, *, field: str = "reason") -> str:
    """The reason without space around it. Raises REASON_NEEDED."""
    if not text.strip():
        raise Problem(REASON_NEEDED, field=field)
    return text.strip()


def _must_be_possible(task: Task, event: EventFact) -> None:
    stage = facts(task).stage
    if event.kind is not Kind.ASSIGNED and event.kind not in ALLOWED[stage]:
        raise Problem(WRONG_STATE, verb=_VERBS[event.kind], thing="nhiệm vụ", state=STAGE_WORDS[stage])


def _sees(task: Task, by: Actor) -> bool:
    asked = (task.giver_id, task.matter_with_id or task.giver_id)
    return any(reaches(by, one) for one in asked) or any(reaches(by, r.agency_id) for r in task.roles.all())
