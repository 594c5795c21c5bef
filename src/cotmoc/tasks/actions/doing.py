"""What the bodies with a part in a task record: progress, evidence, completion, remarks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said, together
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import BAD_VALUE, WRONG_STATE
from cotmoc.domain.errors.tasks import PRODUCT_NEEDED, PRODUCT_UNDATED
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.files.actions import keep
from cotmoc.files.models import StoredFile
from cotmoc.tasks.actions.bulk import still_as_left
from cotmoc.tasks.actions.happening import ZONE, happen, locked, must_lead, must_take_part, open_task
from cotmoc.tasks.actions.mentioning import people_named, tell
from cotmoc.tasks.evidence import Checked, Evidence, check, plain_name
from cotmoc.tasks.models import EventFile, Task

FIRST_PRODUCT = date(1945, 1, 1)
"""No office of the state issued anything before: an earlier day is a slip of the pen."""
_TO_COME = Said("ngày văn bản không thể ở sau hôm nay", "a document cannot be of a day to come")
_TOO_EARLY = Said(
    f"ngày văn bản không thể trước năm {FIRST_PRODUCT.year}",
    f"no document is older than {FIRST_PRODUCT.year}",
)
MOST_FILES = 10
_TOO_MANY = Said(f"một ý kiến có nhiều nhất {MOST_FILES} tệp", f"a remark has at most {MOST_FILES} files")


def report_progress(
    task: int,
    *,
    note: str,
    by: Actor,
    at: datetime,
    percent: int | None = None,
    evidence: Evidence | None = None,
    version: int | None = None,
) -> Task:
    """A lead or coordinating body tells how far it is, with evidence if it has some.

    Raises Problem: NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE, WRONG_STATE, BAD_VALUE, SECRET_DOCUMENT,
    EVIDENCE_KIND or an entry of ``cotmoc.domain.errors.files``.
    """
    require(by, Permission.PROGRESS_TASK)
    checked = checked_evidence(evidence, by)
    with deed("task.progress", by=by) as record:
        row = open_task(task, by, version)
        must_take_part(row, by)
        if not note.strip() and checked is None:
            raise Problem(BAD_VALUE, field="note", why="chưa ghi nội dung")
        if percent is not None and not 0 <= percent <= 100:
            raise Problem(BAD_VALUE, field="percent", why="tỷ lệ từ 0 đến 100")
        kind = Kind.EVIDENCE if checked is not None else Kind.PROGRESS
        stood = row.version
        happen(row, kind, by, at, note=note, percent=percent, file=kept(checked, at))
        still_as_left(row, stood)
        record.about(row, percent=percent)
    return row


def report_completion(
    task: int,
    *,
    by: Actor,
    at: datetime,
    product: str = "",
    product_on: date | None = None,
    note: str = "",
    evidence: Evidence | None = None,
    version: int | None = None,
) -> Task:
    """The lead reports the task done, with number and day of its product document or why there is none.

    Raises as above, and PRODUCT_NEEDED, PRODUCT_UNDATED.
    """
    require(by, Permission.PROGRESS_TASK)
    checked = checked_evidence(evidence, by)
    with deed("task.complete", by=by) as record:
        row = open_task(task, by, version)
        must_lead(row, by)
        if row.completed_on is not None:
            raise Problem(WRONG_STATE, verb="báo hoàn thành", thing="nhiệm vụ", state="chờ xác nhận")
        if not product.strip() and not note.strip():
            raise Problem(PRODUCT_NEEDED, field="product")
        said = {"note": note, **dated(product, product_on, at), "file": kept(checked, at)}
        happen(row, Kind.COMPLETED, by, at, percent=100, **said)
        record.about(row, product=product.strip())
    return row


def comment(task: int, *, note: str, by: Actor, at: datetime, files: Sequence[Evidence] = ()) -> Task:
    """A remark by somebody who may see the task, with its files; who is named «@account» is told.

    Raises Problem: NOT_FOUND, BAD_VALUE, MENTION_UNKNOWN, and of the files what ``report_progress`` raises;
    where one is refused none is kept, and each that is refused is named.
    """
    require(by, Permission.READ_TASK)
    checked = checked_files(files, by)
    with deed("task.comment", by=by) as record:
        row = locked(task, by)
        if not note.strip():
            raise Problem(BAD_VALUE, field="note", why="chưa ghi nội dung")
        named = people_named(note, row, at)
        first, *more = [kept(one, at) for one in checked] or [None]
        stood = row.version
        event = happen(row, Kind.COMMENTED, by, at, note=note, file=first)
        still_as_left(row, stood)
        EventFile.objects.bulk_create(
            EventFile(event=event, number=number, file=file) for number, file in enumerate(more, 2)
        )
        tell(named, row, by, at)
        record.about(row)
        if more:
            record.note(files=len(checked))
        if named:
            record.note(people=[person.username for person in named])
    return row


def dated(product: str, product_on: date | None, at: datetime) -> dict[str, Any]:
    """Number and day of a product document as an event keeps them.

    Raises PRODUCT_UNDATED for a number without a day, BAD_VALUE for one to come or before FIRST_PRODUCT.
    """
    if not product.strip():
        return {"product": ""}
    if product_on is None:
        raise Problem(PRODUCT_UNDATED, field="product_on")
    if product_on > at.astimezone(ZONE).date():
        raise Problem(BAD_VALUE, field="product_on", why=_TO_COME)
    if product_on < FIRST_PRODUCT:
        raise Problem(BAD_VALUE, field="product_on", why=_TOO_EARLY)
    return {"product": product.strip(), "product_on": product_on}


def checked_evidence(evidence: Evidence | None, by: Actor) -> Checked | None:
    """The file, checked in memory; of a secret one only an audit row of time, person and hash is kept."""
    if evidence is None:
        return None
    try:
        return check(evidence, limit=settings.COTMOC_UPLOAD_LIMIT)
    except Problem as problem:
        if problem.entry is SECRET_DOCUMENT:
            with deed("task.evidence_refused", by=by) as record:
                record.note(sha256=hashlib.sha256(evidence.data).hexdigest())
        raise


def checked_files(files: Sequence[Evidence], by: Actor) -> list[Checked]:
    """Every file, checked; the failures of all are raised together, those of secret ones first.

    Of several files each failure tells which: by its place and name, of a secret one by its place.
    Raises also BAD_VALUE for more than ``MOST_FILES``.
    """
    if len(files) > MOST_FILES:
        raise Problem(BAD_VALUE, field="evidence", why=_TOO_MANY)
    checked: list[Checked] = []
    refused: list[Problem] = []
    for place, file in enumerate(files, 1):
        try:
            checked.extend(one for one in [checked_evidence(file, by)] if one)
        except Problem as problem:
            if len(files) > 1:
                named = "" if problem.entry is SECRET_DOCUMENT else f" «{plain_name(file.name)}»"
                problem.which = Said(f"Tệp thứ {place}{named}", f"File {place}{named}")
            refused.append(problem)
    if refused:
        raise together(sorted(refused, key=lambda problem: problem.entry is not SECRET_DOCUMENT))
    return checked


def kept(checked: Checked | None, at: datetime) -> StoredFile | None:
    if checked is None:
        return None
    return keep(checked.data, name=checked.name, media_type=checked.media_type, at=at)
