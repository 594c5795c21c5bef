"""Many tasks at once on the pages: ticks on the board, a look first, batches, Excel out and in."""

from __future__ import annotations

import io
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from cotmoc.domain.errors import files
from cotmoc.organisations import actions as organisations
from cotmoc.tasks import actions
from cotmoc.tasks.models import Batch, Task
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import LONG_AGO, World
from tests.rooms.tasks.test_excel import HEAD, book, row

from .test_tasks import give, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
BULK = "/nhiem-vu/hang-loat/lam/"
IMPORT = "/nhiem-vu/nhap-excel/"


def rows_of(response: Any) -> list[list[Any]]:
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def sent(*rows: list[object]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("bang.xlsx", book(HEAD, *rows))}


def test_the_ticks_lead_to_a_form_a_look_and_the_deed(world: World) -> None:
    one, other = give(world, "Rà soát trạm y tế"), give(world, "Sửa đường tuần tra", due=None)
    give(world, "Không chọn")
    client = signed_in(world)
    assert f'form="bulk" name="task" value="{one.pk}"' in client.get("/nhiem-vu/").content.decode()

    asked = client.post(BULK, {"deed": "extend", "task": [one.pk, other.pk]})
    assert asked.status_code == 200
    assert asked.context["ids"] == f"{one.pk},{other.pk}"
    assert "2 nhiệm vụ được chọn" in text(asked)

    values = {"deed": "extend", "ids": asked.context["ids"], "due_on": "20/9/2022", "reason": "Mưa lũ"}
    seen = client.post(BULK, values)
    assert [(line.pk, line.due_after) for line in seen.context["possible"]] == [(one.pk, date(2022, 9, 20))]
    assert "không muộn hơn hạn hiện nay thường xuyên" in text(seen)
    assert Batch.objects.count() == 0

    done = client.post(BULK, {**values, "ids": seen.context["ids"], "do": "partly"})
    batch = Batch.objects.get()
    assert (done.status_code, done.url) == (302, f"/nhiem-vu/hang-loat/{batch.pk}/")
    one.refresh_from_db()
    assert one.due_on == date(2022, 9, 20)


def test_all_that_the_filter_shows_can_be_chosen(world: World) -> None:
    late = [give(world, f"Việc {n}", due=-n) for n in (1, 2)]
    give(world, "Còn hạn", due=30)
    client = signed_in(world)
    asked = client.post(BULK, {"deed": "withdraw", "all": "1", "query": "?state=overdue"})
    assert {int(pk) for pk in asked.context["ids"].split(",")} == {task.pk for task in late}


def test_what_is_done_to_all_of_an_area_or_taken_out_of_it_leaves_the_rest(world: World) -> None:
    here, _there = give(world, "Rà soát cột mốc"), give(world, "Sửa đường tuần tra")
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=LONG_AGO,
        by=organisations.founder(world.province.pk),
    )  # fmt: skip
    actions.link_area(here.pk, area.pk, by=world.actor("vanphong"))
    client = signed_in(world)
    page = client.get("/nhiem-vu/", {"area": area.pk})
    query = {"deed": "withdraw", "all": "1", "query": page.context["asked"].link()}
    assert client.post(BULK, query).context["ids"] == str(here.pk)
    rows = rows_of(client.get("/nhiem-vu/" + page.context["xlsx"]))
    assert [one[2] for one in rows[1:]] == [here.title]


