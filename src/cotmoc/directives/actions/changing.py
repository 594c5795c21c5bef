"""Correcting a drafted task before it is given: edit, split in two, merge with the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.naming import teach_alias
from cotmoc.directives.actions.rows import decide, locked, must_wait, touch
from cotmoc.directives.actions.telling import tell_apart
from cotmoc.directives.drafts import label_of, trimmed
from cotmoc.directives.models import Clause, ClauseAgency
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import NOTHING_NEXT, SPLIT_NEEDS_PLACE, SPLIT_OUTSIDE
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.tasks import AGENCY_TWICE
from cotmoc.domain.secrecy import is_marked
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import resolve


class _Unchanged(Enum):
    """Tells «leave the due date as it is» from «there is none»."""

    UNCHANGED = 0


UNCHANGED: Final = _Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a clause: as it is written, and the id of the agency where a person has chosen one.

    ``remember`` teaches the written name as another name of that agency.
    """

    written: str
    agency: int | None = None
    remember: bool = False


def edit(
    clause: int,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    label: str | None = None,
    due_on: date | _Unchanged | None = UNCHANGED,
    leads: Sequence[Body] | None = None,
    coordinating: Sequence[Body] | None = None,
    each: bool | None = None,
    recurrence: str | None = None,
    areas: Sequence[str] | None = None,
) -> Clause:
    """Change a draft; what is None stays. Bodies without an agency are resolved by name where possible.

    Raises Problem: WRONG_STATE, CHANGED_MEANWHILE, BAD_VALUE, NOT_FOUND, AGENCY_TWICE, SECRET_DOCUMENT,
    ALIAS_TAKEN.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.edit", by=by) as record:
        row = locked(clause, by, version)
        must_wait(row, "sửa")
        if label is not None:
            row.label = _label(label, "label")
        if due_on is not UNCHANGED:
            row.due_on = due_on
        if each is not None:
            row.each = each
        if recurrence is not None:
            row.recurrence = _open_text(recurrence, "recurrence")[:100]
        if areas is not None:
            row.areas = [_open_text(area, "areas")[:200] for area in areas if area.strip()]
        _name(row, leads, coordinating)
        for body in (*(leads or ()), *(coordinating or ())):
            if body.remember and body.agency is not None:
                teach_alias(written=body.written, agency=body.agency, by=by, at=at)
        row.edited = True
        touch(row)
        record.about(row, document=row.reading.document_id)
    return row


def split(
    clause: int,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    offset: int | None = None,
    first_label: str = "",
    second_label: str = "",
) -> tuple[Clause, Clause]:
    """Make two drafts of one, at an offset into the document's text, or by naming the second task.

    Without an offset both keep the whole span. Both inherit bodies, areas and deadline; of a draft nobody has
    edited each piece has those that its own words tell (``tell_apart``). Raises Problem: SPLIT_OUTSIDE,
    SPLIT_NEEDS_PLACE, WRONG_STATE, CHANGED_MEANWHILE.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.split", by=by) as record:
        row = locked(clause, by, version)
        must_wait(row, "tách")
        spans, labels = _halves(row, offset, first_label, second_label)
        first, second = (
            _piece(row, span, label, row.ordinal, row.agencies.all())
            for span, label in zip(spans, labels, strict=True)
        )
        if offset is not None and not row.edited:
            tell_apart(row, first, second)
        row.replaced_by.set([first, second])
        decide(row, Clause.State.REPLACED, by, at)
        record.about(row, document=row.reading.document_id, pieces=[first.pk, second.pk])
    return first, second


