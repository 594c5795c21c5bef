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
"""A joint activity, once; ``period`` is the month whose data window holds its day (formerly the quarter)."""

PART = {"activity": "int64", "unit": "int64", "period": "string"}
"""Who took part in a joint activity."""

OBLIGATION = {"unit": "int64", "period": "string", "state": "string", "regime": "int64"}
"""A report owed under a regime, and where it stands: missing, draft, submitted, returned or approved.

Files written before regimes were told apart have none; it is read as 0 there, and in ``ASKS``.
"""

ASKS = {"unit": "int64", "indicator": "string", "regime": "int64"}
"""Which indicators a unit is asked for by which regime, in the year of the file."""

GROUPS = {"unit": "int64", "asked": "int64", "share": "float64"}
"""Which asked-for groups a unit's figures go to, and by which share: succession and roll-up in one."""

PERIODS = {"source": "string", "asked": "string", "place": "int64"}
"""Which reported periods an asked period is made of. ``place`` orders them by their end, 16 a month, and
those that end together by their length; stocks take what ends last."""

WITHIN = {"source": "string", "wider": "string", "asked": "string"}
"""Which reported period holds which other of an asked one: a unit's quarter holds its months."""

INDICATORS = {"indicator": "string", "stock": "boolean", "joint_kind": "string"}
"""What a measure must know of an indicator."""
