"""Building a snapshot: the only write of analytics."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from cotmoc.analytics.models import Snapshot
from cotmoc.audit import queries as audit
from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def build(*, by: Actor, at: datetime) -> Snapshot:
    """Write the next snapshot of the province; years that have not changed keep their files."""
    require(by, Permission.BUILD_SNAPSHOT)
    # The analytical engine takes 150 MB a process: it is loaded where it is used.
    from cotmoc.analytics import snapshot as files

    with deed("snapshot.build", by=by) as record:
        event, _ = audit.head()
        last = Snapshot.objects.filter(province=by.province).first()
        known = [files.YearFile(**file) for file in last.files["years"]] if last else []
        written = files.write(folder(by.province), files.rows_by_year(by.province), known)
        number = Snapshot.objects.filter(province=by.province).aggregate(n=Max("number"))["n"] or 0
        row = Snapshot.objects.create(
            province_id=by.province,
            number=number + 1,
            built_at=at,
            as_of=at.astimezone(_ZONE).date(),
            row_store_event=event,
            files={"years": [asdict(file) for file in written]},
        )
        record.about(row, number=row.number, cells=sum(file.cells for file in written))
    return row


def folder(province: int) -> Path:
    """Where the files of a province's snapshots lie."""
    return Path(settings.COTMOC_HOME) / "snapshots" / str(province)