def test_what_changed_between_look_and_deed_is_refused_on_the_same_page(world: World) -> None:
    task, client = give(world), signed_in(world)
    values = {"deed": "withdraw", "ids": str(task.pk), "reason": "Trùng"}
    seen = client.post(BULK, values)
    client.post(f"/nhiem-vu/{task.pk}/y-kien/", {"note": "Khoan đã"})
    done = client.post(BULK, {**values, "ids": seen.context["ids"], "do": "all"})
    assert done.status_code == 409
    assert "Người khác vừa thay đổi nhiệm vụ này." in text(done)
    assert Task.objects.get().outcome == ""


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"deed": "extend"}, 422, "Chưa chọn nhiệm vụ nào."),
        ({"deed": "burn", "task": ["1"]}, 422, "chọn một trong các mục có sẵn"),
        ({"deed": "extend", "task": ["x"]}, 422, "không phải số"),
        ({"deed": "extend", "ids": "1:2:3"}, 422, "không phải số"),
        ({"deed": "extend", "ids": "1", "reason": "Mưa lũ"}, 422, "ghi hạn mới hoặc số ngày lùi hạn"),
        ({"deed": "extend", "ids": "1", "reason": ""}, 422, "Trường này"),
        ({"deed": "hand_over", "ids": "1", "reason": "x", "old": "0", "new": "0"}, 422, "hợp lệ"),
    ],
)
def test_what_cannot_be_is_told_with_its_reason(
    world: World, values: dict[str, Any], status: int, said: str
) -> None:
    answer = signed_in(world).post(BULK, values)
    assert answer.status_code == status
    assert said in text(answer)


def test_what_was_changed_after_the_preview_is_shown_before_it_is_done(world: World) -> None:
    task, client = give(world), signed_in(world)
    values = {"deed": "extend", "ids": str(task.pk), "days": "30", "reason": "Mưa lũ"}
    shown = client.post(BULK, values)
    carried = {**values, "ids": shown.context["ids"], "seen": shown.context["asked"], "do": "all"}
    altered = client.post(BULK, {**carried, "days": "300"})
    assert (altered.status_code, Batch.objects.count()) == (200, 0)
    assert "Nội dung đã đổi sau khi xem trước" in text(altered)
    [line] = altered.context["possible"]
    assert line.due_after == task.due_on + timedelta(days=300)
    done = client.post(BULK, {**carried, "days": "300", "seen": altered.context["asked"]})
    assert done.status_code == 302
    said_better = client.post(BULK, {**carried, "ids": f"{give(world).pk}", "reason": "Mưa lũ kéo dài"})
    assert said_better.status_code == 302


def test_a_note_says_its_own_words_alone(world: World) -> None:
    tasks, client = [give(world) for _ in range(2)], signed_in(world)
    ids = ",".join(str(task.pk) for task in tasks)
    values = {"deed": "extend", "ids": ids, "days": "5", "reason": "Mưa lũ", "do": "all"}
    done = client.post(BULK, values, follow=True)
    assert "<div>Đã làm với 2 nhiệm vụ.</div>" in done.content.decode()
    client.post(f"/nhiem-vu/{tasks[0].pk}/hoan-thanh/", {"note": "Đã xong"})
    shown = client.get(f"/nhiem-vu/hang-loat/{Batch.objects.get().pk}/")
    assert "<div>1 nhiệm vụ đã có thay đổi mới hơn" in shown.content.decode()


def test_a_batch_is_shown_and_taken_back(world: World) -> None:
    tasks = [give(world, f"Việc {n}") for n in range(2)]
    client = signed_in(world)
    ids = ",".join(str(task.pk) for task in tasks)
    dues = [task.due_on for task in tasks]
    client.post(BULK, {"deed": "extend", "ids": ids, "days": "5", "reason": "Mưa lũ", "do": "all"})
    batch = Batch.objects.get()
    assert "Mưa lũ" in text(client.get("/nhiem-vu/hang-loat/"))
    client.post(f"/nhiem-vu/{tasks[0].pk}/y-kien/", {"note": "Đã biết"})
    client.post(f"/nhiem-vu/{tasks[1].pk}/hoan-thanh/", {"note": "Đã xong"})
    shown = client.get(f"/nhiem-vu/hang-loat/{batch.pk}/")
    assert "1 nhiệm vụ đã có thay đổi mới hơn" in text(shown)

    back = client.post(f"/nhiem-vu/hang-loat/{batch.pk}/hoan-tac/", follow=True)
    assert "1 nhiệm vụ đã có thay đổi mới hơn nên giữ nguyên" in text(back)
    assert [Task.objects.get(pk=task.pk).due_on for task in tasks] == [dues[0], dues[1] + timedelta(days=5)]
    again = client.post(f"/nhiem-vu/hang-loat/{batch.pk}/hoan-tac/")
    assert again.status_code == 409


