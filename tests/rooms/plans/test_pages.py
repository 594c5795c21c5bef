"""The pages of plans as a unit and the office meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cotmoc.organisations.models import Agency
from cotmoc.plans import actions
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.tasks.models import Task
from tests.rooms.pages import signed_in, text
from tests.rooms.plans.conftest import Directive
from tests.rooms.small_province import World

pytestmark = pytest.mark.usefixtures("demo_day")


def sent(directive: Directive, *lines: dict[str, object], **changes: object) -> dict[str, object]:
    head: dict[str, object] = {
        "agency": directive.world.id("khdt"),
        "kind": "answer",
        "title": "Kế hoạch bố trí kinh phí",
        "number": "15/KH-SKHĐT",
        "year": "2022",
        "document": directive.document.pk,
        "l-TOTAL_FORMS": str(len(lines)),
        "l-INITIAL_FORMS": "0",
    }
    rows = {f"l-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()}
    return {**head, **rows, **changes}


def line(directive: Directive, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "wording": "Tổng hợp nhu cầu kinh phí",
        "due_on": "15/9/2022",
        "source": "Ngân sách tỉnh",
        "amount": "1.250,5",
        "clause": directive.clause("kinh phí").pk,
    }
    return {**values, **changes}


def test_a_unit_writes_submits_and_the_office_approves_all_by_forms(directive: Directive) -> None:
    world = directive.world
    unit, office = signed_in(world, "sokhdt"), signed_in(world, "vanphong")
    empty = unit.get(f"/ke-hoach/moi/?van-ban={directive.document.pk}")
    assert empty.context["head"]["document"].value() == directive.document.pk
    answer = unit.post(
        "/ke-hoach/moi/", sent(directive, line(directive), {}, line(directive, wording="Trình"))
    )
    plan = Plan.objects.get()
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/"
    assert [(one.wording, str(one.amount)) for one in plan.lines.all()] == [
        ("Tổng hợp nhu cầu kinh phí", "1250.500"),
        ("Trình", "1250.500"),
    ]
    page = f"/ke-hoach/{plan.pk}/"
    assert "Cộng 2.501 triệu đồng" in text(unit.get(page))
    assert [step.name for step in unit.get(page).context["steps"]] == ["submit", "withdraw"]
    assert unit.post(f"{page}trinh/", {"version": 1})["Location"] == page
    assert [step.name for step in unit.get(page).context["steps"]] == []
    assert [step.name for step in office.get(page).context["steps"]] == ["approve", "return"]
    assert "Kế hoạch 1" in text(office.get("/"))  # the menu says that one waits

    back = office.post(f"{page}tra-lai/", {"reason": ""})
    assert back.status_code == 422
    office.post(f"{page}tra-lai/", {"reason": "Ghi rõ nguồn"})
    form = unit.get(f"{page}sua/")
    assert form.context["sheet"][0]["amount"].value() == "1.250,5"
    changed = sent(directive, line(directive, lead="Công an tỉnh"), version=3)
    assert unit.post(f"{page}sua/", changed)["Location"] == page
    assert plan.lines.get().lead_id == world.id("congan")
    unit.post(f"{page}trinh/", {})
    office.post(f"{page}duyet/", {"note": "Đồng ý"})
    task = Task.objects.get(plan_lines__plan=plan)
    shown = text(office.get(page))
    assert "Đã duyệt" in shown
    assert "Ghi rõ nguồn" in shown
    of_task = text(office.get(f"/nhiem-vu/{task.pk}/"))
    assert "Kinh phí theo kế hoạch Cộng 1.250,5 triệu đồng" in of_task
    assert "Kế hoạch bố trí kinh phí, Sở Kế hoạch và Đầu tư Ngân sách tỉnh 1.250,5" in of_task
    whole = directive.task("kinh phí", "khdt")
    assert "Tổng hợp nhu cầu kinh phí Công an tỉnh" in text(office.get(f"/nhiem-vu/{whole.pk}/"))


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(directive: Directive) -> None:
    unit = signed_in(directive.world, "sokhdt")
    for changes, field, words in (
        ({"wording": ""}, "wording", "chưa ghi việc phải làm"),
        ({"lead": "Sở không có"}, "lead", "Chưa biết cơ quan này"),
        ({"amount": "12.5"}, "amount", "12,5"),
        ({"due_on": "31/2/2022"}, "due_on", ""),
        ({"task": "999999"}, "task", "Không tìm thấy"),
    ):
        answer = unit.post("/ke-hoach/moi/", sent(directive, {}, line(directive, **changes)))
        assert answer.status_code in (404, 422), field
        errors = str(answer.context["sheet"][1].errors[field])
        assert words in errors, field
        assert answer.context["sheet"][1]["source"].value() == "Ngân sách tỉnh"
    none = unit.post("/ke-hoach/moi/", sent(directive, document=""))
    assert "chưa nói trả lời văn bản nào" in str(none.context["head"].errors["document"])
    assert not Plan.objects.exists()


def test_more_rows_come_without_script_and_keep_what_was_typed(directive: Directive) -> None:
    unit = signed_in(directive.world, "sokhdt")
    typed = sent(directive, line(directive, amount="không rõ"), more="1", title="")
    answer = unit.post("/ke-hoach/moi/", typed)
    assert answer.status_code == 200
    sheet = answer.context["sheet"]
    assert (len(sheet.forms), sheet[0]["amount"].value()) == (4, "không rõ")
    assert not any(form.errors for form in sheet)
    assert dict(sheet[1].fields["clause"].choices)[str(directive.clause("kinh phí").pk)]


def test_the_tasks_of_a_chosen_directive_are_offered_before_anything_is_kept(directive: Directive) -> None:
    unit = signed_in(directive.world, "sokhdt")
    typed = sent(directive, line(directive), title="")
    page = unit.post("/ke-hoach/moi/", {**typed, "orders": "1"})
    assert page.status_code == 200
    rows = page.context["sheet"]
    assert len(list(rows)) == int(typed["l-TOTAL_FORMS"])
    assert len(rows[0].fields["clause"].choices) > 1
    assert not Plan.objects.exists()


def test_somebody_elses_change_is_shown_and_not_written_over_unseen(directive: Directive) -> None:
    plan = directive.written()
    unit = signed_in(directive.world, "sokhdt")
    actions.change(
        plan.pk,
        directive.draft(title="Bản khác"),
        by=directive.world.actor("vanphong"),
        at=directive.world.at,
    )
    answer = unit.post(f"/ke-hoach/{plan.pk}/sua/", sent(directive, line(directive), version=1))
    assert answer.status_code == 409
    assert Plan.objects.get().title == "Bản khác"
    assert PlanLine.objects.count() == 2
    assert "Vừa thay đổi trong lúc bạn nhập: Sửa kế hoạch (Tài khoản vanphong, 25/7/2022)" in text(answer)
    chosen = answer.context["head"]["version"].value()
    again = unit.post(f"/ke-hoach/{plan.pk}/sua/", sent(directive, line(directive), version=chosen))
    assert again.status_code == 302
    assert PlanLine.objects.get().wording == "Tổng hợp nhu cầu kinh phí"


def test_a_unit_finds_only_its_own_and_the_list_says_what_waits(directive: Directive) -> None:
    world = directive.world
    mine, theirs = directive.written(), directive.written("huyen", "dakglei", lines=[], title="Của huyện")
    listed = text(signed_in(world, "sokhdt").get("/ke-hoach/"))
    assert mine.title in listed
    assert theirs.title not in listed
    assert signed_in(world, "sokhdt").get(f"/ke-hoach/{theirs.pk}/").status_code == 404
    assert signed_in(world, "sokhdt").get(f"/ke-hoach/{theirs.pk}/sua/").status_code == 404
    office = signed_in(world, "vanphong")
    assert theirs.title in text(office.get("/ke-hoach/?tinh-trang=draft&nam=2022"))
    assert "Không có kế hoạch nào khớp" in text(office.get("/ke-hoach/?tinh-trang=approved"))
    for who in ("xa", "kiemtra"):
        assert signed_in(world, who).get("/ke-hoach/").status_code == 200
    assert signed_in(world, "quantri").get("/ke-hoach/").status_code == 404
    assert signed_in(world, "kiemtra").get("/ke-hoach/moi/").status_code == 404


def test_the_gaps_stand_on_the_directive_and_on_their_own_page(directive: Directive) -> None:
    world = directive.world
    directive.written(lines=[directive.line("Trình phương án", due_on=date(2022, 10, 15))])
    office = signed_in(world, "vanphong")
    for address in (f"/van-ban/{directive.document.pk}/", "/ke-hoach/thieu/"):
        shown = text(office.get(address))
        assert "Sở Y tế Chưa có kế hoạch" in shown
        assert "«Trình phương án» xong 15/10/2022, muộn hơn hạn 30/9/2022 của văn bản" in shown
    own = text(signed_in(world, "huyen").get("/ke-hoach/thieu/"))
    assert "Ủy ban nhân dân huyện Đăk Glei Chưa có kế hoạch" in own
    assert "Sở Y tế" not in own


def test_the_programme_is_reviewed_on_its_page(world: World) -> None:
    office = {"by": world.actor("vanphong"), "at": world.at}
    lines = [actions.Line("Giao ban quý III", due_on=date(2022, 9, 20), lead=world.id("bdbp"))]
    draft = actions.Draft(world.id("bcd"), 2022, "Chương trình năm 2022", "programme", lines=lines)
    plan = actions.write(draft, **office)
    actions.submit(plan.pk, **office)
    actions.approve(plan.pk, **office)
    page = f"/ke-hoach/{plan.pk}/"
    client = signed_in(world, "vanphong")
    assert client.post(f"{page}danh-gia/", {"term": "half_year", "words": ""}).status_code == 422
    client.post(f"{page}danh-gia/", {"term": "half_year", "words": "Đúng tiến độ"})
    assert "Sơ kết 6 tháng 25/7/2022 · Tài khoản vanphong Đúng tiến độ" in text(client.get(page))
    again = client.post(f"{page}danh-gia/", {"term": "half_year", "words": "Lần nữa"})
    assert again.status_code == 409
    assert "đã có bản đánh giá kỳ đó" in text(again)


def test_an_approved_plan_is_amended_by_forms_and_both_versions_are_read(directive: Directive) -> None:
    world = directive.world
    unit, office = signed_in(world, "sokhdt"), signed_in(world, "vanphong")
    plan = directive.approved()
    page = f"/ke-hoach/{plan.pk}/"
    assert f"{page}dieu-chinh/" in unit.get(page).content.decode()
    form = unit.get(f"{page}dieu-chinh/")
    sheet = form.context["sheet"]
    assert [one["carries"].value() for one in sheet][:2] == [1, 2]
    assert "task" not in sheet[0].fields
    assert "Đã thành nhiệm vụ số" in text(form)
    first = {
        "wording": "Tổng hợp nhu cầu kinh phí",
        "carries": 1,
        "due_on": "14/9/2022",
        "source": "Ngân sách",
    }
    second = {**line(directive), "carries": 2, "drop": "on"}
    sent_ = {"title": plan.title, "number": "21/KH", "l-TOTAL_FORMS": "3", "l-INITIAL_FORMS": "2"}
    rows = [first, second, line(directive, wording="Khảo sát", due_on="20/9/2022")]
    sent_ |= {f"l-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    early = unit.post(f"{page}dieu-chinh/", sent_)
    assert early.status_code == 422
    assert "Hạn chỉ lùi được" in str(early.context["sheet"][0].errors["due_on"])
    assert early.context["sheet"][2]["wording"].value() == "Khảo sát"
    sent_["l-0-due_on"] = "30/9/2022"
    answer = unit.post(f"{page}dieu-chinh/", sent_)
    row = Plan.objects.exclude(pk=plan.pk).get()
    own = f"/ke-hoach/{row.pk}/"
    assert answer["Location"] == own
    assert [(one.wording, one.carries_id is not None) for one in row.lines.order_by("ordinal")] == [
        ("Tổng hợp nhu cầu kinh phí", True),
        ("Khảo sát", False),
    ]
    told = text(unit.get(own))
    assert "so với bản ngày 25/7/2022" in told
    assert "Ngày hoàn thành: 15/9/2022 → 30/9/2022" in told
    assert "2. Trình phương án Bỏ" in told
    assert "Đây là bản điều chỉnh chưa duyệt. Xem bản đang có hiệu lực, ngày 25/7/2022" in told
    assert "Đang có bản điều chỉnh" in text(unit.get(page))
    second_time = unit.get(f"{page}dieu-chinh/")
    assert second_time["Location"] == page

    changed = unit.get(f"{own}sua/")
    assert [one["carries"].value() for one in changed.context["sheet"]][:2] == [1, None]
    assert unit.post(f"{own}trinh/", {"note": ""}).status_code == 422
    unit.post(f"{own}trinh/", {"note": "Mưa lũ"})
    office.post(f"{own}duyet/", {})
    now = text(unit.get(page))
    assert "Kết quả thực hiện" not in now
    assert "Bản này không còn hiệu lực. Xem bản đang có hiệu lực, ngày 25/7/2022" in now
    assert "Trình phương án" in now
    assert "bản ngày 25/7/2022 · đang có hiệu lực" in text(unit.get(own))
    listed = text(office.get("/ke-hoach/"))
    assert "đã điều chỉnh" in listed
    assert listed.count(plan.title) == 1
    assert "Đã có bản thay" in text(office.get("/ke-hoach/?tinh-trang=replaced"))


def test_what_was_typed_while_somebody_submitted_is_shown_again(directive: Directive) -> None:
    """The form was answered with the plan's page and all that was typed was lost."""
    world = directive.world
    plan = directive.written()
    actions.submit(plan.pk, by=world.actor("sokhdt"), at=world.at)
    late = sent(directive, line(directive, wording="Việc vừa nghĩ ra"), version=1)
    answer = signed_in(world, "chuyenvien").post(f"/ke-hoach/{plan.pk}/sua/", late)
    assert answer.status_code == 409
    assert answer.context["sheet"][0]["wording"].value() == "Việc vừa nghĩ ra"


