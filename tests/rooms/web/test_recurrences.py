"""Work that comes back, as a person orders, watches, changes and stops it on the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Recurrence, Task
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
LIST = "/nhiem-vu/dinh-ky/"
FORM: dict[str, Any] = {
    "title": "Báo cáo tình hình biên giới",
    "given_on": "25/7/2022",
    "rhythm": "month",
    "on": "day",
    "number": "15",
    "off": "after",
    "ahead": "10",
    "last": "31/12/2022",
}


def sent(world: World, **changes: object) -> dict[str, Any]:
    values = {**FORM, "giver": world.id("ubnd"), "lead": [world.id("bdbp")], "coord": [world.id("congan")]}
    return {**values, **changes}


def ordered(world: World, **changes: object) -> Recurrence:
    signed_in(world).post("/nhiem-vu/giao/", sent(world, **changes))
    return Recurrence.objects.get()


def test_ordered_on_the_form_it_stands_in_the_list_with_its_next_days(world):
    answer = signed_in(world).post("/nhiem-vu/giao/", sent(world))
    row = Recurrence.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}#r{row.pk}")
    assert not Task.objects.exists()
    page = text(signed_in(world).get(LIST))
    assert "Hằng tháng, chậm nhất ngày 15" in page
    # 15 October 2022 is a Saturday.
    assert "15/8/2022 · 15/9/2022 · 17/10/2022 · 15/11/2022 · 15/12/2022" in page


def test_a_form_without_a_rhythm_gives_one_task(world):
    signed_in(world).post("/nhiem-vu/giao/", sent(world, rhythm="", due_on="30/8/2022"))
    assert Task.objects.get().due_on == date(2022, 8, 30)
    assert not Recurrence.objects.exists()


def test_the_next_days_are_shown_before_anything_is_kept(world):
    client = signed_in(world)
    for headers in ({}, {"HX-Request": "true"}):
        page = client.post("/nhiem-vu/giao/", sent(world, preview="1"), headers=headers)
        assert page.status_code == 200
        assert ("<html" in page.content.decode()) is not bool(headers)
        assert "Hạn thứ Hai, 17/10/2022" in text(page)
        assert "giao 07/10/2022" in text(page)
    assert not Recurrence.objects.exists()
    whole = client.post("/nhiem-vu/giao/", sent(world, preview="1")).content.decode()
    assert 'value="Báo cáo tình hình biên giới"' in whole


@pytest.mark.parametrize("given_on", ["01/01/0001", "31/12/9999"])
def test_a_preview_far_from_the_years_of_officials_is_told(world, given_on):
    client = signed_in(world)
    for headers in ({}, {"HX-Request": "true"}):
        for last in ("", "31/12/9999"):
            form = sent(world, preview="1", given_on=given_on, last=last, rhythm="week", weekdays=["1"])
            page = client.post("/nhiem-vu/giao/", form, headers=headers)
            assert page.status_code == 200
            assert "các năm 1900 đến 2999" in text(page) or "Không có lần nào trước ngày" in text(page)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        ({"rhythm": "working_day"}, "mỗi ngày làm việc"),
        ({"rhythm": "week", "weekdays": ["1", "5"]}, "hằng tuần, vào thứ Hai và thứ Sáu"),
        ({"on": "last_working_day"}, "hằng tháng, chậm nhất ngày làm việc cuối cùng của tháng"),
        ({"rhythm": "quarter", "number": "25"}, "hằng quý, chậm nhất ngày 25 của tháng cuối quý"),
        ({"rhythm": "half", "on": "last_day"}, "định kỳ 6 tháng, chậm nhất ngày cuối cùng của kỳ"),
        ({"rhythm": "year", "number": "20", "month": "11"}, "hằng năm, chậm nhất ngày 20/11"),
        ({"rhythm": "after", "gap": "3", "unit": "month"}, "3 tháng sau khi hoàn thành lần trước"),
    ],
)
def test_each_rhythm_of_the_form(world, rhythm, words):
    page = text(signed_in(world).post("/nhiem-vu/giao/", sent(world, preview="1", **rhythm)))
    assert words in page.lower().replace("thứ hai và thứ sáu", "thứ Hai và thứ Sáu")
    assert "Hạn " in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": ""}, "Việc định kỳ cần ngày kết thúc"),
        ({"last": "31/12/2099"}, "Việc định kỳ cần ngày kết thúc"),
        ({"last": "31/12/9999"}, "Việc định kỳ cần ngày kết thúc"),
        ({"last": "24/7/2022"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"last": "cuối năm"}, "Viết ngày/tháng/năm"),
        ({"number": ""}, "Ghi hoặc chọn ô này"),
        ({"on": ""}, "Ghi hoặc chọn ô này"),
        ({"rhythm": "after", "gap": "3", "unit": ""}, "Ghi hoặc chọn ô này"),
        ({"rhythm": "week"}, "Ghi hoặc chọn ô này"),
        ({"rhythm": "after", "gap": ""}, "Ghi hoặc chọn ô này"),
        ({"rhythm": "year", "number": "31", "month": "11"}, "Không có ngày như vậy trong kỳ"),
        ({"rhythm": "moon"}, "moon"),
        ({"ahead": "400"}, "366"),
        ({"due_on": "30/8/2022"}, "nên không ghi hạn riêng"),
        ({"lead": []}, "chưa có cơ quan chủ trì"),
        ({"title": ""}, "Tên nhiệm vụ"),
    ],
)
def test_a_wrong_recurrence_is_told_and_what_was_typed_stays(world, changes, said):
    page = signed_in(world).post("/nhiem-vu/giao/", sent(world, detail="Lời đã gõ", **changes))
    assert page.status_code == 422
    assert said in text(page)
    assert "Lời đã gõ" in page.content.decode()
    assert not Recurrence.objects.exists()
    assert not Task.objects.exists()


def test_what_has_come_is_made_by_a_button_and_the_task_shows_its_turn(world, monkeypatch):
    ordered(world)
    monkeypatch.setenv("COTMOC_TODAY", "2022-09-06")
    client = signed_in(world)
    assert "Đã giao 2 nhiệm vụ." in text(client.post(f"{LIST}giao/", follow=True))
    assert "Chưa có lần nào đến kỳ." in text(client.post(f"{LIST}giao/", follow=True))
    first, second = Task.objects.order_by("pk")
    page = client.get(f"/nhiem-vu/{first.pk}/").content.decode()
    assert f'<dt>Lần sau</dt><dd><a href="/nhiem-vu/{second.pk}/">hạn 15/9/2022</a>' in page
    page = client.get(f"/nhiem-vu/{second.pk}/")
    assert f'<dt>Lần trước</dt><dd><a href="/nhiem-vu/{first.pk}/">' in page.content.decode()
    assert "giao 07/10/2022, hạn 17/10/2022" in text(page)


def test_an_end_is_moved_and_the_rule_kept(world):
    row = ordered(world)
    client = signed_in(world)
    page = client.get(f"{LIST}{row.pk}/")
    assert "Giữ: hằng tháng, chậm nhất ngày 15" in text(page)
    values = sent(world, rhythm="keep", last="30/6/2023", ahead="5", title="Báo cáo mới", version=row.version)
    assert client.post(f"{LIST}{row.pk}/", values).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.rule["until"], row.rule["lead_days"]) == ("Báo cáo mới", "2023-07-01", 5)
    assert row.rule["number"] == 15


def test_who_changes_what_somebody_else_has_just_changed_is_told(world):
    row = ordered(world)
    values = sent(world, rhythm="keep", version=row.version)
    client = signed_in(world)
    assert client.post(f"{LIST}{row.pk}/", {**values, "title": "Một"}).status_code == 302
    second = client.post(f"{LIST}{row.pk}/", {**values, "title": "Hai"})
    assert (second.status_code, Recurrence.objects.get().title) == (409, "Một")


def test_a_version_that_is_no_number_is_not_taken_for_none(world):
    row = ordered(world)
    values = sent(world, rhythm="keep", version="cũ", title="Hai")
    page = signed_in(world).post(f"{LIST}{row.pk}/", values)
    assert (page.status_code, Recurrence.objects.get().title) == (422, row.title)


def test_no_form_for_what_cannot_be_changed(world):
    row = ordered(world)
    client = signed_in(world)
    client.post(f"{LIST}{row.pk}/dung/", {"reason": "Hết yêu cầu"})
    assert client.get(f"{LIST}{row.pk}/").status_code == 404
    assert client.post(f"{LIST}{row.pk + 1}/dung/", {"reason": " "}).status_code == 404


def test_all_that_is_wrong_is_counted_once_above_both_parts_of_the_form(world):
    wrong = sent(world, title="", number="45", ahead="x", last="31/02/2023")
    page = text(signed_in(world).post("/nhiem-vu/giao/", wrong))
    assert page.count("chỗ cần sửa") == 1
    assert "còn 4 chỗ cần sửa" in page
    assert "Ghi một số từ 1 đến 31." in page


def test_it_is_stopped_with_a_reason(world):
    row = ordered(world)
    client = signed_in(world)
    refused = client.post(f"{LIST}{row.pk}/dung/", {"reason": " "})
    assert refused.status_code == 422
    assert client.post(f"{LIST}{row.pk}/dung/", {"reason": "Hết yêu cầu"}).status_code == 302
    assert "Chưa có việc định kỳ" in text(client.get(LIST))
    assert "Hết yêu cầu" in text(client.get(f"{LIST}?da-dung=1"))


def test_why_it_waits_stands_in_the_list(world, monkeypatch):
    ordered(world)
    Agency.objects.filter(pk=world.id("congan")).update(valid_to=date(2022, 8, 1))
    monkeypatch.setenv("COTMOC_TODAY", "2022-08-05")
    client = signed_in(world)
    client.post(f"{LIST}giao/")
    assert "«Công an tỉnh» không còn hoạt động" in text(client.get(LIST))


def test_who_does_not_assign_sees_and_changes_nothing(world):
    row = ordered(world)
    lead = signed_in(world, "bienphong")
    page = text(lead.get(LIST))
    assert ("Báo cáo tình hình biên giới" in page, "Dừng lặp" in page) == (True, False)
    for path in (f"{LIST}{row.pk}/", f"{LIST}{row.pk}/dung/", f"{LIST}giao/"):
        assert lead.post(path, {"reason": "x"}).status_code == 404
    assert "Báo cáo tình hình" not in text(signed_in(world, "sokhdt").get(LIST))


def test_a_moved_due_day_says_what_moved_it(world):
    values = sent(world, rhythm="", due_on="02/9/2022", shift="after")
    signed_in(world).post("/nhiem-vu/giao/", values)
    page = text(signed_in(world).get(f"/nhiem-vu/{Task.objects.get().pk}/"))
    assert "Giao nhiệm vụ, hạn 05/9/2022 (ghi 02/9/2022, trùng ngày nghỉ nên dời)" in page
    assert "Hạn trùng ngày nghỉ Dời sang ngày làm việc tiếp theo" in page


def test_a_due_day_in_working_days_says_how_it_was_counted(world):
    signed_in(world).post("/nhiem-vu/giao/", sent(world, rhythm="", working_days="28"))
    task = Task.objects.get()
    # From 25 July; 1 and 2 September rest.
    assert task.due_on == date(2022, 9, 5)
    assert "28 ngày làm việc sau ngày giao" in text(signed_in(world).get(f"/nhiem-vu/{task.pk}/"))


def test_a_year_without_a_table_is_named_at_the_field(world, monkeypatch):
    monkeypatch.setenv("COTMOC_TODAY", "2026-12-01")
    page = signed_in(world).post(
        "/nhiem-vu/giao/", sent(world, rhythm="", given_on="01/12/2026", working_days="40")
    )
    assert page.status_code == 422
    assert "Chưa có bảng ngày nghỉ của năm 2027" in text(page)
    assert not Task.objects.exists()
