"""Names in a directive: homonyms by what stands beside them, what is only alike, several called together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.directives.models import Clause, Document
from cotmoc.organisations import actions as founding
from cotmoc.organisations.models import Agency, Area
from cotmoc.tasks.models import Task
from tests.rooms.directives.papers import HEAD
from tests.rooms.organisations.test_names import committee, two_of_one_name
from tests.rooms.small_province import World

DAY = date(2022, 7, 12)
ASKED = "Ủy ban nhân dân tỉnh yêu cầu:\n\n"


def register(world: World, orders: str, name: str = "a.txt", **head: object) -> Document:
    return actions.register(
        name=name, data=(HEAD + ASKED + orders).encode(), by=world.actor("vanphong"), at=world.at, **head
    )[0]


def leads(document: Document) -> list[int | None]:
    clause = Clause.objects.filter(reading__document=document).first()
    assert clause is not None
    return [body.agency_id for body in clause.agencies.filter(role="lead")]


@pytest.mark.parametrize(
    ("order", "meant"),
    [
        ("1. Giao UBND xã Đăk Long (huyện Đăk Hà) kiểm tra các ngầm tràn.", 1),
        ("1. Giao UBND xã Đăk Long phối hợp với UBND huyện Đăk Glei kiểm tra các ngầm tràn.", 0),
        ("1. Giao UBND xã Đăk Long kiểm tra các ngầm tràn.", None),
    ],
)
def test_of_two_communes_of_one_name_the_text_says_which(world: World, order: str, meant: int | None):
    both = two_of_one_name(world)
    assert leads(register(world, order)) == [None if meant is None else both[meant].pk]


def test_the_issuer_says_which_commune_it_orders(world: World):
    _, second = two_of_one_name(world)
    document = register(
        world, "1. Giao UBND xã Đăk Long kiểm tra các ngầm tràn.", issuer="Ủy ban nhân dân huyện Đăk Hà"
    )
    assert leads(document) == [second.pk]


@pytest.mark.parametrize("written", ["SỞ KH & ĐT", "Sở KH&ĐT", "sở kế hoạch  và đầu tư"])
def test_a_name_is_known_in_any_writing(world: World, written: str):
    document = register(world, "1. Giao Sở Y tế tham mưu bố trí kinh phí.")
    row = Clause.objects.get(reading__document=document)
    actions.edit(row.pk, leads=[Body(written)], by=world.actor("vanphong"), at=world.at)
    assert leads(document) == [world.id("khdt")]


@pytest.mark.parametrize(
    ("written", "names", "sure"),
    [
        ("Sở Y tế và Dân số", "Sở Y tế", False),
        ("Sở KHĐT", "Sở Kế hoạch và Đầu tư", True),
        ("UBND xã Đăk Blô", "Ủy ban nhân dân xã Đăk Plô", True),
        ("UBND xã Đăk Pxi", "Ủy ban nhân dân xã Đăk Plô", False),
        ("UBND huyện Đăk Long", "Ủy ban nhân dân xã Đăk Long", False),
        ("Phòng Y tế", "Sở Y tế", False),
        ("Huyện ủy Đăk Glei", "Ủy ban nhân dân huyện Đăk Glei", False),
    ],
)
def test_only_another_writing_of_a_name_is_offered_for_good(
    world: World, written: str, names: str, sure: bool
):
    near = queries.nearest(world.actor("vanphong"), [written], on=DAY)[written]
    assert any(one.same for one in near if one.name == names) is sure


@pytest.mark.parametrize(
    "written", ["UBND cấp huyện", "cơ quan liên quan", "các sở, ban, ngành", "các địa phương"]
)
def test_a_name_of_several_is_like_nobody(world: World, written: str):
    assert queries.nearest(world.actor("vanphong"), [written], on=DAY) == {written: []}


def test_a_name_of_several_stands_for_all_of_them(world: World):
    office = world.actor("vanphong")
    asked = ["UBND cấp huyện", "các xã", "các đồn biên phòng", "cơ quan liên quan", "các huyện ủy, thành ủy"]
    found = queries.groups(office, asked, on=DAY)
    assert {name: [one.pk for one in group] for name, group in found.items()} == {
        "UBND cấp huyện": [world.id("dakglei"), world.id("ngochoi")],
        "các xã": [world.id("daklong"), world.id("dakplo")],
    }


def test_only_districts_at_the_border_are_border_districts(world: World):
    far = committee(world, "konplong", "huyện Kon Plông", "district", "ubnd")
    found = queries.groups(world.actor("vanphong"), ["các huyện biên giới", "các huyện"], on=DAY)
    assert far in found["các huyện"]
    assert "các huyện biên giới" not in found
    Agency.objects.filter(pk=world.id("dakglei")).update(area=_border(world))
    found = queries.groups(world.actor("vanphong"), ["các huyện biên giới"], on=DAY)
    assert [one.pk for one in found["các huyện biên giới"]] == [world.id("dakglei")]


def test_what_a_district_issues_calls_its_own_communes(world: World):
    """«UBND các xã» of a district's plan are those of the district, not all of the province."""
    home = _border(world)
    commune = Area.objects.create(
        province=world.province,
        key="dakplo",
        name="Xã Đăk Plô",
        level="commune",
        parent=home,
        valid_from=date(2015, 1, 1),
    )
    Agency.objects.filter(pk=world.id("dakglei")).update(area=home)
    Agency.objects.filter(pk=world.id("dakplo")).update(area=commune)
    office, issuer = world.actor("vanphong"), Agency.objects.get(pk=world.id("dakglei"))
    found = queries.groups(office, ["UBND các xã"], on=DAY, issuer=issuer)
    assert [one.pk for one in found["UBND các xã"]] == [world.id("dakplo")]
    province = Agency.objects.get(pk=world.id("ubnd"))
    both = queries.groups(office, ["UBND các xã"], on=DAY, issuer=province)
    assert {one.pk for one in both["UBND các xã"]} == {world.id("daklong"), world.id("dakplo")}


