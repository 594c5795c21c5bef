"""Part I: what the forces and agencies did, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cotmoc.briefings.compose.facts import Facts, in_words
from cotmoc.briefings.compose.numbers import count, figure, share, value_of
from cotmoc.briefings.document import (
    Block,
    Cell,
    Chart,
    Column,
    Correction,
    Head,
    Number,
    Paragraph,
    Point,
    Run,
    Section,
    Series,
    Table,
)
from cotmoc.briefings.keys import OverlapKey, ReportKey
from cotmoc.reporting.models import Indicator
from cotmoc.reporting.queries import PeriodBoard

FORCES = {
    "military": "Quân sự",
    "police": "Công an",
    "border_guard": "Biên phòng",
    "coast_guard": "Cảnh sát biển",
    "none": "Đơn vị khác",
}
LEVELS = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}


def section(facts: Facts, earlier: Sequence[Correction] | None = None) -> Section:
    """I. Results: exchanges, joint activities, the other indicators, the reports behind them, corrections."""
    parts = [_exchanges(facts, i) for i in facts.indicators if i.breakdowns]
    parts += [_joint(facts, i) for i in facts.indicators if i.joint_kind == "patrol"]
    rest = [i for i in facts.indicators if not i.breakdowns and i.joint_kind != "patrol"]
    parts.append(Section("Các chỉ tiêu khác", tuple(_indicators(facts, rest))))
    parts.append(Section("Tình hình gửi báo cáo", tuple(_reports(facts))))
    if earlier is not None:
        title = f"Số liệu {in_words(facts.period.previous())} sửa sau khi công bố"
        parts.append(Section(title, (_corrected(facts, earlier),)))
    return Section("Kết quả thực hiện", parts=tuple(part for part in parts if part.blocks))


def _exchanges(facts: Facts, indicator: Indicator) -> Section:
    pivot, period = facts.forces, facts.period
    levels = [b for b in LEVELS if value_of(pivot, indicator.code, period, breakdown=b) is not None]
    title = "Trao đổi, xác minh, xử lý thông tin"
    whole = figure(pivot, indicator, period)
    if not levels:
        return Section(title, (Paragraph.of("Trong kỳ chưa có số liệu trao đổi thông tin được duyệt."),))
    runs: list[Run] = ["Các lực lượng đã phối hợp, trao đổi ", whole, f" {indicator.unit}"]
    if len(levels) == 1:
        runs.append(f", đều ở {LEVELS[levels[0]].lower()}")
    else:
        for position, level in enumerate(levels):
            runs += [", " if position else ", trong đó ", f"{LEVELS[level].lower()} "]
            runs += [figure(pivot, indicator, period, breakdown=level), f" {indicator.unit}"]
    rows: list[tuple[Cell, ...]] = [
        (
            FORCES.get(group, group),
            *(figure(pivot, indicator, period, group, level) for level in levels),
            figure(pivot, indicator, period, group),
        )
        for group in pivot.groups
        if value_of(pivot, indicator.code, period, group) is not None
    ]
    total: tuple[Cell, ...] = (
        "Cộng",
        *(figure(pivot, indicator, period, breakdown=level) for level in levels),
        whole,
    )
    table = Table(
        columns=(Column(2.4), *(Column(1, "right") for _ in (*levels, "sum"))),
        header=((Head("Lực lượng gửi"), *(Head(LEVELS[level]) for level in levels), Head("Cộng")),),
        rows=tuple(rows),
        total=total,
        caption="Số tin trao đổi theo lực lượng và cấp",
        unit=f"Đơn vị tính: {indicator.unit}",
    )
    words = Paragraph.of(*runs, ".", *_compared(facts, indicator))
    return Section(title, (words, table, *_exchange_chart(facts, indicator, levels)))


def _compared(facts: Facts, indicator: Indicator) -> Iterator[Run]:
    """« Cùng kỳ năm trước 352 tin, lũy kế từ đầu năm 690 tin.», of what there is."""
    before = figure(facts.totals, indicator, facts.last_year)
    whole = figure(facts.totals, indicator, facts.to_date)
    parts: list[tuple[str, Number]] = []
    if before.key:
        parts.append(("cùng kỳ năm trước ", before))
    if whole.key and facts.to_date != facts.period:
        parts.append(("lũy kế từ đầu năm ", whole))
    for position, (words, number) in enumerate(parts):
        yield f", {words}" if position else f" {words[0].upper()}{words[1:]}"
        yield number
        yield f" {indicator.unit}"
    if parts:
        yield "."


def _exchange_chart(facts: Facts, indicator: Indicator, levels: list[str]) -> Iterator[Chart]:
    pivot, period = facts.forces, facts.period
    groups = [g for g in pivot.groups if value_of(pivot, indicator.code, period, g) is not None]
    if len(groups) < 2:
        return

    def point(group: str, level: str) -> Point:
        value = value_of(pivot, indicator.code, period, group, level)
        return Point(None if value is None else float(value), figure(pivot, indicator, period, group, level))

    yield Chart(
        title=f"{indicator.name} {in_words(period)} theo lực lượng và cấp",
        categories=tuple(FORCES.get(g, g) for g in groups),
        series=tuple(Series(LEVELS[level], tuple(point(g, level) for g in groups)) for level in levels),
        unit=f"Đơn vị tính: {indicator.unit}",
    )


def _joint(facts: Facts, indicator: Indicator) -> Section:
    pivot, period = facts.forces, facts.period
    title = "Tuần tra, kiểm soát khu vực biên giới"
    groups = [g for g in pivot.groups if value_of(pivot, indicator.code, period, g) is not None]
    if not groups:
        return Section(title, (Paragraph.of("Trong kỳ chưa ghi nhận cuộc tuần tra chung nào."),))
    whole = figure(pivot, indicator, period)
    parts = [figure(pivot, indicator, period, g) for g in groups]
    begin = (
        "Các lực lượng đã tổ chức " if value_of(pivot, indicator.code, period) else "Các lực lượng báo cáo "
    )
    runs: list[Run] = [begin, whole, f" {indicator.unit} tuần tra chung; mỗi cuộc chỉ tính một lần."]
    table = Table(
        columns=(Column(2.4), Column(1.4, "right")),
        header=((Head("Lực lượng"), Head("Số cuộc tham gia")),),
        rows=tuple((FORCES.get(g, g), part) for g, part in zip(groups, parts, strict=True)),
        caption="Số cuộc tuần tra chung có từng lực lượng tham gia",
        lines=tuple(_equation(facts, indicator, whole, parts)),
    )
    return Section(title, (Paragraph.of(*runs, *_compared(facts, indicator)), table))


def _equation(
    facts: Facts, indicator: Indicator, whole: Number, parts: list[Number]
) -> Iterator[tuple[Run, ...]]:
    """«41 = 19 + 33 + 35 − 46»: the total, each force's own, and what was counted more than once."""
    found = facts.forces.overlap(indicator.code, facts.period)
    if found is None or len(parts) < 2:
        return
    runs: list[Run] = [whole, f" {indicator.unit} = "]
    for position, part in enumerate(parts):
        runs += [" + " if position else "", part]
    if not found[1]:
        yield (*runs, "; không cuộc nào có nhiều lực lượng cùng tham gia.")
        return
    total = facts.forces.key(indicator.code, "", facts.period, "")
    key = OverlapKey(replace(total, grouping=facts.forces.grouping))
    yield (*runs, " − ", count(found[1], key), " lượt trùng do nhiều lực lượng cùng tham gia.")


