"""Joint activities: recorded once, after the fact, by those who took part."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.coordination import actions, queries
from cotmoc.coordination.models import JointActivity
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.coordination import KIND_UNKNOWN, LOOKS_THE_SAME, NOT_JOINT, NOT_YET_HELD
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from tests.rooms.small_province import World


def record(world: World, who: str = "bienphong", **changes: object) -> JointActivity:
    values: dict[str, object] = {
        "kind": "patrol",
        "held_on": date(2022, 7, 20),
        "lead": world.id("bdbp"),
        "participants": [world.id("bdbp"), world.id("congan"), world.id("quansu")],
        "markers": "đoạn 04 đến 05",
    }
    return actions.record(**{**values, **changes}, by=world.actor(who), at=world.at)  # type: ignore[arg-type]


def test_three_forces_attach_to_one_event(world: World) -> None:
    record(world)
    (event,) = queries.events(world.province.pk)
    assert (event.count, len(event.participants)) == (1, 3)
    for who in ("bienphong", "congan", "quansu", "vanphong"):
        assert queries.activities(world.actor(who)).count() == 1


def test_who_took_no_part_does_not_see_it(world: World) -> None:
    activity = record(world)
    assert not queries.activities(world.actor("sokhdt")).exists()
    with pytest.raises(Problem) as refused:
        queries.activity(world.actor("sokhdt"), activity.pk)
    assert refused.value.entry is NOT_FOUND


def test_a_plan_is_refused(world: World) -> None:
    with pytest.raises(Problem) as refused:
        record(world, held_on=date(2022, 7, 26))
    assert refused.value.entry is NOT_YET_HELD
    assert not JointActivity.objects.exists()


def test_the_same_event_entered_by_another_force_is_recognised(world: World) -> None:
    first = record(world)
    with pytest.raises(Problem) as refused:
        record(world, who="congan")
    assert refused.value.entry is LOOKS_THE_SAME
    assert str(first.pk) in refused.value.text()
    record(world, who="congan", another_occasion=True)
    assert queries.activities(world.actor("vanphong")).count() == 2


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"participants": []}, NOT_JOINT),
        ({"kind": "parade"}, KIND_UNKNOWN),
        ({"participants": [999_999]}, NOT_FOUND),
    ],
)
def test_nonsense_is_refused(world: World, changes: dict[str, object], entry: object) -> None:
    with pytest.raises(Problem) as refused:
        record(world, **changes)
    assert refused.value.entry is entry


def test_only_participants_record_it(world: World) -> None:
    with pytest.raises(Problem) as refused:
        record(world, who="sokhdt")
    assert refused.value.entry is NOT_PERMITTED


def test_a_withdrawn_event_leaves_the_counts_and_keeps_its_reason(world: World) -> None:
    activity = record(world)
    actions.withdraw(activity.pk, reason="Ghi nhầm ngày", by=world.actor("congan"), at=world.at)
    assert queries.events(world.province.pk) == []
    assert queries.activity(world.actor("bienphong"), activity.pk).withdrawn_reason == "Ghi nhầm ngày"


def test_the_window_is_half_open(world: World) -> None:
    record(world, held_on=date(2022, 6, 14))
    record(world, held_on=date(2022, 6, 15))
    quarter = queries.events(world.province.pk, start=date(2022, 3, 15), end=date(2022, 6, 15))
    assert [e.held_on for e in quarter] == [date(2022, 6, 14)]
