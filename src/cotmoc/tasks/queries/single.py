"""One task: its history, its parts, and which step whom it lets take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from cotmoc.domain.access import Actor, Permission, giving, permits, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.functions import recognising
from cotmoc.domain.task_course import Stage, TaskFacts
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Area, Function
from cotmoc.organisations.queries import Links, fill_in_bodies
from cotmoc.tasks.models import EventFile, Task, TaskArea, TaskEvent, TaskRole
from cotmoc.tasks.queries.seeing import soon_days, visible


class Step(StrEnum):
    """Something a person can do with a task."""

    PROGRESS = "progress"
    CONTRIBUTE = "contribute"
    COMPLETE = "complete"
    ASK = "ask"
    ESCALATE = "escalate"
    SEND_PART_BACK = "send_part_back"
    ANSWER = "answer"
    ACCEPT = "accept"
    RETURN = "return"
    EXTEND = "extend"
    REFUSE = "refuse"
    PART_DUE = "part_due"
    WITHDRAW = "withdraw"
    MOVE = "move"
    COMMENT = "comment"


def task(viewer: Actor, pk: int) -> Task:
    """One task with its roles, events and parent. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_TASK)
    events = TaskEvent.objects.select_related("file").order_by("seq")
    roles = TaskRole.objects.order_by("ordinal")
    rows = Task.objects.filter(pk=pk, province=viewer.province).select_related("parent", "function")
    found = next(iter(rows.prefetch_related(Prefetch("events", events), Prefetch("roles", roles))), None)
    if found is None or not _sees(viewer, found):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    fill_in_bodies(
        ([found], ("lead", "giver", "matter_with")),
        (found.roles.all(), ("agency",)),
        (found.events.all(), ("agency", "part", "heir")),
    )
    if with_files := [event for event in found.events.all() if event.file_id is not None]:
        more = EventFile.objects.select_related("file").order_by("number")
        prefetch_related_objects(with_files, Prefetch("more_files", more))
    return found


def file_of(viewer: Actor, pk: int, seq: int, number: int = 1) -> StoredFile:
    """A file of one event of a task the viewer may see, counted from 1. Raises Problem(NOT_FOUND)."""
    files = next((event.files for event in task(viewer, pk).events.all() if event.seq == seq), ())
    if not 1 <= number <= len(files):
        raise Problem(NOT_FOUND, thing=Said("tệp này", "This file"))
    return files[number - 1]


def children(viewer: Actor, parent: Task) -> QuerySet[Task]:
    """The tasks under a heading, one a unit, or the parts of a task; a viewer sees those within reach."""
    return visible(viewer).filter(parent=parent).select_related("lead", "giver").order_by("pk")


def above(viewer: Actor, row: Task) -> list[Task]:
    """The tasks above one that a viewer may see, the topmost first; what is hidden is left out."""
    found: list[Task] = []
    parent = row.parent_id
    seen = visible(viewer) if parent is not None else Task.objects.none()
    while parent is not None:
        known = Task.objects.only("pk", "title", "group", "parent", "external_id").get(pk=parent)
        if seen.filter(pk=parent).exists():
            found.insert(0, known)
        parent = known.parent_id
    return found


def areas_of(viewer: Actor, row: Task) -> QuerySet[Area]:
    """The areas in which a visible task is to be done."""
    require(viewer, Permission.READ_TASK)
    return Area.objects.filter(task_links__task=row).order_by("level", "name")


def tasks_in(viewer: Actor, area: int) -> tuple[int, ...]:
    """The ids of the visible tasks of an area, for ``Filter.tasks``."""
    return tuple(visible(viewer).filter(area_links__area=area).order_by("pk").values_list("pk", flat=True))


def links_below(row: Task) -> Links:
    """The tasks directly under one, whoever may see them."""
    return Links(Task, "parent", row.pk)


def links_to_areas(row: Task) -> Links:
    """What ties a task to ``areas_of`` it."""
    return Links(TaskArea, "task", row.pk)


def suggested_function(row: Task) -> Function | None:
    """The function that the words of a task speak of; None where they speak of none, or of several."""
    return suggested_of(row, Function.objects.filter(province=row.province_id))


def suggested_of(row: Task, functions: Iterable[Function]) -> Function | None:
    """The same of functions that are known already."""
    known = {one.pk: one for one in functions}
    found = recognising({pk: one.words for pk, one in known.items()}).suggest(row.title, row.detail)
    return None if found is None else known[found]


def may_arrange(viewer: Actor, row: Task) -> bool:
    """Whether the viewer says to what a task is tied: its giver and its leads do."""
    return permits(viewer, Permission.PROGRESS_TASK) and (
        reaches(viewer, row.giver_id) or any(reaches(viewer, agency) for agency in _leads(row))
    )


