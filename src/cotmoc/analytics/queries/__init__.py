"""Figures for a viewer: the pivot, one figure by its key, and what it was made of."""

from __future__ import annotations

from cotmoc.analytics.catalogue import Group, Pair, groups, pairs
from cotmoc.analytics.queries.figures import Pivot, chosen, indicators, pivot
from cotmoc.analytics.queries.opening import Opened, open_figure
from cotmoc.analytics.queries.snapshots import behind_row_store, latest, snapshot, snapshots

__all__ = [
    "Group",
    "Opened",
    "Pair",
    "Pivot",
    "behind_row_store",
    "chosen",
    "groups",
    "indicators",
    "latest",
    "open_figure",
    "pairs",
    "pivot",
    "snapshot",
    "snapshots",
]
