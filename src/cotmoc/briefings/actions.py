"""Publishing a briefing: its bytes are kept and never rendered again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from cotmoc.audit.actions import deed
from cotmoc.briefings import queries
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.briefings.render import MEDIA_TYPES, render
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.periods import Period
from cotmoc.files.actions import keep
from cotmoc.files.models import StoredFile

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def publish(*, period: Period, by: Actor, at: datetime, reason: str = "") -> PublishedBriefing:
    """Keep the briefing of a period as .docx, .pdf and figures.

    A correction is a new revision with its reason.
    Raises Problem: REASON_NEEDED for a second revision without one, NO_SNAPSHOT, FONT_MISSING.
    """
    require(by, Permission.WRITE_BRIEFING)
    with deed("briefing.publish", by=by) as record:
        on: date = at.astimezone(_ZONE).date()
        value = queries.draft(by, period, on=on)
        if value.provenance.revision > 1 and not reason.strip():
            raise Problem(REASON_NEEDED, field="reason")
        stored: dict[str, StoredFile] = {}
        for kind in ("docx", "pdf"):
            data = render(value, kind, fonts=Path(settings.COTMOC_FONTS))
            name = f"giao-ban-{str(period).lower()}-r{value.provenance.revision}.{kind}"
            stored[kind] = keep(data, name=name, media_type=MEDIA_TYPES[kind], at=at)
        row = PublishedBriefing.objects.create(
            province_id=by.province,
            period=str(period),
            revision=value.provenance.revision,
            reason=reason.strip(),
            snapshot_id=queries.snapshot_id(by, value.provenance.snapshot),
            audit_head=value.provenance.audit_head.rpartition(":")[2],
            figures={"on": on.isoformat(), "numbers": queries.numbers_of(value)},
            docx=stored["docx"],
            pdf=stored["pdf"],
            published_at=at,
            published_by_id=by.person,
        )
        record.about(row, period=str(period), revision=row.revision, pdf=stored["pdf"].sha256)
    return row
