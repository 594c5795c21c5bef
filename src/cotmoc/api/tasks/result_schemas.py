"""What the API says of the results of tasks."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from cotmoc.api.tasks.schemas import Counts
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.queries import By


class ResultsAsked(Schema):
    """By what, as of the end of which day (today if left out), of tasks given since when."""

    by: By = By.LEAD
    on: date | None = None
    since: date | None = None


class GroupAsked(ResultsAsked):
    """One group of the results by its ``key``, of one state or all, and which page of it."""

    key: Annotated[str, StringConstraints(max_length=100)]
    state: TaskState | None = None
    page: Annotated[int, Field(ge=1, le=10**9)] = 1
    size: Annotated[int, Field(ge=1, le=100)] = 25


class ResultCounts(Counts):
    """The six counts with both rates: ``official_rate`` = done / fallen_due counts late ones as done."""

    done: int
    official_rate: float | None


class ResultTotal(ResultCounts):
    """The counts of all tasks; ``extended`` of them were given a later due day than the first.

    ``on_time_by_first_day`` is the rate if none of them had been.
    """

    extended: int
    on_time_by_first_day: float | None


class Result(ResultCounts):
    """One group: the id of a body, area or function, a document's number or a month; empty for none."""

    key: str
    name: str
    extended: int


class ResultsShown(Schema):
    """The groups, busiest first; of bodies in any role and of areas a task counts for each that it has."""

    by: By
    on: date
    total: ResultTotal
    groups: list[Result]
