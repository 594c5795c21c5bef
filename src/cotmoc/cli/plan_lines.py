"""The lines of a plan as ``cotmoc plans`` takes them: from a file, or as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.errors.general import BAD_VALUE


def as_written(row: Any) -> list[Any]:
    """The lines of a plan as they were written."""
    from cotmoc.plans.actions import Line

    names = ("wording", "due_on", "who", "source", "amount")
    ids = ("lead", "clause", "task")
    return [
        Line(
            **{name: getattr(line, name) for name in names},
            **{name: getattr(line, f"{name}_id") for name in ids},
            carries=line.carries.ordinal if line.carries else None,
        )
        for line in row.lines.all()
    ]


def read(path: Path) -> list[Any]:
    """The lines of a JSON array. Raises Problem: FILE_NOT_OPENED, BAD_VALUE."""
    from pydantic import TypeAdapter, ValidationError

    from cotmoc.plans.actions import Line

    try:
        text = path.read_text("utf-8")
        lines = TypeAdapter(list[Line]).validate_json(text, strict=True, extra="forbid")
    except OSError as error:
        raise Problem(FILE_NOT_OPENED, field="--lines", why=error.strerror or "") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise Problem(BAD_VALUE, field="--lines", why=f"{place} {first['msg']}".strip()) from None
    except UnicodeDecodeError as error:
        raise Problem(BAD_VALUE, field="--lines", why=error) from None
    for n, line in enumerate(lines, 1):
        _storable(n, line)
    return lines


def _storable(n: int, line: Any) -> None:
    """What no database keeps or looks up is refused here, as at the other doors."""
    for name in ("wording", "who", "source"):
        if "\x00" in getattr(line, name):
            why = Said("có ký tự NUL không nhìn thấy", "it holds an invisible NUL character")
            raise Problem(BAD_VALUE, field=f"{name}-{n}", why=why)
    for name in ("lead", "clause", "task"):
        if not 0 < (getattr(line, name) or 1) < 2**63:
            raise Problem(BAD_VALUE, field=f"{name}-{n}", why="1 … 2⁶³ − 1")
