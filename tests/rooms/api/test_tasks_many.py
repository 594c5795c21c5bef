"""Many tasks at once over HTTP: a look first, batches and undoing them, Excel out and in."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from config import clock
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World
from tests.rooms.tasks.test_excel import book

from .test_tasks import URL, call, given, here

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
