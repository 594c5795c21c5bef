"""Parts, areas and indicators of a task on its page, on the indicator's and on the board."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.organisations import actions as organisations
from cotmoc.tasks import actions
from cotmoc.tasks.models import Task
from tests.rooms.pages import signed_in, text
from tests.rooms.reporting.quarterly import define
from tests.rooms.small_province import LONG_AGO, World

from .test_tasks import give, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def sent(world: World, **changes: object) -> dict[str, object]:
    values = {
        "title": "Lập danh sách trạm y tế",
        "giver": world.id("khdt"),
        "given_on": "25/7/2022",
        "due_on": "10/8/2022",
        "lead": [world.id("yte")],
    }
    return {**values, **changes}


def test_a_lead_gives_a_part_and_both_pages_show_the_other(world):
    whole = give(world, coordinating=[world.id("yte")])
    lead = signed_in(world, "sokhdt")
    assert "Giao việc con" in text(lead.get(f"/nhiem-vu/{whole.pk}/"))
    form = lead.get(f"/nhiem-vu/{whole.pk}/viec-con/")
    offered = {body.pk for _, bodies in form.context["groups"] for body in bodies}
    assert offered == {world.id("khdt"), world.id("yte")}
    answer = lead.post(f"/nhiem-vu/{whole.pk}/viec-con/", sent(world))
    part = Task.objects.get(parent=whole)
    assert answer["Location"] == f"/nhiem-vu/{part.pk}/"
    assert "Việc con của nhiệm vụ: Rà soát trạm y tế" in text(lead.get(f"/nhiem-vu/{part.pk}/"))
    shown = text(lead.get(f"/nhiem-vu/{whole.pk}/"))
    assert "Việc con (1)" in shown
    assert "Lập danh sách trạm y tế Sở Y tế 10/8/2022 Chưa đến hạn" in shown


def test_who_may_not_divide_finds_no_form(world):
    whole = give(world, coordinating=[world.id("yte"), world.id("quansu")])
    for who in ("quansu", "chuyenvien", "congan", "kiemtra"):
        assert signed_in(world, who).get(f"/nhiem-vu/{whole.pk}/viec-con/").status_code == 404, who
    assert "Giao việc con" not in text(signed_in(world, "quansu").get(f"/nhiem-vu/{whole.pk}/"))
    lead = signed_in(world, "sokhdt")
    foreign = lead.post(f"/nhiem-vu/{whole.pk}/viec-con/", sent(world, lead=[world.id("congan")]))
    assert foreign.status_code in (403, 404)
    assert not Task.objects.filter(parent=whole).exists()


def test_a_part_given_to_oneself_is_refused_in_words_and_stays_typed(world):
    whole = give(world)
    answer = signed_in(world, "sokhdt").post(
        f"/nhiem-vu/{whole.pk}/viec-con/", sent(world, lead=[world.id("khdt")])
    )
    assert answer.status_code == 422
    assert "giao việc con cho chính mình" in text(answer)
    assert "Lập danh sách trạm y tế" in answer.content.decode()


def test_a_circle_is_told_beside_the_field_and_the_number_stays(world):
    whole = give(world)
    part = give(world, "Phần", parent=whole.pk)
    answer = signed_in(world).post(f"/nhiem-vu/{whole.pk}/cap-tren/", {"parent": part.pk, "version": 1})
    assert answer.status_code == 422
    form = next(step.form for step in answer.context["steps"] if step.name == "move")
    assert "không thể nằm dưới" in str(form.errors["parent"])
    assert f'value="{part.pk}"' in str(form["parent"])


def test_areas_and_indicators_lead_both_ways(world):
    define(world)
    by = organisations.founder(world.province.pk)
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=LONG_AGO, by=by
    )
    whole, other = give(world), give(world, "Việc khác")
    lead = signed_in(world, "sokhdt")
    page = f"/nhiem-vu/{whole.pk}/"
    assert lead.post(f"{page}dia-ban/", {"area": area.pk})["Location"] == f"{page}#gan"
    lead.post(f"{page}chi-tieu/", {"indicator": "B3"})
    shown = text(lead.get(page))
    assert "xã Đăk Plô" in shown
    assert "B3 Tuần tra chung" in shown
    assert titles(lead.get(f"/nhiem-vu/?area={area.pk}")) == [whole.title]
    assert sorted(titles(lead.get("/nhiem-vu/"))) == sorted([whole.title, other.title])
    seen = text(lead.get("/quan-tri/chi-tieu/B3/nhiem-vu/"))
    assert whole.title in seen
    assert other.title not in seen
    assert whole.title not in text(signed_in(world, "congan").get("/quan-tri/chi-tieu/B3/nhiem-vu/"))
    lead.post(f"{page}bo-dia-ban/", {"area": area.pk})
    lead.post(f"{page}bo-chi-tieu/", {"indicator": "B3"})
    assert "Chưa gắn địa bàn. " in text(lead.get(page))
    assert lead.post(f"{page}dia-ban/", {"area": "x"}).status_code == 422


def test_moving_is_told_in_the_history(world):
    whole, part = give(world), give(world, "Phần")
    actions.move_under(part.pk, whole.pk, by=world.actor("vanphong"), at=world.at)
    assert "Đặt dưới nhiệm vụ cấp trên" in text(signed_in(world).get(f"/nhiem-vu/{part.pk}/"))


def test_a_coordinating_body_s_part_has_a_day_of_its_own_that_moves_with_the_task_s(world):
    whole = give(world)
    body = world.id("quansu")
    values = sent(world, shift="after", coord=[body], **{f"part_due-{body}": "30/7/2022"})
    office = signed_in(world)
    office.post(f"/nhiem-vu/{whole.pk}/viec-con/", values)
    part = Task.objects.get(parent=whole)
    assert part.roles.get(agency=body).due_on == date(2022, 8, 1)
    assert "30/7/2022 là ngày nghỉ, tính là 01/8/2022" in text(office.get(f"/nhiem-vu/{part.pk}/"))


@pytest.mark.parametrize(
    ("shift", "due"),
    [("", 1), ("before", -1), ("none", 0)],
)
def test_a_part_s_day_moves_by_a_rule_of_its_own(world, shift, due):
    whole, body, other = give(world), world.id("quansu"), world.id("congan")
    values = sent(
        world, shift="after", coord=[body, other],
        **{f"part_due-{body}": "30/7/2022", f"part_shift-{body}": shift, f"part_shift-{other}": "before"},
    )  # fmt: skip
    office = signed_in(world)
    assert office.post(f"/nhiem-vu/{whole.pk}/viec-con/", values).status_code == 302
    part = Task.objects.get(parent=whole)
    # Saturday 30 July 2022: the Monday after it, the Friday before it, or the day itself.
    days = {1: date(2022, 8, 1), -1: date(2022, 7, 29), 0: date(2022, 7, 30)}
    assert part.roles.get(agency=body).due_on == days[due]
    assert part.roles.get(agency=other).due_on is None


def test_a_part_s_rule_stays_chosen_and_an_unknown_one_is_named(world):
    body = world.id("quansu")
    chosen = {f"part_due-{body}": "30/7/2022", f"part_shift-{body}": "before"}
    page = signed_in(world).post("/nhiem-vu/giao/", sent(world, title="", coord=[body], **chosen))
    assert page.status_code == 422
    assert '<option value="before" selected>' in page.content.decode()
    unknown = {**chosen, f"part_shift-{body}": "never"}
    page = signed_in(world).post(
        "/nhiem-vu/giao/", sent(world, giver=world.id("ubnd"), coord=[body], **unknown)
    )
    assert (page.status_code, "không có cách dời «never»" in text(page)) == (422, True)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("quansu", "31/9/2022", "Không có ngày «31/9/2022»"),
        ("quansu", "11/8/2022", "hạn phần việc muộn hơn hạn của nhiệm vụ"),
        ("congan", "01/8/2022", "không phối hợp"),
    ],
)
def test_a_part_s_day_that_cannot_be_is_named_and_stays_typed(world, key, typed, words):
    field = f"part_due-{world.id(key)}"
    values = sent(world, giver=world.id("ubnd"), coord=[world.id("quansu")], **{field: typed})
    page = signed_in(world).post("/nhiem-vu/giao/", values)
    assert page.status_code == 422
    assert words in text(page)
    assert f'name="{field}" value="{typed}"' in page.content.decode()
    assert not Task.objects.exists()


def test_before_a_task_is_withdrawn_the_page_says_what_stays_open_under_it(world):
    whole = give(world, coordinating=[world.id("yte")])
    office, lead = signed_in(world, "vanphong"), signed_in(world, "sokhdt")
    told = "1 việc con đang mở dưới nhiệm vụ này"
    assert told not in text(office.get(f"/nhiem-vu/{whole.pk}/"))
    lead.post(f"/nhiem-vu/{whole.pk}/viec-con/", sent(world))
    part = Task.objects.get(parent=whole)
    assert told in text(office.get(f"/nhiem-vu/{whole.pk}/"))
    answer = office.post(f"/nhiem-vu/{whole.pk}/rut/", {"reason": " ", "version": whole.version})
    assert (answer.status_code, told in text(answer)) == (422, True)

    def preview(*tasks: Task) -> str:
        ids = {"deed": "withdraw", "ids": ",".join(str(one.pk) for one in tasks), "reason": "Trùng"}
        return text(office.post("/nhiem-vu/hang-loat/lam/", ids))

    many = "1 việc con đang mở dưới các nhiệm vụ này không bị rút theo"
    assert many in preview(whole)
    assert many not in preview(whole, part)
