"""Today: what is late, what is due soon, whom it waits for, and results with honest denominators."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from cotmoc.coordination import actions as coordination_actions
from cotmoc.domain.periods import Period
from cotmoc.meetings import actions as meeting_actions
from cotmoc.tasks import actions
from cotmoc.tasks.models import Task
from cotmoc.web.today import work
from tests.rooms.directives.test_relations import REPLACES, old, register, settle
from tests.rooms.small_province import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
TODAY = date(2022, 7, 25)


def page(world: World, username: str = "vanphong"):
    client = Client()
    client.force_login(world.people[username])
    return client.get("/")


def give(world: World, title: str, lead: str, due: date | None):
    order = actions.Order(
        title=title,
        giver=world.id("ubnd"),
        leads=[world.id(lead)],
        due_on=due,
        given_on=date(2022, 3, 1),
    )
    return actions.assign(order, by=world.actor("vanphong"), at=world.at)


def test_the_day_and_its_data_window_are_said(world):
    text = page(world).content.decode()
    assert "Hôm nay, thứ Hai 25/7/2022" in text
    assert "Đang trong kỳ số liệu Quý III/2022 (15/6 đến 14/9/2022), còn 51 ngày." in text


def test_late_and_soon_are_told_apart_at_the_day(world):
    give(world, "Hạn hôm qua", "khdt", TODAY - timedelta(days=1))
    give(world, "Hạn hôm nay nhé", "khdt", TODAY)
    give(world, "Hạn tuần sau", "yte", TODAY + timedelta(days=7))
    give(world, "Hạn xa hơn", "yte", TODAY + timedelta(days=8))
    shown = page(world)
    late, soon = shown.context["groups"]
    assert (late.title, [row.title for row in late.rows]) == ("Quá hạn", ["Hạn hôm qua"])
    assert [row.title for row in soon.rows] == ["Hạn hôm nay nhé", "Hạn tuần sau"]
    text = shown.content.decode()
    assert "Quá 1 ngày" in text
    assert "Còn 7 ngày" in text


def test_a_late_item_names_the_body_that_holds_it_up(world):
    task = give(world, "Nộp rồi, chưa ai xem", "khdt", TODAY - timedelta(days=3))
    [row] = page(world).context["groups"][0].rows
    assert row.waits_for == "Chính cơ quan chủ trì"
    actions.report_completion(
        task.pk, by=world.actor("sokhdt"), at=world.at, product="15/BC-SKHĐT", product_on=world.at.date()
    )
    [row] = page(world).context["groups"][0].rows
    assert row.waits_for == "Ủy ban nhân dân tỉnh"


def test_the_rate_leaves_out_what_is_not_due_and_says_so(world):
    done = give(world, "Xong đúng hạn", "khdt", TODAY)
    actions.report_completion(
        done.pk, by=world.actor("sokhdt"), at=world.at, product="16/BC-SKHĐT", product_on=world.at.date()
    )
    actions.accept(done.pk, by=world.actor("vanphong"), at=world.at)
    for title, due in (("Một", TODAY - timedelta(1)), ("Hai", TODAY - timedelta(2)), ("Ba", None)):
        give(world, title, "khdt", due)
    text = page(world).content.decode()
    assert "3 nhiệm vụ đã đến hạn: 1 đúng hạn (33,3%), 0 xong muộn, 2 quá hạn." in text
    assert "1 nhiệm vụ chưa đến hạn hoặc thường xuyên không tính vào tỷ lệ." in text


def test_a_department_sees_only_its_own(world):
    give(world, "Việc của Sở Y tế", "yte", TODAY)
    assert page(world, "sokhdt").context["groups"] == []


def test_who_reads_no_tasks_gets_no_tasks(world):
    give(world, "Việc của Sở Y tế", "yte", TODAY)
    shown = page(world, "quantri")
    assert "groups" not in shown.context
    assert "Việc của Sở Y tế" not in shown.content.decode()


def test_the_nearest_meeting_and_what_was_decided_before(world):
    office = world.actor("vanphong")

    def opened(period: str, held_on: date):
        return meeting_actions.open_meeting(
            series="ba-luc-luong",
            title=f"Giao ban ba lực lượng {period}",
            period=Period.parse(period),
            held_on=held_on,
            chair=world.id("ubnd"),
            by=office,
            at=world.at,
        )

    earlier = opened("2022-Q1", date(2022, 4, 20))
    opened("2022-Q2", date(2022, 7, 29))
    opened("2022-Q3", date(2022, 10, 20))
    meeting_actions.decide(
        earlier.pk, text="Rà soát quy chế phối hợp.", leads=[world.id("congan")], by=office, at=world.at
    )
    shown = page(world)
    assert (shown.context["meeting"].period, shown.context["meeting_left"]) == ("2022-Q2", 4)
    assert "Kết luận kỳ trước: 0/1 việc đã xong" in shown.content.decode()


def test_joint_activities_of_the_quarter_count_once(world):
    forces = [world.id(key) for key in ("bdbp", "congan", "quansu")]
    for held_on, count in ((date(2022, 6, 20), 4), (date(2022, 7, 4), 1), (date(2022, 6, 14), 9)):
        coordination_actions.record(
            kind="patrol",
            held_on=held_on,
            lead=forces[0],
            participants=forces,
            count=count,
            by=world.actor("vanphong"),
            at=world.at,
        )
    shown = page(world)
    assert shown.context["activity_count"] == 5
    assert [one["event"].held_on for one in shown.context["activities"]] == [
        date(2022, 7, 4),
        date(2022, 6, 20),
    ]


def test_open_tasks_of_a_replaced_document_wait_for_the_office(world):
    words = "nhiệm vụ của văn bản bị thay thế, chờ quyết định"
    before = old(world)
    assert words not in page(world).content.decode()
    new = register(world, REPLACES)
    count = Task.objects.filter(group=False).count()
    shown = page(world)
    [line] = [one for one in shown.context["counts"] if one.words == words]
    assert (line.count, line.href) == (count, f"/van-ban/{new.pk}/#con-mo")
    assert f'href="/van-ban/{new.pk}/#con-mo"' in shown.content.decode()
    for other in ("lanhdao", "sokhdt", "kiemtra"):
        assert words not in page(world, other).content.decode()

    again = register(world, REPLACES.replace("1900/", "1901/").replace("thay thế", "bãi bỏ"))
    [line] = [one for one in page(world).context["counts"] if one.words == words]
    assert (line.count, line.href) == (count, "/van-ban/?con-mo=1")
    client = Client()
    client.force_login(world.people["vanphong"])
    listed = client.get(line.href).content.decode()
    assert f'href="/van-ban/{new.pk}/#con-mo"' in listed
    assert f'href="/van-ban/{again.pk}/#con-mo"' in listed
    assert f"{count} nhiệm vụ cũ chờ quyết định" in listed
    assert f'href="/van-ban/{before.pk}/' not in listed

    for document in (new, again):
        settle(world, document, "keep")
    assert words not in page(world).content.decode()


def test_the_line_is_english_for_english_readers(world):
    old(world)
    register(world, REPLACES)
    client = Client()
    client.force_login(world.people["vanphong"])
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    assert "tasks of replaced documents, to decide on" in client.get("/").content.decode()


def test_the_busiest_leads_stand_and_the_others_in_the_whole_table(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lead, tasks in (("yte", 1), ("khdt", 3), ("congan", 2)):
        for n in range(tasks):
            give(world, f"Việc {n}", lead, TODAY + timedelta(days=30))
    whole = page(world)
    assert [one.bar.total for one in whole.context["results"]] == [3, 2, 1]
    assert "ket-qua/?tu=" not in whole.content.decode()
    monkeypatch.setattr(work, "MOST_LEADS", 2)
    shown = page(world)
    assert [one.bar.total for one in shown.context["results"]] == [3, 2]
    assert 'href="/nhiem-vu/ket-qua/?tu=01/01/2022">Xem cả 3 cơ quan chủ trì<' in shown.content.decode()
    assert shown.context["total"].total == 6
    table = Client()
    table.force_login(world.people["vanphong"])
    assert table.get("/nhiem-vu/ket-qua/?tu=01/01/2022").status_code == 200
