"""The pages of tasks as a person meets them: board, one task, its steps, assigning."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cotmoc.domain.access import Role
from cotmoc.domain.periods import Period
from cotmoc.meetings import actions as meetings
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import PEOPLE, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
TODAY = date(2022, 7, 25)
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
STEPS = (
    "tien-do", "hoan-thanh", "xac-nhan", "tra-lai", "gia-han", "rut", "y-kien",
    "phan-viec", "tra-phan-viec", "xin-gia-han", "tu-choi-gia-han", "xin-y-kien", "cho-y-kien",
)  # fmt: skip


def give(world: World, title: str = "Rà soát trạm y tế", due: int | None = 20, **more: Any) -> Task:
    values: dict[str, Any] = {"leads": [world.id("khdt")], "giver": world.id("ubnd"), **more}
    order = actions.Order(
        title=title,
        given_on=date(2022, 3, 1),
        due_on=None if due is None else TODAY + timedelta(days=due),
        **values,
    )
    return actions.assign(order, by=world.actor("vanphong"), at=world.at)


def titles(response: Any) -> list[str]:
    return [row.title for group in response.context["groups"] for row in group.rows]


def test_the_board_shows_six_counts_and_the_honest_rate(world):
    for due in (-3, -1, 2, 30, None):
        give(world, due=due)
    done = give(world, due=-1)
    actions.report_completion(
        done.pk, product="1/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    actions.accept(done.pk, by=world.actor("vanphong"), at=world.at)
    page = signed_in(world).get("/nhiem-vu/")
    assert [(tab.state, tab.count) for tab in page.context["tabs"]] == [
        ("overdue", 2),
        ("due_soon", 1),
        ("not_yet_due", 1),
        ("no_deadline", 1),
        ("done_late", 1),
        ("done_on_time", 0),
    ]
    assert "3 nhiệm vụ đã đến hạn: 0 đúng hạn (0,0%), 1 xong muộn, 2 quá hạn." in text(page)
    assert "3 nhiệm vụ chưa đến hạn hoặc thường xuyên không tính vào tỷ lệ." in text(page)


def test_filters_stay_in_the_address(world):
    give(world, "Củng cố trạm y tế", due=-1)
    give(world, "Sửa đường tuần tra", due=-1, leads=[world.id("congan")])
    client = signed_in(world)
    page = client.get("/nhiem-vu/", {"q": "tram y te", "body": world.id("khdt"), "part": "lead"})
    assert titles(page) == ["Củng cố trạm y tế"]
    overdue = page.context["tabs"][0]
    assert overdue.href == f"?q=tram+y+te&body={world.id('khdt')}&part=lead&state=overdue"
    again = client.get("/nhiem-vu/" + overdue.href)
    assert titles(again) == ["Củng cố trạm y tế"]
    assert again.context["tabs"][0].current
    assert 'value="tram y te"' in again.content.decode()


@pytest.mark.parametrize("part", ["lead", "agency", "giver"])
def test_an_address_may_name_the_role_itself(world, part):
    give(world, "Một", coordinating=[world.id("congan")])
    body = {"lead": "khdt", "agency": "congan", "giver": "ubnd"}[part]
    page = signed_in(world).get(f"/nhiem-vu/?{part}={world.id(body)}")
    assert titles(page) == ["Một"]
    assert (page.context["asked"].body, page.context["asked"].part) == (world.id(body), part)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"state": "late"}, "tình trạng"),
        ({"lead": "yte"}, "cơ quan chủ trì"),
        ({"body": "1; drop"}, "cơ quan"),
        ({"body": "9" * 40}, "cơ quan"),
        ({"part": "owner", "body": "1"}, "part"),
        ({"page": "-1"}, "page"),
        ({"size": "x"}, "size"),
        ({"owed": "late"}, "phần việc phối hợp"),
        ({"q": "a" * 101}, "từ cần tìm"),
    ],
)
def test_a_wrong_address_names_the_field(world, asked, field):
    page = signed_in(world).get("/nhiem-vu/", asked)
    assert page.status_code == 422
    assert f"«{field}»" in page.content.decode()


def test_odd_but_harmless_addresses_open(world):
    give(world)
    client = signed_in(world)
    for asked in ("page=999", "size=7", "body=999999", "unknown=1", "state=&lead=&q="):
        assert client.get(f"/nhiem-vu/?{asked}").status_code == 200


def test_twenty_five_a_page_or_a_hundred(world):
    for n in range(30):
        give(world, f"Việc {n:02}", due=n)
    client = signed_in(world)
    first, second = client.get("/nhiem-vu/"), client.get("/nhiem-vu/?page=2")
    assert titles(first) + titles(second) == [f"Việc {n:02}" for n in range(30)]
    assert len(titles(client.get("/nhiem-vu/?size=100"))) == 30


def test_htmx_gets_the_part_and_a_clean_address(world):
    give(world)
    client = signed_in(world)
    part = client.get("/nhiem-vu/?q=&state=due_soon&body=", HTTP_HX_REQUEST="true")
    assert "<html" not in part.content.decode()
    assert part["HX-Push-Url"] == "/nhiem-vu/?state=due_soon"
    assert "HX-Request" in part["Vary"]
    back = client.get("/nhiem-vu/", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in back.content.decode()


def test_nothing_found_says_what_to_do(world):
    client = signed_in(world)
    assert "Giao nhiệm vụ đầu tiên" in text(client.get("/nhiem-vu/"))
    assert "Bỏ lọc" in text(client.get("/nhiem-vu/?q=khong"))
    assert "sẽ hiện ở đây" in text(signed_in(world, "sokhdt").get("/nhiem-vu/"))


def test_the_menu_counts_what_is_overdue_with_me(world):
    give(world, due=-1)
    give(world, due=-1, leads=[world.id("yte")], coordinating=[world.id("khdt")])
    counts = {
        who: {item.path: item.count for item in signed_in(world, who).get("/").context["frame"].menu}
        for who in ("vanphong", "sokhdt", "quansu")
    }
    assert [counts[who]["/nhiem-vu/"] for who in counts] == [2, 1, 0]


def test_one_task_tells_who_holds_it_up(world):
    task = give(world, due=-4, coordinating=[world.id("yte")])
    page = signed_in(world).get(f"/nhiem-vu/{task.pk}/")
    assert "Đang chờ Sở Kế hoạch và Đầu tư , quá 4 ngày." in text(page)
    actions.report_completion(
        task.pk, product="1/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    page = signed_in(world).get(f"/nhiem-vu/{task.pk}/")
    assert "Đang chờ Ủy ban nhân dân tỉnh xác nhận kết quả báo ngày 25/7/2022." in text(page)
    assert "1/BC" in text(page)


def test_what_people_write_is_shown_as_text(world):
    task = give(world, "<script>alert(1)</script>", detail="<b>đậm</b>")
    actions.comment(task.pk, note="<img src=x onerror=alert(1)>", by=world.actor("sokhdt"), at=world.at)
    html = signed_in(world).get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b>đậm</b>" not in html


def test_a_heading_shows_its_units_together(world):
    order = actions.Order(
        title="Rà soát hộ nghèo",
        giver=world.id("ubnd"),
        leads=[world.id("dakglei"), world.id("ngochoi")],
        due_on=TODAY - timedelta(days=1),
        given_on=date(2022, 3, 1),
    )
    heading = actions.assign_each(order, by=world.actor("vanphong"), at=world.at)
    page = signed_in(world).get(f"/nhiem-vu/{heading.pk}/")
    assert "2 nhiệm vụ đã đến hạn: 0 đúng hạn (0,0%), 0 xong muộn, 2 quá hạn." in text(page)
    unit = queries.children(world.actor("vanphong"), heading)[0]
    assert f"/nhiem-vu/{heading.pk}/" in signed_in(world).get(f"/nhiem-vu/{unit.pk}/").content.decode()
    seen_below = signed_in(world, "huyen").get(f"/nhiem-vu/{unit.pk}/").content.decode()
    assert f'"/nhiem-vu/{heading.pk}/"' not in seen_below


def test_a_deed_can_be_done_to_all_units_of_a_heading(world):
    order = actions.Order(
        title="Rà soát hộ nghèo",
        giver=world.id("ubnd"),
        leads=[world.id("dakglei"), world.id("ngochoi")],
        due_on=TODAY,
    )
    heading = actions.assign_each(order, by=world.actor("vanphong"), at=world.at)
    units = [unit.pk for unit in heading.children.order_by("pk")]
    office = signed_in(world)
    page = office.get(f"/nhiem-vu/{heading.pk}/")
    assert page.context["open_units"] == units
    form = office.post("/nhiem-vu/hang-loat/lam/", {"deed": "extend", "ids": ",".join(map(str, units))})
    assert (form.status_code, form.context["count"]) == (200, 2)
    assert signed_in(world, "huyen").get(f"/nhiem-vu/{units[0]}/").context["open_units"] == []


def test_who_reports_and_accepts_the_same_result_is_told_in_its_history(world):
    task, office = give(world), signed_in(world)
    page = office.get(f"/nhiem-vu/{task.pk}/")
    assert page.context["primary"] is None  # to report for another body is no first thing to do
    office.post(f"/nhiem-vu/{task.pk}/hoan-thanh/", {"note": "Nhận bản giấy"})
    page = office.post(f"/nhiem-vu/{task.pk}/xac-nhan/", {"note": ""}, follow=True)
    assert "Xác nhận kết quả (cùng người đã báo hoàn thành)" in text(page)


def test_only_the_steps_a_person_may_take_are_offered(world):
    task = give(world, coordinating=[world.id("quansu")])
    offered = {
        who: [step.name for step in signed_in(world, who).get(f"/nhiem-vu/{task.pk}/").context["steps"]]
        for who in ("vanphong", "lanhdao", "sokhdt", "quansu", "kiemtra")
    }
    assert offered == {
        "vanphong": [
            "progress",
            "contribute",
            "complete",
            "ask",
            "escalate",
            "extend",
            "part_due",
            "withdraw",
            "move",
            "comment",
        ],
        "lanhdao": ["extend", "part_due", "withdraw", "move", "comment"],
        "sokhdt": ["progress", "complete", "ask", "escalate", "part_due", "comment"],
        "quansu": ["progress", "contribute", "comment"],
        "kiemtra": ["comment"],
    }


def test_from_progress_to_acceptance_by_plain_forms(world):
    task = give(world)
    lead, office = signed_in(world, "sokhdt"), signed_in(world)
    file = SimpleUploadedFile("Ảnh trạm.png", PNG)
    page = lead.post(
        f"/nhiem-vu/{task.pk}/tien-do/",
        {"note": "Đã họp", "percent": "40", "evidence": file, "version": 1},
        follow=True,
    )
    assert "Đã ghi tiến độ." in text(page)
    assert "Báo tiến độ 40%" in text(page)
    download = lead.get(f"/nhiem-vu/{task.pk}/tep/2/")
    assert (download.content, download["Content-Type"]) == (PNG, "image/png")
    assert download["X-Content-Type-Options"] == "nosniff"
    assert download["Content-Disposition"].startswith("attachment;")
    lead.post(f"/nhiem-vu/{task.pk}/hoan-thanh/", {"product": "15/BC-SKHĐT", "product_on": "1/7/2022"})
    office.post(f"/nhiem-vu/{task.pk}/tra-lai/", {"reason": "Thiếu số liệu"})
    lead.post(f"/nhiem-vu/{task.pk}/hoan-thanh/", {"product": "16/BC-SKHĐT", "product_on": "1/7/2022"})
    office.post(f"/nhiem-vu/{task.pk}/gia-han/", {"due_on": "05/9/2022", "reason": "Lũ"})
    page = office.post(f"/nhiem-vu/{task.pk}/xac-nhan/", {"note": ""}, follow=True)
    assert "Đúng hạn" in text(page)
    row = Task.objects.get()
    assert (row.outcome, row.closed_on, row.extensions) == ("on_time", TODAY, 0)
    assert [e.kind for e in row.events.all()] == [
        "assigned",
        "evidence",
        "completed",
        "returned",
        "completed",
        "accepted",
    ]


def test_an_extension_and_a_withdrawal(world):
    task = give(world)
    office = signed_in(world)
    values = {"due_on": "30/9/2022", "reason": "Mưa lũ", "product": "12/UBND"}
    page = office.post(f"/nhiem-vu/{task.pk}/gia-han/", values, follow=True)
    assert "Gia hạn đến 30/9/2022 theo 12/UBND" in text(page)
    assert "gia hạn lần 1, hạn gốc 14/8/2022" in text(page)
    page = office.post(f"/nhiem-vu/{task.pk}/rut/", {"reason": "Trùng"}, follow=True)
    assert "Đã rút" in text(page)
    assert [step.name for step in page.context["steps"]] == ["comment"]
    # Nobody has it any more, and it is tied to nothing further.
    assert "Ai đang giữ việc" not in text(page)
    assert not page.context["may_tie"]


def test_by_htmx_the_task_comes_back_with_a_word_for_screen_readers(world):
    task = give(world)
    part = signed_in(world, "sokhdt").post(
        f"/nhiem-vu/{task.pk}/tien-do/", {"note": "Đã họp", "version": 1}, HTTP_HX_REQUEST="true"
    )
    html = part.content.decode()
    assert part.status_code == 200
    assert "<html" not in html
    assert 'id="live"' in html
    assert "Đã ghi tiến độ." in html
    assert "hx-preserve" not in html


BAD = [
    ("sokhdt", "tien-do", {"note": ""}, "note", "chưa ghi nội dung"),
    ("sokhdt", "tien-do", {"note": "x", "percent": "101"}, "percent", ""),
    ("sokhdt", "tien-do", {"note": "x", "percent": "nửa"}, "percent", ""),
    ("sokhdt", "tien-do", {"note": "x" * 4001}, "note", ""),
    ("sokhdt", "hoan-thanh", {"product": " ", "note": ""}, "product", "số, ký hiệu"),
    ("sokhdt", "hoan-thanh", {"product": "x" * 201}, "product", ""),
    ("vanphong", "gia-han", {"due_on": "31/02/2023", "reason": "x"}, "due_on", "Không có ngày"),
    ("vanphong", "gia-han", {"due_on": "01/8/2022", "reason": "x"}, "due_on", "không muộn hơn"),
    ("vanphong", "gia-han", {"due_on": "30/9/2022", "reason": ""}, "reason", ""),
    ("vanphong", "gia-han", {}, "due_on", ""),
    ("vanphong", "rut", {"reason": " "}, "reason", ""),
    ("vanphong", "y-kien", {"note": "\n"}, "note", ""),
]


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(("who", "step", "values", "field", "said"), BAD)
def test_what_cannot_be_taken_stays_with_its_reason_beside_the_field(
    world, who, step, values, field, said, htmx
):
    task = give(world)
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    page = signed_in(world, who).post(f"/nhiem-vu/{task.pk}/{step}/", values, **headers)
    assert page.status_code == 422
    [sent] = [one for one in page.context["steps"] if one.opened]
    assert field in sent.form.errors
    assert said in str(sent.form.errors[field])
    assert 'aria-invalid="true"' in page.content.decode()
    assert Task.objects.get().version == 1


def test_a_file_has_the_name_of_who_sent_it_whoever_had_its_bytes_before(world):
    seen, hidden = give(world), give(world, leads=[world.id("bdbp")])
    for task, who, name in (
        (hidden, "bienphong", "Phương án riêng.png"),
        (seen, "sokhdt", "Ảnh lớp học.png"),
    ):
        sent = {"note": "Gửi ảnh", "evidence": SimpleUploadedFile(name, PNG)}
        signed_in(world, who).post(f"/nhiem-vu/{task.pk}/tien-do/", sent)
    page = signed_in(world, "sokhdt").get(f"/nhiem-vu/{seen.pk}/").content.decode()
    assert "Ảnh lớp học.png" in page
    assert "Phương án riêng" not in page


def test_a_bad_file_is_told_and_the_words_stay(world):
    task = give(world)
    for name, data, said in (
        ("x.exe", b"MZ\x90\0", ".exe"),
        ("rong.pdf", b"", "không có nội dung"),
        ("BC MẬT.png", PNG, "mật"),
    ):
        file = SimpleUploadedFile(name, data)
        page = signed_in(world, "sokhdt").post(
            f"/nhiem-vu/{task.pk}/tien-do/", {"note": "Lời đã gõ", "evidence": file}, HTTP_HX_REQUEST="true"
        )
        [sent] = [one for one in page.context["steps"] if one.opened]
        assert page.status_code in (415, 422)
        assert said in str(sent.form.errors["evidence"])
        assert "Lời đã gõ" in page.content.decode()
        assert 'hx-preserve="true"' in page.content.decode()


def test_a_file_over_the_limit_is_told(world, settings):
    task = give(world)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    file = SimpleUploadedFile("to.png", PNG + b"x" * 2000)
    page = signed_in(world, "sokhdt").post(
        f"/nhiem-vu/{task.pk}/tien-do/", {"note": "Lời đã gõ", "evidence": file}, HTTP_HX_REQUEST="true"
    )
    assert (page.status_code, page["HX-Retarget"]) == (413, "#problem"), "the form itself stays as it is"
    assert "25 MB" in text(page)
    assert Task.objects.get().version == 1


def test_the_second_of_two_editors_sees_what_changed_and_loses_nothing(world):
    task = give(world)
    first, second = signed_in(world, "chuyenvien"), signed_in(world, "sokhdt")
    first.post(f"/nhiem-vu/{task.pk}/tien-do/", {"note": "Của người thứ nhất", "version": 1})
    values = {"note": "Của người thứ hai", "percent": "70", "version": 1}
    page = second.post(f"/nhiem-vu/{task.pk}/tien-do/", values)
    assert page.status_code == 409
    [sent] = [one for one in page.context["steps"] if one.opened]
    assert [one.note for one in sent.changed] == ["Của người thứ nhất"]
    html = page.content.decode()
    assert "Của người thứ hai" in html
    assert 'value="70"' in html
    assert 'name="version" value="2"' in html
    again = second.post(f"/nhiem-vu/{task.pk}/tien-do/", {**values, "version": 2}, follow=True)
    assert again.status_code == 200
    assert Task.objects.get().version == 3


def test_a_form_for_a_step_that_is_over_keeps_its_words(world):
    task = give(world)
    actions.report_completion(
        task.pk, product="1/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    page = signed_in(world, "sokhdt").post(
        f"/nhiem-vu/{task.pk}/hoan-thanh/", {"product": "2/BC", "product_on": "1/7/2022", "note": "Lời đã gõ"}
    )
    assert page.status_code == 409
    assert "Lời đã gõ" in page.content.decode()


@pytest.mark.parametrize("version", ["x", "-1", "9" * 30])
def test_a_broken_version_is_refused(world, version):
    task = give(world)
    page = signed_in(world, "sokhdt").post(f"/nhiem-vu/{task.pk}/tien-do/", {"note": "x", "version": version})
    assert page.status_code == 422
    assert Task.objects.get().version == 1


@pytest.mark.parametrize("address", ["999999/", "99999999999999999999999/", "1/tep/1/", "999999/tien-do/"])
def test_what_is_not_there_is_not_found(world, address):
    client = signed_in(world)
    assert client.get(f"/nhiem-vu/{address}").status_code in (302, 404)
    assert client.post(f"/nhiem-vu/{address}", {"note": "x"}).status_code in (404, 405)


def test_a_step_opened_as_a_page_leads_to_the_task(world):
    task = give(world)
    response = signed_in(world).get(f"/nhiem-vu/{task.pk}/gia-han/")
    assert response["Location"] == f"/nhiem-vu/{task.pk}/#extend"


@pytest.mark.parametrize(("who", "role", "_body"), PEOPLE)
def test_everybody_meets_only_what_concerns_them(world, who, role, _body):
    """Its own people, those above and the auditor see a task; to others it does not exist."""
    task = give(world)
    client = signed_in(world, who)
    everywhere = {Role.OFFICE, Role.LEADER, Role.AUDITOR}
    sees = role in everywhere or who in {"sokhdt", "chuyenvien"}
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == (200 if sees else 404)
    assert client.get("/nhiem-vu/").status_code == (404 if role is Role.ADMINISTRATOR else 200)
    assigns = role in (Role.OFFICE, Role.LEADER)
    assert client.get("/nhiem-vu/giao/").status_code == (200 if assigns else 404)
    if not sees:
        for step in STEPS:
            values = {
                "note": "x",
                "reason": "x",
                "product": "x",
                "product_on": "1/7/2022",
                "due_on": "30/9/2022",
            }
            assert client.post(f"/nhiem-vu/{task.pk}/{step}/", values).status_code == 404
        assert Task.objects.get().version == 1


ORDER = {"title": "Kiểm tra cửa khẩu phụ", "given_on": "25/7/2022", "due_on": "30/9/2022"}


def test_assigning_by_hand(world):
    client = signed_in(world)
    assert "Cơ quan thực hiện" in text(client.get("/nhiem-vu/giao/"))
    values = {
        **ORDER,
        "giver": world.id("ubnd"),
        "lead": [world.id("congan"), world.id("quansu")],
        "accountable": world.id("quansu"),
        "coord": [world.id("yte")],
    }
    page = client.post("/nhiem-vu/giao/", values, follow=True)
    task = Task.objects.get()
    assert page.redirect_chain[-1][0] == f"/nhiem-vu/{task.pk}/"
    assert (task.lead_id, task.due_on) == (world.id("quansu"), date(2022, 9, 30))
    assert [(r.agency_id, r.role) for r in task.roles.order_by("ordinal")] == [
        (world.id("congan"), "lead"),
        (world.id("quansu"), "lead"),
        (world.id("yte"), "coordinating"),
    ]


def test_assigning_to_each_on_its_own(world):
    values = {
        **ORDER,
        "giver": world.id("ubnd"),
        "lead": [world.id("dakglei"), world.id("ngochoi")],
        "each": "on",
    }
    signed_in(world).post("/nhiem-vu/giao/", values)
    heading = Task.objects.get(group=True)
    assert list(heading.children.order_by("pk").values_list("lead", flat=True)) == values["lead"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Tên nhiệm vụ"),
        ({"title": "x" * 301}, "Tên nhiệm vụ"),
        ({"lead": []}, "chưa có cơ quan chủ trì"),
        ({"lead": ["999999"]}, "không có cơ quan số 999999"),
        ({"lead": ["x"]}, "không phải số"),
        ({"due_on": "01/3/2022"}, "sớm hơn ngày giao"),
        ({"due_on": "mai"}, "Viết ngày/tháng/năm"),
        ({"given_on": "01/01/2010"}, "không hoạt động vào ngày"),
        ({"giver": "999999"}, "Cơ quan giao"),
        ({"recurrence": "x" * 101}, "Định kỳ"),
    ],
)
def test_a_wrong_order_is_told_and_what_was_typed_stays(world, changes, said):
    values: dict[str, Any] = {**ORDER, "giver": world.id("ubnd"), "lead": [str(world.id("congan"))]}
    values |= {"detail": "Lời đã gõ", "coord": [str(world.id("yte"))], **changes}
    page = signed_in(world).post("/nhiem-vu/giao/", values)
    assert page.status_code == 422
    assert said in text(page)
    html = page.content.decode()
    assert "Lời đã gõ" in html
    assert re.search(rf'name="coord" value="{world.id("yte")}"[^>]* checked', html)
    assert not Task.objects.exists()


def test_one_body_twice_is_named(world):
    body = str(world.id("yte"))
    values = {**ORDER, "giver": world.id("ubnd"), "lead": [body], "coord": [body]}
    page = signed_in(world).post("/nhiem-vu/giao/", values)
    assert page.status_code == 422
    assert "«Sở Y tế» được ghi hai lần" in text(page)


def test_a_decision_leads_back_to_its_meeting_for_those_who_may_open_it(world: World):
    office = world.actor("vanphong")
    held = meetings.open_meeting(
        series="quarterly",
        title="Hội nghị giao ban quý II",
        period=Period.parse("2022-Q2"),
        held_on=TODAY,
        chair=world.id("bcd"),
        by=office,
        at=world.at,
    )
    decided = meetings.decide(
        held.pk, text="Xã Đăk Plô rà soát cột mốc.", leads=[world.id("dakplo")], by=office, at=world.at
    )
    page = f"/nhiem-vu/{decided.task_id}/"
    assert 'href="/giao-ban/2022-Q2/#ket-luan"' in signed_in(world).get(page).content.decode()
    for_the_commune = signed_in(world, "xa").get(page).content.decode()
    assert "Hội nghị giao ban quý II, 25/7/2022" in for_the_commune
    assert "/giao-ban/" not in for_the_commune
