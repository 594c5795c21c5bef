"""A programme with two components, and money assigned to bodies from several sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from cotmoc.programmes import actions
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement, Programme
from tests.rooms.small_province import World

MILLION = 10**6


@dataclass
class Money:
    """The planning department keeps the poverty programme of 2021 to 2025; today is 25/7/2022."""

    world: World
    programme: Programme
    roads: Component
    jobs: Component

    def source(self, key: str = "dakglei", **changes: object) -> actions.Source:
        """Central investment of 2022 for the district of Đăk Glei, or another."""
        values: dict[str, object] = {
            "agency": self.world.id(key),
            "year": 2022,
            "level": "central",
            "nature": "investment",
        }
        return actions.Source(**{**values, **changes})  # type: ignore[arg-type]

    def assigned(
        self,
        millions: int,
        key: str = "dakglei",
        *,
        to: Component | None = None,
        on: date = date(2022, 3, 10),
        who: str = "vanphong",
        number: str = "120/QĐ-UBND",
        **source: object,
    ) -> Assignment:
        """A decision that was recorded."""
        return actions.allocate(
            (to or self.roads).pk,
            self.source(key, **source),
            amount=millions * MILLION,
            on=on,
            number=number,
            by=self.world.actor(who),
            at=self.world.at,
        )

    def disbursed(
        self, line: Allocation, millions: int, *, on: date = date(2022, 6, 30), who: str = "vanphong"
    ) -> Disbursement:
        """A payment that was recorded."""
        return actions.disburse(
            line.pk,
            amount=millions * MILLION,
            on=on,
            number="UNC 15",
            by=self.world.actor(who),
            at=self.world.at,
        )


@pytest.fixture
def money(world: World) -> Money:
    """The programme with nothing assigned yet."""
    return begun(world)


def begun(world: World) -> Money:
    """The programme as the planning department has written it."""
    keeper = world.actor("sokhdt")
    head = actions.Head(
        code="GNBV",
        title="Chương trình giảm nghèo bền vững",
        first_year=2021,
        last_year=2025,
        owner=world.id("khdt"),
        basis="Nghị quyết 24/2021/QH15",
    )
    programme = actions.write(head, by=keeper)
    roads = actions.add_component(programme.pk, code="1", title="Hạ tầng xã biên giới", by=keeper)
    jobs = actions.add_component(programme.pk, code="2.1", title="Đào tạo nghề", kind="subproject", by=keeper)
    programme.refresh_from_db()
    return Money(world, programme, roads, jobs)
