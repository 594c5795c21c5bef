"""The pages of administration, tokens, and the commands beside them, by their doors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from cotmoc.audit import queries as audit
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.organisations import queries
from cotmoc.web.people import audit_words
from tests.rooms.pages import signed_in
from tests.rooms.small_province import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pinned(monkeypatch):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def test_an_invitation_leads_to_a_password_and_in(world):
    client = signed_in(world, "quantri")
    form = {
        "username": "moi",
        "display_name": "Người mới",
        "role": "agency_staff",
        "agency": world.id("yte"),
    }
    shown = client.post(reverse("account_invite"), form)
    (url,) = re.findall(r'value="(http://testserver/tai-khoan/moi/[^"]+)"', shown.content.decode())
    assert "no-store" in shown["Cache-Control"]
    stranger = Client()
    new = "mốc số bảy bên suối"
    assert stranger.post(url, {"new_password1": new, "new_password2": new}).status_code == 302
    assert stranger.post(reverse("account_login"), {"login": "moi", "password": new})["Location"] == "/"
    assert stranger.get(url).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "Vanphong"}, "đã có người dùng"),
        ({"username": "có dấu"}, "chữ cái không dấu"),
        ({"role": "king"}, "king"),
        ({"agency": "999999"}, "999999"),
        ({"username": "a\x00b"}, ""),
        ({"display_name": ""}, ""),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_form(world, changed, said):
    form = {"username": "moi", "display_name": "Người mới", "role": "office", "agency": world.id("yte")}
    response = signed_in(world, "quantri").post(reverse("account_invite"), form | changed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert queries.person_named("moi") is None


def test_an_account_is_moved_ended_and_given_a_link(world):
    client, pk = signed_in(world, "quantri"), world.people["xa"].pk
    form = {"role": "agency_lead", "agency": world.id("yte"), "valid_from": "01/8/2022"}
    assert client.post(reverse("account_move", args=[pk]), form).status_code == 302
    assert client.post(reverse("account_end", args=[pk]), {"last_day": "31/12/2022"}).status_code == 302
    text = client.get(reverse("account", args=[pk])).content.decode()
    assert "dùng đến hết 31/12/2022" in text
    assert "Lãnh đạo đơn vị" in text
    assert client.post(reverse("account_end", args=[pk]), {"last_day": "32/12/2022"}).status_code == 422
    assert "/tai-khoan/moi/" in client.post(reverse("account_link", args=[pk])).content.decode()
    assert client.get(reverse("account", args=[999_999])).status_code == 404


def test_the_agencies_of_a_day_and_a_wrong_day(world):
    client = signed_in(world, "xa")
    assert "Ủy ban nhân dân huyện Đăk Glei" in client.get(reverse("agencies")).content.decode()
    before = client.get(reverse("agencies"), {"ngay": "31/12/2014"})
    assert "Chưa có cơ quan nào vào ngày này" in before.content.decode()
    assert client.get(reverse("agencies"), {"ngay": "hôm qua"}).status_code == 422


def test_only_those_who_manage_change_an_agency(world):
    pk = world.id("bdbp")
    add, name = reverse("agency_alias", args=[pk]), {"name": "BCH BĐBP"}
    assert signed_in(world, "vanphong").post(add, name).status_code == 404
    assert (
        "Ghi kế thừa" not in signed_in(world, "vanphong").get(reverse("agency", args=[pk])).content.decode()
    )
    client = signed_in(world, "quantri")
    assert client.post(add, name).status_code == 302
    assert client.post(reverse("agency_alias", args=[world.id("yte")]), name).status_code == 422
    form = {"successor": world.id("yte"), "on": "01/7/2025", "share": "1/2", "source": "Nghị quyết thử"}
    assert client.post(reverse("agency_succession", args=[pk]), form).status_code == 302
    for wrong in ({"share": "2"}, {"share": "1/0"}, {"share": "abc"}, {"on": "x"}, {"successor": pk}):
        response = client.post(reverse("agency_succession", args=[pk]), form | wrong)
        assert response.status_code == 422
    assert "1/2" in client.get(reverse("agency", args=[pk])).content.decode()


def test_the_log_is_filtered_by_person_deed_and_thing(world):
    client = signed_in(world, "kiemtra")
    whole = client.get(reverse("audit")).context["page"].paginator.count
    few = client.get(reverse("audit"), {"viec": "people.", "doi-tuong": "organisations.person"})
    assert 0 < few.context["page"].paginator.count < whole
    assert {one["row"].deed.split(".")[0] for one in few.context["rows"]} == {"people"}
    assert client.get(reverse("audit"), {"nguoi": "không ai", "page": "99"}).status_code == 200
    assert signed_in(world, "vanphong").get(reverse("audit")).status_code == 404


def test_a_token_is_shown_once_and_opens_the_api(world):
    client = signed_in(world, "vanphong")
    form = {"name": "bảng tính", "days": 30, "scopes": ["account.own", "organisation.read"]}
    shown = client.post(reverse("tokens"), form).content.decode()
    (secret,) = re.findall(r'value="(cotmoc_[^"]+)"', shown)
    assert secret not in client.get(reverse("tokens")).content.decode()
    api = Client(headers={"Authorization": f"Bearer {secret}"})
    assert api.get("/api/v1/me").json()["permissions"] == ["account.own", "organisation.read"]
    assert len(api.get("/api/v1/agencies").json()) == len(world.agencies)
    assert api.get("/api/v1/tasks").status_code == 403
    pk = queries.tokens(world.actor("vanphong")).get().pk
    assert signed_in(world, "xa").post(reverse("token_revoke", args=[pk])).status_code == 404
    assert client.post(reverse("token_revoke", args=[pk])).status_code == 302
    assert api.get("/api/v1/me").status_code == 401
    assert client.post(reverse("tokens"), form | {"scopes": ["people.manage"]}).status_code == 422


def test_the_installation_page_is_for_administrators(world):
    text = signed_in(world, "quantri").get(reverse("installation")).content.decode()
    assert audit.head()[1][:20] in text or "Dòng cuối" in text
    assert signed_in(world, "kiemtra").get(reverse("installation")).status_code == 404


def test_the_command_proves_the_log_and_finds_a_change(world, capsys, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("COTMOC_HOME", str(tmp_path))
    assert main(["audit", "head"]) == 0
    number, head = capsys.readouterr().out.split()
    assert (int(number), head) == audit.head()
    assert main(["audit", "verify", "--head", head]) == 0
    assert main(["audit", "verify", "--by", "kiemtra", "--json"]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "--by", "vanphong"]) == 5
    assert main(["audit", "verify", "--head", "0" * 63 + "1"]) == 1
    AuditRow.objects.order_by("-seq").first().delete()
    assert main(["audit", "verify"]) == 1
    assert "CM-0907" in capsys.readouterr().err


def test_the_first_administrators_link_until_it_is_used(world, capsys):
    world.people["quantri"].set_unusable_password()
    world.people["quantri"].save()
    links = []
    for _ in range(2):
        assert main(["people", "first-admin", "--json"]) == 0
        links.append(json.loads(capsys.readouterr().out)["url"].rpartition("/tai-khoan")[2])
    client = Client()
    assert client.get("/tai-khoan" + links[0]).status_code == 404
    form = {"new_password1": "mốc số bảy bên suối", "new_password2": "mốc số bảy bên suối"}
    assert client.post("/tai-khoan" + links[1], form).status_code == 302
    assert main(["people", "first-admin"]) == 2
    assert "CM-0906" in capsys.readouterr().err


def test_accounts_from_the_command_line(world, capsys):
    role = ["--role", "agency_staff", "--agency", "Sở Y tế"]
    assert main(["people", "invite", "moi", "Người mới", *role, "--by", "quantri"]) == 0
    assert main(["people", "move", "moi", "--role", "post", "--agency", "Sở Ngoại vụ"]) == 0
    assert main(["people", "end", "moi", "--last-day", "31/12/2022"]) == 0
    assert main(["people", "reset-link", "moi"]) == 0
    assert main(["people", "list"]) == 0
    assert "moi  Người mới  post  Sở Ngoại vụ  invited" in capsys.readouterr().out
    assert main(["people", "list", "--by", "vanphong"]) == 5
    assert main(["people", "end", "khongco"]) == 2
    assert main(["people", "end", "moi", "--last-day", "hôm qua"]) == 2
    assert PASSWORD not in capsys.readouterr().err


def test_every_deed_of_the_log_has_its_words():
    named = re.compile(r'(?:deed|keep|sign_in_event)\(\s*(?:\w+,\s*)?"([a-z_]+\.[a-z_]+)"')
    sources = (configured.BASE_DIR / "src" / "cotmoc").rglob("*.py")
    done = {name for source in sources for name in named.findall(source.read_text("utf-8"))}
    assert len(done) > 50
    assert sorted(done - audit_words.DEEDS.keys()) == []


def test_the_log_speaks_in_words(client, world):
    client.force_login(world.people["quantri"])
    page = client.get("/quan-tri/nhat-ky/").content.decode()
    assert "lập tài khoản" in page
    assert "organisations.person" not in re.sub(r'value="[^"]*"', "", page)
