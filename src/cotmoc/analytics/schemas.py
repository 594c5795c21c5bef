"""The tables the measures read: columns and types, the same in DuckDB, Parquet and on a cluster."""

from __future__ import annotations

CELL = {
    "submission": "int64",
    "unit": "int64",
    "period": "string",
    "indicator": "string",
    "breakdown": "string",
    "value": "decimal(20, 4)",
}
"""An approved figure: the unit that reported it (id of its day), the period as reported."""

JOINT = {"activity": "int64", "kind": "string", "held_on": "date", "period": "string", "count": "int64"}
"""A joint activity, once; ``period`` is the quarter whose data window holds its day."""

PART = {"activity": "int64", "unit": "int64", "period": "string"}
"""Who took part in a joint activity."""

OBLIGATION = {"unit": "int64", "period": "string", "state": "string"}
"""A report that was owed, and where it stands: missing, draft, submitted, returned or approved."""

ASKS = {"unit": "int64", "indicator": "string"}
"""Which indicators a unit is asked for, in the year of the file."""

GROUPS = {"unit": "int64", "asked": "int64", "share": "float64"}
"""Which asked-for groups a unit's figures go to, and by which share: succession and roll-up in one."""

PERIODS = {"source": "string", "asked": "string", "place": "int64"}
"""Which reported periods an asked period is made of, numbered in order; stocks take the last reported."""

INDICATORS = {"indicator": "string", "stock": "boolean", "joint_kind": "string"}
"""What a measure must know of an indicator."""
