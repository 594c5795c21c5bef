"""The four views of the tasks, saved filters, and a remark that names people, as a person meets them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cotmoc.domain.task_status import TaskState
from cotmoc.organisations.models import Area
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import SavedFilter, Task, TaskMention
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import ZONE, World

from .test_tasks import TODAY, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
VIEWS = ("/nhiem-vu/", "/nhiem-vu/bang/", "/nhiem-vu/thang/", "/nhiem-vu/tien-do/")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def done(world: World, task: Task, day: date) -> None:
    values = {"product": "1/BC-SKHĐT", "product_on": day}
    actions.report_completion(task.pk, by=world.actor("sokhdt"), at=at(day), **values)
    actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)


def cells(page: Any) -> dict[date, Any]:
    return {cell.on: cell for week in page.context["weeks"] for cell in week}


def rows(page: Any) -> list[Any]:
    return [row for group in page.context["groups"] for row in group["rows"]]


@pytest.mark.parametrize("address", VIEWS)
def test_the_filter_goes_with_the_person_from_view_to_view(world: World, address: str) -> None:
    give(world, "Củng cố trạm y tế", due=-1)
    asked = f"q=tram+y+te&body={world.id('khdt')}&part=lead&state=overdue"
    page = signed_in(world).get(f"{address}?{asked}&page=2")
    links = {one.name: one for one in page.context["views"]}
    assert [one.href for one in links.values()] == [f"{view}?{asked}" for view in VIEWS]
    assert [one.href.partition("?")[0] for one in links.values() if one.current] == [address]
    assert 'value="tram y te"' in page.content.decode()


@pytest.mark.parametrize("address", VIEWS[1:])
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"state": "late"}, "tình trạng"),
        ({"month": "2022-13"}, "month"),
        ({"month": "1022-01"}, "month"),
        ({"day": "25/7/2022"}, "day"),
        ({"day": "٢٠٢٢-07-25"}, "day"),
    ],
)
def test_a_wrong_address_names_the_field(
    world: World, address: str, asked: dict[str, str], field: str
) -> None:
    page = signed_in(world).get(address, asked)
    assert page.status_code == 422
    assert f"«{field}»" in page.content.decode()


@pytest.mark.parametrize("address", VIEWS)
def test_only_what_is_in_reach_is_shown(world: World, address: str) -> None:
    give(world, "Việc của Sở Y tế", leads=[world.id("yte")])
    assert "Việc của Sở Y tế" not in text(signed_in(world, "sokhdt").get(address + "?month=2022-08"))
    assert signed_in(world, "quantri").get(address).status_code == 404


def test_columns_are_the_six_states_with_counts_and_their_first_twenty(world: World) -> None:
    for n in range(21):
        give(world, f"Quá hạn {n}", due=-n - 1)
    done(world, give(world, "Xong muộn", due=-30), TODAY - timedelta(days=1))
    give(world, "Không có hạn", due=None)
    columns = signed_in(world).get("/nhiem-vu/bang/").context["columns"]
    assert [(one.name, one.count, len(one.cards)) for one in columns] == [
        ("overdue", 21, 20),
        ("due_soon", 0, 0),
        ("not_yet_due", 0, 0),
        ("no_deadline", 1, 1),
        ("done_late", 1, 1),
        ("done_on_time", 0, 0),
    ]
    assert columns[0].cards[0].title == "Quá hạn 20"
    rest = signed_in(world).get(columns[0].href)
    assert rest.context["page"].paginator.count == 21


def test_one_state_is_one_column_and_so_is_what_was_withdrawn(world: World) -> None:
    give(world, "Quá hạn", due=-1)
    gone = give(world, "Đã rút", due=5)
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    client = signed_in(world)
    [late] = client.get("/nhiem-vu/bang/?state=overdue").context["columns"]
    assert (late.name, late.count) == ("overdue", 1)
    [back] = client.get("/nhiem-vu/bang/?state=withdrawn").context["columns"]
    assert [card.title for card in back.cards] == ["Đã rút"]


def test_a_month_shows_each_day_with_what_falls_due_on_it(world: World) -> None:
    for n in range(6):
        give(world, f"Việc {n}", due=1)
    done(world, give(world, "Đã xong", due=1), TODAY - timedelta(days=1))
    give(world, "Tháng sau", due=10)
    client = signed_in(world)
    page = client.get("/nhiem-vu/thang/")
    day = cells(page)[date(2022, 7, 26)]
    assert (day.count, [one.title for one in day.entries], day.more) == (
        7,
        ["Việc 0", "Việc 1", "Việc 2", "Việc 3"],
        3,
    )
    assert page.context["due_count"] == 7
    full = client.get("/nhiem-vu/thang/" + day.href.removesuffix("#ngay"))
    assert [one.title for one in full.context["day_entries"]][-1] == "Đã xong"
    assert "Thứ Ba 26/7/2022: 7 nhiệm vụ đến hạn" in text(full)
    august = cells(client.get("/nhiem-vu/thang/" + page.context["after"]))
    assert august[date(2022, 8, 4)].count == 1


def test_days_of_rest_are_marked_with_the_reason(world: World) -> None:
    page = signed_in(world).get("/nhiem-vu/thang/?month=2022-09")
    days = cells(page)
    assert {day.day for day, cell in days.items() if cell.inside and cell.off} == {
        1, 2, 3, 4, 10, 11, 17, 18, 24, 25,
    }  # fmt: skip
    assert (days[date(2022, 9, 2)].rest, days[date(2022, 9, 3)].rest) == ("nghỉ lễ", "")
    assert not days[date(2022, 8, 31)].inside
    assert (min(days), max(days)) == (date(2022, 8, 29), date(2022, 10, 2))


def test_a_saturday_worked_in_exchange_is_no_day_of_rest(world: World) -> None:
    worked = cells(signed_in(world).get("/nhiem-vu/thang/?month=2024-05"))[date(2024, 5, 4)]
    assert (worked.off, worked.rest) == (False, "làm bù")


def test_a_year_whose_holidays_are_not_listed_says_so(world: World) -> None:
    page = signed_in(world).get("/nhiem-vu/thang/?month=2031-01")
    assert "Chưa có bảng ngày nghỉ lễ năm 2031" in text(page)


def test_the_line_of_days_goes_by_lead_and_leaves_out_what_ended_before(world: World) -> None:
    give(world, "Của Sở Y tế", leads=[world.id("yte")])
    give(world, "Của Sở Kế hoạch, hạn sau", due=9)
    give(world, "Của Sở Kế hoạch, hạn trước", due=5)
    old = give(world, "Xong từ lâu", due=-30)
    done(world, old, date(2022, 6, 30))
    client = signed_in(world)
    page = client.get("/nhiem-vu/tien-do/?month=2022-07")
    assert [(group["name"], group["count"]) for group in page.context["groups"]] == [
        ("Sở Kế hoạch và Đầu tư", 2),
        ("Sở Y tế", 1),
    ]
    assert [row.title for row in rows(page)][:2] == ["Của Sở Kế hoạch, hạn trước", "Của Sở Kế hoạch, hạn sau"]
    assert "Xong từ lâu" in [row.title for row in rows(client.get("/nhiem-vu/tien-do/?month=2022-06"))]


def test_fifty_rows_a_page_with_the_leads_whole_count(world: World) -> None:
    for n in range(52):
        give(world, f"Việc {n}")
    client = signed_in(world)
    page = client.get("/nhiem-vu/tien-do/")
    assert (len(rows(page)), page.context["groups"][0]["count"]) == (50, 52)
    assert len(rows(client.get("/nhiem-vu/tien-do/?page=2"))) == 2


def drawn(world: World, task: Task, month: str = "2022-01") -> Any:
    page = signed_in(world).get(f"/nhiem-vu/tien-do/?month={month}")
    return next(row for row in rows(page) if row.pk == task.pk)


def test_a_course_is_drawn_to_scale(world: World) -> None:
    """Given on 1 March, day 59 of 365; due on 14 August, day 225."""
    row = drawn(world, give(world, due=20))
    [run] = row.spans
    assert (run.kind, run.at, run.width) == ("run", "16.16", "45.76")
    assert [(one.kind, one.at) for one in row.points] == [("given", "16.16"), ("due", "61.64")]
    assert row.words == "giao 01/3/2022; hạn 14/8/2022"


def test_what_is_due_on_the_last_day_there_is_runs_off_the_line(world: World) -> None:
    task = give(world)
    actions.extend(task.pk, due_on=date(2100, 12, 31), reason="Lũ", by=world.actor("vanphong"), at=world.at)
    row = drawn(world, task)
    assert [one.kind for one in row.spans] == ["run", "more"]
    assert float(row.spans[-1].at) + float(row.spans[-1].width) == 100


def test_extensions_pauses_and_the_days_past_due_are_told_apart(world: World) -> None:
    task = give(world, due=-25)
    by, office = world.actor("sokhdt"), world.actor("vanphong")
    actions.escalate(task.pk, proposal="Thiếu kinh phí", by=by, at=at(date(2022, 6, 20)))
    actions.answer(task.pk, decision="agreed", note="", by=world.actor("lanhdao"), at=at(date(2022, 6, 27)))
    actions.extend(task.pk, due_on=date(2022, 7, 20), reason="Lũ", by=office, at=at(date(2022, 6, 28)))
    row = drawn(world, task)
    assert [one.kind for one in row.spans] == ["run", "more", "late", "pause"]
    assert [one.kind for one in row.points] == ["given", "was", "was", "due"]
    assert (row.state, row.days) == (TaskState.OVERDUE, -5)
    assert row.words == (
        "giao 01/3/2022; hạn 20/7/2022; hạn trước 30/6/2022, 07/7/2022; dừng từ 20/6/2022 đến 27/6/2022"
    )


def test_an_extension_that_was_undone_is_not_drawn(world: World) -> None:
    task = give(world, due=20)
    wanted = queries.Extend(due_on=date(2022, 9, 30), reason="Lũ")
    office = world.actor("vanphong")
    batch = actions.extend_many([task.pk], wanted, by=office, at=world.at)
    assert [one.kind for one in drawn(world, task).spans] == ["run", "more"]
    actions.undo(batch.pk, by=office, at=world.at)
    row = drawn(world, task)
    assert ([one.kind for one in row.spans], row.words) == (["run"], "giao 01/3/2022; hạn 14/8/2022")


def test_a_clock_that_stands_still_is_drawn_until_today(world: World) -> None:
    task = give(world, due=20)
    actions.escalate(task.pk, proposal="Vướng", by=world.actor("sokhdt"), at=at(date(2022, 7, 15)))
    row = drawn(world, task)
    pause = row.spans[-1]
    assert (pause.kind, row.paused_on) == ("pause", date(2022, 7, 15))
    assert float(pause.width) == pytest.approx(100 * 11 / 365, abs=0.02)


def test_what_was_withdrawn_is_in_no_view_and_no_count_unless_asked_for(world: World) -> None:
    kept, gone = give(world, due=20), give(world, due=20)
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    client = signed_in(world)
    line = client.get("/nhiem-vu/tien-do/?month=2022-01")
    assert [row.pk for row in rows(line)] == [kept.pk]
    assert line.context["page"].paginator.count == 1
    month = client.get("/nhiem-vu/thang/?month=2022-08")
    assert month.context["due_count"] == 1
    back = client.get("/nhiem-vu/thang/?month=2022-08&state=withdrawn")
    assert back.context["due_count"] == 1


def test_late_done_and_withdrawn_ones_end_where_they_ended(world: World) -> None:
    late = give(world, due=-10)
    done(world, late, date(2022, 7, 20))
    gone = give(world, due=30)
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    row = drawn(world, late)
    assert [one.kind for one in row.spans] == ["run", "done-late"]
    assert row.words.endswith("hạn 15/7/2022; báo xong 20/7/2022")
    page = signed_in(world).get("/nhiem-vu/tien-do/?month=2022-01&state=withdrawn")
    [back] = rows(page)
    assert [one.kind for one in back.spans] == ["run"]
    assert float(back.spans[0].at) + float(back.spans[0].width) == pytest.approx(100 * 206 / 365, abs=0.02)
    assert back.words.endswith("rút 25/7/2022")


def test_work_without_a_due_day_runs_on_and_today_is_drawn_only_where_it_lies(world: World) -> None:
    task = give(world, due=None)
    assert [one.kind for one in drawn(world, task).spans] == ["free"]
    client = signed_in(world)
    now = client.get("/nhiem-vu/tien-do/")
    assert now.context["scale"].first == date(2022, 1, 1)
    assert now.context["scale"].now == f"{100 * 205 / 365:.2f}"
    assert client.get("/nhiem-vu/tien-do/?month=2023-01").context["scale"].now == ""


@pytest.mark.parametrize("address", VIEWS)
def test_no_view_needs_a_style_of_its_own(world: World, address: str) -> None:
    give(world, due=2)
    main = signed_in(world).get(address).content.decode().partition("<main")[2]
    assert "style=" not in main


def test_a_filter_is_kept_under_a_name_and_leads_back_to_the_view(world: World) -> None:
    give(world, "Củng cố trạm y tế", due=-1)
    client = signed_in(world)
    asked = f"lead={world.id('khdt')}&state=overdue"
    page = client.get(f"/nhiem-vu/thang/?{asked}&month=2022-06")
    keep = page.context["own_filters"]
    assert "Lưu bộ lọc này" in text(page)
    shown = client.get(keep)
    assert "Quá hạn; chủ trì: Sở Kế hoạch và Đầu tư" in text(shown)
    saved = client.post(keep, {"name": "Của Sở KH"})
    assert saved["Location"] == f"/nhiem-vu/thang/?{asked}"
    back = client.get(saved["Location"])
    assert [(one.name, one.current) for one in back.context["saved"]] == [("Của Sở KH", True)]
    assert "Lưu bộ lọc này" not in text(back)
    assert client.get("/nhiem-vu/").context["saved"][0].href == f"/nhiem-vu/?{asked}"


def test_a_name_that_is_taken_stays_in_the_field_with_the_reason(world: World) -> None:
    client = signed_in(world)
    client.post("/nhiem-vu/bo-loc/?q=a", {"name": "Một"})
    again = client.post("/nhiem-vu/bo-loc/?q=b", {"name": "Một"})
    assert again.status_code == 422
    assert 'value="Một"' in again.content.decode()
    assert "Bạn đã có bộ lọc tên «Một»" in text(again)
    assert client.post("/nhiem-vu/bo-loc/?q=b", {"name": " "}).status_code == 422
    assert client.post("/nhiem-vu/bo-loc/", {"name": "Không có gì để lưu"}).status_code == 422
    assert SavedFilter.objects.count() == 1


def test_ones_own_filters_are_deleted_by_nobody_else(world: World) -> None:
    client = signed_in(world)
    client.post("/nhiem-vu/bo-loc/?q=a", {"name": "Một"})
    saved = SavedFilter.objects.get()
    assert signed_in(world, "sokhdt").post(f"/nhiem-vu/bo-loc/{saved.pk}/xoa/").status_code == 404
    assert "Một" not in text(signed_in(world, "sokhdt").get("/nhiem-vu/bo-loc/"))
    client.post(f"/nhiem-vu/bo-loc/{saved.pk}/xoa/")
    assert not SavedFilter.objects.exists()


def test_what_is_printed_says_by_what_it_was_narrowed(world: World) -> None:
    asked = {"q": "trạm", "giver": world.id("ubnd"), "awaiting": "1"}
    page = signed_in(world).get("/nhiem-vu/tien-do/", asked)
    words = "Lọc theo: có từ «trạm»; cơ quan giao: Ủy ban nhân dân tỉnh; chờ xác nhận"
    assert words in text(page)
    assert "Lọc theo" not in text(signed_in(world).get("/nhiem-vu/"))


def test_an_area_is_named_among_the_conditions(world: World) -> None:
    area = Area.objects.create(
        province=world.province, key="dakplo", name="Xã Đăk Plô", level="commune", valid_from=date(2015, 1, 1)
    )
    page = signed_in(world).get("/nhiem-vu/bang/", {"area": area.pk})
    assert "Lọc theo: địa bàn: Xã Đăk Plô" in text(page)


@pytest.mark.parametrize("view", ["", "bang/", "thang/", "tien-do/"])
def test_words_are_looked_for_in_an_area_without_tasks(world: World, view: str) -> None:
    task = give(world, "Rà soát trạm y tế")
    page = signed_in(world).get(f"/nhiem-vu/{view}", {"q": "trạm", "area": 10**6})
    assert page.status_code == 200
    assert task.title not in text(page)


def test_today_tells_who_was_named_until_the_task_is_opened(world: World) -> None:
    task = give(world, "Rà soát trạm y tế")
    signed_in(world).post(f"/nhiem-vu/{task.pk}/y-kien/", {"note": "@sokhdt cho biết vướng mắc"})
    client = signed_in(world, "sokhdt")
    today = client.get("/")
    assert "Nhắc đến bạn (1)" in text(today)
    assert "cho biết vướng mắc" in text(today)
    assert "Nhắc đến bạn" not in text(signed_in(world, "chuyenvien").get("/"))

    signed_in(world).get(f"/nhiem-vu/{task.pk}/")
    assert TaskMention.objects.get().read_at is None
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 200
    assert "Nhắc đến bạn" not in text(client.get("/"))


def test_the_board_leads_to_what_one_is_reminded_of_today(world: World) -> None:
    late, _later = give(world, "Việc quá hạn", due=-1), give(world, "Việc còn lâu", due=200)
    client = signed_in(world, "sokhdt")
    assert 'href="/nhiem-vu/nhac-viec/"' in client.get("/nhiem-vu/").content.decode()
    page = client.get("/nhiem-vu/nhac-viec/")
    assert [one.task for one in page.context["digest"].reminders] == [late.pk]


def test_what_waits_for_an_answer_is_reminded_of_without_a_due_day_it_has_not(world: World) -> None:
    task = give(world, "Việc thường xuyên", due=None)
    actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    page = text(signed_in(world).get("/nhiem-vu/nhac-viec/"))
    assert "Chờ xác nhận kết quả (1)" in page
    assert "Việc thường xuyên Sở Kế hoạch và Đầu tư – 25/7/2022" in page
    assert "Sắp đến hạn" not in page


def test_a_name_that_nobody_has_is_told_at_the_field(world: World) -> None:
    task = give(world)
    page = signed_in(world).post(f"/nhiem-vu/{task.pk}/y-kien/", {"note": "@khongco xem giúp"})
    assert page.status_code == 422
    assert re.search(r'id="comment-note-e"[^>]*>.*@khongco', page.content.decode(), re.S)
    assert "@khongco xem giúp</textarea>" in page.content.decode()
