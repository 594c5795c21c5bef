"""A meeting's decision is a task like any other."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.errors.tasks import NO_LEAD
from cotmoc.domain.periods import Period
from cotmoc.domain.task_status import Tally
from cotmoc.meetings import actions, queries
from cotmoc.meetings.models import Decision, Meeting
from cotmoc.tasks import queries as tasks
from tests.rooms.small_province import World

Q2 = Period.parse("2022-Q2")


def open_meeting(world: World) -> Meeting:
    return actions.open_meeting(
        series="three-force",
        title="Giao ban ba lực lượng Quý II/2022",
        period=Q2,
        held_on=date(2022, 7, 25),
        chair=world.id("ubnd"),
        by=world.actor("vanphong"),
        at=world.at,
    )


def decide(world: World, meeting: Meeting, who: str = "vanphong", **changes: object) -> Decision:
    values: dict[str, object] = {
        "text": "Tổ chức tuần tra, kiểm soát khu vực biên giới, ngăn chặn tội phạm ma túy, buôn lậu.",
        "leads": [world.id("bdbp"), world.id("congan")],
        "coordinating": [world.id("quansu")],
        "due_on": date(2022, 9, 14),
    }
    return actions.decide(meeting.pk, **{**values, **changes}, by=world.actor(who), at=world.at)  # type: ignore[arg-type]


def test_a_decision_becomes_a_task_of_the_chair(world: World) -> None:
    decision = decide(world, open_meeting(world))

    task = tasks.task(world.actor("bienphong"), decision.task_id)
    assert task.giver_id == world.id("ubnd")
    assert task.due_on == date(2022, 9, 14)
    assert [r.agency_id for r in task.roles.all()] == [world.id(k) for k in ("bdbp", "congan", "quansu")]
    found = queries.decision_of(world.actor("bienphong"), task.pk)
    assert found is not None
    assert found.ordinal == 1


def test_decisions_keep_their_order_and_show_their_state(world: World) -> None:
    meeting = open_meeting(world)
    decide(world, meeting)
    decide(world, meeting, text="Giữ vững quan hệ hữu nghị hai bên biên giới", due_on=None)

    followed = queries.decisions(world.actor("lanhdao"), meeting, on=date(2022, 9, 15))
    assert [f.decision.ordinal for f in followed] == [1, 2]
    assert [f.tally for f in followed] == [Tally(overdue=1), Tally(no_deadline=1)]
    next_quarter = queries.earlier_tally(
        world.actor("lanhdao"), series="three-force", period=Q2.next(), on=date(2022, 9, 15)
    )
    assert next_quarter == Tally(overdue=1, no_deadline=1)


def test_a_decision_for_each_unit_counts_the_units_tasks(world: World) -> None:
    meeting = open_meeting(world)
    decide(world, meeting, leads=[world.id("dakglei"), world.id("ngochoi")], coordinating=[], each=True)
    (followed,) = queries.decisions(world.actor("lanhdao"), meeting, on=date(2022, 9, 15))
    assert followed.tally == Tally(overdue=2)


def test_opening_the_same_meeting_twice_is_one_meeting(world: World) -> None:
    assert open_meeting(world).pk == open_meeting(world).pk


def test_a_form_sent_twice_is_one_decision(world: World) -> None:
    meeting = open_meeting(world)
    first, second = decide(world, meeting), decide(world, meeting)
    assert (first.pk, first.task_id) == (second.pk, second.task_id)
    assert Decision.objects.count() == 1


def test_a_long_decision_keeps_its_whole_text(world: World) -> None:
    text = "Rà soát, củng cố " * 40
    decision = decide(world, open_meeting(world), text=text)
    assert decision.text == text.strip()
    assert len(decision.task.title) <= 201
    assert decision.task.detail == text.strip()


def test_a_failed_task_leaves_no_decision(world: World) -> None:
    meeting = open_meeting(world)
    with pytest.raises(Problem) as refused:
        decide(world, meeting, leads=[])
    assert refused.value.entry is NO_LEAD
    assert not Decision.objects.exists()


@pytest.mark.parametrize("text", ["   ", "TỐI MẬT\nTriển khai lực lượng"])
def test_empty_and_marked_texts_are_refused(world: World, text: str) -> None:
    with pytest.raises(Problem) as refused:
        decide(world, open_meeting(world), text=text)
    assert refused.value.entry is BAD_VALUE


def test_an_agency_cannot_decide_for_the_meeting(world: World) -> None:
    meeting = open_meeting(world)
    with pytest.raises(Problem) as refused:
        decide(world, meeting, who="bienphong")
    assert refused.value.entry is NOT_PERMITTED
