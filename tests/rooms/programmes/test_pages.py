"""The pages of programmes as the body that keeps one and a body that has its money meet them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cotmoc.programmes import actions
from cotmoc.programmes.models import Allocation, Component, Disbursement, Programme
from tests.rooms.pages import signed_in, text
from tests.rooms.programmes.conftest import MILLION, Money
from tests.rooms.small_province import World
from tests.rooms.web.test_tasks import give

pytestmark = pytest.mark.usefixtures("demo_day")
LEVELS = ("central", "province", "district", "commune")


def decision(money: Money, **changes: object) -> dict[str, object]:
    return {
        "component": money.roads.pk,
        "agency": money.world.id("dakglei"),
        "year": "2022",
        "level": "central",
        "nature": "investment",
        "vintage": "this_year",
        "amount": "1.000.000.000",
        "on": "10/3/2022",
        "number": "120/QĐ-UBND",
        **changes,
    }


def test_a_programme_from_its_first_word_to_a_payment_all_by_forms(money: Money) -> None:
    keeper, body = signed_in(money.world, "sokhdt"), signed_in(money.world, "huyen")
    head = {
        "code": "NTM", "title": "Xây dựng nông thôn mới", "first_year": "2021", "last_year": "2025",
        "basis": "Nghị quyết 25/2021/QH15", "owner": money.world.id("khdt"),
    }  # fmt: skip
    answer = keeper.post("/chuong-trinh/moi/", head)
    row = Programme.objects.get(code="NTM")
    page = f"/chuong-trinh/{row.pk}/"
    assert answer["Location"] == page
    assert "Chưa có nội dung nào" in text(keeper.get(page))
    assert keeper.post(f"{page}sua/", {**head, "title": "Nông thôn mới", "version": 1})["Location"] == page
    stale = keeper.post(f"{page}sua/", {**head, "version": 1})
    assert (stale.status_code, stale.context["form"]["version"].value()) == (409, "2")
    words = {"kind": "project", "code": "1", "title": "Giao thông"}
    keeper.post(f"{page}noi-dung/", words)
    part = Component.objects.get(programme=row)
    keeper.post(f"{page}noi-dung/{part.pk}/", {**words, "title": "Đường thôn", "version": 3})
    assert "1. Đường thôn" in text(keeper.get(page))

    given = keeper.post(f"{page}giao-von/", decision(money, component=part.pk))
    line = Allocation.objects.get()
    of_money = f"/chuong-trinh/von/{line.pk}/"
    assert given["Location"] == of_money
    adjust = keeper.get(f"{page}giao-von/?khoan={line.pk}").context["form"]
    assert (adjust["agency"].value(), adjust["level"].value()) == (line.agency_id, "central")
    keeper.post(f"{page}giao-von/", decision(money, component=part.pk, amount="-200.000.000", number="9/QĐ"))
    payment = {"amount": "300.000.000", "on": "30/6/2022", "number": "UNC 1"}
    assert "Còn lại 800.000.000 đồng" in text(body.get(f"{of_money}giai-ngan/"))
    above = body.post(f"{of_money}giai-ngan/", {**payment, "amount": "900.000.000"})
    assert (above.status_code, above.context["form"]["amount"].value()) == (422, "900.000.000")
    assert "vượt 800.000.000 đồng được giao" in text(above)
    assert body.post(f"{of_money}giai-ngan/", payment)["Location"] == of_money
    assert "800.000.000 Đã giải ngân 300.000.000 (37,5%)" in text(body.get(of_money))
    before = keeper.get(f"{page}?den=29/6/2022")
    assert "Tính đến 29/6/2022" in text(before)
    assert [one.disbursed for _words, one in before.context["sums"]] == [0]
    listed = text(keeper.get("/chuong-trinh/"))
    assert "800.000.000 300.000.000 37,5%" in listed
    assert "Nhận vốn" not in listed


def test_a_wrong_entry_is_struck_through_with_its_reason(money: Money) -> None:
    keeper, body = signed_in(money.world, "sokhdt"), signed_in(money.world, "huyen")
    line = money.assigned(1_000).allocation
    paid = money.disbursed(line, 400)
    page = f"/chuong-trinh/von/{line.pk}/"
    form = f"{page}huy-giai-ngan/{paid.pk}/"
    assert form in body.get(page).content.decode()
    assert body.post(form, {"reason": ""}).status_code == 422
    assert body.post(form, {"reason": "Nhầm khoản"})["Location"] == page
    shown = body.get(page)
    assert "<del>400.000.000</del>" in shown.content.decode()
    assert "Đã hủy 25/7/2022" in text(shown)
    assert ": Nhầm khoản" in text(shown)
    given = f"{page}huy-giao/{line.assignments.get().pk}/"
    assert given not in shown.content.decode()
    assert body.get(given).status_code == 404
    assert keeper.post(given, {"reason": "Ghi trùng"})["Location"] == page
    assert keeper.get(f"{page}huy-giao/999/").status_code == 404


def test_who_may_not_see_or_write_meets_nothing(money: Money) -> None:
    line = money.assigned(1_000).allocation
    money.assigned(50, "ngochoi")
    page = f"/chuong-trinh/{money.programme.pk}/"
    police, district = signed_in(money.world, "congan"), signed_in(money.world, "huyen")
    assert "Chỉ gồm phần vốn của cơ quan bạn" in text(district.get(page))
    assert "Ngọc Hồi" not in text(district.get(page))
    assert "Số tiền chỉ gồm phần vốn của cơ quan bạn" in text(district.get("/chuong-trinh/"))
    assert "Cơ quan bạn không có vốn ở nội dung này trong năm 2022" in text(police.get(page))
    assert "Số tiền chỉ gồm phần vốn của cơ quan bạn" in text(police.get("/chuong-trinh/"))
    assert police.get(f"/chuong-trinh/von/{line.pk}/").status_code == 404
    for address in ("sua/", "noi-dung/", f"noi-dung/{money.roads.pk}/", "giao-von/"):
        assert police.get(f"{page}{address}").status_code == 404, address
    assert signed_in(money.world, "kiemtra").get(f"/chuong-trinh/von/{line.pk}/giai-ngan/").status_code == 404
    assert signed_in(money.world, "quantri").get("/chuong-trinh/").status_code == 404
    assert "Chương trình, nguồn vốn" in text(district.get("/"))


def test_a_form_that_arrives_twice_is_one_payment(money: Money) -> None:
    line = money.assigned(1_000).allocation
    page = f"/chuong-trinh/von/{line.pk}/"
    client = signed_in(money.world, "huyen")
    token = (
        client.get(f"{page}giai-ngan/")
        .content.decode()
        .split('csrfmiddlewaretoken" value="')[1]
        .split('"')[0]
    )
    sent = {"amount": "1.000.000", "on": "30/6/2022", "number": "UNC 1", "csrfmiddlewaretoken": token}
    first, again = (client.post(f"{page}giai-ngan/", sent) for _ in range(2))
    assert (first["Location"], again["Location"], Disbursement.objects.count()) == (page, page, 1)
    assert Disbursement.objects.get().amount == MILLION


def test_years_and_amounts_that_are_none_are_said_at_their_fields(money: Money) -> None:
    keeper = signed_in(money.world, "sokhdt")
    page = f"/chuong-trinh/{money.programme.pk}/giao-von/"
    wrong = [("amount", "1,5"), ("amount", "1.000,00"), ("year", "1999"), ("year", "2027")]
    for name, value in (*wrong, ("on", "31/6/2022"), ("on", "26/7/2022")):
        refused = keeper.post(page, decision(money, **{name: value}))
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [name]), (name, value)
    assert keeper.get("/chuong-trinh/?den=31/6/2022").context["why"].startswith("Không có ngày")
    for path in ("/chuong-trinh/", f"/chuong-trinh/{money.programme.pk}/"):
        told = keeper.get(f"{path}?den=26/7/2022").context
        assert (str(told["as_of"]), told["why"]) == ("2022-07-25", "Không sau 25/7/2022")
    assert keeper.get("/chuong-trinh/?nam=abc").context["year"] == 2022
    assert not Allocation.objects.exists()


def test_a_province_without_programmes_is_told_how_to_begin(world: World) -> None:
    shown = text(signed_in(world, "sokhdt").get("/chuong-trinh/"))
    assert "Chưa có chương trình nào" in shown
    assert "Lập chương trình" in shown


def test_more_money_and_tasks_ask_no_more_statements(money: Money) -> None:
    client = signed_in(money.world, "sokhdt")
    pages = ("/chuong-trinh/", f"/chuong-trinh/{money.programme.pk}/")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured.captured_queries))
        return counts

    def more(n: int) -> None:
        money.disbursed(money.assigned(100, level=LEVELS[n]).allocation, 10)
        task = give(money.world, f"Việc {n}")
        who = {"by": money.world.actor("vanphong"), "at": money.world.at}
        actions.link_task(task.pk, money.roads.pk, **who)

    more(0)
    before = asked()
    for n in (1, 2, 3):
        more(n)
    assert asked() == before
