"""A directive whose clauses are accepted, and plans with which units answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from cotmoc.directives import actions as directives
from cotmoc.directives.models import Clause, Document
from cotmoc.plans import actions
from cotmoc.plans.models import Plan
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import World


@dataclass(frozen=True)
class Directive:
    """1450/UBND-KTTH of 12/7/2022: the health department by 15/8, planning by 30/9, forces and districts."""

    world: World
    document: Document

    def clause(self, words: str) -> Clause:
        """The clause whose name has these words."""
        return Clause.objects.get(reading__document=self.document, label__contains=words)

    def task(self, words: str, lead: str) -> Task:
        """The task it became for a unit."""
        links = self.clause(words).tasks.filter(task__group=False)
        return links.get(task__lead=self.world.id(lead)).task

    def draft(self, key: str = "khdt", **changes: object) -> actions.Draft:
        """The planning department's plan of two lines, or another unit's."""
        values: dict[str, object] = {
            "agency": self.world.id(key),
            "year": 2022,
            "title": "Kế hoạch triển khai Công văn 1450/UBND-KTTH",
            "number": "15/KH-SKHĐT",
            "document": self.document.pk,
            "lines": [
                self.line("Tổng hợp nhu cầu kinh phí"),
                self.line("Trình phương án", due_on=date(2022, 9, 25)),
            ],
        }
        return actions.Draft(**{**values, **changes})  # type: ignore[arg-type]

    def line(self, wording: str, **changes: object) -> actions.Line:
        """A line of the planning department that answers its clause."""
        values: dict[str, object] = {
            "due_on": date(2022, 9, 15),
            "who": "Phòng Kinh tế ngành",
            "source": "Ngân sách tỉnh",
            "amount": Decimal("120.5"),
            "clause": self.clause("kinh phí").pk,
        }
        return actions.Line(wording, **{**values, **changes})  # type: ignore[arg-type]

    def written(self, who: str = "sokhdt", key: str = "khdt", **changes: object) -> Plan:
        """A plan that somebody has written."""
        return actions.write(self.draft(key, **changes), by=self.world.actor(who), at=self.world.at)

    def approved(self, who: str = "sokhdt", key: str = "khdt", **changes: object) -> Plan:
        """A plan that was submitted and approved by the office."""
        plan = self.written(who, key, **changes)
        actions.submit(plan.pk, by=self.world.actor(who), at=self.world.at)
        return actions.approve(plan.pk, by=self.world.actor("vanphong"), at=self.world.at)


@pytest.fixture
def directive(world: World) -> Directive:
    office = world.actor("vanphong")
    document, _ = directives.register(name="cv.txt", data=papers.TEXT.encode(), by=office, at=world.at)
    _, left = directives.accept_all(document.pk, by=office, at=world.at)
    assert left == []
    return Directive(world, document)
