"""Programmes over HTTP and from the command line: the same deeds, the same refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.api.programmes.schemas import AllocationOut, ProgrammeOut, ProgrammeRow, SourceLists
from cotmoc.api.tasks.schemas import Task as TaskOut
from cotmoc.cli.main import main
from cotmoc.domain.access import Permission
from cotmoc.organisations import actions as organisations
from cotmoc.programmes import actions
from cotmoc.programmes.models import Allocation, Assignment, Disbursement, Programme
from tests.rooms.pages import signed_in
from tests.rooms.programmes.conftest import MILLION, Money
from tests.rooms.web.test_tasks import give

pytestmark = pytest.mark.usefixtures("demo_day")


def call(money: Money, who: str, method: str, path: str = "", body: object = None, **head: str) -> Any:
    client = Client(headers=head)
    client.force_login(money.world.people[who])
    text = "" if body is None else json.dumps(body)
    path = path if path.startswith("/tasks") else f"/programmes{path}"
    return client.generic(method, f"/api/v1{path}", text, content_type="application/json")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["programmes", *words, "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def decision(money: Money, millions: int = 500, **changes: object) -> dict[str, Any]:
    return {
        "component": money.roads.pk,
        "agency": money.world.id("dakglei"),
        "year": 2022,
        "level": "central",
        "nature": "investment",
        "amount": millions * MILLION,
        "on": "2022-03-10",
        "number": "120/QĐ-UBND",
        **changes,
    }


def test_a_programme_is_written_and_its_money_followed_over_http(money: Money) -> None:
    draft = {
        "code": "NTM",
        "title": "Nông thôn mới",
        "first_year": 2021,
        "last_year": 2025,
        "owner": money.world.id("khdt"),
    }
    made = call(money, "sokhdt", "POST", "", draft, **{"Idempotency-Key": "p1"})
    assert made.status_code == 201, made.content
    row = ProgrammeOut.model_validate(made.json())
    again = call(money, "sokhdt", "POST", "", draft, **{"Idempotency-Key": "p1"})
    assert (again.status_code, again.json()["id"], again["Idempotent-Replayed"]) == (201, row.id, "true")
    taken = call(money, "sokhdt", "POST", "", {**draft, "code": "ntm"})
    assert (taken.status_code, taken.json()["number"], taken.json()["field"]) == (409, 470, "code")
    path = f"/{row.id}"
    stale = call(money, "sokhdt", "POST", f"{path}/change", {**draft, "version": 9})
    assert (stale.status_code, stale.json()["number"]) == (409, 4)
    added = call(money, "sokhdt", "POST", f"{path}/components", {"code": "1", "title": "Giao thông"})
    assert added.status_code == 201
    component = added.json()["components"][0]["id"]
    words = {"code": "1", "title": "Đường thôn", "kind": "content", "version": added.json()["version"]}
    renamed = call(money, "sokhdt", "POST", f"/components/{component}/change", words).json()
    assert (renamed["components"][0]["title"], renamed["components"][0]["kind"]) == ("Đường thôn", "content")
    assert call(money, "huyen", "POST", f"{path}/components", {"code": "2", "title": "?"}).status_code == 403
    codes = SourceLists.model_validate(call(money, "huyen", "GET", "/sources").json())
    assert [one.code for one in codes.levels][:3] == ["central", "province", "district"]


def test_money_is_assigned_disbursed_and_cancelled_over_http(money: Money) -> None:
    made = call(money, "vanphong", "POST", "/allocations", decision(money), **{"Idempotency-Key": "m1"})
    line = AllocationOut.model_validate(made.json())
    again = call(money, "vanphong", "POST", "/allocations", decision(money), **{"Idempotency-Key": "m1"})
    assert (again.status_code, Assignment.objects.count()) == (201, 1)
    path = f"/allocations/{line.id}"
    payment = {"amount": 300 * MILLION, "on": "2022-06-30", "number": "UNC 1"}
    paid = call(money, "huyen", "POST", f"{path}/disburse", payment)
    assert (paid.status_code, paid.json()["disbursed"]) == (201, 300 * MILLION)
    above = call(money, "huyen", "POST", f"{path}/disburse", payment)
    assert (above.status_code, above.json()["number"]) == (422, 474)
    back = call(money, "vanphong", "POST", "/allocations", decision(money, -201, on="2022-07-01"))
    assert (back.status_code, back.json()["number"]) == (422, 473)
    ended = call(money, "vanphong", "POST", "/allocations", decision(money, level="ward"))
    assert (ended.status_code, ended.json()["field"]) == (422, "level")
    assert call(money, "congan", "GET", path).status_code == 404
    listed = [ProgrammeRow.model_validate(one) for one in call(money, "vanphong", "GET").json()]
    assert (listed[0].this_year.disbursed, listed[0].carried.assigned) == (300 * MILLION, 0)
    assert call(money, "vanphong", "GET", "?year=2023").json()[0]["both"]["assigned"] == 0
    earlier = call(money, "vanphong", "GET", f"/{money.programme.pk}?as_of=2022-06-29").json()
    assert (earlier["both"]["disbursed"], earlier["both"]["assigned"]) == (0, 500 * MILLION)
    assert call(money, "vanphong", "GET", "?as_of=2022-03-09").json()[0]["both"]["assigned"] == 0
    for path_of in ("", f"/{money.programme.pk}"):
        to_come = call(money, "vanphong", "GET", f"{path_of}?as_of=2022-07-26")
        assert (to_come.status_code, to_come.json()["field"]) == (422, "as_of")
    words = {"code": "GNBV", "title": "Giảm nghèo", "first_year": 2021, "last_year": 2025}
    changed = call(
        money, "vanphong", "POST", f"/{money.programme.pk}/change", words | {"owner": money.world.id("khdt")}
    )
    assert changed.json()["basis"] == "Nghị quyết 24/2021/QH15"
    entry = paid.json()["disbursements"][0]["id"]
    gone = call(money, "huyen", "POST", f"/disbursements/{entry}/cancel", {"reason": "Nhầm"})
    assert (gone.json()["disbursed"], gone.json()["disbursements"][0]["cancelled"]["reason"]) == (0, "Nhầm")
    first = gone.json()["assignments"][0]["id"]
    none = call(money, "vanphong", "POST", f"/assignments/{first}/cancel", {"reason": "Nhầm"}).json()
    assert none["assigned"] == 0
    assert call(money, "vanphong", "GET", f"/{money.programme.pk}").status_code == 200


@pytest.mark.parametrize("amount", [True, "500", 1.5, None, 10**30])
def test_an_amount_that_is_no_whole_number_is_refused_over_http(money: Money, amount: object) -> None:
    refused = call(money, "vanphong", "POST", "/allocations", decision(money) | {"amount": amount})
    assert (refused.status_code, refused.json()["field"].rpartition(".")[2]) == (422, "amount")
    assert Assignment.objects.count() == 0


def test_a_task_tells_what_pays_it_over_http(money: Money) -> None:
    task = give(money.world)
    line = money.assigned(500).allocation
    path = f"/tasks/{task.pk}"
    linked = call(money, "vanphong", "POST", f"{path}/link-programme", {"component": money.roads.pk}).json()
    (one,) = TaskOut.model_validate(linked).programme_money
    assert (one.component.title, one.sources[0].assigned, one.ended_on) == (
        "Hạ tầng xã biên giới", 500 * MILLION, None,
    )  # fmt: skip
    tie = {"component": money.jobs.pk, "allocation": line.pk}
    assert call(money, "vanphong", "POST", f"{path}/link-programme", tie).status_code == 422
    gone = call(money, "vanphong", "POST", f"{path}/unlink-programme", {"link": one.id}).json()
    assert gone["programme_money"][0]["ended_by"] == money.world.people["vanphong"].display_name


def test_a_token_without_the_permission_sees_no_money_of_a_task(money: Money) -> None:
    task = give(money.world)
    call(money, "vanphong", "POST", f"/tasks/{task.pk}/link-programme", {"component": money.roads.pk})
    office = money.world.actor("vanphong")
    _token, secret = organisations.make_token(
        name="?", days=30, scopes=[Permission.READ_TASK], real_at=clock.real_now(), by=office
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    shown = client.get(f"/api/v1/tasks/{task.pk}")
    assert (shown.status_code, shown.json()["programme_money"]) == (200, [])
    assert client.get("/api/v1/programmes").status_code == 403


def test_the_same_from_the_command_line(money: Money, capsys: pytest.CaptureFixture[str]) -> None:
    unit = ("--by", "sokhdt")
    made = said(
        capsys, "add", "--code", "NTM", "--title", "Nông thôn mới", "--first-year", "2021",
        "--last-year", "2025", "--basis", "Nghị quyết 25/2021/QH15", *unit,
    )  # fmt: skip
    pk = str(made["id"])
    assert (made["owner"]["name"], made["basis"]) == ("Sở Kế hoạch và Đầu tư", "Nghị quyết 25/2021/QH15")
    assert said(capsys, "change", pk, "--title", "Xây dựng nông thôn mới", *unit)["basis"] == made["basis"]
    part = said(capsys, "component", pk, "--code", "1", "--title", "Giao thông", *unit)["components"][0]
    named = ("change-component", str(part["id"]))
    said(capsys, *named, "--kind", "content", *unit)
    (changed,) = said(capsys, *named, "--title", "Đường thôn", *unit)["components"]
    assert [changed[name] for name in ("code", "title", "kind")] == ["1", "Đường thôn", "content"]
    source = (
        "--agency",
        "UBND huyện Đăk Glei",
        "--year",
        "2022",
        "--level",
        "central",
        "--nature",
        "investment",
    )
    when = ("--on", "10/3/2022", "--number", "120/QĐ-UBND")
    line = said(capsys, "allocate", str(part["id"]), *source, "--amount", "1.250.000.000", *when, *unit)
    more = said(capsys, "allocate", str(part["id"]), *source, "--amount=-250.000.000", *when, *unit)
    assert (line["id"], more["assigned"]) == (more["id"], 1_000 * MILLION)
    paid = said(capsys, "disburse", str(line["id"]), "--amount", "400.000.000", *when, "--by", "huyen")
    assert paid["disbursed"] == 400 * MILLION
    too_much = ["programmes", "disburse", str(line["id"]), "--amount", "600.000.001", *when, "--by", "huyen"]
    assert main(too_much) == 2
    assert "vượt 1.000.000.000 đồng" in capsys.readouterr().err
    entry = str(paid["disbursements"][0]["id"])
    cancel = ("cancel", "disbursement", entry, "--reason", "Nhầm khoản", "--by", "huyen")
    assert said(capsys, *cancel)["disbursed"] == 0
    assert main(["programmes", "money", str(line["id"])]) == 0
    shown = capsys.readouterr().out
    assert "Ngân sách trung ương, đầu tư phát triển, giao năm nay: giải ngân 0 trên 1.000.000.000" in shown
    assert "10/3/2022  −250.000.000  120/QĐ-UBND" in shown
    assert "[đã hủy: Nhầm khoản]" in shown
    assert main(["programmes", "list", "--year", "2022"]) == 0
    assert (
        "giải ngân 0 trên 1.000.000.000 đồng được giao (0,0%)  Xây dựng nông thôn mới"
        in capsys.readouterr().out
    )
    assert main(["programmes", "list", "--as-of", "9/3/2022"]) == 0
    assert "giải ngân 0 trên 0 đồng được giao (–)" in capsys.readouterr().out
    assert main(["programmes", "show", pk, "--lang", "en"]) == 0
    assert "Central budget, investment, this year's" in capsys.readouterr().out
    assert main(["programmes", "sources"]) == 0
    assert "Ngân sách huyện" in capsys.readouterr().out
    first = str(more["assignments"][1]["id"])
    assert (
        said(capsys, "cancel", "assignment", first, "--reason", "Nhầm", *unit)["assigned"] == 1_250 * MILLION
    )
    assert Allocation.objects.count() == 1
    assert Disbursement.objects.count() == 1
    assert Programme.objects.count() == 2


def test_tasks_are_narrowed_to_those_a_programme_pays(money: Money, capsys) -> None:
    paid, also, other = (give(money.world, title).pk for title in ("Làm đường", "Xây cầu", "Trồng rừng"))
    who = {"by": money.world.actor("vanphong"), "at": money.world.at}
    actions.link_task(paid, money.roads.pk, **who)
    actions.link_task(paid, money.jobs.pk, **who)
    actions.link_task(also, money.jobs.pk, **who)
    gone = actions.link_task(other, money.jobs.pk, **who)
    actions.unlink_task(other, gone.pk, **who)
    pk = money.programme.pk

    def over_http(who: str, query: str) -> list[int]:
        return sorted(one["id"] for one in call(money, who, "GET", f"/tasks?{query}").json()["items"])

    assert over_http("vanphong", f"programme={pk}") == [paid, also]
    assert over_http("vanphong", f"programme={pk}&q=cầu") == [also]
    assert over_http("vanphong", f"programme={pk + 1}") == []
    assert over_http("congan", f"programme={pk}") == []
    _token, secret = organisations.make_token(
        name="?", days=30, scopes=[Permission.READ_TASK], real_at=clock.real_now(), by=who["by"]
    )
    head = {"Authorization": f"Bearer {secret}"}
    refused = Client(headers=head).get(f"/api/v1/tasks?programme={pk}")
    assert refused.status_code == 403
    assert main(["tasks", "list", "--programme", str(pk), "--json"]) == 0
    assert sorted(one["id"] for one in json.loads(capsys.readouterr().out)["items"]) == [paid, also]


def test_a_task_tells_what_pays_it_on_the_command_line(money: Money, capsys) -> None:
    task = str(give(money.world).pk)
    money.assigned(500)
    (one,) = said(capsys, "link", task, str(money.roads.pk), "--by", "vanphong")
    assert one["sources"][0]["assigned"] == 500 * MILLION
    assert main(["tasks", "show", task]) == 0
    told = capsys.readouterr().out
    assert f"nguồn vốn: #{one['id']} GNBV 1 Hạ tầng xã biên giới" in told
    assert "2022 Ngân sách trung ương, đầu tư phát triển, giao năm nay: giải ngân 0 trên 500.000.000" in told
    assert said(capsys, "unlink", task, str(one["id"]), "--by", "vanphong")[0]["ended_on"] == "2022-07-25"
    assert main(["programmes", "link", task, str(money.roads.pk), "--by", "congan"]) == 2
    capsys.readouterr()
    words = ["programmes", "disburse", "1", "--amount", "1,5", "--on", "1/7/2022", "--number", "1"]
    assert main(words) == 2
    assert "--amount" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["-5", "1999", "2102", str(10**30)])
def test_a_budget_year_that_cannot_be_is_refused(
    money: Money, capsys: pytest.CaptureFixture[str], year: str
) -> None:
    for deed in (["list"], ["show", str(money.programme.pk)]):
        assert main(["programmes", *deed, f"--year={year}", "--by", "vanphong"]) == 2
        assert "2000 … 2101" in capsys.readouterr().err
    page = signed_in(money.world, "vanphong").get(f"/chuong-trinh/?nam={year}")
    assert page.context["year"] == 2022