def test_handing_over_by_function_offers_the_recorded_heir(world: World) -> None:
    organisations.add_succession(
        predecessor=world.agencies["khdt"],
        successor=world.agencies["yte"],
        on=date(2022, 7, 1),
        share=Fraction(1),
        source="Nghị quyết 18",
        by=organisations.founder(world.province.pk),
    )
    health = give(world, "Củng cố trạm y tế")
    give(world, "Sửa đường tuần tra")
    client = signed_in(world)
    found = client.get("/nhiem-vu/chuyen-giao/", {"body": world.id("khdt"), "q": "tram y te"})
    assert [line.pk for group in found.context["groups"] for line, _chosen in group.tasks] == [health.pk]
    assert "Chuyển cho Sở Y tế" in text(found)
    none = client.get("/nhiem-vu/chuyen-giao/", {"body": world.id("khdt"), "number": "34/NQ-CP"})
    assert none.context["count"] == 0

    carried = {"deed": "hand_over", "ids": found.context["ids"]}
    form = client.post(BULK, {**carried, "from": world.id("khdt"), "to": world.id("yte"), "role": "lead"})
    assert f'<option value="{world.id("yte")}" selected>' in form.content.decode()
    bodies = {"old": world.id("khdt"), "new": world.id("yte"), "parts": ["lead"]}
    seen = client.post(BULK, {**carried, **bodies, "reason": "Sắp xếp bộ máy"})
    assert [line.parts for line in seen.context["possible"]] == ["chủ trì"]
    client.post(BULK, {**carried, **bodies, "reason": "Sắp xếp bộ máy", "do": "all"})
    health.refresh_from_db()
    assert health.lead_id == world.id("yte")
    page = text(client.get(f"/nhiem-vu/{health.pk}/"))
    assert "Chuyển giao từ Sở Kế hoạch và Đầu tư sang Sở Y tế" in page
    assert "Chủ trì. Sắp xếp bộ máy" in page


def test_the_board_downloads_as_it_is_filtered(world: World) -> None:
    give(world, "=1+1", due=-2)
    give(world, "Còn hạn", due=30)
    client = signed_in(world)
    board = client.get("/nhiem-vu/?state=overdue")
    assert board.context["xlsx"] == "?state=overdue&format=xlsx"
    file = client.get("/nhiem-vu/" + board.context["xlsx"])
    assert file["Content-Disposition"] == 'attachment; filename="nhiem-vu-2022-07-25.xlsx"'
    assert [line[2] for line in rows_of(file)] == ["Tên nhiệm vụ", "=1+1"]
    mine = signed_in(world, "huyen").get("/nhiem-vu/?format=xlsx")
    assert len(rows_of(mine)) == 1


def test_a_right_table_is_looked_at_and_imported(world: World) -> None:
    client = signed_in(world)
    assert rows_of(client.get(IMPORT + "mau/"))[0][1] == "tên nhiệm vụ"
    seen = client.post(IMPORT, sent(row(**{"Mã": "NV-1"}), row(**{"Tên nhiệm vụ": "Sửa đường"})))
    assert (seen.status_code, Task.objects.count()) == (200, 0)
    done = client.post(IMPORT, {"rows": seen.context["table"], "then": "all"}, follow=True)
    assert "Đã nhập 2 nhiệm vụ." in text(done)
    assert set(titles(client.get("/nhiem-vu/"))) == {"Củng cố trạm y tế", "Sửa đường"}


