"""Parts II and III: how the tasks stand, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cotmoc.briefings.compose.facts import MOST_LISTED, Facts, in_words
from cotmoc.briefings.compose.numbers import count, share
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
from cotmoc.domain.vi_numbers import show_date
from cotmoc.meetings.queries import FollowedDecision
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
    """II. Tasks: the six counts together, by lead, the overdue ones by name, the last meeting's decisions."""
    title = "Thực hiện nhiệm vụ được giao"
    earlier = tuple(_earlier(facts))
    if not facts.tally.total:
        return Section(title, (Paragraph.of("Từ đầu năm chưa giao nhiệm vụ nào."), *earlier))
    blocks: tuple[Block, ...] = (
        Paragraph.of(*_summary(facts)),
        _by_lead(facts),
        *_chart(facts),
        *_overdue(facts),
    )
    return Section(title, (*blocks, *earlier))


def next_section(facts: Facts) -> Section:
    """III. What comes next: the meeting's decisions, then tasks that fall due."""
    blocks: list[Block] = []
    for followed in facts.decisions:
        blocks.append(Paragraph.of(f"{_decided(followed)}."))
    if facts.upcoming:
        blocks.append(Paragraph.of("Các nhiệm vụ đến hạn trong kỳ tới:"))
        blocks += [Paragraph.of(f"- {_named(task)}.") for task in facts.upcoming]
    if not blocks:
        blocks.append(Paragraph.of("Chưa có nhiệm vụ nào đến hạn hoặc kết luận nào cho kỳ tới."))
    return Section(f"Nhiệm vụ trọng tâm {in_words(facts.period.next())}", tuple(blocks))


def _summary(facts: Facts) -> Iterator[Run]:
    tally = facts.tally
    yield f"Từ ngày {show_date(facts.year_begin)} đến ngày {show_date(facts.on)} có "
    yield _number(facts, "all", tally.total)
    yield " nhiệm vụ được giao. "
    if tally.fallen_due:
        yield _number(facts, "fallen_due", tally.fallen_due)
        yield " nhiệm vụ đã đến hạn, trong đó "
        yield _number(facts, TaskState.DONE_ON_TIME, tally.done_on_time)
        yield " hoàn thành đúng hạn ("
        yield share(tally.on_time_rate, TaskKey("rate", 0, facts.year_begin, facts.on))
        yield ")"
        yield from _counted(facts, ", ", (TaskState.DONE_LATE, "xong muộn"), (TaskState.OVERDUE, "quá hạn"))
        yield "."
    else:
        yield "Chưa có nhiệm vụ nào đến hạn."
    ahead = ((TaskState.DUE_SOON, "nhiệm vụ sắp đến hạn"), (TaskState.NOT_YET_DUE, "nhiệm vụ chưa đến hạn"))
    if any(tally[state] for state, _ in ahead):
        yield " Còn"
        yield from _counted(facts, " ", *ahead)
        yield "."
    if tally.no_deadline:
        yield " "
        yield _number(facts, TaskState.NO_DEADLINE, tally.no_deadline)
        yield " nhiệm vụ thường xuyên không tính vào tỷ lệ."


def _counted(facts: Facts, begin: str, *states: tuple[TaskState, str]) -> Iterator[Run]:
    """«, 3 xong muộn, 2 quá hạn»: the states that occur."""
    for state, words in states:
        if facts.tally[state]:
            yield begin
            yield _number(facts, state, facts.tally[state])
            yield f" {words}"
            begin = ", "


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
        waits = f"; chờ {task.giver} nghiệm thu" if task.completed_on else ""
        named = _with_lead(task.title, task.lead, task.due_on)
        yield Paragraph.of(f"- {named}, quá {days} ngày{waits}.")
    if len(facts.overdue) > MOST_LISTED:
        whole = _number(facts, TaskState.OVERDUE, facts.tally.overdue)
        yield Paragraph.of("- Và các nhiệm vụ khác trong tổng số ", whole, " nhiệm vụ quá hạn.")


def _earlier(facts: Facts) -> Iterator[Paragraph]:
    """What became of the decisions of the meeting before."""
    if facts.earlier:
        yield Paragraph.of(f"Việc thực hiện kết luận giao ban {in_words(facts.period.previous())}:")
    for followed in facts.earlier:
        standing = ", ".join(
            words.lower() if followed.tally.total == 1 else f"{followed.tally[state]} {words.lower()}"
            for state, words in STATES.items()
            if followed.tally[state]
        )
        yield Paragraph.of(f"{_decided(followed)}: {standing or 'đã rút lại'}.")


def _decided(followed: FollowedDecision) -> str:
    decision = followed.decision
    return f"{decision.ordinal}. {_named(decision.task, decision.text)}"


def _named(task: Task, text: str = "") -> str:
    return _with_lead(text or task.title, task.lead.name if task.lead else "", task.due_on)


def _with_lead(text: str, lead: str, due_on: date | None) -> str:
    leading = f" ({lead} chủ trì)" if lead else ""
    due = f", hạn {show_date(due_on)}" if due_on else ""
    return f"{text.rstrip(' .;')}{leading}{due}"


def _number(facts: Facts, state: str, value: int, lead: int = 0) -> Number:
    return count(value, TaskKey(str(state), lead, facts.year_begin, facts.on))
