"""Reading plans: which a viewer may see, one with its lines, what lies open beside a directive."""

from cotmoc.plans.queries.lacking import UnitGaps, gaps_of, lacking
from cotmoc.plans.queries.money import Financed, Money, Tie, money_object, money_of
from cotmoc.plans.queries.objects import gaps_object, plan_object, row_object
from cotmoc.plans.queries.seeing import (
    Step,
    Total,
    plan,
    plans,
    plans_of,
    steps,
    submitted,
    tally_of,
    total_of,
    visible,
)

__all__ = [
    "Financed",
    "Money",
    "Step",
    "Tie",
    "Total",
    "UnitGaps",
    "gaps_object",
    "gaps_of",
    "lacking",
    "money_object",
    "money_of",
    "plan",
    "plan_object",
    "plans",
    "plans_of",
    "row_object",
    "steps",
    "submitted",
    "tally_of",
    "total_of",
    "visible",
]
