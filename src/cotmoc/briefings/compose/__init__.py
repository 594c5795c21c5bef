"""From facts to a Briefing value: the committee's quarterly report in the words of an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cotmoc.briefings.compose import results, work
from cotmoc.briefings.compose.facts import Facts, gather, in_words
from cotmoc.briefings.document import (
    Briefing,
    Correction,
    Issuer,
    Paragraph,
    PlaceDate,
    Provenance,
    Signature,
)
from cotmoc.domain.access import Actor
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show_date


def compose(
    viewer: Actor,
    period: Period,
    *,
    on: date,
    audit_head: str,
    snapshot: int | None = None,
    revision: int = 1,
    corrections: Sequence[Correction] = (),
    earlier: Sequence[Correction] | None = None,
) -> Briefing:
    """The briefing of a period as of ``on``, every figure with its key.

    ``earlier`` are the corrections of the quarter before since it was published, None if it was not.
    ``made_at`` of the value is when its snapshot was built, so that the same facts give the same bytes.
    Raises Problem: NO_SNAPSHOT, NOT_PERMITTED.
    """
    facts = gather(viewer, period, on=on, snapshot=snapshot)
    row = facts.totals.snapshot
    return Briefing(
        issuer=Issuer(f"UBND TỈNH {facts.place.upper()}", ("BAN CHỈ ĐẠO", "CÔNG TÁC BIÊN GIỚI")),
        symbol="BC-BCĐ",
        place_date=PlaceDate(facts.place, on.year, on.month),
        subject=(
            f"Kết quả công tác biên giới {in_words(period)} và nhiệm vụ trọng tâm {in_words(period.next())}"
        ),
        preamble=(Paragraph.of(_preamble(facts)),),
        sections=(results.section(facts, earlier), work.section(facts), work.next_section(facts)),
        closing=(
            Paragraph.of(
                f"Trên đây là báo cáo kết quả công tác biên giới {in_words(period)} của Ban Chỉ đạo công "
                "tác biên giới tỉnh./."
            ),
        ),
        recipients=(
            "Thường trực Tỉnh ủy",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Thành viên Ban Chỉ đạo",
            "Lưu: VT, BCĐ",
        ),
        signature=Signature(("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        provenance=Provenance(
            snapshot=row.number,
            as_of=on,
            made_at=_local(row.built_at),
            audit_head=audit_head,
            revision=revision,
            corrections=tuple(corrections),
        ),
    )


def _preamble(facts: Facts) -> str:
    first, last = show_date(facts.window.start), show_date(facts.window.last_day)
    name = facts.committee.name if facts.committee else "Ban Chỉ đạo công tác biên giới tỉnh"
    return (
        f"Thực hiện chế độ báo cáo định kỳ, {name} báo cáo kết quả công tác biên giới "
        f"{in_words(facts.period)} (số liệu từ ngày {first} đến ngày {last}) như sau:"
    )


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
