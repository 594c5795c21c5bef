"""Many tasks at once over HTTP: a look first, batches and undoing them, Excel out and in."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from config import clock
from cotmoc.organisations import actions as organisations
from cotmoc.tasks.models import Task
from tests.rooms.small_province import LONG_AGO, World
from tests.rooms.tasks.test_excel import book

from .test_tasks import URL, call, given, here, order

__all__ = ["here"]
HEAD = ["Mã", "Tên nhiệm vụ", "Cơ quan giao", "Chủ trì"]
GOOD = ["NV-1", "Củng cố trạm y tế", "UBND tỉnh", "Sở Y tế"]
BAD = ["NV-2", "Sửa đường", "UBND tỉnh", "Sở Du lịch"]


def upload(world: World, path: str, *rows: list[str], who: str = "vanphong", **more: str) -> Any:
    client = Client()
    client.force_login(world.people[who])
    file = SimpleUploadedFile("bang.xlsx", book(HEAD, *rows))
    return client.post(URL + path, {"file": file, **more})


def sheet(answer: Any) -> list[list[Any]]:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_look_then_the_deed_then_back(here: World) -> None:
    ids = [given(here)["id"], given(here, due_on=None)["id"]]
    due = (clock.today() + timedelta(days=40)).isoformat()
    said = {"tasks": ids, "due_on": due, "reason": "Mưa lũ"}
    seen = call(here, "vanphong", "POST", "/extend", {**said, "preview": True}).json()
    assert (seen["batch"], seen["count"], seen["refused"]) == (None, 1, 1)
    assert seen["rows"][0]["due_after"] == due
    assert seen["rows"][1]["why"].startswith("Hạn mới")

    refused = call(here, "vanphong", "POST", "/extend", said)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cotmoc:problem:not-all-possible")
    done = call(here, "vanphong", "POST", "/extend", {**said, "partly": True}).json()
    assert (done["count"], done["refused"]) == (1, 1)
    assert call(here, "vanphong", "GET", f"/{ids[0]}").json()["due_on"] == due

    (listed,) = call(here, "vanphong", "GET", "/batches").json()
    assert (listed["id"], listed["kind"], listed["count"]) == (done["batch"], "extend", 1)
    undone = call(here, "vanphong", "POST", f"/batches/{done['batch']}/undo").json()
    assert undone["tasks"] == [{"id": ids[0], "title": "Rà soát trạm y tế", "changed": False, "undone": True}]
    assert undone["undone_at"]
    assert call(here, "vanphong", "GET", f"/{ids[0]}").json()["extensions"] == 0


def test_a_filter_instead_of_numbers(here: World) -> None:
    given(here)
    given(here, title="Sửa đường")
    said = {"filter": {"q": "tram y te"}, "reason": "Trùng"}
    assert call(here, "vanphong", "POST", "/withdraw", said).json()["count"] == 1
    assert [t.outcome for t in Task.objects.order_by("pk")] == ["cancelled", ""]
    empty = call(here, "vanphong", "POST", "/withdraw", {"reason": "Trùng"})
    assert (empty.status_code, empty.json()["type"]) == (422, "urn:cotmoc:problem:no-task-chosen")


def test_a_body_hands_its_open_tasks_over(here: World) -> None:
    task = given(here, coordinating=[])
    bodies = {"old": here.id("khdt"), "new": here.id("congan"), "reason": "Sắp xếp bộ máy"}
    done = call(here, "vanphong", "POST", "/hand-over", {**bodies, "q": "tram"}).json()
    assert done["count"] == 1
    found = call(here, "vanphong", "GET", f"/{task['id']}").json()
    assert found["lead"]["id"] == here.id("congan")
    event = found["events"][-1]
    assert (event["kind"], event["part"], event["heir"]) == (
        "handed_over",
        here.id("khdt"),
        here.id("congan"),
    )


def test_a_key_sent_again_makes_no_second_batch(here: World) -> None:
    task = given(here)
    client = Client()
    client.force_login(here.people["vanphong"])
    body = {"tasks": [task["id"]], "days": 5, "reason": "Mưa lũ"}
    answers = [
        client.post(f"{URL}/extend", body, content_type="application/json", headers={"Idempotency-Key": "a"})
        for _ in range(2)
    ]
    assert answers[0].json()["batch"] == answers[1].json()["batch"]
    assert Task.objects.get().extensions == 1


def test_the_list_as_a_file(here: World) -> None:
    given(here)
    given(here, title="Sửa đường")
    lines = sheet(call(here, "vanphong", "GET", "/export?q=duong"))
    assert [line[2] for line in lines] == ["Tên nhiệm vụ", "Sửa đường"]


def test_a_table_with_errors_saves_nothing_unless_asked(here: World) -> None:
    answer = upload(here, "/import", GOOD, BAD).json()
    assert (answer["batch"], answer["count"]) == (None, 1)
    assert answer["wrong"] == [{"line": 3, "column": "leads", "why": "không có cơ quan «Sở Du lịch»"}]
    assert sheet(upload(here, "/import/marked", GOOD, BAD))[2][-1].startswith("chủ trì: không có")
    assert Task.objects.count() == 0
    assert upload(here, "/import", GOOD, BAD, partly="true").json()["count"] == 1
    twice = upload(here, "/import", GOOD, preview="true").json()
    assert [cell["column"] for cell in twice["wrong"]] == ["code"]


def test_who_may_not_assign_is_refused(here: World) -> None:
    task = given(here)
    for path, body in (
        ("/extend", {"tasks": [task["id"]], "days": 1, "reason": "x"}),
        ("/withdraw", {"tasks": [task["id"]], "reason": "x"}),
        ("/hand-over", {"old": here.id("khdt"), "new": here.id("yte"), "reason": "x"}),
        ("/batches/1/undo", None),
    ):
        assert call(here, "kiemtra", "POST", path, body).status_code == 403
    assert upload(here, "/import", GOOD, who="kiemtra").status_code == 403
    assert call(here, "kiemtra", "GET", "/batches").status_code == 403


def test_by_function_each_task_goes_to_the_body_that_has_it(here: World) -> None:
    """«Rà soát trạm y tế» is health's and goes to Sở Y tế, «Sửa đường» is nobody's and goes as said."""
    by = here.actor("quantri")
    one = organisations.keep_function(key="y-te", name="Y tế", words="trạm y tế", by=by)
    body = here.agencies["yte"]
    organisations.give_function(function=one, agency=body, on=LONG_AGO, source="Nghị quyết 18", by=by)
    lead = here.id("khdt")
    health = given(here, leads=[lead], coordinating=[])["id"]
    road = given(here, leads=[lead], coordinating=[], title="Sửa đường")["id"]
    said = {"old": lead, "by_function": True, "reason": "Sắp xếp bộ máy"}
    seen = call(here, "vanphong", "POST", "/hand-over", {**said, "preview": True}).json()
    assert [(row["id"], row["function"], row["heir"]) for row in seen["rows"]] == [(health, "y-te", body.pk)]
    heirs = {"": here.id("congan")}
    done = call(here, "vanphong", "POST", "/hand-over", {**said, "heirs": heirs}).json()
    assert done["count"] == 2
    leads = [call(here, "vanphong", "GET", f"/{one}").json()["lead"]["id"] for one in (health, road)]
    assert leads == [body.pk, here.id("congan")]
    call(here, "vanphong", "POST", f"/batches/{done['batch']}/undo")
    each = {str(road): here.id("quansu"), str(health): None}
    done = call(here, "vanphong", "POST", "/hand-over", {**said, "each": each}).json()
    assert done["count"] == 1
    assert call(here, "vanphong", "GET", f"/{road}").json()["lead"]["id"] == here.id("quansu")
    neither = call(here, "vanphong", "POST", "/hand-over", {"old": lead, "reason": "x"})
    assert neither.status_code == 422


def test_a_task_is_put_to_a_function_and_found_by_it(here: World) -> None:
    by = here.actor("quantri")
    one = organisations.keep_function(key="y-te", name="Y tế", words="trạm y tế", by=by)
    task = given(here)
    assert (task["function"]["key"], task["suggested_function"]) == ("y-te", None)
    bare = call(here, "vanphong", "POST", f"/{task['id']}/function", {"function": None}).json()
    assert (bare["function"], bare["suggested_function"]["key"]) == (None, "y-te")
    told = call(here, "vanphong", "POST", f"/{task['id']}/function", {"function": one.pk}).json()
    assert (told["function"]["name"], told["suggested_function"]) == ("Y tế", None)
    assert call(here, "vanphong", "GET", f"?function={one.pk}").json()["count"] == 1
    back = call(here, "vanphong", "POST", f"/{task['id']}/function", {"function": None}).json()
    assert back["function"] is None
    other = organisations.keep_function(key="khac", name="Khác", words="", by=here.actor("quantri"))
    assert given(here, function=other.pk)["function"]["key"] == "khac"
    refused = call(here, "vanphong", "POST", "", order(here, function=999))
    assert (refused.status_code, refused.json()["field"]) == (404, "function")


def test_the_tasks_of_a_group_of_results(here: World) -> None:
    task = given(here)
    groups = call(here, "vanphong", "GET", "/results").json()["groups"]
    found = call(here, "vanphong", "GET", f"/results/tasks?by=lead&key={groups[0]['key']}").json()
    assert [row["id"] for row in found["items"]] == [task["id"]]
    assert call(here, "vanphong", "GET", "/results/tasks?by=lead&key=x").status_code == 422


def test_functions_over_http(here: World) -> None:
    url = "/api/v1/functions"
    client = Client()
    client.force_login(here.people["quantri"])
    said = {"name": "Báo chí", "words": "báo chí"}
    made = client.put(f"{url}/bao-chi", said, "application/json")
    assert (made.status_code, made.json()["key"]) == (200, "bao-chi")
    held = {"agency": here.id("yte"), "on": "2022-03-01", "source": "Nghị định 45"}
    told = client.post(f"{url}/bao-chi/holders", held, "application/json").json()
    assert [one["name"] for one in told["holders"]] == ["Sở Y tế"]
    assert [one["key"] for one in client.get(url).json()] == ["bao-chi"]
    client.force_login(here.people["vanphong"])
    assert client.put(f"{url}/bao-chi", said, "application/json").status_code in (403, 404)
