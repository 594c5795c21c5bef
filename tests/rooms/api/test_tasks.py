"""Tasks over HTTP: the same course as on the pages, failures as problem+json with the field named."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config import clock
from cotmoc.api.tasks import schemas as api
from cotmoc.api.tasks.result_schemas import ResultsShown
from cotmoc.domain.access import Role
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations import actions as organisations
from cotmoc.tasks.models import Task
from tests.rooms.reporting.quarterly import define
from tests.rooms.small_province import LONG_AGO, PEOPLE, World, build

URL = "/api/v1/tasks"
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
POSTS = ("progress", "complete", "accept", "return", "extend", "withdraw", "comment")


@pytest.fixture
def here(db: None) -> World:
    """The small province on the real day."""
    return build(clock.today())


def call(world: World, who: str, method: str, path: str = "", body: object = None) -> Any:
    client = Client()
    client.force_login(world.people[who])
    sent = body if isinstance(body, str) else "" if body is None else json.dumps(body)
    return client.generic(method, URL + path, sent, content_type="application/json")


def order(world: World, **changes: object) -> dict[str, Any]:
    due = clock.today() + timedelta(days=20)
    values = {
        "title": "Rà soát trạm y tế",
        "giver": world.id("ubnd"),
        "leads": [world.id("khdt")],
        "coordinating": [world.id("yte")],
        "due_on": due.isoformat(),
    }
    return {**values, **changes}


def given(world: World, **changes: object) -> dict[str, Any]:
    answer = call(world, "vanphong", "POST", "", order(world, **changes))
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_the_whole_course(here: World) -> None:
    task = given(here)
    path = f"/{task['id']}"
    assert [(b["name"], b["role"], b["accountable"]) for b in task["bodies"]] == [
        ("Sở Kế hoạch và Đầu tư", "lead", True),
        ("Sở Y tế", "coordinating", False),
    ]
    told = call(here, "sokhdt", "POST", f"{path}/progress", {"note": "Đã họp", "percent": 40, "version": 1})
    assert told.json()["events"][-1]["percent"] == 40
    later = (clock.today() + timedelta(days=40)).isoformat()
    extended = call(here, "vanphong", "POST", f"{path}/extend", {"due_on": later, "reason": "Lũ"}).json()
    assert (extended["due_on"], extended["extensions"]) == (later, 1)
    done = call(
        here, "sokhdt", "POST", f"{path}/complete", {"product": "1/BC", "product_on": "2022-07-01"}
    ).json()
    assert (done["awaiting"], done["waits_for"]) == (True, "Ủy ban nhân dân tỉnh")
    back = call(here, "vanphong", "POST", f"{path}/return", {"reason": "Thiếu"}).json()
    assert back["awaiting"] is False
    call(here, "sokhdt", "POST", f"{path}/complete", {"product": "2/BC", "product_on": "2022-07-01"})
    closed = call(here, "vanphong", "POST", f"{path}/accept", {}).json()
    assert (closed["state"], closed["steps"]) == ("done_on_time", ["comment"])
    assert call(here, "vanphong", "POST", f"{path}/comment", {"note": "Tốt"}).status_code == 200


def test_what_is_sent_keeps_to_the_published_schema(here: World) -> None:
    task = given(here, external_id="NV-1", recurrence="hằng quý")
    given(here, due_on=None)
    heading = given(here, each=True, leads=[here.id("dakglei"), here.id("ngochoi")])
    call(here, "vanphong", "POST", f"/{task['id']}/withdraw", {"reason": "Trùng"})
    for pk in (task["id"], heading["id"]):
        api.Task.model_validate(call(here, "vanphong", "GET", f"/{pk}").json())
    for asked in ("", "?withdrawn=true"):
        page = call(here, "vanphong", "GET", asked).json()
        api.Page.model_validate(page)
        assert set(page["items"][0]) == set(api.Row.model_fields)
    assert set(task) == set(api.Task.model_fields)
    assert len(heading["units"]) == 2


def test_the_list_counts_filters_and_turns_pages(here: World) -> None:
    for due in (-5, 3, 30, None):
        day = None if due is None else (clock.today() + timedelta(days=due)).isoformat()
        begin = (clock.today() - timedelta(days=9)).isoformat()
        given(here, title=f"Việc {due}", due_on=day, given_on=begin)
    page = call(here, "vanphong", "GET", "?size=3").json()
    assert [item["state"] for item in page["items"]] == ["overdue", "due_soon", "not_yet_due"]
    counts = {state.value: page["tally"][state.value] for state in TaskState}
    assert counts == {
        "no_deadline": 1,
        "not_yet_due": 1,
        "due_soon": 1,
        "overdue": 1,
        "done_on_time": 0,
        "done_late": 0,
    }
    assert (page["tally"]["fallen_due"], page["tally"]["on_time_rate"], page["count"]) == (1, 0.0, 4)
    assert [i["title"] for i in call(here, "vanphong", "GET", "?size=3&page=2").json()["items"]] == [
        "Việc None"
    ]
    assert call(here, "vanphong", "GET", "?state=overdue").json()["count"] == 1
    assert call(here, "vanphong", "GET", "?q=viec%2030").json()["count"] == 1
    assert call(here, "quansu", "GET").json()["count"] == 0


def test_evidence_comes_as_a_form(here: World) -> None:
    task = given(here)
    client = Client()
    client.force_login(here.people["sokhdt"])
    file = SimpleUploadedFile("anh.png", PNG)
    answer = client.post(f"{URL}/{task['id']}/evidence", {"note": "Ảnh", "percent": 30, "file": file})
    assert answer.json()["events"][-1]["file"]["name"] == "anh.png"
    for name, data, status, field in (
        ("BC MẬT.png", PNG, 422, "evidence"),
        ("x.exe", b"MZ\0\0", 415, "evidence"),
    ):
        refused = client.post(
            f"{URL}/{task['id']}/evidence", {"note": "", "file": SimpleUploadedFile(name, data)}
        )
        assert (refused.status_code, refused.json().get("field")) == (status, field)
    assert client.post(f"{URL}/{task['id']}/evidence", {"note": "x"}).json()["field"] == "file"


def test_the_second_of_two_editors_is_told(here: World) -> None:
    task = given(here)
    version = Task.objects.get(pk=task["id"]).version
    stale = call(here, "sokhdt", "POST", f"/{task['id']}/progress", {"note": "x", "version": version + 5})
    assert (stale.status_code, stale.json()["number"]) == (409, 4)


BAD_ASKED = {
    "state=late": "state",
    "lead=x": "lead",
    "lead=0": "lead",
    "lead=99999999999999999999": "lead",
    "page=0": "page",
    "size=101": "size",
    "size=0": "size",
    "awaiting=maybe": "awaiting",
    f"q={'a' * 101}": "q",
    "q=%00": "q",
}


@pytest.mark.parametrize("asked", list(BAD_ASKED))
def test_a_wrong_list_names_the_field(here: World, asked: str) -> None:
    answer = call(here, "vanphong", "GET", f"?{asked}")
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert BAD_ASKED[asked] in answer.json()["field"]


BAD_ORDERS: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"title": None}, "title"),
    ({"title": "a\0b"}, "body"),
    ({"leads": []}, "leads"),
    ({"leads": "yte"}, "leads"),
    ({"leads": [10**30]}, "leads"),
    ({"leads": [999999]}, "leads"),
    ({"coordinating": [999999]}, "coordinating"),
    ({"coordinating": [-1]}, "coordinating"),
    ({"accountable": 999999}, "accountable"),
    ({"due_on": "mai"}, "due_on"),
    ({"due_on": "2001-01-01"}, "due_on"),
    ({"detail": "x" * 4001}, "detail"),
    ({"recurrence": "x" * 101}, "recurrence"),
    ({"external_id": "x" * 61}, "external_id"),
    ({"each": "perhaps"}, "each"),
]


@pytest.mark.parametrize(("changes", "field"), BAD_ORDERS)
def test_a_wrong_order_names_the_field_and_saves_nothing(
    here: World, changes: dict[str, Any], field: str
) -> None:
    answer = call(here, "vanphong", "POST", "", order(here, **changes))
    assert answer.status_code == 422
    assert field in answer.json()["field"]
    assert not Task.objects.exists()


def test_a_part_given_to_oneself_is_a_problem_with_its_field(here: World) -> None:
    whole = given(here, coordinating=[])
    own = order(here, giver=here.id("khdt"), leads=[here.id("khdt")], coordinating=[])
    answer = call(here, "sokhdt", "POST", f"/{whole['id']}/parts", own)
    assert (answer.status_code, answer.json()["number"], answer.json()["field"]) == (422, 437, "leads")


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "\0", '{"title": 1}'])
def test_a_broken_body_is_a_problem(here: World, body: str) -> None:
    assert call(here, "vanphong", "POST", "", body).status_code in (400, 422)


BAD_STEPS: list[tuple[str, str, dict[str, Any], str]] = [
    ("sokhdt", "progress", {}, "note"),
    ("sokhdt", "progress", {"note": "x", "percent": 101}, "percent"),
    ("sokhdt", "progress", {"note": "x\0"}, "body"),
    ("sokhdt", "progress", {"note": "x", "version": -1}, "version"),
    ("sokhdt", "complete", {}, "product"),
    ("vanphong", "extend", {"reason": "x"}, "due_on"),
    ("vanphong", "extend", {"reason": "x", "due_on": "2001-01-01"}, "due_on"),
    ("vanphong", "extend", {"reason": " ", "due_on": "2099-01-01"}, "reason"),
    ("vanphong", "withdraw", {"reason": ""}, "reason"),
    ("vanphong", "withdraw", {}, "reason"),
    ("vanphong", "comment", {"note": " "}, "note"),
]


@pytest.mark.parametrize(("who", "step", "body", "field"), BAD_STEPS)
def test_a_wrong_step_names_the_field(
    here: World, who: str, step: str, body: dict[str, Any], field: str
) -> None:
    task = given(here)
    answer = call(here, who, "POST", f"/{task['id']}/{step}", body)
    assert answer.status_code == 422, answer.content
    assert field in answer.json()["field"]
    assert Task.objects.get().version == 1


def test_what_is_not_there_or_not_for_me_is_not_found(here: World) -> None:
    task = given(here)
    assert call(here, "vanphong", "GET", "/999999").status_code == 404
    assert call(here, "vanphong", "GET", "/99999999999999999999999").status_code == 404
    assert call(here, "quansu", "GET", f"/{task['id']}").status_code == 404
    assert call(here, "quansu", "POST", f"/{task['id']}/progress", {"note": "x"}).status_code == 404


def test_strangers_sign_in_first(here: World) -> None:
    given(here)
    assert Client().get(URL).status_code == 401
    assert Client().get(URL, headers={"Authorization": "Bearer wrong"}).status_code == 401
    for path in ("", *(f"/1/{step}" for step in POSTS)):
        answer = Client().post(URL + path, "{}", content_type="application/json")
        assert answer.status_code == 401, path


@pytest.mark.parametrize(("who", "role", "_body"), PEOPLE)
def test_each_role_does_what_the_table_grants(here: World, who: str, role: Role, _body: str) -> None:
    task = given(here)
    gives = role in (Role.OFFICE, Role.LEADER)
    assert call(here, who, "GET").status_code == (403 if role is Role.ADMINISTRATOR else 200)
    assert call(here, who, "POST", "", order(here)).status_code == (201 if gives else 403)
    for step, body in (("accept", {}), ("withdraw", {"reason": "x"})):
        status = call(here, who, "POST", f"/{task['id']}/{step}", body).status_code
        assert status in ((200, 409) if gives else (403, 404))


def test_a_lead_gives_parts_and_they_are_walked_both_ways(here: World) -> None:
    task = given(here)
    path = f"/{task['id']}"
    mine = order(here, giver=here.id("khdt"), leads=[here.id("yte")], coordinating=[], title="Phần của y tế")
    part = call(here, "sokhdt", "POST", f"{path}/parts", mine)
    assert part.status_code == 201, part.content
    assert [one["id"] for one in part.json()["above"]] == [task["id"]]
    whole = call(here, "sokhdt", "GET", path).json()
    assert [(one["id"], one["state"]) for one in whole["parts"]] == [(part.json()["id"], "not_yet_due")]
    for who, status in (("congan", 403), ("chuyenvien", 403)):
        assert call(here, who, "POST", f"{path}/parts", mine).status_code == status
    circle = call(here, "vanphong", "POST", f"{path}/move", {"parent": part.json()["id"]})
    assert (circle.status_code, circle.json()["number"], circle.json()["field"]) == (422, 430, "parent")
    assert call(here, "sokhdt", "POST", f"/{part.json()['id']}/move", {}).json()["parent"] is None


def test_areas_and_indicators_are_tied_and_untied(here: World) -> None:
    define(here)
    by = organisations.founder(here.province.pk)
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=LONG_AGO, by=by
    )
    path = f"/{given(here)['id']}"
    assert call(here, "sokhdt", "POST", f"{path}/link-area", {"area": area.pk}).json()["areas"] == [
        {"id": area.pk, "name": area.name}
    ]
    told = call(here, "sokhdt", "POST", f"{path}/link-indicator", {"indicator": "B3"}).json()
    assert told["indicators"] == [{"code": "B3", "name": "Tuần tra chung"}]
    assert call(here, "congan", "POST", f"{path}/link-area", {"area": area.pk}).status_code == 404
    assert (
        call(here, "sokhdt", "POST", f"{path}/unlink-indicator", {"indicator": "B3"}).json()["indicators"]
        == []
    )
    assert call(here, "sokhdt", "POST", f"{path}/unlink-area", {"area": area.pk}).json()["areas"] == []


def test_results_tell_both_rates(here: World) -> None:
    given(here)
    found = call(here, "vanphong", "GET", "/results?by=lead").json()
    ResultsShown.model_validate(found)
    assert (found["total"]["total"], found["groups"][0]["key"]) == (1, str(here.id("khdt")))
    assert call(here, "vanphong", "GET", "/results?by=colour").status_code == 422


def test_results_of_a_day_beyond_all_calendars_name_the_field(here: World) -> None:
    answer = call(here, "vanphong", "GET", "/results?on=9999-12-31")
    assert (answer.status_code, answer.json()["field"]) == (422, "on")


def test_a_part_s_day_moves_as_the_task_s_or_by_its_own_rule(here: World) -> None:
    saturday = clock.today() + timedelta(days=(5 - clock.today().weekday()) % 7 + 7)
    body = here.id("yte")
    told = {"part_due": {body: saturday.isoformat()}, "shift": "none", "part_shift": {body: "before"}}
    part = next(one for one in given(here, **told)["bodies"] if one["id"] == body)
    assert part["due_on"] < saturday.isoformat()
    unknown = call(here, "vanphong", "POST", "", order(here, **{**told, "part_shift": {body: "never"}}))
    assert unknown.status_code == 422
    nobody = call(here, "vanphong", "POST", "", order(here, part_shift={body: "before"}))
    assert (nobody.status_code, nobody.json()["field"]) == (422, "part_shift")


def test_a_name_that_is_not_known_is_refused_in_the_caller_s_language(world: World) -> None:
    """«due» for «due_on» would be a task without a due day."""
    client = Client()
    client.force_login(world.people["vanphong"])
    body = {"title": "Rà soát", "giver": world.id("ubnd"), "leads": [world.id("yte")], "due": "2022-09-01"}
    answer = client.post("/api/v1/tasks", json.dumps(body), content_type="application/json")
    told = answer.json()
    assert (answer.status_code, told["field"]) == (422, "due")
    assert "không có mục này" in told["title"]
    wrong = client.get("/api/v1/tasks?size=0").json()
    assert (wrong["field"], "nhỏ nhất là 1" in wrong["title"]) == ("size", True)


@pytest.mark.parametrize(
    ("asked", "field"),
    [("text=x", "text"), ("due_from=2022-01-01", "due_from"), ("state=overdue&sort=due_on", "sort")],
)
def test_a_parameter_that_is_not_known_is_refused(world: World, asked: str, field: str) -> None:
    client = Client()
    client.force_login(world.people["vanphong"])
    answer = client.get(f"/api/v1/tasks?{asked}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)
