"""Writing the cells of a report: every figure read first, then all kept or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said, together
from cotmoc.domain.errors.reporting import BAD_NUMBER, EMPTY_CELLS, NOT_ASKED
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse
from cotmoc.reporting import queries
from cotmoc.reporting.actions.keeping import LONGEST_NOTE, clean
from cotmoc.reporting.models import Submission, Value, ValueChange

Typed = str | Decimal | None
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell is to hold: a figure, a note, or neither, which clears it."""

    asked: queries.AskedCell
    value: Decimal | None
    note: str


def write(
    row: Submission, values: Mapping[str, Typed], notes: Mapping[str, str], by: Actor, at: datetime
) -> int:
    """Keep the named cells under the row's next version; returns how many changed.

    Raises Problem for the first bad cell with the others behind it; then nothing is kept.
    """
    known = {(v.indicator_id, v.breakdown): v for v in row.values.all()}
    entries = _read(row, known, values, notes)
    made, changed, cleared, corrections = [], [], [], []
    for entry in entries:
        key = entry.asked.indicator.pk, entry.asked.breakdown
        old = known.get(key)
        before = (old.value, old.note) if old else (None, "")
        if before == (entry.value, entry.note):
            continue
        if before[0] != entry.value:
            corrections.append(_correction(row, entry, before[0], by, at))
        if old is None:
            old = Value(submission=row, indicator=entry.asked.indicator, breakdown=entry.asked.breakdown)
            made.append(old)
        elif entry.value is None and not entry.note:
            cleared.append(old.pk)
            continue
        else:
            changed.append(old)
        old.value, old.note, old.version = entry.value, entry.note, row.version + 1
    Value.objects.bulk_create(made)
    Value.objects.bulk_update(changed, ["value", "note", "version"])
    Value.objects.filter(pk__in=cleared).delete()
    if row.first_submitted_on is not None:
        ValueChange.objects.bulk_create(corrections)
    return len(made) + len(changed) + len(cleared)


def must_be_whole(row: Submission) -> None:
    """Raises Problem(EMPTY_CELLS) unless every asked cell has a figure or a reason."""
    known = {(v.indicator_id, v.breakdown) for v in row.values.all()}
    asked = queries.asked_of(row.regime, row.agency)
    empty = [cell for cell in asked if (cell.indicator.pk, cell.breakdown) not in known]
    if empty or not asked:
        names = ", ".join(cell.name for cell in empty[:5]) + ("…" if len(empty) > 5 else "")
        raise Problem(EMPTY_CELLS, field=empty[0].name if empty else None, count=len(empty), cells=names)


def _read(
    row: Submission,
    known: Mapping[tuple[int, str], Value],
    values: Mapping[str, Typed],
    notes: Mapping[str, str],
) -> list[Entry]:
    asked = {cell.name: cell for cell in queries.asked_of(row.regime, row.agency)}
    entries: list[Entry] = []
    problems: list[Problem] = []
    for name in _in_form_order(asked, [*values, *notes]):
        try:
            cell = asked.get(name)
            if cell is None:
                raise Problem(NOT_ASKED, field=name[:40], cell=name[:40])
            old = known.get((cell.indicator.pk, cell.breakdown))
            value = _number(cell, values[name]) if name in values else (old.value if old else None)
            note = clean(notes[name], name, LONGEST_NOTE) if name in notes else (old.note if old else "")
            entries.append(Entry(cell, value, note))
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise together(problems)
    return entries


def _in_form_order(asked: Mapping[str, queries.AskedCell], names: Sequence[str]) -> list[str]:
    given = dict.fromkeys(names)
    return [name for name in asked if name in given] + [name for name in given if name not in asked]


def _number(cell: queries.AskedCell, typed: Typed) -> Decimal | None:
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    decimals = cell.indicator.decimals
    why: Said | FormError | None = None
    try:
        value = parse(typed, decimals=decimals) if isinstance(typed, str) else typed
    except FormError as error:
        value, why = Decimal(0), error
    if why is None and (not value.is_finite() or not 0 <= value < _LARGEST):
        why = Said("Số phải từ 0 và dưới một triệu tỷ.", "A figure is 0 or more and below 10 to the 15th.")
    if why is None and value != round(value, decimals):
        why = Said(f"Tối đa {decimals} chữ số phần lẻ.", f"At most {decimals} decimals.")
    if why is not None:
        shown = Said(f"{cell.name} {cell.indicator.name}", f"{cell.name} {cell.indicator.name_en}")
        raise Problem(BAD_NUMBER, field=cell.name, cell=shown, why=why)
    return value


def _correction(
    row: Submission, entry: Entry, before: Decimal | None, by: Actor, at: datetime
) -> ValueChange:
    return ValueChange(
        submission=row,
        indicator=entry.asked.indicator,
        breakdown=entry.asked.breakdown,
        revision=row.revision,
        before=before,
        after=entry.value,
        at=at,
        by_name=by.name,
    )
