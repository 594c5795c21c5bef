"""How long the lines of a task may be: what is longer is refused by name, never cut."""

from __future__ import annotations

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE

_MOST = {"title": 300, "recurrence": 300, "external_id": 60, "document": 60, "product": 200}


def must_fit(**lines: str) -> None:
    """Raise Problem(BAD_VALUE) at the first line that is longer than its field."""
    for name, text in lines.items():
        most, long = _MOST[name], len(text)
        if long > most:
            vi, en = (
                f"dài {long} ký tự, nhiều nhất {most}",
                f"has {long} characters, {most} are the most",
            )
            raise Problem(BAD_VALUE, field=name, why=Said(vi, en))
