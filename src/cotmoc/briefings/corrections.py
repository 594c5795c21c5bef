"""What published figures have become since: what was printed, what it is now, why, and who approved it.

The reason is read from the cells: those behind the figure in the published snapshot are compared with those
behind it now. Counts of tasks and of reports change by the day and are no corrections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cotmoc.analytics import queries as analytics
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.analytics.models import Snapshot
from cotmoc.analytics.queries import Opened, Pivot
from cotmoc.briefings.compose.numbers import NOTHING
from cotmoc.briefings.document import Correction
from cotmoc.briefings.keys import OWN_KINDS
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show, show_date
from cotmoc.reporting.models import Indicator, SubmissionEvent

WHERE = {
    "police": "Công an",
    "military": "Quân sự",
    "border_guard": "Biên phòng",
    "coast_guard": "Cảnh sát biển",
    "none": "đơn vị khác",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
}
"""The groups and breakdowns of a briefing's figures in words."""


def since_publication(
    viewer: Actor, revisions: Sequence[PublishedBriefing], row: Snapshot
) -> list[Correction]:
    """Figures of a published period that are others in the snapshot ``row``; ``revisions`` newest first.

    A figure is compared with the last revision; one that this already prints right, with the first, for
    a reader may hold either.
    """
    if not revisions:
        return []
    printed = [_totals(one.figures["numbers"]) for one in revisions]
    # In one fixed order, so that the same facts give the same bytes.
    keys = list(dict.fromkeys(key for one in printed for key in one))
    now = _now(viewer, keys, Period.parse(revisions[0].period), row)
    found = []
    for key, text in sorted(now.items(), key=lambda item: _order(item[0])):
        for one, numbers in ((revisions[0], printed[0]), (revisions[-1], printed[-1])):
            before = numbers.get(key, NOTHING)
            if before != text:
                found.append(_correction(viewer, key, before, text, one.snapshot, row))
                break
    return [one for one in found if one is not None]


def between(
    viewer: Actor, before: PublishedBriefing, after: Mapping[str, str], row: Snapshot
) -> list[Correction]:
    """Totals of cells that a further revision prints otherwise than the one ``before`` it."""
    old, new = _totals(before.figures["numbers"]), _totals(after)
    found = [
        _correction(viewer, key, old.get(key, NOTHING), new.get(key, NOTHING), before.snapshot, row)
        for key in sorted(old.keys() | new.keys(), key=_order)
        if old.get(key, NOTHING) != new.get(key, NOTHING)
    ]
    return [one for one in found if one is not None]


def _order(key: str) -> tuple[str, Period, str, str, str]:
    """By indicator, then period; the whole before its parts."""
    name = FigureKey.parse(f"{key}:s0")
    return name.indicator, name.period, name.grouping, name.group, name.breakdown


def _totals(numbers: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in numbers.items() if not key.startswith(OWN_KINDS)}


def _now(viewer: Actor, keys: Iterable[str], period: Period, row: Snapshot) -> dict[str, str]:
    """The same figures from a snapshot, and totals of the period that had nothing to print then."""
    named = {key: FigureKey.parse(f"{key}:s{row.number}") for key in keys}
    known = {indicator.code: indicator for indicator in analytics.indicators(viewer)}
    found: dict[str, str] = {}
    for grouping in (Grouping.ALL, Grouping.FORCE):
        mine = {key: name for key, name in named.items() if name.grouping is grouping}
        codes = {name.indicator for name in mine.values()} & known.keys()
        if not codes:
            continue
        pivot = analytics.pivot(
            viewer,
            indicators=[known[code] for code in known if code in codes or grouping is Grouping.ALL],
            periods=sorted({period, *(name.period for name in mine.values())}),
            grouping=grouping,
            number=row.number,
        )
        for key, name in mine.items():
            found[key] = _shown(pivot, known, name)
        if grouping is Grouping.ALL:
            found |= dict(_new(pivot, known, period, found))
    return found