def _indicators(facts: Facts, indicators: list[Indicator]) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for indicator in indicators:
        cells = [
            figure(facts.totals, indicator, period)
            for period in (facts.period, facts.last_year, facts.to_date)
        ]
        if any(cell.key for cell in cells):
            rows.append((indicator.code, indicator.name, indicator.unit, *cells))
    if not rows:
        yield Paragraph.of("Trong kỳ chưa có số liệu nào được duyệt.")
        return
    yield Table(
        columns=(
            Column(0.7, "center"),
            Column(3.2),
            Column(1.3, "center"),
            Column(1.1, "right"),
            Column(1.1, "right"),
            Column(1.1, "right"),
        ),
        header=(
            (
                Head("Mã"),
                Head("Chỉ tiêu"),
                Head("Đơn vị tính"),
                Head("Kỳ này"),
                Head("Cùng kỳ"),
                Head("Lũy kế năm"),
            ),
        ),
        rows=tuple(rows),
        caption=f"Kết quả một số chỉ tiêu {in_words(facts.period)}",
    )
    if any(i.kind == Indicator.Kind.STOCK for i in indicators):
        yield Paragraph.of(
            "Số chốt, trạm, mốc và các chỉ tiêu thời điểm khác là số tại ngày cuối kỳ, không cộng dồn; "
            "tỷ lệ được tính lại từ tử số và mẫu số."
        )


def _reports(facts: Facts) -> Iterator[Block]:
    boards = [board for board in facts.boards if board.rows]
    if not boards:
        yield Paragraph.of("Không có đơn vị nào phải báo cáo trong kỳ.")
    for board in boards:
        begin = f"{board.regime.name}, {in_words(board.period)}: " if len(boards) > 1 else ""
        yield Paragraph.of(*([begin] if begin else []), *_report_counts(board), _behind(board))


def _report_counts(board: PeriodBoard) -> Iterator[Run]:
    def key(what: str) -> ReportKey:
        return ReportKey(board.period, what, board.regime.key)

    sent, in_time = board.completeness, board.timeliness
    yield count(sent.part, key("sent"))
    yield "/"
    yield count(sent.whole, key("owed"))
    yield " đơn vị đã gửi báo cáo ("
    yield share(sent, key("sent_rate"))
    yield "); "
    yield count(in_time.part, key("in_time"))
    yield " đơn vị gửi đúng hạn ("
    yield share(in_time, key("in_time_rate"))
    yield ")"


def _behind(board: PeriodBoard) -> str:
    behind = [row for row in board.rows if row.state != "approved"]
    if not behind:
        return ". Báo cáo của tất cả các đơn vị đã được duyệt."
    words = {
        "missing": "chưa gửi",
        "draft": "chưa gửi",
        "submitted": "chờ duyệt",
        "returned": "trả lại để sửa",
    }
    named = "; ".join(f"{row.agency.name} ({words[row.state]})" for row in behind)
    return f". Số liệu chưa gồm: {named}."


def _corrected(facts: Facts, earlier: Sequence[Correction]) -> Block:
    """What was printed in the last briefing and is another number now: both can be opened."""
    if not earlier:
        return Paragraph.of(
            f"Số liệu đã công bố trong báo cáo {in_words(facts.period.previous())} không thay đổi."
        )
    return Table(
        columns=(Column(2.6), Column(0.9, "right"), Column(0.9, "right"), Column(3)),
        header=((Head("Chỉ tiêu"), Head("Đã in"), Head("Nay là"), Head("Lý do, người duyệt")),),
        rows=tuple(
            (one.what, Number(one.before, one.key_before), Number(one.after, one.key_after), one.reason)
            for one in earlier
        ),
        caption=f"Số liệu {in_words(facts.period.previous())} đã sửa so với báo cáo đã công bố",
    )
