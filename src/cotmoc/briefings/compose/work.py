"""Parts II and III: how the tasks stand, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from cotmoc.briefings.compose.facts import MOST_LISTED, Facts, in_words
from cotmoc.briefings.compose.numbers import count
from cotmoc.briefings.document import (
    Block,
    Chart,
    Column,
    Head,
    Number,
    Paragraph,
    Point,
    Run,
    Section,
    Series,
    Table,
)
from cotmoc.briefings.keys import TaskKey
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.domain.vi_numbers import show_date, show_percent
from cotmoc.tasks.models import Task

STATES = {
    TaskState.DONE_ON_TIME: "Đúng hạn",
    TaskState.DONE_LATE: "Xong muộn",
    TaskState.OVERDUE: "Quá hạn",
    TaskState.DUE_SOON: "Sắp đến hạn",
    TaskState.NOT_YET_DUE: "Chưa đến hạn",
    TaskState.NO_DEADLINE: "Thường xuyên",
}


def section(facts: Facts) -> Section:
    """II. Tasks: the six counts together, by lead, and the overdue ones by name."""
    if not facts.tally.total:
        return Section("Thực hiện nhiệm vụ được giao", (Paragraph.of("Từ đầu năm chưa giao nhiệm vụ nào."),))
    return Section(
        "Thực hiện nhiệm vụ được giao",
        (Paragraph.of(*_summary(facts)), _by_lead(facts), *_chart(facts), *_overdue(facts)),
    )


def next_section(facts: Facts) -> Section:
    """III. What comes next: the meeting's decisions, then tasks that fall due."""
    blocks: list[Block] = []
    for followed in facts.decisions:
        decision = followed.decision
        lead = f" ({decision.task.lead.name} chủ trì)" if decision.task.lead else ""
        due = f", hạn {show_date(decision.task.due_on)}" if decision.task.due_on else ""
        blocks.append(Paragraph.of(f"{decision.ordinal}. {decision.text.rstrip(' .')}{lead}{due}."))
    if facts.upcoming:
        blocks.append(Paragraph.of("Các nhiệm vụ đến hạn trong kỳ tới:"))
        blocks += [Paragraph.of(f"- {_named(task)}.") for task in facts.upcoming]
    if not blocks:
        blocks.append(Paragraph.of("Chưa có nhiệm vụ nào đến hạn hoặc kết luận nào cho kỳ tới."))
    return Section(f"Nhiệm vụ trọng tâm {in_words(facts.period.next())}", tuple(blocks))


def _summary(facts: Facts) -> Iterator[Run]:
    tally = facts.tally
    since, on = show_date(facts.year_begin), show_date(facts.on)
    yield f"Từ ngày {since} đến ngày {on} có "
    yield _number(facts, "all", tally.total)
    yield " nhiệm vụ được giao, trong đó "
    yield _number(facts, "fallen_due", tally.fallen_due)
    yield " nhiệm vụ đã đến hạn: "
    yield _number(facts, TaskState.DONE_ON_TIME, tally.done_on_time)
    yield f" hoàn thành đúng hạn ({show_percent(tally.on_time_rate.value)}), "
    yield _number(facts, TaskState.DONE_LATE, tally.done_late)
    yield " xong muộn, "
    yield _number(facts, TaskState.OVERDUE, tally.overdue)
    yield " quá hạn. "
    yield _number(facts, TaskState.DUE_SOON, tally.due_soon)
    yield " nhiệm vụ sắp đến hạn, "
    yield _number(facts, TaskState.NOT_YET_DUE, tally.not_yet_due)
    yield " chưa đến hạn và "
    yield _number(facts, TaskState.NO_DEADLINE, tally.no_deadline)
    yield " thường xuyên không tính vào tỷ lệ."


def _by_lead(facts: Facts) -> Table:
    def cells(tally: Tally, lead: int) -> tuple[Number, ...]:
        shown = [_number(facts, state, tally[state], lead) for state in STATES]
        return (*shown, _number(facts, "all", tally.total, lead))

    return Table(
        columns=(Column(2.6), *(Column(1, "right") for _ in (*STATES, "sum"))),
        header=((Head("Cơ quan chủ trì"), *(Head(words) for words in STATES.values()), Head("Cộng")),),
        rows=tuple((row.name, *cells(row.tally, row.agency)) for row in facts.leads),
        total=("Cộng", *cells(facts.tally, 0)),
        caption="Kết quả thực hiện nhiệm vụ theo cơ quan chủ trì",
        unit="Đơn vị tính: nhiệm vụ",
    )


def _chart(facts: Facts) -> Iterator[Chart]:
    busiest = facts.leads[:8]
    if len(busiest) < 2:
        return
    yield Chart(
        title="Kết quả thực hiện nhiệm vụ theo cơ quan chủ trì",
        categories=tuple(row.name for row in busiest),
        series=tuple(
            Series(
                words,
                tuple(
                    Point(row.tally[state], _number(facts, state, row.tally[state], row.agency))
                    for row in busiest
                ),
            )
            for state, words in STATES.items()
        ),
        stacked=True,
        unit="Đơn vị tính: nhiệm vụ",
    )


def _overdue(facts: Facts) -> Iterator[Paragraph]:
    if not facts.overdue:
        yield Paragraph.of("Không có nhiệm vụ quá hạn.")
        return
    yield Paragraph.of("Các nhiệm vụ quá hạn:")
    for task in facts.overdue[:MOST_LISTED]:
        days = (facts.on - task.due_on).days if task.due_on else 0
        yield Paragraph.of(f"- {_named(task)}, quá {days} ngày.")
    if len(facts.overdue) > MOST_LISTED:
        more = facts.tally.overdue - MOST_LISTED
        yield Paragraph.of("- Và ", _number(facts, TaskState.OVERDUE, more), " nhiệm vụ khác.")


def _named(task: Task) -> str:
    lead = f" ({task.lead.name} chủ trì)" if task.lead else ""
    due = f", hạn {show_date(task.due_on)}" if task.due_on else ""
    return f"{task.title.rstrip(' .;')}{lead}{due}"


def _number(facts: Facts, state: str, value: int, lead: int = 0) -> Number:
    return count(value, TaskKey(str(state), lead, facts.year_begin, facts.on))
