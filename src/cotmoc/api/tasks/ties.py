"""To what a task is tied."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import StringConstraints

from cotmoc.api.tasks.schemas import Id


class AreaTie(Schema):
    """An area of a task."""

    area: Id


class FunctionTie(Schema):
    """The field of work of a task; null for none."""

    function: Id | None


class IndicatorTie(Schema):
    """An indicator of a task."""

    indicator: Annotated[str, StringConstraints(max_length=12)]