def may_divide(viewer: Actor, row: Task) -> bool:
    """Whether the viewer may give parts of a task (from ``task``): who gives any task, and its leads."""
    if row.group or row.closed_on is not None or not permits(viewer, giving(viewer)):
        return False
    everywhere = permits(viewer, Permission.ASSIGN_TASK)
    return everywhere or any(reaches(viewer, agency) for agency in _leads(row))


def may_answer(viewer: Actor, row: Task) -> bool:
    """Whether the viewer may answer a matter that is up: who has it may, and who stands above."""
    return permits(viewer, Permission.DECIDE_MATTER) and reaches(viewer, row.matter_with_id or row.giver_id)


def facts(row: Task) -> TaskFacts:
    """What the state of a task is derived from."""
    return TaskFacts(
        due_on=row.due_on,
        closed_on=row.closed_on,
        cancelled=row.outcome == Task.Outcome.CANCELLED,
        completed_on=row.completed_on,
        returned_on=row.returned_on,
        original_due_on=row.original_due_on,
        extensions=row.extensions,
        asked_due_on=row.asked_due_on,
        paused_on=row.paused_on,
        matter_with=row.matter_with_id,
    )


def state_of(row: Task, on: date) -> TaskState | None:
    """The state on a day; None for a withdrawn task."""
    return state(facts(row), on, soon_days=soon_days())


def tally_of(row: Task, on: date) -> Tally:
    """The six counts of one task, or of the units' tasks where ``row`` is the heading over them."""
    rows = row.children.all() if row.group else [row]
    return Tally.of(state_of(one, on) for one in rows)


def steps(viewer: Actor, row: Task, on: date) -> frozenset[Step]:
    """What the viewer may do on a day with a task (from ``task``) at this stage of its course."""
    stage = facts(row).stage
    if row.group or stage in (Stage.DONE, Stage.CANCELLED):
        return frozenset({Step.COMMENT})
    found = {Step.COMMENT, *_steps_of_work(viewer, row, on), *_steps_of_giver(viewer, row)}
    if stage is Stage.PAUSED and may_answer(viewer, row):
        found.add(Step.ANSWER)
    return frozenset(found | {Step.PART_DUE} if _may_date_parts(viewer, row, on) else found)


def _steps_of_work(viewer: Actor, row: Task, on: date) -> Iterator[Step]:
    """What the lead and the coordinating bodies may do."""
    if not permits(viewer, Permission.PROGRESS_TASK):
        return
    stage = facts(row).stage
    active = [r for r in row.roles.all() if r.role != TaskRole.Role.OBSERVER]
    reached = [r for r in active if reaches(viewer, r.agency_id)]
    own = [r for r in reached if r.role == TaskRole.Role.COORDINATING]
    leads = len(own) < len(reached)
    if reached:
        yield Step.PROGRESS
    if any(r.contributed_on is None for r in own):
        yield Step.CONTRIBUTE
    if leads and any(r.contributed_on is not None for r in active):
        yield Step.SEND_PART_BACK
    if leads and stage is Stage.OPEN:
        yield Step.COMPLETE
        yield Step.ESCALATE
        if row.due_on is not None and on <= row.due_on:
            yield Step.ASK


def _may_date_parts(viewer: Actor, row: Task, on: date) -> bool:
    """Whether the viewer may give a part that is still owed another day; none is left in a task overdue."""
    if facts(row).stage is not Stage.OPEN or (row.due_on is not None and row.due_on < on):
        return False
    if all(r.role != TaskRole.Role.COORDINATING or r.contributed_on is not None for r in row.roles.all()):
        return False
    if permits(viewer, Permission.ACCEPT_TASK) and reaches(viewer, row.giver_id):
        return True
    leads = any(reaches(viewer, agency) for agency in _leads(row))
    return leads and permits(viewer, Permission.PROGRESS_TASK)


def _steps_of_giver(viewer: Actor, row: Task) -> Iterator[Step]:
    """What the giver may do."""
    if not reaches(viewer, row.giver_id):
        return
    stage = facts(row).stage
    if permits(viewer, Permission.ACCEPT_TASK):
        if stage is Stage.AWAITING_ACCEPTANCE:
            yield from (Step.ACCEPT, Step.RETURN)
        elif stage is Stage.OPEN and row.due_on is not None:
            yield Step.EXTEND
            if row.asked_due_on is not None:
                yield Step.REFUSE
    if permits(viewer, giving(viewer)):
        yield Step.WITHDRAW
        if row.parent is None or not row.parent.group:
            yield Step.MOVE


def _leads(row: Task) -> list[int]:
    return [role.agency_id for role in row.roles.all() if role.role == TaskRole.Role.LEAD]


def _sees(viewer: Actor, row: Task) -> bool:
    asked = (row.giver_id, row.matter_with_id or row.giver_id)
    return any(reaches(viewer, one) for one in asked) or any(
        reaches(viewer, r.agency_id) for r in row.roles.all()
    )