def test_a_table_with_errors_comes_back_marked_and_its_right_rows_can_be_saved(world: World) -> None:
    client = signed_in(world)
    seen = client.post(IMPORT, sent(row(), row(**{"Chủ trì": "Sở Du lịch"})))
    assert seen.status_code == 422
    assert "chủ trì: không có cơ quan «Sở Du lịch»" in text(seen)
    carried = {"rows": seen.context["table"]}
    file = client.post(IMPORT, {**carried, "then": "marked"})
    assert rows_of(file)[2][-1] == "chủ trì: không có cơ quan «Sở Du lịch»"
    refused = client.post(IMPORT, {**carried, "then": "all"})
    assert (refused.status_code, Task.objects.count()) == (422, 0)
    client.post(IMPORT, {**carried, "then": "partly"})
    assert Task.objects.count() == 1


@pytest.mark.parametrize("rows", ["", "{", "[1]", '[["a", 1]]', "null", '[["=1+1"]]', "[" * 100_000])
def test_rows_that_no_table_gave_are_refused(world: World, rows: str) -> None:
    answer = signed_in(world).post(IMPORT, {"rows": rows, "then": "all"})
    assert answer.status_code in (422, 415)
    assert Task.objects.count() == 0


def test_half_of_a_letter_is_no_text(world: World) -> None:
    rows = '[["Tên nhiệm vụ","Chủ trì"],["Sửa đường \\ud800","Sở Y tế"]]'
    for then in ("all", "partly", "marked"):
        assert signed_in(world).post(IMPORT, {"rows": rows, "then": then}).status_code == 422
    assert Task.objects.count() == 0


def test_a_marked_table_is_refused_also_when_a_page_carries_it(world: World) -> None:
    rows = '[["Tên nhiệm vụ","Chủ trì"],["TUYỆT MẬT","Sở Y tế"]]'
    answer = signed_in(world).post(IMPORT, {"rows": rows, "then": "all"})
    assert answer.status_code == files.SECRET_DOCUMENT.http
    assert Task.objects.count() == 0


def test_who_may_not_assign_sees_neither_ticks_nor_pages(world: World) -> None:
    give(world)
    client = signed_in(world, "sokhdt")
    page = client.get("/nhiem-vu/").content.decode()
    assert ('id="bulk"' in page, "nhap-excel" in page, "format=xlsx" in page) == (False, False, True)
    for address in ("hang-loat/", "chuyen-giao/", "nhap-excel/", "nhap-excel/mau/"):
        assert client.get(f"/nhiem-vu/{address}").status_code == 404
    assert client.post(BULK, {"deed": "extend", "task": ["1"]}).status_code == 404


def test_nothing_ticked_is_said_on_the_list_as_it_was_filtered(world: World) -> None:
    give(world)
    values = {"deed": "extend", "query": "?state=overdue&q=đường"}
    back = signed_in(world).post(BULK, values, follow=True)
    assert back.status_code == 200
    assert back.redirect_chain[0][0].startswith("/nhiem-vu/?state=overdue&q=")
    assert "Chưa chọn nhiệm vụ nào" in text(back)


def test_a_batch_taken_back_in_part_says_how_many_were_left(world: World) -> None:
    tasks, client = [give(world, f"Việc {n}") for n in range(3)], signed_in(world)
    ids = ",".join(str(task.pk) for task in tasks)
    client.post(BULK, {"deed": "extend", "ids": ids, "days": "5", "reason": "Mưa lũ", "do": "all"})
    client.post(f"/nhiem-vu/{tasks[0].pk}/hoan-thanh/", {"note": "Đã xong"})
    client.post(f"/nhiem-vu/hang-loat/{Batch.objects.get().pk}/hoan-tac/")
    assert "1 trên 3 giữ nguyên vì đã thay đổi" in text(client.get("/nhiem-vu/hang-loat/"))