def _new(
    pivot: Pivot, known: Mapping[str, Indicator], period: Period, found: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for code in known:
        name = pivot.key(code, "", period, "")
        key, text = str(name).rpartition(":")[0], _shown(pivot, known, name)
        if key not in found and text != NOTHING:
            yield key, text


def _shown(pivot: Pivot, known: Mapping[str, Indicator], name: FigureKey) -> str:
    figure = pivot.answer.get((name.indicator, name.breakdown, name.period, name.group))
    if figure is None or figure.value is None:
        return NOTHING
    return show(figure.value, known[name.indicator].decimals)


def _correction(
    viewer: Actor, key: str, before: str, after: str, printed: Snapshot, row: Snapshot
) -> Correction | None:
    """One line; None for a figure that was there and was left out of the paper, which corrects nothing."""
    name = FigureKey.parse(f"{key}:s{row.number}")
    old = _opened(viewer, replace(name, snapshot=printed.number))
    if before == NOTHING and old is not None and old.figure.value is not None:
        return None
    new = _opened(viewer, name)
    indicator = Indicator.objects.filter(code=name.indicator).first()
    where = ", ".join(WHERE.get(part, part) for part in (name.breakdown, name.group) if part)
    period = name.period.vi()
    what = f"{indicator.name if indicator else name.indicator} {period[0].lower()}{period[1:]}"
    return Correction(
        what=f"{what} ({where})" if where else what,
        before=before,
        after=after,
        reason="; ".join(_reasons(old, new)),
        key_before="" if before == NOTHING else f"{key}:s{printed.number}",
        key_after="" if after == NOTHING else str(name),
    )


def _opened(viewer: Actor, name: FigureKey) -> Opened | None:
    try:
        return analytics.open_figure(viewer, name)
    except Problem:
        # Files of an old snapshot may have been removed: the figures printed stay listed without reason.
        return None


def _reasons(old: Opened | None, new: Opened | None) -> Iterator[str]:
    """Unit by unit why a figure is another; then what became of joint activities."""
    before = _cells(old)
    after = _cells(new)
    told: set[int] = set()
    for cell in sorted(before.keys() | after.keys()):
        submission = cell[0]
        if submission in told or before.get(cell) == after.get(cell):
            continue
        told.add(submission)
        opened = new if cell in after else old
        if opened is not None:
            yield _of_report(opened, submission, cell in before, cell in after)
    if old is None or new is None:
        return
    were, are = {event.pk for event in old.joint}, {event.pk for event in new.joint}
    if are - were:
        yield f"ghi thêm {len(are - were)} hoạt động chung"
    if were - are:
        yield f"rút {len(were - are)} hoạt động chung"


def _cells(opened: Opened | None) -> dict[tuple[int, str, str], object]:
    if opened is None:
        return {}
    return {(c.submission, c.indicator, c.breakdown): (c.value, c.share) for c in opened.cells}


def _of_report(opened: Opened, submission: int, was: bool, is_now: bool) -> str:
    """«Công an tỉnh: Sót 2 tin; Nguyễn Văn A duyệt ngày 25/7/2022»."""
    cell = next(one for one in opened.cells if one.submission == submission)
    unit = opened.units[cell.unit].name
    events = list(opened.approvals.get(submission, ()))
    reopened = _last(events, "reopened")
    why = reopened.note if reopened and reopened.note else "sửa số liệu"
    if not is_now:
        return f"{unit}: {why}, chưa duyệt lại"
    approved = opened.approval(submission)
    who = f", {approved.by_name} duyệt ngày {show_date(approved.on)}" if approved else ""
    return f"{unit}: {why}{who}" if was else f"{unit}: gửi sau khi đã in{who}"


def _last(events: Sequence[SubmissionEvent], kind: str) -> SubmissionEvent | None:
    return next((event for event in reversed(events) if event.kind == kind), None)
