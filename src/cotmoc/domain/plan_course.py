"""The course of a plan: written, submitted, returned or approved; its state is folded from its events.

An approved plan changes no more. What is to be otherwise is an amendment, a plan of its own that takes the
same course; once that is APPROVED the plan it amends is REPLACED. What is not submitted can be WITHDRAWN.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class PlanEventKind(StrEnum):
    """What can happen to a plan."""

    WRITTEN = "written"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


E = PlanEventKind
ALLOWED: dict[PlanState, frozenset[PlanEventKind]] = {
    PlanState.DRAFT: frozenset({E.CHANGED, E.SUBMITTED, E.WITHDRAWN}),
    PlanState.SUBMITTED: frozenset({E.RETURNED, E.APPROVED}),
    PlanState.RETURNED: frozenset({E.CHANGED, E.SUBMITTED, E.WITHDRAWN}),
    PlanState.APPROVED: frozenset({E.REPLACED}),
    PlanState.REPLACED: frozenset(),
    PlanState.WITHDRAWN: frozenset(),
}
"""What may happen in each state. WRITTEN is the first event and never comes again."""
_AFTER = {
    E.WRITTEN: PlanState.DRAFT,
    E.SUBMITTED: PlanState.SUBMITTED,
    E.RETURNED: PlanState.RETURNED,
    E.APPROVED: PlanState.APPROVED,
    E.REPLACED: PlanState.REPLACED,
    E.WITHDRAWN: PlanState.WITHDRAWN,
}
UNDER_WAY = frozenset({PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED})
"""Not yet decided on."""
STANDING = UNDER_WAY | {PlanState.APPROVED}
"""Neither replaced nor withdrawn."""


def fold(events: Iterable[PlanEventKind]) -> PlanState:
    """The state after all ``events``, in order. Raises ValueError when they could not have happened."""
    state: PlanState | None = None
    for event in events:
        if (state is None) is not (event is E.WRITTEN) or (state and event not in ALLOWED[state]):
            raise ValueError(f"a plan that is {state} cannot be {event}")
        state = _AFTER.get(event, state)
    if state is None:
        raise ValueError("a plan begins by being written")
    return state