def _border(world: World) -> Area:
    return Area.objects.create(
        province=world.province,
        key="dakglei",
        name="Huyện Đăk Glei",
        level="district",
        border=True,
        valid_from=date(2015, 1, 1),
    )


def test_one_press_gives_the_task_to_each_of_them(world: World, client: Client):
    document = register(world, "1. Ủy ban nhân dân các huyện, thành phố rà soát các điểm có nguy cơ sạt lở.")
    row = Clause.objects.get(reading__document=document)
    page = f"/van-ban/{document.pk}/"
    shown = client.get(page).content.decode()
    assert "«UBND cấp huyện» gọi chung: UBND huyện Đăk Glei; UBND huyện Ngọc Hồi." in shown
    assert "Giao riêng cho cả 2 cơ quan" in shown
    assert "Nhớ «" not in shown
    assert 'data-k="a"' not in shown
    sent = {"written": "UBND cấp huyện", "how": "each", "version": row.version}
    client.post(f"/van-ban/doan/{row.pk}/ten/", sent)
    row.refresh_from_db()
    assert row.each
    assert leads(document) == [world.id("dakglei"), world.id("ngochoi")]
    assert 'data-k="a"' in client.get(page).content.decode()
    assert client.post(f"/van-ban/doan/{row.pk}/ten/", {**sent, "written": "Sở Y tế"}).status_code == 404


def test_what_is_only_alike_has_no_key(world: World, client: Client):
    document = register(world, "1. Giao Sở Y tế và Dân số củng cố các trạm y tế.")
    shown = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Nhớ «" not in shown


def test_the_next_document_is_offered_when_the_last_task_is_decided(world: World, client: Client):
    first = register(world, "1. Giao Sở Y tế củng cố các trạm y tế.", number="1/UBND")
    second = register(world, "1. Giao Sở Ngoại vụ chuẩn bị hội đàm.", "b.txt", number="2/UBND")
    row = Clause.objects.get(reading__document=second)
    assert "Văn bản kế tiếp" not in client.get(f"/van-ban/{second.pk}/").content.decode()
    accepted = client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", {}, headers={"hx-request": "true"})
    assert f'id="next-document" href="/van-ban/{first.pk}/#ra-soat"' in accepted.content.decode()
    actions.accept_all(first.pk, by=world.actor("vanphong"), at=world.at)
    assert "Không còn văn bản nào chờ rà soát" in client.get(f"/van-ban/{first.pk}/").content.decode()


def test_an_order_of_2022_prints_the_name_of_its_day_and_is_followed_by_the_heir(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    founder = founding.founder(world.province.pk)
    heir = founding.add_agency(
        key="taichinh-2025",
        name="Sở Tài chính",
        short_name="Sở Tài chính",
        kind="department",
        level="province",
        valid_from=date(2025, 3, 1),
        by=founder,
    )
    Agency.objects.filter(pk=world.id("khdt")).update(valid_to=date(2025, 3, 1))
    founding.add_succession(
        predecessor=world.agencies["khdt"],
        successor=heir,
        on=date(2025, 3, 1),
        share=Fraction(1),
        source="NQ 1",
        by=founder,
    )
    # handed in three years after its day, when that department is gone
    monkeypatch.setenv("COTMOC_TODAY", "2025-10-15")
    text = HEAD + ASKED + "1. Giao Sở KH&ĐT tham mưu bố trí kinh phí trước ngày 30 tháng 9 năm 2022."
    client.post("/van-ban/nhap/", {"text": text})
    row = Clause.objects.get()
    assert [(body.written, body.agency_id) for body in row.agencies.all()] == [("Sở KH&ĐT", world.id("khdt"))]
    client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version})
    task = Task.objects.get()
    assert task.lead_id == world.id("khdt")
    shown = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Sở Kế hoạch và Đầu tư" in shown
    assert "nay là Sở Tài chính" in shown
    page = client.get(f"/van-ban/{row.reading.document_id}/").content.decode()
    before, _, plans = page.partition('id="ke-hoach"')
    assert "nay là Sở Tài chính" not in before
    assert "nay là Sở Tài chính" in plans  # whose plan is lacking is told by today's name
