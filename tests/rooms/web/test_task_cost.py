"""How much the page of a task asks of the database: no more for what the task is not tied to."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World
from tests.rooms.web.test_tasks import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]

MOST = 15
"""Session, person, appointment and bodies below, the task with events, roles and their bodies, to what it is
tied, three lists of what it can be tied to, the menu, its reminders and overdue tasks."""


def asked(world: World, username: str, pk: int) -> list[str]:
    client = signed_in(world, username)
    client.get(f"/nhiem-vu/{pk}/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(f"/nhiem-vu/{pk}/").status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("username", ["vanphong", "sokhdt", "lanhdao", "kiemtra"])
def test_a_task_tied_to_nothing_is_asked_for_in_few_statements(world, username):
    task = give(world)
    found = asked(world, username, task.pk)
    assert 0 < len(found) <= MOST, "\n".join(found)


def test_more_events_ask_no_more(world):
    task = give(world)
    before = len(asked(world, "vanphong", task.pk))
    for n in range(5):
        actions.comment(task.pk, note=f"Ý kiến {n}", by=world.actor("sokhdt"), at=world.at)
    assert len(asked(world, "vanphong", task.pk)) == before


def test_a_matter_that_is_up_asks_one_statement_more_of_who_may_answer_it(world):
    task = give(world, leads=[world.id("dakplo")])
    before = {who: len(asked(world, who, task.pk)) for who in ("huyen", "lanhdao", "xa")}
    actions.escalate(task.pk, proposal="Xin vốn", by=world.actor("xa"), at=world.at)
    after = {who: len(asked(world, who, task.pk)) for who in before}
    more = {who: after[who] - before[who] for who in before}
    assert (more["huyen"], more["lanhdao"]) == (1, 1)
    assert more["xa"] <= 0


def test_small_questions_have_their_answers_together(world):
    agencies = Agency.objects.order_by("pk")
    found = organisations.together(
        there={
            "some": agencies,
            "no": agencies.filter(pk=0),
            "none": agencies.none(),
            "of": organisations.Links(Agency, "province", world.province.pk),
            "of nothing": organisations.Links(Agency, "province", 0),
        },
        counted={"all": agencies, "nothing": agencies.none()},
        first={"name": agencies.values("name"), "nobody": agencies.filter(pk=0).values("name")},
    )
    first = agencies[0]
    assert found == {
        "some": True, "no": False, "none": False, "of": True, "of nothing": False,
        "all": agencies.count(), "nothing": 0, "name": first.name, "nobody": None,
    }  # fmt: skip
