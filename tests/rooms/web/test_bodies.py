"""Naming the province, bodies one by one and from a table, indicators, regimes: by page, command and API."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config import env
from cotmoc.audit.models import AuditRow
from cotmoc.cli import founding
from cotmoc.cli.main import main
from cotmoc.domain.periods import Period
from cotmoc.organisations.models import Agency, Area, Membership, Province
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.models import Indicator, Regime
from cotmoc.reporting.queries import defined
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import World

pytestmark = pytest.mark.django_db
DEMO = env.ROOT / "reference_data" / "demo"


@pytest.fixture(autouse=True)
def _pinned(monkeypatch):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


@pytest.fixture
def client(world: World) -> Client:
    found = Client()
    found.force_login(world.people["quantri"])
    return found


def owing(world: World) -> set[str]:
    regime = Regime.objects.get()
    return set(
        defined.reporters(world.actor("quantri"), regime, on=world.today).values_list("key", flat=True)
    )


# --- the province ---


def test_the_province_is_named_by_page_command_and_api(world, client, capsys):
    form = {"name": "tỉnh  Gia Lai", "code": "64", "place": "Pleiku"}
    assert client.post(reverse("installation"), form).status_code == 302
    assert Province.objects.values_list("name", "code", "place").get() == ("tỉnh Gia Lai", "64", "Pleiku")
    assert "tỉnh Gia Lai" in client.get("/").content.decode()
    assert main(["organisations", "rename-province", "tỉnh Kon Tum", "--code", "62"]) == 0
    body = {"name": "tỉnh Quảng Ngãi", "code": "51", "place": ""}
    sent = client.put("/api/v1/province", json.dumps(body), content_type="application/json")
    assert sent.json() == client.get("/api/v1/province").json() == body
    assert AuditRow.objects.filter(deed="organisation.rename").count() == 3


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [("tỉnh", "local", [None, None]), ("tỉnh An Giang", "local", ["tỉnh An Giang", None])],
)
def test_what_the_founding_stood_in_for_is_asked_and_what_it_was_told_is_kept(
    world, client, name, code, shown
):
    Province.objects.update(name=name, code=code)
    form = client.get(reverse("installation")).context["form"]
    assert [form.get_initial_for_field(form.fields[one], one) for one in ("name", "code")] == shown


@pytest.mark.parametrize("wrong", [{"name": " "}, {"code": "mã tỉnh"}, {"code": ""}, {"place": "a" * 101}])
def test_a_name_that_cannot_be_one_is_told_at_its_field(world, client, wrong):
    form = {"name": "tỉnh Gia Lai", "code": "64", "place": ""} | wrong
    assert client.post(reverse("installation"), form).status_code == 422
    sent = client.put("/api/v1/province", json.dumps(form), content_type="application/json")
    assert (sent.status_code, sent.json()["field"].rpartition(".")[2]) == (422, next(iter(wrong)))
    assert Province.objects.get().name == "tỉnh Kon Tum"


# --- one by one ---


def agency_form(**other) -> dict[str, object]:
    return {
        "name": "Đồn Biên phòng Mô Rai",
        "short_name": "",
        "kind": "post",
        "force": "border_guard",
        "level": "post",
        "code": "",
        "parent": "",
        "area": "",
        "valid_from": "01/3/2022",
        "reports": "",
    } | other


def test_an_agency_is_added_corrected_moved_and_ended(world, client):
    form = agency_form(parent=world.id("bdbp"))
    assert client.post(reverse("agency_new"), form).status_code == 302
    post = Agency.objects.get(key="don-bien-phong-mo-rai")
    assert (post.short_name, post.valid_from) == ("Đồn Biên phòng Mô Rai", date(2022, 3, 1))
    assert Membership.objects.get(child=post).parent_id == world.id("bdbp")
    fixed = agency_form(name="Đồn Biên phòng Mô Ray", short_name="Đồn Mô Ray")
    assert client.post(reverse("agency_correct", args=[post.pk]), fixed).status_code == 302
    move = {"parent": world.id("quansu"), "on": "01/6/2022"}
    assert client.post(reverse("agency_move", args=[post.pk]), move).status_code == 302
    places = Membership.objects.filter(child=post).order_by("valid_from").values_list("parent", "valid_to")
    assert list(places) == [(world.id("bdbp"), date(2022, 6, 1)), (world.id("quansu"), None)]
    end = reverse("agency_end", args=[post.pk])
    assert client.post(end, {"last_day": "31/12/2022"}).status_code == 302
    post.refresh_from_db()
    assert (post.name, post.valid_to) == ("Đồn Biên phòng Mô Ray", date(2023, 1, 1))
    assert client.post(end, {"last_day": "01/1/2000"}).status_code == 422
    assert client.post(end, {"last_day": ""}).status_code == 302
    assert Agency.objects.get(pk=post.pk).valid_to is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"kind": "king"}, {"valid_from": "hôm qua"}, {"parent": "999999"}, {"level": ""}]
)
def test_what_cannot_be_an_agency_is_said_and_nothing_is_lost(world, client, wrong):
    before = Agency.objects.count()
    response = client.post(reverse("agency_new"), agency_form(**wrong))
    assert response.status_code == 422
    assert "border_guard" in response.content.decode()
    assert Agency.objects.count() == before


def test_nobody_stands_under_itself(world, client):
    move = reverse("agency_move", args=[world.id("ubnd")])
    assert client.post(move, {"parent": world.id("dakglei"), "on": "25/7/2022"}).status_code == 422


def test_an_area_is_added_corrected_and_ended(world, client):
    form = {"name": "Xã Mô Rai", "level": "commune", "parent": "", "border": "yes", "code": "23536"}
    form |= {"valid_from": "01/1/2016", "last_day": ""}
    assert client.post(reverse("area_new"), form).status_code == 302
    area = Area.objects.get()
    assert (area.key, area.border) == ("xa-mo-rai", True)
    ended = form | {"last_day": "30/6/2025"}
    assert client.post(reverse("area_correct", args=[area.pk]), ended).status_code == 302
    assert Area.objects.get().valid_to == date(2025, 7, 1)
    itself = client.post(reverse("area_correct", args=[area.pk]), form | {"parent": area.pk})
    assert itself.status_code == 422


def test_only_an_administrator_changes_bodies(world):
    office = Client()
    office.force_login(world.people["vanphong"])
    for name in ("agency_new", "area_new", "bodies_import", "indicator_new", "regime_new", "installation"):
        assert office.get(reverse(name)).status_code == 404
    assert office.get(reverse("indicators")).status_code == office.get(reverse("regimes")).status_code == 200
    sent = office.post("/api/v1/agencies", json.dumps({}), content_type="application/json")
    assert sent.status_code == 403
    assert main(["organisations", "list", "--by", "vanphong"]) == 0
    assert main(["organisations", "add", "Sở Tư pháp", "--kind", "department", "--by", "vanphong"]) == 5


def test_the_command_adds_moves_and_ends(world, capsys):
    add = ["add", "Sở Tư pháp", "--kind", "department", "--code", "STP", "--under", "UBND tỉnh"]
    assert main(["organisations", *add, "--from", "01/1/2020", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == "so-tu-phap"
    assert main(["organisations", "move", "Sở Tư pháp", "--under", "BCĐ"]) == 0
    assert main(["organisations", "end", "Sở Tư pháp", "--last-day", "30/6/2022"]) == 0
    assert main(["organisations", "list", "--on", "01/7/2022"]) == 0
    assert "Sở Tư pháp" not in capsys.readouterr().out.split("2022-07-01")[-1].split("\n", 1)[1]
    assert main(["organisations", "end", "Sở không có", "--last-day", "30/6/2022"]) == 2
    assert main(["organisations", "end", "Sở Y tế", "--last-day", "hôm qua"]) == 2


def test_the_api_adds_corrects_moves_and_ends(world, client):
    def send(method: str, path: str, body: dict[str, object]):
        return client.generic(method, f"/api/v1{path}", json.dumps(body), content_type="application/json")

    body = {"name": "Sở Tư pháp", "kind": "department", "level": "province", "valid_from": "2020-01-01"}
    made = send("POST", "/agencies", body | {"parent": world.id("ubnd")})
    assert made.status_code == 201
    pk = made.json()["id"]
    assert send("PUT", f"/agencies/{pk}", body | {"code": "STP"}).status_code == 200
    assert send("POST", f"/agencies/{pk}/move", {"parent": None, "on": "2022-01-01"}).status_code == 200
    ended = send("POST", f"/agencies/{pk}/end", {"last_day": "2022-06-30"})
    assert ended.json()["valid_to"] == "2022-07-01"
    assert send("POST", f"/agencies/{pk}/end", {"last_day": "2019-06-30"}).json()["field"] == "valid_to"
    area = {"name": "Xã Mô Rai", "level": "commune", "valid_from": "2016-01-01"}
    assert send("POST", "/areas", area).status_code == 201
    assert [one["name"] for one in client.get("/api/v1/areas").json()] == ["Xã Mô Rai"]


def test_writings_and_successions_by_command_and_api(world, client, capsys):
    assert main(["organisations", "alias", "Sở Y tế", "Sở Y tế tỉnh"]) == 0
    assert main(["organisations", "alias", "Công an tỉnh", "Sở Y tế tỉnh"]) == 2
    assert main(["organisations", "alias", "Sở Y tế", "Sở Y tế tỉnh", "--drop"]) == 0
    heir = ["succeed", "Sở Ngoại vụ", "Sở Y tế", "--from", "01/7/2022", "--source", "Nghị quyết 1"]
    assert main(["organisations", *heir, "--share", "1/2"]) == 0
    assert main(["organisations", *heir, "--share", "2"]) == 2
    assert main(["organisations", *heir, "--share", "nửa"]) == 2
    assert main(["organisations", "add-area", "Xã Mô Rai", "--level", "commune", "--border"]) == 0
    assert main(["organisations", "add-area", "Xã B", "--level", "commune", "--under", "Huyện C"]) == 2
    assert Area.objects.get().border

    def send(path: str, body: dict[str, object]):
        address = f"/api/v1/agencies/{world.id('ngoaivu')}/{path}"
        return client.post(address, json.dumps(body), content_type="application/json")

    assert send("aliases", {"name": "SNV"}).json()["aliases"] == ["SNV"]
    assert send("aliases/drop", {"name": "SNV"}).json()["aliases"] == []
    body = {"successor": world.id("khdt"), "on": "2022-07-01", "share": "1/2", "source": "Nghị quyết 1"}
    assert {one["share"] for one in send("successions", body).json()["heirs"]} == {"1/2"}
    assert send("successions", body | {"share": "3/2"}).status_code == 422


# --- from a table ---

TABLE = [
    ["Tên", "Loại", "Ký hiệu", "Lực lượng", "Thuộc", "Từ ngày", "Báo cáo"],
    [
        "Đồn Biên phòng Mô Rai",
        "đồn biên phòng",
        "",
        "biên phòng",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        "",
        "",
    ],
    ["Sở Tư pháp", "sở", "STP", "", "Ủy ban nhân dân tỉnh", "1/1/2020", "không"],
    ["Sở Y tế", "sở", "SYT", "", "", "", ""],
    ["Tổ công tác Mô Rai", "khác", "", "", "Đồn Biên phòng Mô Rai", "", ""],
]


def as_csv(table: list[list[str]], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in table).encode()


def as_xlsx(table: list[list[object]], day: date | None = None, formula: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    if day is not None:
        sheet.write_datetime(1, 5, day, book.add_format({"num_format": "dd/mm/yyyy"}))
    if formula:
        sheet.write_formula(2, 2, formula)
    book.close()
    return out.getvalue()


def upload(client: Client, name: str, data: bytes, subject: str = "agencies"):
    return client.post(reverse("bodies_import"), {"subject": subject, "file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("co-quan.csv", as_csv(TABLE)),
        ("co-quan.csv", b"\xef\xbb\xbf" + as_csv(TABLE, ";")),
        ("co-quan.xlsx", as_xlsx(TABLE, date(2021, 5, 1))),
    ],
)
def test_a_table_is_looked_at_then_saved_whole(world, client, name, data):
    before = Agency.objects.count()
    seen = upload(client, name, data)
    assert seen.status_code == 200
    assert Agency.objects.count() == before
    assert (seen.context["new"], seen.context["corrected"]) == (3, 1)
    confirmed = client.post(reverse("bodies_import"), {"subject": "agencies", "rows": seen.context["table"]})
    assert confirmed.status_code == 302
    assert Agency.objects.count() == before + 3
    post = Agency.objects.get(key="don-bien-phong-mo-rai")
    assert (post.level, post.force) == ("post", "border_guard")
    assert post.valid_from == (date(2021, 5, 1) if name.endswith("xlsx") else world.today)
    health = Agency.objects.get(pk=world.id("yte"))
    assert (health.code, health.valid_from, health.short_name) == ("SYT", date(2015, 1, 1), "Sở Y tế")
    team = Agency.objects.get(key="to-cong-tac-mo-rai")
    assert Membership.objects.get(child=team).parent_id == post.pk
    assert AuditRow.objects.filter(deed="organisation.import").count() == 1


def test_wrong_rows_are_named_and_nothing_is_saved(world, client, capsys, tmp_path: Path):
    table = [*TABLE, ["", "sở", "", "", "", "", ""], ["Sở A", "bộ", "", "", "Sở B", "32/1/2020", ""]]
    table += [["Sở C", "sở", "", "", "Sở D", "", ""], ["Sở D", "sở", "", "", "Sở C", "", ""]]
    before = Agency.objects.count()
    seen = upload(client, "co-quan.csv", as_csv(table))
    text = seen.content.decode()
    assert seen.status_code == 422
    assert [row["line"] for row in seen.context["rows"]] == [6, 7, 8, 9]
    assert text.count("vòng tròn") == 2
    assert "loại: «bộ»" in text
    assert 'name="rows"' not in text
    rows = {"subject": "agencies", "rows": as_csv(table).decode()}
    assert client.post(reverse("bodies_import"), rows).status_code == 422
    file = tmp_path / "co-quan.csv"
    file.write_bytes(as_csv(table))
    assert main(["organisations", "import", str(file)]) == 2
    assert "Dòng 7, cột «kind»" in capsys.readouterr().err
    sent = client.post("/api/v1/organisations/import", {"file": SimpleUploadedFile("a.csv", as_csv(table))})
    assert sent.status_code == 422
    assert {one["field"] for one in sent.json()["errors"]} >= {"6.name", "7.kind", "7.parent", "8.parent"}
    assert Agency.objects.count() == before


@pytest.mark.parametrize(
    ("name", "data", "number"),
    [
        ("a.csv", b"T\xc3\xaan,Lo\xe1\xba\xa1i\n=1+1,s\xe1\xbb\x9f\n", "218"),
        ("a.csv", as_csv([["name", "kind"], ["@SUM(A1)", "other"]]), "218"),
        ("a.xlsx", as_xlsx(TABLE, formula='=HYPERLINK("x")'), "218"),
        ("a.xlsx", b"PK\x03\x04 broken", "207"),
        ("a.docx", as_xlsx(TABLE), "219"),
        ("a.pdf", b"%PDF-1.4", "219"),
        ("a.csv", b"", "201"),
        ("a.csv", b"\xff\x00\xff\xfe\x00", "20"),
        ("a.csv", as_csv([["name", "kind"], ["MẬT", "other"]]), "200"),
        ("MẬT.csv", as_csv(TABLE), "200"),
        ("a.xlsx", as_xlsx([["name", "kind"], ["TỐI MẬT", "other"]]), "200"),
        ("a.csv", as_csv([["Tên", "Lạ"], ["a", "b"]]), "909"),
        ("a.csv", as_csv([["Tên"], ["a"]]), "909"),
        ("a.csv", as_csv([["name", "kind"]]), "909"),
    ],
)
def test_files_that_are_no_table_are_refused_by_every_door(
    world, client, tmp_path, capsys, name, data, number
):
    before = Agency.objects.count()
    sent = client.post("/api/v1/organisations/import", {"file": SimpleUploadedFile(name, data or b" ")})
    assert sent.headers["Content-Type"] == "application/problem+json"
    assert str(sent.json()["number"]).startswith(number)
    assert upload(client, name, data).status_code == 422
    file = tmp_path / name
    file.write_bytes(data)
    assert main(["organisations", "import", str(file)]) in (2, 3, 4)
    assert Agency.objects.count() == before


def test_the_demos_own_tables_come_in_by_the_command(world, capsys):
    assert main(["organisations", "import", str(DEMO / "areas.csv"), "--areas"]) == 0
    assert main(["organisations", "import", str(DEMO / "units.csv"), "--preview"]) == 0
    assert Agency.objects.filter(key="don-bo-y").count() == 0
    assert main(["organisations", "import", str(DEMO / "units.csv")]) == 0
    assert Agency.objects.get(key="ubnd-xa-dak-plo").area.name == "Xã Đăk Plô"
    assert main(["organisations", "import", "/khong/co.csv"]) == 3


# --- indicators and regimes ---


@pytest.fixture
def founded(world: World) -> World:
    """The small province with the indicators and the regime of reference_data, which asks everybody."""
    by, known = world.actor("quantri"), {}
    for row in founding.indicator_rows():
        known[row["code"]] = founding.define_indicator(row, known, by=by)
    for row in founding.table("regimes.toml")["regime"]:
        founding.define_regime(row, known, by=by, everybody=True, since=date(2022, 1, 1))
    return world


def test_who_is_asked_owes_also_when_added_later(founded, client):
    assert owing(founded) == {"bdbp", "congan", "quansu", "dakglei", "ngochoi", "dakplo", "daklong"}
    client.post(reverse("agency_new"), agency_form())
    client.post(reverse("agency_new"), agency_form(name="Đồn không báo cáo", reports="no"))
    client.post(reverse("agency_new"), agency_form(name="Sở có báo cáo", kind="department", reports="yes"))
    assert owing(founded) - {"bdbp", "congan", "quansu", "dakglei", "ngochoi", "dakplo", "daklong"} == {
        "don-bien-phong-mo-rai",
        "so-co-bao-cao",
    }
    health = agency_form(name="Sở Y tế", kind="department", force="", level="province", code="SYT")
    health |= {"valid_from": "01/1/2015"}
    client.post(reverse("agency_correct", args=[founded.id("yte")]), health)
    assert "yte" in owing(founded)


def test_a_table_says_who_reports(founded, client):
    rows = as_csv(
        [["name", "kind", "reports"], ["Xã A", "xã", "không"], ["Xã B", "xã", ""], ["Sở A", "sở", "có"]]
    )
    client.post(reverse("bodies_import"), {"subject": "agencies", "rows": rows.decode()})
    assert {"xa-b", "so-a"} <= owing(founded)
    assert "xa-a" not in owing(founded)


def test_the_page_of_a_regime_says_who_owes_from_today(founded, client):
    regime = Regime.objects.get()
    shown = client.get(reverse("regime", args=[regime.key]))
    assert "Công an tỉnh" in shown.content.decode()
    chosen = {"agency": [founded.id("congan"), founded.id("khdt")]}
    assert client.post(reverse("regime_reporters", args=[regime.key]), chosen).status_code == 302
    assert owing(founded) == {"congan", "khdt"}
    assert (
        client.post(reverse("regime_reporters", args=[regime.key]), {"agency": ["999999"]}).status_code == 422
    )
    body = json.dumps({"agencies": [founded.id("congan")]})
    address = f"/api/v1/regimes/{regime.key}/reporters"
    assert client.put(address, body, content_type="application/json").json()["reporters"] == [
        founded.id("congan")
    ]


def test_an_indicator_is_defined_and_corrected(founded, client):
    form = {"code": "Z1", "group": "Z", "name": "Cây trồng", "unit": "cây", "kind": "flow", "decimals": 0}
    form |= {"name_en": "", "numerator": "", "denominator": "", "joint_kind": "", "source": "Kế hoạch 1"}
    assert client.post(reverse("indicator_new"), form).status_code == 302
    assert client.post(reverse("indicator_new"), form).status_code == 422
    assert client.post(reverse("indicator", args=["Z1"]), form | {"unit": "nghìn cây"}).status_code == 302
    assert Indicator.objects.get(code="Z1").unit == "nghìn cây"
    ratio = form | {"code": "Z2", "kind": "ratio"}
    assert client.post(reverse("indicator_new"), ratio).status_code == 422
    parts = ratio | {"numerator": "Z1", "denominator": "A1"}
    assert client.post(reverse("indicator_new"), parts).status_code == 302
    assert "Cây trồng" in client.get(reverse("indicators")).content.decode()
    assert client.get("/api/v1/indicators").json()[-1]["numerator"] == "Z1"


def test_a_kind_does_not_change_under_figures(world, client):
    quarterly.define(world)
    xa = world.actor("xa")
    period = Period.parse("2022-Q2")
    regime = Regime.objects.get().key
    report = reporting.begin(regime=regime, period=period, agency=world.id("dakplo"), by=xa, at=world.at)
    reporting.save_draft(report.pk, values={"A1": Decimal(3)}, by=xa, at=world.at)
    held = Indicator.objects.get(code="A1")
    form = {"group": "A", "name": held.name, "unit": held.unit, "kind": "stock", "decimals": 0, "source": "x"}
    refused = client.post(reverse("indicator", args=["A1"]), form)
    assert refused.status_code == 422
    assert "đã có số liệu" in refused.content.decode()


def test_a_regime_is_defined_and_corrected_in_the_words_of_officials(founded, client):
    form = {"name": "Báo cáo tháng", "frequency": "month", "calendar": "calendar", "source": "Kế hoạch 1"}
    form |= {"due_province": 5, "due_district": 5, "due_commune": 3, "due_post": 3, "valid_from": "01/1/2022"}
    form |= {"asks": "A1: UBND xã; đồn biên phòng\nI1: SYT\nB1:", "everybody": "on"}
    assert client.post(reverse("regime_new"), form).status_code == 302
    made = Regime.objects.get(key="bao-cao-thang")
    asked = list(made.asks.values_list("indicator__code", "suppliers"))
    assert asked == [("A1", ["commune_committee", "post"]), ("I1", ["SYT"]), ("B1", [])]
    shown = client.get(reverse("regime_correct", args=[made.key])).content.decode()
    assert "A1: UBND xã; đồn biên phòng" in shown
    fewer = form | {"asks": "A1: UBND xã", "due_post": 4}
    assert client.post(reverse("regime_correct", args=[made.key]), fewer).status_code == 302
    assert made.asks.count() == 1
    assert made.due_rules.get(level="post").days == 4
    for wrong in ("ZZ: xã", "A1: xã\nA1: đồn", ": xã", "L5: xã"):
        assert client.post(reverse("regime_new"), form | {"asks": wrong}).status_code == 422


def test_indicators_and_regimes_by_the_command(founded, capsys):
    define = ["define-indicator", "Z1", "--group", "Z", "--name", "Cây trồng", "--unit", "cây"]
    assert main(["regimes", *define, "--kind", "flow", "--source", "Kế hoạch 1"]) == 0
    assert main(["regimes", *define, "--kind", "ratio", "--source", "Kế hoạch 1"]) == 2
    regime = ["define", "--name", "Báo cáo tháng", "--frequency", "month", "--source", "Kế hoạch 1"]
    assert main(["regimes", *regime, "--asks", "Z1: sở", "--named-only"]) == 0
    change = [
        "reporters",
        "bao-cao-thang",
        "--add",
        "Sở Y tế",
        "--add",
        "Sở Ngoại vụ",
        "--remove",
        "Sở Ngoại vụ",
    ]
    assert main(["regimes", *change]) == 0
    capsys.readouterr()
    assert main(["regimes", "list", "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    month = next(one for one in listed if one["key"] == "bao-cao-thang")
    assert (month["asks"], month["reporters"]) == (["Z1: sở"], ["Sở Ngoại vụ", "Sở Y tế"])
    assert main(["regimes", "indicators"]) == 0
    assert "Cây trồng" in capsys.readouterr().out
    assert main(["regimes", "reporters", "khong-co"]) == 2
    assert main(["regimes", "define", "x", *regime[1:], "--asks", "Z1:", "--by", "vanphong"]) in (2, 5)


# --- the first day ---


def test_the_list_of_the_first_day_goes_when_all_is_done(founded, client):
    assert "first_day" not in client.get("/").context
    Province.objects.update(code="local", name="tỉnh")
    steps = client.get("/").context["first_day"]
    assert [one.state for one in steps] == ["now", "done", "done", "done"]
    office = Client()
    office.force_login(founded.people["vanphong"])
    assert "first_day" not in office.get("/").context
