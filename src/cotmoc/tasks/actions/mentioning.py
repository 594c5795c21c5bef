"""People named in a remark: who they are, that they are told, that they have seen it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, permits, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_own import MENTION_UNKNOWN
from cotmoc.domain.mentions import mentioned
from cotmoc.notices import actions as notices
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Person
from cotmoc.tasks.models import Task, TaskMention


def people_named(note: str, task: Task, at: datetime) -> list[Person]:
    """The people whom a remark names. Raises MENTION_UNKNOWN with all names that are nobody's.

    Who may not see the task is answered like who does not exist.
    """
    known = {name: _reader(name, task, at) for name in mentioned(note)}
    if strange := [f"@{name}" for name, person in known.items() if person is None]:
        raise Problem(MENTION_UNKNOWN, field="note", names=", ".join(strange))
    return [person for person in known.values() if person is not None]


def tell(people: Iterable[Person], task: Task, by: Actor, at: datetime) -> None:
    """Keep the mentions of the newest event and queue a letter to each address; nobody tells himself."""
    event = task.events.latest("seq")
    for person in people:
        if person.pk == by.person:
            continue
        TaskMention.objects.create(event=event, person=person)
        letter = notices.Letter(
            province=task.province_id,
            key=f"task.mention {event.pk} {person.pk}",
            address=person.email,
            name=person.display_name,
            subject=f"{by.name} nhắc đến bạn: {task.title}",
            body=_letter(task, by, event.note),
        )
        # An address that is missing or cannot be mailed to keeps nobody from making the remark: Today tells.
        with suppress(Problem):
            notices.queue(letter, at=at)


def read_mentions(task: int, *, by: Actor, at: datetime) -> int:
    """Who opens a task has seen where it names him; how many remarks that were."""
    require(by, Permission.READ_TASK)
    with deed("task.read_mentions", by=by) as record:
        unread = TaskMention.objects.filter(
            person=by.person, read_at=None, event__task=task, event__task__province=by.province
        )
        seen = unread.update(read_at=at)
        record.about(Task.objects.get(pk=task))
    return seen


def _reader(username: str, task: Task, at: datetime) -> Person | None:
    """Who has this account and may see the task on that day."""
    person = organisations.person_named(username)
    reader = organisations.actor(person, at=at) if person else None
    if reader is None or reader.province != task.province_id or not permits(reader, Permission.READ_TASK):
        return None
    bodies = [task.giver_id, *(role.agency_id for role in task.roles.all())]
    return person if any(reaches(reader, body) for body in bodies) else None


def _letter(task: Task, by: Actor, note: str) -> str:
    number = f" ({task.external_id})" if task.external_id else ""
    return (
        f"{by.name} nhắc đến bạn trong ý kiến về nhiệm vụ «{task.title}»{number}:\n\n{note}\n\n"
        f"Mở nhiệm vụ số {task.pk} trong Cột Mốc để xem và trả lời. Thư này gửi tự động.\n\n"
        f"You are named in a remark on task no. {task.pk} in Cột Mốc. This message was sent automatically.\n"
    )
