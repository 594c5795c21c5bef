"""Reading programmes: what a viewer may see of them, their sums as of a day, and what pays a task."""

from cotmoc.programmes.queries.objects import (
    allocation_object,
    line_of,
    listed_object,
    payments_object,
    programme_object,
)
from cotmoc.programmes.queries.paying import Payment, SourceSums, ids_paid, links_for, payments_of, tasks_paid
from cotmoc.programmes.queries.seeing import (
    FINANCE,
    allocation,
    allocations,
    component,
    components,
    may_disburse,
    may_write,
    programme,
    programmes,
    sees_whole,
)
from cotmoc.programmes.queries.sources import source_name, sources
from cotmoc.programmes.queries.totals import (
    Line,
    Listed,
    Part,
    Year,
    lines,
    listed,
    parts_of,
    year_of,
    years_of,
)

__all__ = [
    "FINANCE",
    "Line",
    "Listed",
    "Part",
    "Payment",
    "SourceSums",
    "Year",
    "allocation",
    "allocation_object",
    "allocations",
    "component",
    "components",
    "ids_paid",
    "line_of",
    "lines",
    "links_for",
    "listed",
    "listed_object",
    "may_disburse",
    "may_write",
    "parts_of",
    "payments_object",
    "payments_of",
    "programme",
    "programme_object",
    "programmes",
    "sees_whole",
    "source_name",
    "sources",
    "tasks_paid",
    "year_of",
    "years_of",
]
