"""What the API of programmes takes and gives. Every amount is in whole đồng."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from cotmoc.api.sent import Sent
from cotmoc.api.tasks.schemas import Body, Id, Version
from cotmoc.api.tasks.step_schemas import Reason
from cotmoc.domain.programme_money import MOST
from cotmoc.domain.task_status import TaskState

Kind = Literal["project", "subproject", "content"]
Vintage = Literal["this_year", "carried"]
Code = Annotated[str, StringConstraints(max_length=30)]
Numbered = Annotated[str, StringConstraints(max_length=60, min_length=1)]
BudgetYear = Annotated[int, Field(ge=2000, le=2101)]
Level = Annotated[str, StringConstraints(max_length=20), Field(description="a level of money_sources.toml")]
Nature = Annotated[str, StringConstraints(max_length=20), Field(description="a nature of money_sources.toml")]


class ProgrammeDraft(Sent):
    """A programme as it is written; ``owner`` is the body that keeps it."""

    code: Code
    title: Annotated[str, StringConstraints(max_length=300)]
    first_year: Annotated[int, Field(ge=2000, le=2100)]
    last_year: Annotated[int, Field(ge=2000, le=2100)]
    owner: Id
    basis: Annotated[str, StringConstraints(max_length=300)] = ""


class ProgrammeChange(ProgrammeDraft):
    """A programme written anew; its legal basis stays where none is said."""

    basis: Annotated[str, StringConstraints(max_length=300)] | None = None  # type: ignore[assignment]
    version: Version = None


class ComponentDraft(Sent):
    """A part of a programme that has money of its own."""

    code: Code
    title: Annotated[str, StringConstraints(max_length=500)]
    kind: Kind = "project"


class ComponentChange(ComponentDraft):
    """A component written anew, its kind where one is said; ``version`` is its programme's."""

    kind: Kind | None = None  # type: ignore[assignment]
    version: Version = None


class MoneyAssigned(Sent):
    """A decision that assigns money of one source to a body; a negative amount takes some back."""

    component: Id
    agency: Id
    year: BudgetYear
    level: Level
    nature: Nature
    vintage: Vintage = "this_year"
    amount: Annotated[int, Field(strict=True, ge=-MOST, le=MOST)]
    on: date
    number: Numbered


class MoneyDisbursed(Sent):
    """What was paid out on a day by a voucher."""

    amount: Annotated[int, Field(strict=True, ge=1, le=MOST)]
    on: date
    number: Numbered


class EntryCancelled(Reason):
    """Why an entry was wrong."""


class MoneySums(Schema):
    """Assigned, and what of it was disbursed."""

    assigned: int
    disbursed: int


class YearSums(Schema):
    """A budget year: what was given this year, what is carried over, and both."""

    this_year: MoneySums
    carried: MoneySums
    both: MoneySums


class ProgrammeHead(Schema):
    """The words of a programme."""

    id: int
    code: str
    title: str
    first_year: int
    last_year: int
    basis: str
    owner: Body
    version: int


class ProgrammeRow(ProgrammeHead, YearSums):
    """One programme of a list; ``whole``: its sums are of all its money, not only what the caller may see."""

    year: int
    whole: bool


class AllocationRow(MoneySums):
    """Money of one source for one body and budget year, as of the day."""

    id: int
    agency: Body
    year: int
    level: str
    nature: str
    vintage: Vintage


class ComponentMoney(YearSums):
    """A component with its lines of money."""

    id: int
    kind: Kind
    code: str
    title: str
    allocations: list[AllocationRow]


class PaidTask(Schema):
    """A task that a component pays."""

    id: int
    title: str
    lead: Body | None
    state: TaskState | None
    component: int


class ProgrammeOut(ProgrammeRow):
    """One programme in a budget year: components × sources × bodies, and the tasks it pays."""

    years: list[int]
    components: list[ComponentMoney]
    tasks: list[PaidTask] = Field(description="the 200 most pressing ones; all by GET /tasks?programme=")
    tasks_count: int = Field(description="of all, each once for each component that pays it")


class Cancellation(Schema):
    """Who cancelled an entry, and why."""

    at: str
    by: str
    reason: str


class MoneyEntry(Schema):
    """One decision or payment as it was recorded."""

    id: int
    amount: int
    on: date
    number: str
    by: str
    cancelled: Cancellation | None


class AllocationOut(AllocationRow):
    """One line of money with every entry, also those cancelled."""

    programme: int
    component: int
    assignments: list[MoneyEntry]
    disbursements: list[MoneyEntry]


class SourceNamed(Schema):
    """A code of a dimension of sources."""

    code: str
    name: str
    name_en: str
    valid_to: date | None


class SourceLists(Schema):
    """Where money can come from: three dimensions that are never merged."""

    levels: list[SourceNamed]
    natures: list[SourceNamed]
    vintages: list[SourceNamed]
