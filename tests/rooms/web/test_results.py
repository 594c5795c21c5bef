"""The page of results."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cotmoc.tasks import actions
from cotmoc.tasks.queries import HandOver
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import World

from .test_tasks import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def test_both_rates_stand_side_by_side_with_their_denominators(world: World) -> None:
    give(world, due=-3)
    page = signed_in(world).get("/nhiem-vu/ket-qua/")
    assert "Cách tính «không quá hạn»" in text(page)
    (row,) = page.context["rows"]
    assert (row.tally.overdue, row.tally.fallen_due) == (1, 1)
    assert "0/1" in text(page)


@pytest.mark.parametrize("by", ["lead", "body", "giver", "document", "area", "function", "month"])
def test_by_everything_there_is_a_page(world: World, by: str) -> None:
    give(world)
    assert signed_in(world, "sokhdt").get(f"/nhiem-vu/ket-qua/?theo={by}&tu=1/1/2022").status_code == 200


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("den", "32/1/2022", "Tính đến: Không có ngày «32/1/2022»"),
        ("den", "26/7/2022", "Tính đến: không sau 25/7/2022"),
        ("tu", "abc", "Giao từ: «abc» chưa rõ là ngày nào"),
    ],
)
def test_a_day_that_cannot_be_read_stays_as_typed_and_is_told(
    world: World, name: str, typed: str, said: str
) -> None:
    page = signed_in(world).get("/nhiem-vu/ket-qua/", {name: typed})
    assert page.status_code == 422
    assert said in text(page)
    assert f'value="{typed}"' in page.content.decode()


@pytest.mark.parametrize("asked", ["theo=x", "den=%00", "den=1/1/0001"])
def test_what_makes_no_sense_is_no_fault_of_the_server(world: World, asked: str) -> None:
    assert signed_in(world).get(f"/nhiem-vu/ket-qua/?{asked}").status_code in (200, 422)


def test_nothing_to_show_says_so(world: World) -> None:
    assert "Không có nhiệm vụ nào trong khoảng này" in text(signed_in(world).get("/nhiem-vu/ket-qua/"))


def test_a_past_day_leads_to_the_tasks_of_that_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 25/7 Sở KH&ĐT leads it, on 26/7 it passes to Sở Y tế: 25/7 opens to it under its old lead."""
    task = give(world, "Rà soát đường mòn", 60)
    wanted = HandOver(world.id("khdt"), world.id("yte"), "Sắp xếp bộ máy")
    later = world.at + timedelta(days=1)
    actions.hand_over([task.pk], wanted, by=world.actor("vanphong"), at=later)
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-26")
    client = signed_in(world)
    (row,) = client.get("/nhiem-vu/ket-qua/?den=25/7/2022").context["rows"]
    assert row.name == "Sở Kế hoạch và Đầu tư"
    page = client.get(row.href)
    assert [one.title for one in page.context["lines"]] == ["Rà soát đường mòn"]
    assert "Cơ quan chủ trì: Sở Kế hoạch và Đầu tư" in text(page)
    assert "Như đã biết đến hết ngày 25/7/2022" in text(page)
    assert client.get(row.href + "&state=overdue").context["count"] == 0
    (now,) = client.get("/nhiem-vu/ket-qua/").context["rows"]
    assert (now.name, now.href) == ("Sở Y tế", f"/nhiem-vu/?lead={world.id('yte')}")


@pytest.mark.parametrize("by", ["lead", "body", "giver", "document", "area", "month"])
def test_every_group_of_a_past_day_opens_to_as_many_tasks_as_it_counts(
    world: World, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(world, document="34/NQ-CP", coordinating=[world.id("quansu")])
    give(world, "Quá hạn", -1)
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-27")
    client = signed_in(world)
    rows = client.get(f"/nhiem-vu/ket-qua/?theo={by}&den=26/7/2022").context["rows"]
    assert rows
    for row in rows:
        assert client.get(row.href).context["count"] == row.tally.total, row.name
        assert len(client.get(row.href).context["lines"]) == row.tally.total


@pytest.mark.parametrize(
    "asked", ["theo=lead&khoa=x", "theo=month&khoa=1", "den=1/1/0001", "khoa=%00", "state=x"]
)
def test_a_group_that_cannot_be_is_told(world: World, asked: str) -> None:
    assert signed_in(world).get(f"/nhiem-vu/ket-qua/nhiem-vu/?{asked}").status_code in (200, 422)
