"""What documents offer to the cells of a report, as the API tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Schema

from cotmoc.domain.access import Actor
from cotmoc.domain.figure_matching import Timing
from cotmoc.reporting import queries

if TYPE_CHECKING:
    from cotmoc.reporting.models import Submission


class SuggestionOut(Schema):
    """A figure that a document states and that fits a cell; entered by nobody until it is put into values.

    ``timing``: the period is the report's («same»), a part of it («part») or «unclear»; ``period`` as read.
    The sentence is ``before``, ``written`` and ``after``; ``origin`` is meant for the cell's note.
    """

    cell: str
    value: str
    written: str
    before: str
    after: str
    document: int
    paragraph: int | None
    timing: Timing
    period: str
    origin: str


def suggestions_of(actor: Actor, row: Submission) -> list[dict[str, Any]]:
    """The suggestions of a report that can still be edited, cell by cell."""
    return [
        {name: getattr(one, name) for name in SuggestionOut.model_fields}
        | {"value": format(one.value.normalize(), "f")}
        for several in queries.suggestions(actor, row).values()
        for one in several
    ]
