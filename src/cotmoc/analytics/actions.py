"""Building a snapshot: the only write of analytics."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Max

from cotmoc.analytics.manifest import MONTHLY_FORM, folder, marks_of
from cotmoc.analytics.models import Snapshot
from cotmoc.audit import queries as audit
from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.organisations.models import Province
from cotmoc.reporting import queries as reporting

if TYPE_CHECKING:
    from cotmoc.analytics.snapshot import YearFile

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Files already written, and the event of the row store they stand for."""

    event: int
    files: list[YearFile]
    marks: dict[str, int]


def build(*, by: Actor, at: datetime) -> Snapshot:
    """Write the next snapshot of the province; years that have not changed keep their files.

    The rows are read and the files written outside the transaction, so that nobody waits for them: every
    deed leaves an audit row, so rows read between two equal heads of the audit log belong together. Only
    when others keep writing is the last try made under the lock.
    """
    require(by, Permission.BUILD_SNAPSHOT)
    prepared = next((made for made in (_prepare(by.province) for _ in range(_TRIES)) if made), None)
    with deed("snapshot.build", by=by) as record:
        Province.objects.select_for_update().get(pk=by.province)
        made = prepared or _locked(by.province)
        number = Snapshot.objects.filter(province=by.province).aggregate(n=Max("number"))["n"] or 0
        row = Snapshot.objects.create(
            province_id=by.province,
            number=number + 1,
            built_at=at,
            as_of=at.astimezone(_ZONE).date(),
            row_store_event=made.event,
            files={
                "form": MONTHLY_FORM,
                "years": [asdict(file) for file in made.files],
                "marks": made.marks,
            },
        )
        record.about(row, number=row.number, cells=sum(file.cells for file in made.files))
    return row


def _locked(province: int) -> _Prepared:
    written = _write(province)
    if written is None:
        raise AssertionError("under the lock nobody else writes")
    return _Prepared(audit.head()[0], *written)


def _prepare(province: int) -> _Prepared | None:
    """The files and the event they stand for; None when somebody wrote meanwhile."""
    before = audit.head()[0]
    written = _write(province, before)
    if written is None:
        return None
    years, marks = written
    return _Prepared(before, years, marks)


def _write(province: int, head: int | None = None) -> tuple[list[YearFile], dict[str, int]] | None:
    """The year files of the rows as they are; None when the log has moved on from ``head`` meanwhile."""
    # The analytical engine takes 150 MB a process: it is loaded where it is used.
    from cotmoc.analytics import snapshot as files

    last = Snapshot.objects.filter(province=province).order_by("-number").first()
    known = [files.YearFile(**file) for file in last.files["years"]] if last else []
    figures = reporting.approved_marks(province)
    kept = files.unchanged(folder(province), known, figures)
    years, marks = files.tables_by_year(province, kept), marks_of(province)
    if head is not None and audit.head()[0] != head:
        return None
    return files.write(folder(province), years, known, figures), marks