def merge(clause: int, *, by: Actor, at: datetime, version: int | None = None, label: str = "") -> Clause:
    """Make one draft of a clause and the one after it: bodies and areas of both, the earlier due date.

    Raises Problem: NOTHING_NEXT, WRONG_STATE, CHANGED_MEANWHILE.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.merge", by=by) as record:
        row = locked(clause, by, version)
        must_wait(row, "gộp")
        after = _next(row)
        if after is None or after.state != Clause.State.DRAFT:
            raise Problem(NOTHING_NEXT)
        one = _merged(row, after, label)
        for part in (row, after):
            part.replaced_by.set([one])
            part.reading = row.reading
            decide(part, Clause.State.REPLACED, by, at)
        record.about(one, document=row.reading.document_id, parts=[row.pk, after.pk])
    return one


def _label(text: str, field: str) -> str:
    label = _open_text(text, field)
    if not label:
        raise Problem(BAD_VALUE, field=field, why="chưa có tên nhiệm vụ")
    if len(label) > 300:
        raise Problem(BAD_VALUE, field=field, why="dài quá 300 chữ")
    return label


def _open_text(text: str, field: str) -> str:
    """One line of what a person typed. Raises Problem(SECRET_DOCUMENT) when it carries a mark."""
    line = " ".join(text.split())
    if is_marked(line):
        raise Problem(SECRET_DOCUMENT, field=field)
    return line


def _name(row: Clause, leads: Sequence[Body] | None, coordinating: Sequence[Body] | None) -> None:
    """Replace the bodies of the roles given."""
    for role, field, bodies in (("lead", "leads", leads), ("coordinating", "coordinating", coordinating)):
        if bodies is not None:
            row.agencies.filter(role=role).delete()
            ClauseAgency.objects.bulk_create(
                ClauseAgency(clause=row, role=role, ordinal=n, written=body.written, agency_id=body.agency)
                for n, body in enumerate(_resolved(row, bodies, field))
            )
    seen: set[int] = set()
    for body in row.agencies.select_related("agency"):
        if body.agency is None:
            continue
        if body.agency.pk in seen:
            raise Problem(AGENCY_TWICE, field="coordinating", agency=body.agency.name)
        seen.add(body.agency.pk)


def _resolved(row: Clause, bodies: Iterable[Body], field: str) -> list[Body]:
    """The bodies with one line each and an agency where one is chosen or known by this name."""
    document = row.reading.document
    lines = [Body(_open_text(body.written, field)[:300], body.agency) for body in bodies]
    known = resolve(
        document.province_id,
        [body.written for body in lines if body.agency is None],
        on=document.issued_on or document.registered_on,
    )
    chosen = {body.agency for body in lines if body.agency is not None}
    names = dict(
        Agency.objects.filter(pk__in=chosen, province=document.province_id).values_list("pk", "name")
    )
    found: list[Body] = []
    for body in lines:
        if body.agency is not None and body.agency not in names:
            raise Problem(NOT_FOUND, field=field, thing=f"cơ quan số {body.agency}")
        agency = body.agency if body.agency is not None else known.get(body.written)
        written = body.written or (names[agency] if agency is not None else "")
        if written and Body(written, agency) not in found:
            found.append(Body(written, agency))
    return found


def _halves(
    row: Clause, offset: int | None, first: str, second: str
) -> tuple[list[tuple[int, int]], list[str]]:
    """The spans and names of the two pieces."""
    text = row.reading.document.text
    if offset is None:
        if not second.strip():
            raise Problem(SPLIT_NEEDS_PLACE, field="offset")
        return [(row.start, row.end)] * 2, [
            _label(first or row.label, "first_label"),
            _label(second, "second_label"),
        ]
    if not row.start < offset < row.end:
        raise Problem(SPLIT_OUTSIDE, field="offset")
    spans = [trimmed(text, row.start, offset), trimmed(text, offset, row.end)]
    if any(start == end for start, end in spans):
        raise Problem(SPLIT_OUTSIDE, field="offset")
    named = zip(spans, (first, second), ("first_label", "second_label"), strict=True)
    return spans, [_label(given or label_of(text[start:end]), field) for (start, end), given, field in named]


def _piece(
    row: Clause, span: tuple[int, int], label: str, ordinal: int, bodies: Iterable[ClauseAgency]
) -> Clause:
    piece = Clause.objects.create(
        reading=row.reading,
        ordinal=ordinal,
        start=span[0],
        end=span[1],
        label=label,
        each=row.each,
        areas=row.areas,
        deadline_text=row.deadline_text,
        due_on=row.due_on,
        recurrence=row.recurrence,
        confidence=row.confidence,
        rule=row.rule,
    )
    counts = {"lead": 0, "coordinating": 0}
    for body in bodies:
        ClauseAgency.objects.create(
            clause=piece,
            role=body.role,
            ordinal=counts[body.role],
            written=body.written,
            agency_id=body.agency_id,
        )
        counts[body.role] += 1
    return piece


def _next(row: Clause) -> Clause | None:
    """The clause after ``row`` in the order of the text, those replaced left out."""
    live = list(row.reading.clauses.exclude(state=Clause.State.REPLACED))
    position = [clause.pk for clause in live].index(row.pk) + 1
    return live[position] if position < len(live) else None


def _merged(row: Clause, after: Clause, label: str) -> Clause:
    span = min(row.start, after.start), max(row.end, after.end)
    joined = f"{row.label.rstrip(' .;…')}; {after.label[:1].lower()}{after.label[1:]}"
    one = _piece(row, span, _label(label or joined[:300], "label"), row.ordinal, _both(row, after))
    dates = [day for day in (row.due_on, after.due_on) if day is not None]
    texts = dict.fromkeys(text for text in (row.deadline_text, after.deadline_text) if text)
    one.due_on = min(dates) if dates else None
    one.deadline_text = "; ".join(texts)[:200]
    one.areas = list(dict.fromkeys([*row.areas, *after.areas]))
    one.each = row.each and after.each
    one.recurrence = row.recurrence or after.recurrence
    one.confidence = min(row.confidence, after.confidence)
    one.save()
    return one


def _both(row: Clause, after: Clause) -> list[ClauseAgency]:
    """The bodies of both, each once; who leads one of them leads the whole."""
    bodies = [*row.agencies.all(), *after.agencies.all()]
    found: dict[object, ClauseAgency] = {}
    for body in sorted(bodies, key=lambda body: body.role != "lead"):
        found.setdefault(body.agency_id or body.written, body)
    return list(found.values())
