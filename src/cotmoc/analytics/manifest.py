"""What the manifest of a snapshot names: where its files lie, and how far the rows in them go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from cotmoc.coordination.models import JointActivity
from cotmoc.reporting.models import SubmissionEvent, ValueChange

MONTHLY_FORM = 2
"""The form of a snapshot's files since joint activities are kept by month and reports owed by regime."""


def folder(province: int) -> Path:
    """Where the files of a province's snapshots lie."""
    return Path(settings.COTMOC_HOME) / "snapshots" / str(province)


def marks_of(province: int) -> dict[str, int]:
    """How far the rows go that a snapshot is made of: the newest of each, and how many were withdrawn.

    Days will not do: figures are entered for days long past, and the demo's for days to come.
    """
    events = SubmissionEvent.objects.filter(submission__province=province, kind__in=("approved", "reopened"))
    changes = ValueChange.objects.filter(submission__province=province)
    activities = JointActivity.objects.filter(province=province)
    return {
        "event": _newest(events),
        "change": _newest(changes),
        "activity": _newest(activities),
        "withdrawn": activities.exclude(withdrawn_at=None).count(),
    }


def _newest(rows: QuerySet[Any]) -> int:
    return rows.aggregate(newest=Max("pk"))["newest"] or 0
