"""A rule as plain JSON: what it says and no more, so that a part added later needs no version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date

from cotmoc.domain.recurrence.rule import Every, Flaw, On, Recurrence, RecurrenceError
from cotmoc.domain.working_time import Shift

Json = str | int | bool | list[int]


def to_dict(rule: Recurrence) -> dict[str, Json]:
    """Names to strings, whole numbers, true or weekdays; dates in ISO form. Defaults are left out."""
    return {
        field.name: _plain(value)
        for field in fields(rule)
        if (value := getattr(rule, field.name)) != field.default or field.default is MISSING
    }


def from_dict(stored: Mapping[str, object]) -> Recurrence:
    """The rule that ``to_dict`` stored. Raises RecurrenceError: UNREADABLE, or why it makes no sense."""
    unknown = set(stored) - set(_READERS)
    if unknown or "every" not in stored:
        raise RecurrenceError(Flaw.UNREADABLE)
    try:
        values = {name: _READERS[name](value) for name, value in stored.items()}
    except (TypeError, ValueError):
        raise RecurrenceError(Flaw.UNREADABLE) from None
    return Recurrence(**values)  # type: ignore[arg-type]


def _plain(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    assert isinstance(value, str | int)
    return str(value) if isinstance(value, str) else value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _weekdays(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_whole, value))


_READERS: dict[str, Callable[[object], object]] = {
    "every": lambda value: Every(_text(value)),
    "interval": _whole,
    "weekdays": _weekdays,
    "on": lambda value: On(_text(value)),
    "number": _whole,
    "month": _whole,
    "after_completion": _flag,
    "starts": _day,
    "until": _day,
    "shift": lambda value: Shift(_text(value)),
    "lead_days": _whole,
}
