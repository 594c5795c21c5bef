"""The chain task ↔ programme: who ties them, what each side shows, and how many statements it costs."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.programmes import actions, queries
from cotmoc.programmes.models import TaskMoney
from cotmoc.programmes.queries import objects
from cotmoc.tasks import actions as task_actions
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Task
from cotmoc.web.programmes import shown
from tests.rooms.pages import signed_in, text
from tests.rooms.programmes.conftest import MILLION, Money
from tests.rooms.web.test_task_cost import MOST, asked
from tests.rooms.web.test_tasks import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
TODAY = date(2022, 7, 25)


@pytest.fixture
def task(money: Money) -> Task:
    """Led by the district of Đăk Glei, given by the office."""
    return give(money.world, "Làm đường vào xã biên giới", leads=[money.world.id("dakglei")])


def link(money: Money, task: Task, who: str = "vanphong", **more: object) -> TaskMoney:
    return actions.link_task(task.pk, money.roads.pk, by=money.world.actor(who), at=money.world.at, **more)  # type: ignore[arg-type]


def paid(money: Money, task: Task, who: str = "vanphong", on: date = TODAY) -> list[queries.Payment]:
    viewer = money.world.actor(who)
    return queries.payments_of(viewer, tasks.task(viewer, task.pk), on=on)


def by_source(one: queries.Payment) -> list[tuple[int, str, str, int, int]]:
    return [
        (line.year, line.level, line.vintage, line.sums.assigned // MILLION, line.sums.disbursed // MILLION)
        for line in one.sources
    ]


def test_a_task_shows_each_source_of_its_component_apart(money: Money, task: Task) -> None:
    own = money.assigned(1_000).allocation
    money.assigned(100, vintage="carried")
    other = money.assigned(300, "ngochoi").allocation
    money.disbursed(own, 400)
    money.disbursed(other, 50, on=date(2022, 7, 20))
    link(money, task)
    (one,) = paid(money, task)
    assert (one.programme_code, one.code, one.allocation, one.whole) == ("GNBV", "1", None, True)
    assert by_source(one) == [
        (2022, "central", "this_year", 1_300, 450),
        (2022, "central", "carried", 100, 0),
    ]
    assert by_source(paid(money, task, on=date(2022, 7, 1))[0])[0] == (
        2022,
        "central",
        "this_year",
        1_300,
        400,
    )
    # The district sees what is its own, and is told that there is more.
    (mine,) = paid(money, task, "huyen")
    assert (by_source(mine)[0][3:], mine.whole) == ((1_000, 400), False)


def test_one_line_of_money_pays_alone_and_is_hidden_from_who_may_not_see_it(money: Money, task: Task) -> None:
    own, other = money.assigned(1_000).allocation, money.assigned(300, "ngochoi").allocation
    link(money, task, "huyen", allocation=own.pk)
    link(money, task, allocation=other.pk)
    first, second = paid(money, task)
    assert [(one.allocation, by_source(one)[0][3]) for one in (first, second)] == [
        (own.pk, 1_000), (other.pk, 300),
    ]  # fmt: skip
    hidden = paid(money, task, "huyen")[1]
    assert (hidden.allocation, hidden.body, hidden.sources, hidden.whole) == (None, "", (), False)


def test_linking_is_for_the_giver_and_the_leads_and_stands_once(money: Money, task: Task) -> None:
    line = money.assigned(10, to=money.jobs).allocation
    made = link(money, task, "huyen")
    assert link(money, task).pk == made.pk
    for who, entry in (("congan", NOT_FOUND), ("kiemtra", NOT_PERMITTED)):
        with pytest.raises(Problem) as refused:
            link(money, task, who)
        assert refused.value.entry is entry
    with pytest.raises(Problem) as refused:
        link(money, task, allocation=line.pk)
    assert (refused.value.entry, refused.value.field) == (BAD_VALUE, "allocation")
    districts = [money.world.id("dakglei"), money.world.id("ngochoi")]
    order = task_actions.Order("Mỗi huyện", money.world.id("ubnd"), districts)
    heading = task_actions.assign_each(order, by=money.world.actor("vanphong"), at=money.world.at)
    with pytest.raises(Problem) as refused:
        link(money, heading)
    assert (refused.value.entry, refused.value.field) == (BAD_VALUE, "task")


def test_what_is_unlinked_stays_readable_and_both_are_in_the_log(money: Money, task: Task) -> None:
    world = money.world
    made = link(money, task, "huyen")
    actions.unlink_task(task.pk, made.pk, by=world.actor("vanphong"), at=world.at)
    with pytest.raises(Problem) as refused:
        actions.unlink_task(task.pk, made.pk, by=world.actor("vanphong"), at=world.at)
    assert refused.value.entry is NOT_FOUND
    again = link(money, task)
    old, new = paid(money, task)
    assert (old.by, old.ended_on, old.ended_by) == (
        world.people["huyen"].display_name, TODAY, world.people["vanphong"].display_name,
    )  # fmt: skip
    assert (new.link, new.ended_on) == (again.pk, None)
    told = AuditRow.objects.filter(thing="tasks.task", thing_id=str(task.pk)).order_by("seq")
    assert [row.deed for row in told][-3:] == [
        "task.link_programme", "task.unlink_programme", "task.link_programme",
    ]  # fmt: skip


def test_a_programme_names_the_tasks_it_pays_with_their_state(money: Money, task: Task) -> None:
    link(money, task)
    office = money.world.actor("vanphong")
    row = queries.programme(office, money.programme.pk)
    assert [one.task.title for one in queries.tasks_paid(office, row)] == [task.title]
    assert not queries.tasks_paid(money.world.actor("congan"), row)
    found = queries.programme_object(office, row, on=TODAY)
    assert found["tasks"] == [
        {
            "id": task.pk,
            "title": task.title,
            "lead": {"id": money.world.id("dakglei"), "name": "Ủy ban nhân dân huyện Đăk Glei"},
            "state": "not_yet_due",
            "component": money.roads.pk,
        }
    ]


def test_the_pages_lead_from_task_to_programme_and_back(money: Money, task: Task) -> None:
    office = signed_in(money.world, "vanphong")
    line = money.assigned(1_000).allocation
    money.disbursed(line, 400)
    page, form = f"/nhiem-vu/{task.pk}/", f"/nhiem-vu/{task.pk}/nguon-von/"
    assert form in office.get(page).content.decode()
    offered = text(office.get(form))
    assert "1. Hạ tầng xã biên giới" in offered
    assert "1. Ủy ban nhân dân huyện Đăk Glei, 2022: Ngân sách trung ương, đầu tư phát triển" in offered
    assert office.post(form, {"source": "a999"}).status_code == 422
    assert office.post(form, {"source": f"a{line.pk}"})["Location"] == f"{page}#nguon-von"
    shown = text(office.get(page))
    assert "GNBV · 1. Hạ tầng xã biên giới" in shown
    assert (
        "Ngân sách trung ương đầu tư phát triển, giao năm nay 2022 1.000.000.000 400.000.000 40,0%" in shown
    )
    programme = office.get(f"/chuong-trinh/{money.programme.pk}/")
    assert f'href="{page}#nguon-von"' in programme.content.decode()
    assert "Làm đường vào xã biên giới" in text(programme)
    made = TaskMoney.objects.get()
    gone = office.post(f"/nhiem-vu/{task.pk}/bo-nguon-von/", {"link": made.pk})
    assert gone["Location"] == f"{page}#nguon-von"
    assert "bỏ 25/7/2022" in text(office.get(page))
    assert signed_in(money.world, "congan").get(form).status_code == 404


def test_the_page_of_a_programme_leads_to_its_tasks_in_the_list(money: Money, task: Task) -> None:
    link(money, task)
    actions.link_task(task.pk, money.jobs.pk, by=money.world.actor("vanphong"), at=money.world.at)
    give(money.world, "Việc không dùng vốn")
    office = signed_in(money.world, "vanphong")
    page = office.get(f"/chuong-trinh/{money.programme.pk}/")
    assert "Nhiệm vụ dùng vốn chương trình (1)" in text(page)
    address = f"/nhiem-vu/?programme={money.programme.pk}"
    assert f'href="{address}"' in page.content.decode()
    for view in ("", "bang/", "thang/", "tien-do/"):
        shown = office.get(address.replace("?", f"{view}?"))
        assert "Việc không dùng vốn" not in text(shown), view
        assert f'name="programme" value="{money.programme.pk}"' in shown.content.decode(), view
    assert task.title in text(office.get(address))
    assert task.title not in text(office.get(f"{address}999"))
    assert office.get("/nhiem-vu/?programme=x").status_code == 422


def test_a_task_without_programme_money_asks_nothing_more_and_with_it_one_statement(
    money: Money, task: Task
) -> None:
    for n in range(3):
        money.assigned(100 + n, level=["central", "province", "commune"][n])
    people = ("vanphong", "huyen")
    without = {who: asked(money.world, who, task.pk) for who in people}
    assert len(without["vanphong"]) <= MOST, "\n".join(without["vanphong"])
    assert "taskmoney" in "".join(without["huyen"])  # within the one statement that asks what is there
    link(money, task)
    actions.link_task(task.pk, money.jobs.pk, by=money.world.actor("vanphong"), at=money.world.at)
    for who in people:
        assert len(asked(money.world, who, task.pk)) == len(without[who]) + 1


def test_the_open_tasks_of_a_programme_come_first_and_the_page_tells_of_the_others(
    money: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, office = money.world, money.world.actor("vanphong")
    late, soon, never, gone = (
        give(world, title, due)
        for title, due in (("Muộn", 60), ("Sớm", 7), ("Thường xuyên", None), ("Rút", 1))
    )
    for one in (late, soon, never, gone):
        link(money, one)
    actions.link_task(late.pk, money.jobs.pk, by=office, at=world.at)
    task_actions.withdraw(gone.pk, reason="Trùng", by=office, at=world.at)
    row = queries.programme(office, money.programme.pk)
    found = [one.task.title for one in queries.tasks_paid(office, row)]
    assert found == ["Sớm", "Muộn", "Muộn", "Thường xuyên", "Rút"]
    monkeypatch.setattr(shown, "MOST_TASKS", 2)
    page = signed_in(world, "vanphong").get(f"/chuong-trinh/{row.pk}/")
    assert [one.link.task.title for one in page.context["tasks"]] == ["Sớm", "Muộn"]
    assert page.context["task_count"] == 4
    monkeypatch.setattr(objects, "MOST_TASKS", 2)
    told = queries.programme_object(office, row, on=world.today)
    assert ([one["title"] for one in told["tasks"]], told["tasks_count"]) == (["Sớm", "Muộn"], 5)
    link_of_list = f'href="/nhiem-vu/?programme={row.pk}">Mở trong danh sách nhiệm vụ<'
    assert page.content.decode().count(link_of_list) == 2
