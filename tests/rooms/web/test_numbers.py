"""The pages of numbers: pivot, sources of a figure, Excel, snapshot button, API and command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from cotmoc.analytics import actions
from cotmoc.analytics.models import Snapshot
from cotmoc.cli import main
from cotmoc.organisations import actions as organisations
from cotmoc.web.numbers.excel import safe
from tests.rooms.analytics import figures
from tests.rooms.small_province import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOTAL = "E1:2022-Q2:all:-:-:s1"


@pytest.fixture(autouse=True)
def _place(settings, tmp_path: Path, monkeypatch) -> None:
    settings.COTMOC_HOME = tmp_path
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.COTMOC_DEMO = True
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]


@pytest.fixture
def filled(world: World) -> World:
    figures.fill(world)
    return world


@pytest.fixture
def built(filled: World) -> World:
    actions.build(by=filled.actor("vanphong"), at=filled.at)
    return filled


def client(world: World, username: str = "vanphong") -> Client:
    door = Client()
    door.force_login(world.people[username])
    return door


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_before_the_first_snapshot_the_office_finds_the_button(world):
    assert "Cập nhật số liệu" in text(client(world).get("/so-lieu/"))
    assert "Cập nhật số liệu" not in text(client(world, "congan").get("/so-lieu/"))
    assert client(world, "quantri").get("/so-lieu/").status_code == 404


def test_the_button_builds_a_snapshot(filled):
    door = client(filled)
    assert door.get("/so-lieu/cap-nhat/").status_code == 405
    assert door.post("/so-lieu/cap-nhat/").status_code == 302
    assert Snapshot.objects.get().number == 1
    assert "Bản chụp số 1" in text(door.get("/so-lieu/"))
    assert client(filled, "congan").post("/so-lieu/cap-nhat/").status_code == 404


def test_the_pivot_prints_what_adds_up(built):
    page = text(client(built).get("/so-lieu/?by=force&period=2022-Q2"))
    assert f'href="/so-lieu/so/{TOTAL}/">370</a>' in page
    assert "41 = 87 − 46" in page
    assert "= 60 : 160" in page
    assert "tại ngày 14/6/2022, không cộng dồn" in page
    assert "thiếu 1" in page
    for force in ("Công an", "Quân sự", "Biên phòng", "Đơn vị khác"):
        assert force in page
    assert "trong đó: Cấp huyện" in page


def test_without_a_choice_the_last_five_quarters_are_shown(built):
    page = client(built).get("/so-lieu/")
    assert [str(p) for p in page.context["periods"]] == ["2022-Q1", "2022-Q2"]


def test_a_half_year_adds_flows_up(built):
    page = text(client(built).get("/so-lieu/?kind=half&from=2022-Q1&to=2022-Q2&indicator=A3"))
    assert "2.219" in page
    assert "6 tháng đầu năm 2022" in page


def test_the_chart_has_a_bar_for_each_group(built):
    chart = client(built).get("/so-lieu/?indicator=E1&by=force&period=2022-Q2").context["chart"]
    assert [(bar.label, bar.text, bar.width) for bar in chart.bars] == [
        ("Biên phòng", "122", "81.33"),
        ("Quân sự", "98", "65.33"),
        ("Công an", "150", "100.00"),
    ]


def test_a_series_across_a_reorganisation_says_so(built):
    figures.merge(built)
    door = client(built)
    crossing = text(door.get("/so-lieu/?from=2022-Q1&to=2025-Q4"))
    assert "Chuỗi số đi qua ngày sắp xếp 01/7/2025" in crossing
    assert "sắp xếp" not in text(door.get("/so-lieu/?period=2022-Q2"))
    new = text(door.get("/so-lieu/?period=2022-Q2&by=unit&boundaries=2025-07-01&indicator=A1"))
    assert "Ủy ban nhân dân xã Đăk Plô (từ 01/7/2025)" in new or ">17</a>" in new
    assert "Theo địa giới ngày 30/6/2025" in new


def test_a_number_opens_as_a_page_and_as_a_fragment(built):
    door = client(built)
    page = text(door.get(f"/so-lieu/so/{TOTAL}/"))
    fragment = text(door.get(f"/so-lieu/so/{TOTAL}/", HTTP_HX_REQUEST="true"))
    for shown in (page, fragment):
        assert "= 120 (cấp tỉnh) + 250 (cấp huyện)" in shown
        assert "Ban Chỉ huy Quân sự huyện Đăk Glei" in shown
        assert "Duyệt 25/7/2022, Tài khoản phovanphong" in shown
        assert "Không đơn vị nào còn thiếu" in shown
    assert "<html" in page
    assert "<html" not in fragment


def test_the_sources_name_joint_activities_and_missing_units(built):
    door = client(built)
    patrols = text(door.get("/so-lieu/so/B3:2022-Q2:force:police:-:s1/"))
    assert "= 0 làm riêng + 27 hoạt động chung" in patrols
    assert "Tuần tra chung 15/3/2022" in patrols
    outreach = text(door.get("/so-lieu/so/A1:2022-Q2:all:-:-:s1/"))
    assert "Ủy ban nhân dân huyện Ngọc Hồi, Quý II/2022" in outreach
    assert "Chưa lập báo cáo" in outreach


def test_a_correction_after_the_snapshot_is_told_and_not_counted(built):
    figures.correct(built, "congan", figures.Q2, {"E1.province": 47})
    page = text(client(built).get(f"/so-lieu/so/{TOTAL}/"))
    assert '<p class="big">370</p>' in page
    assert "49 thành 47" in page
    assert "sau bản chụp này, chưa tính" in page
    assert "Được mở lại sau bản chụp này" in page
    assert "thay đổi sau bản chụp này" in text(client(built).get("/so-lieu/"))


def test_unknown_figures_and_nonsense_are_refused_calmly(built):
    door = client(built)
    keys = (
        "x",
        "E1:2022-Q2:all:-:-:s9",
        "Z9:2022-Q2:all:-:-:s1",
        "E1:2022-13:all:-:-:s1",
    )
    assert {key: door.get(f"/so-lieu/so/{key}/").status_code for key in keys} == {
        keys[0]: 404,
        keys[1]: 409,
        keys[2]: 404,
        keys[3]: 404,
    }
    for query in (
        "period=2022-99",
        "by=moon",
        "boundaries=x",
        "s=x",
        "s=٣",
        "indicator=Z9",
        "kind=week",
        "from=x",
    ):
        assert door.get(f"/so-lieu/?{query}").status_code == 422, query


def test_months_can_be_asked_for(built):
    """Nobody reports by the month here: a dash, while joint patrols of the quarter stand in their months."""
    door = client(built)
    assert "–" in text(door.get("/so-lieu/so/E1:2022-05:all:-:-:s1/"))
    page = text(door.get("/so-lieu/?indicator=B3&period=2022-04&period=2022-05&period=2022-06"))
    assert "tháng 5/2022" in page.lower()
    page = door.get("/so-lieu/?indicator=B3&kind=month&from=2022-Q2&to=2022-Q2")
    assert page.status_code == 200


def test_a_unit_sees_its_own_figures_only(built):
    page = text(client(built, "xa").get("/so-lieu/?by=unit&period=2022-Q2"))
    assert "2.069" in page
    assert "370" not in page
    assert "Công an tỉnh" not in page.split("<main")[1].split("</table>")[0].split("<tbody")[1]


def test_excel_has_the_same_figures_and_no_formulas(built):
    by = organisations.founder(built.province.pk)
    organisations.add_agency(
        key="dakplo", name='=HYPERLINK("x")', short_name="x", kind="commune_committee", level="commune",
        valid_from=figures.LONG_AGO, by=by,
    )  # fmt: skip
    response = client(built).get("/so-lieu/xuat/?by=unit&period=2022-Q2&indicator=A3&indicator=E1")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_name("Số liệu").to_python()
    assert ["A3", '\'=HYPERLINK("x")', "tờ", 2069.0] in [row[:4] for row in rows]
    assert any(row[0] == "E1" and row[3] == 370 for row in rows)
    sources = book.get_sheet_by_name("Từng số").to_python()
    assert TOTAL in {row[5] for row in sources}


def test_texts_that_begin_like_a_formula_are_made_safe():
    assert [safe(t) for t in ("=1+1", "+1", "-1", "@x", "\t=1", "A", "")] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "A", "",
    ]  # fmt: skip


def test_english_has_the_same_figures(built):
    door = client(built)
    door.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = text(door.get("/so-lieu/?by=force&period=2022-Q2"))
    assert "41 = 87 − 46" in page
    assert '<html lang="en">' in page


def test_the_api_gives_figures_with_keys_that_open(built):
    door = client(built)
    found = door.get("/api/v1/numbers?period=2022-Q2&indicator=E1&by=force").json()
    assert found["snapshot"]["number"] == 1
    total = next(f for f in found["figures"] if f["group"] == "" and f["breakdown"] == "")
    assert (total["value"], total["key"]) == ("370", TOTAL)
    opened = door.get(f"/api/v1/numbers/figures/{TOTAL}").json()
    assert sum(int(cell["value"]) for cell in opened["cells"]) == 370
    assert {cell["approved_by"] for cell in opened["cells"]} == {"Tài khoản phovanphong"}
    assert door.get("/api/v1/numbers?period=2022-Q9").status_code == 422
    assert door.get("/api/v1/numbers/figures/x").json()["number"] == 701


def test_the_api_builds_for_the_office_only(filled):
    assert client(filled, "congan").post("/api/v1/numbers/snapshots").status_code == 403
    assert client(filled).post("/api/v1/numbers/snapshots").json()["number"] == 1
    assert [row["number"] for row in client(filled).get("/api/v1/numbers/snapshots").json()] == [1]


def test_the_command_line_gives_the_same_figures(filled, capsys):
    assert main.main(["snapshot", "build", "--by", "vanphong", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 1
    asked = [
        "numbers",
        "--by",
        "vanphong",
        "--indicator",
        "B3",
        "--period",
        "2022-Q2",
        "--by-force",
        "--json",
    ]
    assert main.main(asked) == 0
    found = json.loads(capsys.readouterr().out)["figures"]
    assert {f["key"].split(":")[3]: f["value"] for f in found} == {
        "police": "27", "military": "24", "border_guard": "36", "-": "41",
    }  # fmt: skip
    assert main.main(["numbers", "--by", "vanphong", "--key", TOTAL, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "370"
    assert main.main(["snapshot", "build", "--by", "congan"]) == 5
    assert main.main(["numbers", "--by", "vanphong", "--period", "2022-Q7"]) == 2
