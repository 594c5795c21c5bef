"""Reading reports: what is asked of whom, how a period stands, one report with its cells and history."""

from cotmoc.reporting.models import Indicator, Submission
from cotmoc.reporting.queries.asking import (
    AskedCell,
    asked_indicators,
    asked_of,
    due_on,
    owed_by,
    period_due,
    period_on,
    regime,
    regime_names,
    regimes,
    window_of,
)
from cotmoc.reporting.queries.catalogue import not_added
from cotmoc.reporting.queries.earlier import Earlier, Why
from cotmoc.reporting.queries.forms import SUSPICIOUS_TIMES, FormCell, form
from cotmoc.reporting.queries.rows import (
    CellRow,
    ObligationRow,
    approvals,
    approved_marks,
    facts_for_snapshot,
    last_approval,
    obligations,
)
from cotmoc.reporting.queries.standing import (
    PeriodBoard,
    ReporterRow,
    begun_periods,
    board,
    find,
    submission,
    submissions,
)
from cotmoc.reporting.queries.suggestions import Suggestion, suggestions

State = Submission.State
"""Where a report stands, for doors that must not know the tables."""

IndicatorKind = Indicator.Kind
"""How an indicator adds: a flow, a stock or a ratio."""

__all__ = [
    "SUSPICIOUS_TIMES",
    "AskedCell",
    "CellRow",
    "Earlier",
    "FormCell",
    "IndicatorKind",
    "ObligationRow",
    "PeriodBoard",
    "ReporterRow",
    "State",
    "Suggestion",
    "Why",
    "approvals",
    "approved_marks",
    "asked_indicators",
    "asked_of",
    "begun_periods",
    "board",
    "due_on",
    "facts_for_snapshot",
    "find",
    "form",
    "last_approval",
    "not_added",
    "obligations",
    "owed_by",
    "period_due",
    "period_on",
    "regime",
    "regime_names",
    "regimes",
    "submission",
    "submissions",
    "suggestions",
    "window_of",
]
