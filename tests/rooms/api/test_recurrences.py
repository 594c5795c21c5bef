"""Work that comes back, over HTTP and from the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cotmoc.api.tasks import recurring as api
from cotmoc.cli.main import main
from cotmoc.tasks.models import Occurrence, Recurrence, Task
from tests.rooms.small_province import World

pytestmark = pytest.mark.usefixtures("demo_day")
URL = "/api/v1/recurrences"


def call(world: World, who: str, method: str, path: str = "", body: object = None, **headers: str) -> Any:
    client = Client()
    client.force_login(world.people[who])
    data = None if body is None else json.dumps(body)
    return client.generic(method, URL + path, data or "", content_type="application/json", headers=headers)


def new(world: World, **changes: object) -> dict[str, object]:
    return {
        "title": "Báo cáo tuần về tình hình biên giới",
        "giver": world.id("ubnd"),
        "leads": [world.id("bdbp")],
        "words": "hằng tuần vào thứ Sáu, giao trước 4 ngày",
        "until": "2022-12-31",
        **changes,
    }


def test_ordered_listed_made_changed_and_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = call(world, "vanphong", "POST", "", new(world))
    assert answer.status_code == 201
    made = answer.json()
    api.Recurrence.model_validate(made)
    assert (made["rule"]["until"], made["made"]) == ("2022-12-31", 1)
    assert [one["due_on"] for one in made["next"]][:2] == ["2022-07-29", "2022-08-05"]
    assert Task.objects.get().due_on == date(2022, 7, 29)

    monkeypatch.setenv("COTMOC_TODAY", "2022-08-09")
    run = call(world, "vanphong", "POST", "/make").json()
    assert (len(run["tasks"]), run["waiting"]) == (2, [])
    assert call(world, "vanphong", "POST", "/make").json() == {"tasks": [], "waiting": []}

    path = f"/{made['id']}"
    changed = call(
        world,
        "vanphong",
        "POST",
        f"{path}/change",
        {"title": "Báo cáo mới", "coordinating": [world.id("yte")]},
    ).json()
    assert (changed["title"], [b["name"] for b in changed["bodies"]][-1]) == ("Báo cáo mới", "Sở Y tế")
    assert changed["words"] == made["words"]
    stopped = call(world, "vanphong", "POST", f"{path}/stop", {"reason": "Hết yêu cầu"}).json()
    assert (stopped["stopped_on"], stopped["next"]) == ("2022-08-09", [])
    assert call(world, "vanphong", "GET").json()["items"] == []
    assert len(call(world, "vanphong", "GET", "?stopped=true").json()["items"]) == 1


def test_a_rule_is_previewed_and_nothing_kept(world: World) -> None:
    rule = {
        "every": "month",
        "on": "last_working_day",
        "starts": "2022-07-25",
        "until": "2023-01-31",
        "lead_days": 10,
    }
    told = call(world, "bienphong", "POST", "/preview", {"rule": rule}).json()
    assert told["words"].startswith("hằng tháng, chậm nhất ngày làm việc cuối cùng của tháng")
    assert [one["due_on"] for one in told["next"]] == [
        "2022-07-29",
        "2022-08-31",
        "2022-09-30",
        "2022-10-31",
        "2022-11-30",
    ]
    assert not Recurrence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "number", "field"),
    [
        ({"until": None}, 413, "until"),
        ({"words": "thường xuyên"}, 3, "words"),
        ({"words": ""}, 3, "rule"),
        ({"rule": {"every": "week", "until": "2022-12-31"}}, 414, "rule"),
        ({"rule": {"every": "month", "on": "day", "number": 45, "until": "2022-12-31"}}, 414, "rule"),
        ({"rule": {"every": "month", "until": "9999-12-31"}}, 413, "until"),
        ({"until": "9999-12-31"}, 413, "until"),
        ({"starts": "9999-12-30", "until": "9999-12-31"}, 3, "starts"),
        ({"starts": "0001-01-01", "until": "0002-01-01"}, 3, "starts"),
        ({"rule": {"every": "moon"}}, 3, "rule.every"),
        ({"leads": []}, 400, "leads"),
        ({"leads": [999999]}, 3, "leads"),
        ({"title": " "}, 3, "title"),
    ],
)
def test_what_cannot_come_back_names_its_field_and_saves_nothing(world, changes, number, field):
    answer = call(world, "vanphong", "POST", "", new(world, **changes))
    assert answer.status_code == 422
    assert (answer.json()["number"], answer.json()["field"]) == (number, field)
    assert not Recurrence.objects.exists()
    assert not Task.objects.exists()


@pytest.mark.parametrize("until", [{}, {"until": "9999-12-31"}])
@pytest.mark.parametrize("starts", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-01-01"])
def test_a_preview_far_from_the_years_of_officials_is_refused_by_name(world: World, starts, until) -> None:
    for told in ({"words": "hằng tháng, trước ngày 15"}, {"rule": {"every": "month"}}):
        answer = call(world, "vanphong", "POST", "/preview", {**told, "starts": starts, **until})
        assert (answer.status_code, answer.json()["field"]) == (422, "starts")


def test_a_preview_without_an_end_in_sight_tells_its_first_days(world: World) -> None:
    said = {"words": "hằng tháng, trước ngày 15", "until": "9999-12-31"}
    told = call(world, "vanphong", "POST", "/preview", said).json()
    assert [one["due_on"] for one in told["next"]][:2] == ["2022-08-15", "2022-09-15"]


def test_the_last_day_alone_is_moved_and_the_rule_that_stands_is_kept(world: World) -> None:
    made = call(world, "vanphong", "POST", "", new(world)).json()
    path = f"/{made['id']}/change"
    changed = call(world, "vanphong", "POST", path, {"until": "2023-06-30"}).json()
    assert changed["rule"] == {**made["rule"], "until": "2023-06-30"}
    late = call(world, "vanphong", "POST", path, {"until": "2099-06-30"})
    assert (late.status_code, late.json()["number"]) == (422, 413)


def test_sent_twice_under_one_key_it_is_ordered_once(world: World) -> None:
    body, key = new(world), {"Idempotency-Key": "k1"}
    first, second = (call(world, "vanphong", "POST", "", body, **key) for _ in range(2))
    assert (first.json()["id"], second["Idempotent-Replayed"]) == (second.json()["id"], "true")
    assert (Recurrence.objects.count(), Occurrence.objects.count()) == (1, 1)


def test_who_has_no_part_does_not_find_it_and_who_has_one_does_not_change_it(world: World) -> None:
    pk = call(world, "vanphong", "POST", "", new(world)).json()["id"]
    assert call(world, "bienphong", "GET", f"/{pk}").status_code == 200
    assert call(world, "sokhdt", "GET", f"/{pk}").status_code == 404
    for path, body in ((f"/{pk}/stop", {"reason": "x"}), (f"/{pk}/change", {}), ("/make", None)):
        assert call(world, "bienphong", "POST", path, body).status_code == 403


def test_a_due_day_in_working_days_over_http(world: World, monkeypatch: Any) -> None:
    monkeypatch.setenv("COTMOC_TODAY", "2022-08-30")
    client = Client()
    client.force_login(world.people["vanphong"])
    body = {
        "title": "Rà soát",
        "giver": world.id("ubnd"),
        "leads": [world.id("yte")],
        "working_days": 5,
        "given_on": "2022-08-30",
        "shift": "after",
    }
    answer = client.post("/api/v1/tasks", json.dumps(body), content_type="application/json").json()
    assert (answer["due_on"], answer["shift"], answer["working_days"]) == ("2022-09-08", "after", 5)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["tasks", *words, "--by", "vanphong", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_from_the_command_line(world: World, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    told = said(
        capsys,
        "recur",
        "Giao ban tháng",
        "--giver",
        "UBND tỉnh",
        "--lead",
        "Sở Y tế",
        "--rule",
        "hằng tháng, trước ngày 15",
        "--until",
        "31/12/2022",
        "--lead-days",
        "10",
    )[0]
    assert [one["due_on"] for one in told["next"]][:3] == ["2022-08-15", "2022-09-15", "2022-10-17"]
    monkeypatch.setenv("COTMOC_TODAY", "2022-09-06")
    assert len(said(capsys, "make-occurrences")["tasks"]) == 2
    pk = str(told["id"])
    changed = said(capsys, "change-recurrence", pk, "--lead", "Công an tỉnh", "--until", "28/02/2023")[0]
    assert (changed["bodies"][0]["name"], changed["rule"]["until"]) == ("Công an tỉnh", "2023-02-28")
    assert said(capsys, "stop-recurrence", pk, "--reason", "Hết yêu cầu")[0]["stop_reason"] == "Hết yêu cầu"
    assert said(capsys, "recurrences") == []
    assert main(["tasks", "recurrences", "--stopped", "--by", "vanphong"]) == 0
    assert "đã dừng 06/9/2022: Hết yêu cầu" in capsys.readouterr().out


def test_the_command_line_moves_what_is_told_and_keeps_the_rest(world: World, capsys) -> None:
    made = call(world, "vanphong", "POST", "", new(world)).json()
    line = ["tasks", "change-recurrence", str(made["id"]), "--by", "vanphong", "--json"]
    told = {}
    for option in (["--until", "30/6/2023"], ["--lead-days", "2"], ["--starts", "01/8/2022"]):
        assert main([*line, *option]) == 0
        [told] = json.loads(capsys.readouterr().out)
    moved = {"until": "2023-06-30", "lead_days": 2, "starts": "2022-08-01"}
    assert told["rule"] == {**made["rule"], **moved}
    assert main([*line, "--until", "31/12/9999"]) == 2


def test_a_rule_that_cannot_be_read_on_the_command_line_names_the_option(world: World, capsys) -> None:
    words = ("recur", "Việc", "--giver", "UBND tỉnh", "--lead", "Sở Y tế", "--rule", "thường xuyên")
    assert main(["tasks", *words, "--by", "vanphong"]) == 2
    assert "«--rule»" in capsys.readouterr().err
    assert not Recurrence.objects.exists()


def test_a_due_day_in_working_days_on_the_command_line(world: World, capsys) -> None:
    words = ("assign", "Rà soát", "--giver", "UBND tỉnh", "--lead", "Sở Y tế", "--working-days", "5")
    assert said(capsys, *words)["due_on"] == "2022-08-01"
    assert main(["tasks", *words, "--given", "5/1/2022", "--by", "vanphong"]) == 0
    capsys.readouterr()
    moved = said(capsys, *words[:-2], "--due", "2/9/2022", "--shift", "before")
    assert (moved["due_on"], moved["events"][0]["told_due_on"]) == ("2022-08-31", "2022-09-02")