def test_the_line_that_stops_the_approval_is_named(directive: Directive) -> None:
    world = directive.world
    plan = directive.written(lines=[directive.line("Kịp"), directive.line("Muộn", due_on=date(2022, 7, 1))])
    actions.submit(plan.pk, by=world.actor("sokhdt"), at=world.at - timedelta(days=30))
    answer = signed_in(world, "vanphong").post(f"/ke-hoach/{plan.pk}/duyet/", {})
    assert answer.status_code == 422
    assert "Việc 2: " in text(answer)


def test_a_line_is_dropped_with_one_tick_and_a_draft_withdrawn(directive: Directive) -> None:
    unit = signed_in(directive.world, "sokhdt")
    plan = directive.written()
    kept, gone = line(directive), line(directive, drop="on", due_on="20/9/2022")
    unit.post(f"/ke-hoach/{plan.pk}/sua/", sent(directive, kept, gone, version=1))
    assert plan.lines.count() == 1
    unit.post(f"/ke-hoach/{plan.pk}/rut/", {"note": "Lập nhầm"})
    assert "Đã rút" in text(unit.get(f"/ke-hoach/{plan.pk}/"))
    assert plan.title not in text(unit.get("/ke-hoach/"))


def test_many_lines_are_folded_and_those_to_be_corrected_are_open(directive: Directive) -> None:
    unit = signed_in(directive.world, "sokhdt")
    lines = [directive.line(f"Việc số {n}") for n in range(1, 5)]
    plan = directive.written(lines=lines)
    page = f"/ke-hoach/{plan.pk}/sua/"
    shown = unit.get(page)
    assert [form.folded for form in shown.context["sheet"]] == [True] * 4 + [False] * 3
    assert "1. Việc số 1 15/9/2022" in text(shown)
    rows = [line(directive, wording=f"Việc số {n}") for n in range(1, 5)]
    rows[1]["due_on"] = "31/2/2022"
    wrong = unit.post(page, sent(directive, *rows, version=1))
    assert [form.folded for form in wrong.context["sheet"]] == [True, False, True, True]


def test_a_line_is_carried_on_under_a_body_that_has_ended(directive: Directive) -> None:
    world = directive.world
    passed = directive.line("Khảo sát", lead=world.id("dakplo"), clause=directive.clause("sạt lở").pk)
    plan = directive.approved("huyen", "dakglei", lines=[passed, directive.line("Dự phòng", clause=None)])
    Agency.objects.filter(pk=world.id("dakplo")).update(valid_to=date(2022, 7, 20))
    rows = [
        {"wording": "Khảo sát", "carries": 1, "due_on": "30/9/2022", "lead": "Ủy ban nhân dân xã Đăk Plô"},
        {"wording": "Dự phòng", "carries": 2, "due_on": "15/9/2022"},
    ]
    said = {"title": plan.title, "l-TOTAL_FORMS": "2", "l-INITIAL_FORMS": "2"}
    said |= {f"l-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}  # type: ignore[misc]
    answer = signed_in(world, "huyen").post(f"/ke-hoach/{plan.pk}/dieu-chinh/", said)
    assert answer.status_code == 302
    assert Plan.objects.get(amends=plan).lines.get(ordinal=1).lead_id == world.id("dakplo")
