"""The page of results."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("by", ["lead", "body", "giver", "document", "area", "month"])
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
