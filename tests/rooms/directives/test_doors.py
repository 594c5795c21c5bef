"""The command line and the HTTP API of directives: the same actions, failures named and numbered."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.directives import actions
from cotmoc.directives.models import Clause, Document
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import World

URL = "/api/v1/directives"


@pytest.fixture(autouse=True)
def _surroundings(settings, monkeypatch):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Paths of one good, one empty, one secret and one missing file."""
    texts = {"cong-van.txt": papers.TEXT, "rong.txt": "", "rieng.txt": "TỐI MẬT\n" + papers.TEXT}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in (*texts, "khong-co.txt")}


def test_import_goes_on_after_errors_and_ends_with_the_gravest_code(world, files, capsys):
    code = main(["directives", "import", *files.values(), "--by", "vanphong"])
    out, err = capsys.readouterr()
    assert code == 4
    assert "Công văn 1450/UBND-KTTH, 2022-07-12: mới, chờ rà soát 6" in out
    assert "CM-0200" in err
    assert "CM-0201" in err
    assert "không có tệp này" in err
    assert "rieng" not in out + err
    assert Document.objects.count() == 1
    assert AuditRow.objects.filter(deed="directive.refused").count() == 1


def test_import_recognises_and_a_trusted_source_is_accepted(world, files, capsys):
    arguments = ["directives", "import", files["cong-van.txt"], "--json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)[0]["new"] is True
    assert main([*arguments, "--accept"]) == 0
    entry = json.loads(capsys.readouterr().out)[0]
    assert (entry["new"], entry["accepted"], entry["left"], entry["waiting"]) == (False, 6, [], 0)
    assert Task.objects.filter(group=False).count() == 8
    assert AuditRow.objects.order_by("-seq").values_list("name", flat=True).first() == "cotmoc"


def test_those_not_permitted_get_code_five(world, files, capsys):
    assert main(["directives", "import", files["cong-van.txt"], "--by", "sokhdt"]) == 5
    assert not Document.objects.exists()


def test_list_show_and_accept(world, files, capsys):
    main(["directives", "import", files["cong-van.txt"]])
    pk = Document.objects.get().pk
    capsys.readouterr()
    assert main(["directives", "list", "--text", "mua mua", "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [pk]
    assert main(["directives", "show", str(pk)]) == 0
    assert "Tham mưu bố trí kinh phí (Sở Kế hoạch và Đầu tư)" in capsys.readouterr().out
    assert main(["directives", "accept", str(pk), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accepted"] == 6
    assert main(["directives", "show", "99999"]) == 2


def call(world: World, method: str, path: str, body: Any = None, who: str = "vanphong") -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[who])
    data = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
    return client.generic(method, URL + path, data, content_type="application/json")


def send(world: World, data: bytes, name: str = "cong-van.txt", who: str = "vanphong", key: str = "") -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[who])
    file = io.BytesIO(data)
    file.name = name
    return client.post(URL, {"file": file}, headers={"Idempotency-Key": key} if key else None)


def test_registering_over_http(world):
    answer = send(world, papers.TEXT.encode())
    assert answer.status_code == 201
    body = answer.json()
    assert body["new"]
    document = body["document"]
    assert (document["number"], document["issued_on"]) == ("1450/UBND-KTTH", "2022-07-12")
    first = document["clauses"][0]
    assert document["text"][first["start"] : first["end"]].startswith("củng cố các trạm")
    assert first["leads"] == [{"written": "Sở Y tế", "agency": world.id("yte"), "name": "Sở Y tế"}]
    again = send(world, papers.TEXT.encode())
    assert (again.status_code, again.json()["new"]) == (200, False)


@pytest.mark.parametrize(
    ("data", "status", "number"),
    [(b"", 422, 201), (("MẬT\n" + papers.TEXT).encode(), 422, 200), (b"%PDF-1.7", 415, 204)],
)
def test_files_that_cannot_be_kept_are_problems(world, data, status, number):
    answer = send(world, data)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["number"] == number
    assert not Document.objects.exists()


def test_an_oversized_body_is_refused_before_it_is_read(world, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2000
    answer = send(world, b"x" * 3000)
    assert (answer.status_code, answer.json()["number"], answer.json()["field"]) == (413, 301, "file")


def test_a_missing_file_names_its_field(world):
    answer = call(world, "POST", "", {})
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.fixture
def document(world: World) -> Document:
    return actions.register(name="a.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at)[
        0
    ]


def test_the_whole_review_over_http(world, document):
    clauses = call(world, "GET", f"/{document.pk}").json()["clauses"]
    first, last = clauses[0], clauses[-1]
    merged = call(world, "POST", f"/clauses/{first['id']}/merge", {"version": first["version"]}).json()
    assert len(merged) == 5
    one = merged[0]
    offset = one["start"] + papers.TEXT[one["start"] : one["end"]].index("báo cáo")
    halves = call(world, "POST", f"/clauses/{one['id']}/split", {"offset": offset}).json()
    assert len(halves) == 6
    changed = {"label": "Bố trí kinh phí", "due_on": None, "leads": [{"agency": world.id("yte")}]}
    after = call(world, "PATCH", f"/clauses/{last['id']}", changed).json()[-1]
    assert (after["label"], after["due_on"], after["areas"]) == ("Bố trí kinh phí", None, last["areas"])
    assert after["leads"][0]["name"] == "Sở Y tế"
    accepted = call(world, "POST", f"/clauses/{last['id']}/accept", {"version": after["version"]}).json()
    assert accepted[-1]["tasks"] == [Task.objects.get().pk]
    assert call(world, "POST", f"/clauses/{last['id']}/restore", {}).json()[-1]["state"] == "draft"
    assert call(world, "POST", f"/clauses/{last['id']}/reject", {}).json()[-1]["state"] == "rejected"
    rest = call(world, "POST", f"/{document.pk}/accept").json()
    assert (len(rest["accepted"]), rest["left"]) == (5, [])
    listed = call(world, "GET", "?text=1450").json()[0]
    assert (listed["waiting"], listed["accepted"]) == (0, 5)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("PATCH", "/clauses/{c}", {"label": " "}, 422, "label"),
        ("PATCH", "/clauses/{c}", {"due_on": "30/9/2022"}, 422, "due_on"),
        ("PATCH", "/clauses/{c}", {"leads": [{"agency": 999999}]}, 422, "leads"),
        ("PATCH", "/clauses/{c}", {"label": None, "version": 99}, 409, None),
        ("PATCH", "/clauses/{c}", "{", 400, None),
        ("POST", "/clauses/{c}/split", {"offset": 3}, 422, "offset"),
        ("POST", "/clauses/{c}/split", {}, 422, "offset"),
        ("POST", "/clauses/{c}/restore", {}, 409, None),
        ("POST", "/clauses/99999/accept", {}, 404, None),
        ("POST", "/clauses/99999999999999999999/accept", {}, 404, None),
        ("GET", "/99999", None, 404, None),
        ("GET", "?limit=x", None, 422, "limit"),
    ],
)
def test_failures_are_problems_with_the_field_named(world, document, method, path, body, status, field):
    row = Clause.objects.filter(reading__document=document).last()
    answer = call(world, method, path.format(c=row.pk), body)
    found = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    if answer.status_code == 404 and status == 422:
        assert found.get("field") == field
    else:
        assert (answer.status_code, found.get("field")) == (status, field)


def test_what_may_not_be_seen_does_not_exist(world, document):
    row = Clause.objects.filter(reading__document=document).last()
    assert call(world, "GET", f"/{document.pk}", who="sokhdt").status_code == 404
    assert call(world, "GET", "", who="sokhdt").json() == []
    assert call(world, "POST", f"/clauses/{row.pk}/accept", {}, who="sokhdt").status_code == 403
    assert send(world, papers.TEXT.encode(), who="kiemtra").status_code == 403
    assert Client().get(URL).status_code == 401


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_dot_", "."), data)
    return held.getvalue()


def test_an_archive_is_answered_document_by_document(world: World, tmp_path: Path, capsys) -> None:
    data = zipped(a_dot_txt=papers.TEXT.encode(), rong_dot_txt=b"")
    goi = tmp_path / "goi.zip"
    goi.write_bytes(data)
    assert main(["directives", "import", str(goi), "--by", "vanphong", "--json"]) == 3
    first, failed = json.loads(capsys.readouterr().out)
    assert (first["file"], first["new"]) == ("goi.zip/a.txt", True)
    assert (failed["file"], failed["error"]["number"]) == ("goi.zip/rong.txt", 201)
    assert main(["read", str(goi), "--json"]) == 3
    read, empty = json.loads(capsys.readouterr().out)
    assert (read["file"], len(read["tasks"]), empty["file"]) == ("goi.zip/a.txt", 6, "goi.zip/rong.txt")


def test_the_api_tells_what_became_of_each_and_tells_it_again(world: World) -> None:
    data = zipped(a_dot_txt=papers.TEXT.encode(), rong_dot_txt=b"")
    answer = send(world, data, "goi.zip", key="goi-1")
    assert answer.status_code == 201
    kept, failed = answer.json()["documents"]
    whole = answer.json()["document"]["id"]
    assert (kept["name"], kept["new"], kept["document"]) == ("goi.zip/a.txt", True, whole)
    assert (failed["name"], failed["document"], failed["number"]) == ("goi.zip/rong.txt", None, 201)
    again = send(world, data, "goi.zip", key="goi-1")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert [one["document"] for one in again.json()["documents"]] == [kept["document"]]
    assert Document.objects.count() == 1


def test_an_archive_of_nothing_readable_is_a_problem(world: World) -> None:
    answer = send(world, zipped(rong_dot_txt=b""), "goi.zip")
    assert (answer.status_code, answer.json()["number"]) == (422, 201)
    assert not Document.objects.exists()


def test_the_page_lists_what_became_of_each(world: World) -> None:
    client = Client()
    client.force_login(world.people["vanphong"])
    file = io.BytesIO(zipped(a_dot_txt=papers.TEXT.encode(), rong_dot_txt=b""))
    file.name = "goi.zip"
    shown = client.post("/van-ban/nhap/", {"files": file}).content.decode()
    assert "1450/UBND-KTTH" in shown
    assert "goi.zip/rong.txt" in shown
    assert "CM-0201" in shown
