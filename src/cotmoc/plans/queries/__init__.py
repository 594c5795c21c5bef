"""Reading plans: which a viewer may see, one with its lines, what lies open beside a directive."""

from cotmoc.plans.queries.editions import (
    Edition,
    amendment_of,
    changes_of,
    editions,
    lines_of,
    renamed,
    reviews_of,
)
from cotmoc.plans.queries.lacking import UnitGaps, gaps_of, lacking
from cotmoc.plans.queries.money import Financed, Money, Tie, links_to_lines, money_object, money_of
from cotmoc.plans.queries.objects import gaps_object, plan_object, row_object
from cotmoc.plans.queries.seeing import (
    Step,
    Total,
    plan,
    plans,
    steps,
    submitted,
    tally_of,
    total_of,
    visible,
)

__all__ = [
    "Edition",
    "Financed",
    "Money",
    "Step",
    "Tie",
    "Total",
    "UnitGaps",
    "amendment_of",
    "changes_of",
    "editions",
    "gaps_object",
    "gaps_of",
    "lacking",
    "lines_of",
    "links_to_lines",
    "money_object",
    "money_of",
    "plan",
    "plan_object",
    "plans",
    "renamed",
    "reviews_of",
    "row_object",
    "steps",
    "submitted",
    "tally_of",
    "total_of",
    "visible",
]
