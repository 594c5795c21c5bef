"""A task given to a body that has ended since prints its name and says who answers for it today."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from cotmoc.organisations import actions as founding
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, queries
from tests.rooms.small_province import World

HANDED_OVER = date(2025, 3, 1)


@pytest.fixture
def task(world: World) -> int:
    """Given in 2022 to Sở Kế hoạch và Đầu tư, which Sở Tài chính succeeded on 1/3/2025."""
    by = founding.founder(world.province.pk)
    heir = founding.add_agency(
        key="taichinh",
        name="Sở Tài chính",
        short_name="Sở Tài chính",
        kind="department",
        level="province",
        valid_from=HANDED_OVER,
        by=by,
    )
    Agency.objects.filter(pk=world.id("khdt")).update(valid_to=HANDED_OVER)
    founding.add_succession(
        predecessor=world.agencies["khdt"],
        successor=heir,
        on=HANDED_OVER,
        share=Fraction(1),
        source="Nghị quyết 18",
        by=by,
    )
    order = actions.Order(
        title="Bố trí kinh phí",
        giver=world.id("ubnd"),
        leads=[world.id("khdt")],
        coordinating=[world.id("yte")],
    )
    return actions.assign(order, by=world.actor("vanphong"), at=world.at).pk


@pytest.mark.parametrize(
    ("on", "now"),
    [
        (date(2022, 7, 25), []),
        (date(2025, 2, 28), []),
        (HANDED_OVER, ["Sở Tài chính"]),
        (date(2026, 1, 1), ["Sở Tài chính"]),
    ],
)
def test_from_the_day_of_the_succession_on(world, task, on, now):
    office = world.actor("vanphong")
    bodies = queries.task_object(office, queries.task(office, task), on=on)["bodies"]
    assert [(b["name"], [one["name"] for one in b["now"]]) for b in bodies] == [
        ("Sở Kế hoạch và Đầu tư", now),
        ("Sở Y tế", []),
    ]


def test_a_body_that_ended_without_an_heir_has_nobody(world, task):
    Agency.objects.filter(pk=world.id("yte")).update(valid_to=HANDED_OVER)
    office = world.actor("vanphong")
    found = queries.answering_on(office, queries.task(office, task), on=HANDED_OVER)
    assert found[world.id("yte")] == ()


@pytest.mark.parametrize(("today", "shown"), [("2022-07-25", False), ("2025-10-15", True)])
def test_the_page_shows_both_names(world, task, settings, monkeypatch, today, shown):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    settings.COTMOC_DEMO = True
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", today)
    client = Client()
    client.force_login(world.people["vanphong"])
    text = client.get(f"/nhiem-vu/{task}/").content.decode()
    assert "Sở Kế hoạch và Đầu tư" in text
    assert ("nay là Sở Tài chính" in text) is shown
    assert ("Đang chờ Sở Tài chính" in text) is shown
