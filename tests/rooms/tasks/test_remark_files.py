"""Files on remarks: checked like evidence, kept with the remark, fetched by who sees the task."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import DAMAGED, EMPTY_FILE, MISLABELLED, SECRET_DOCUMENT, TOO_LARGE
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.task_own import MENTION_UNKNOWN
from cotmoc.domain.errors.tasks import EVIDENCE_KIND
from cotmoc.files.models import StoredFile
from cotmoc.files.queries import bytes_of
from cotmoc.tasks import actions, queries
from cotmoc.tasks.evidence import Evidence
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.small_province import World, build
from tests.rooms.tasks.test_course import assign
from tests.rooms.tasks.test_evidence import PDF, PNG, on_disk, sheet

HOSTILE = [
    ("rong.pdf", b"", EMPTY_FILE),
    ("bao-cao.pdf", PNG, MISLABELLED),
    ("cut.png", PNG[:12], DAMAGED),
    ("trang.html", b"<html><script>alert(1)</script></html>", EVIDENCE_KIND),
    ("chay.exe", b"MZ\x90\x00", EVIDENCE_KIND),
    ("macro.xlsx", sheet(**{"xl__vbaProject.bin": b"x"}), EVIDENCE_KIND),
    ("BC MẬT.png", PNG, SECRET_DOCUMENT),
    ("bang.xlsx", sheet("TUYỆT MẬT"), SECRET_DOCUMENT),
]


def remark(
    world: World, task: Task, name: str, data: bytes, by: str = "congan", note: str = "Ảnh chốt"
) -> None:
    actions.comment(task.pk, note=note, files=[Evidence(name, data)], by=world.actor(by), at=world.at)


def test_a_remark_keeps_its_file_and_whoever_sees_the_task_gets_it_whole(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    remark(world, task, "C:\\anh\\chot.png", PNG, note="Ảnh chốt, @sokhdt xem")
    event = queries.task(world.actor("sokhdt"), task.pk).events.all()[1]
    assert (event.kind, event.note, event.file.name) == ("commented", "Ảnh chốt, @sokhdt xem", "chot.png")
    for who in ("sokhdt", "congan", "vanphong", "kiemtra"):
        assert bytes_of(queries.file_of(world.actor(who), task.pk, event.seq)) == PNG
    for who, seq in (("quansu", event.seq), ("sokhdt", 1), ("sokhdt", 99)):
        with pytest.raises(Problem) as caught:
            queries.file_of(world.actor(who), task.pk, seq)
        assert caught.value.entry is NOT_FOUND


@pytest.mark.parametrize(("name", "data", "entry"), HOSTILE)
def test_what_is_refused_as_evidence_is_refused_on_a_remark(
    world: World, name: str, data: bytes, entry: object
) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    rows, events, stored = AuditRow.objects.count(), TaskEvent.objects.count(), on_disk()
    with pytest.raises(Problem) as caught:
        remark(world, task, name, data)
    assert (caught.value.entry, caught.value.field) == (entry, "evidence")
    assert TaskEvent.objects.count() == events
    assert not StoredFile.objects.exists()
    assert on_disk() == stored
    left = [(row.deed, list(row.detail)) for row in AuditRow.objects.order_by("seq")[rows:]]
    assert left == ([("task.evidence_refused", ["sha256"])] if entry is SECRET_DOCUMENT else [])


def test_a_file_that_is_too_large_is_refused(world: World, settings: Any) -> None:
    settings.COTMOC_UPLOAD_LIMIT = 20
    with pytest.raises(Problem) as caught:
        remark(world, assign(world, coordinating=[world.id("congan")]), "to.png", PNG)
    assert (caught.value.entry, caught.value.field) == (TOO_LARGE, "evidence")


@pytest.mark.parametrize(
    ("by", "note", "entry"),
    [("congan", " ", BAD_VALUE), ("congan", "@khongco", MENTION_UNKNOWN), ("quansu", "Xem", NOT_FOUND)],
)
def test_a_remark_that_is_refused_keeps_no_file(world: World, by: str, note: str, entry: object) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    with pytest.raises(Problem) as caught:
        remark(world, task, "anh.png", PNG, by=by, note=note)
    assert caught.value.entry is entry
    assert not StoredFile.objects.exists()


# --- the doors ---


def signed_in(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def test_the_page_takes_shows_and_gives_the_file(db: None) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None)
    address = f"/nhiem-vu/{task.pk}/"
    client = signed_in(world, "congan")
    sent = {"note": "Kèm bản đã ký", "evidence": SimpleUploadedFile("ban-ky.pdf", PDF.read_bytes())}
    page = client.post(f"{address}y-kien/", sent, follow=True).content.decode()
    link = f'{address}tep/2/" download>'
    assert "Kèm bản đã ký" in page
    assert link in page
    assert "ban-ky.pdf" in page
    got = signed_in(world, "sokhdt").get(f"{address}tep/2/")
    assert b"".join(got) == PDF.read_bytes()
    assert got["Content-Disposition"] == 'attachment; filename="ban-ky.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert signed_in(world, "quansu").get(f"{address}tep/2/").status_code == 404


@pytest.mark.parametrize(("name", "data", "entry"), [HOSTILE[3], HOSTILE[6]])
def test_the_page_keeps_the_words_when_the_file_is_refused(
    db: None, name: str, data: bytes, entry: Any
) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None)
    sent = {"note": "Đề nghị xem lại chỗ này", "evidence": SimpleUploadedFile(name, data)}
    page = signed_in(world, "congan").post(f"/nhiem-vu/{task.pk}/y-kien/", sent)
    shown = page.content.decode()
    assert page.status_code == entry.http
    assert ">\nĐề nghị xem lại chỗ này</textarea>" in shown
    assert 'aria-describedby="comment-evidence-e' in shown
    assert entry.vi.what.split("{")[0].split(";")[0] in shown
    assert TaskEvent.objects.filter(task=task, kind="commented").count() == 0


def test_the_api_takes_and_gives_the_file(db: None) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None)
    client, path = signed_in(world, "congan"), f"/api/v1/tasks/{task.pk}"
    sent = {"note": "Ảnh", "file": SimpleUploadedFile("anh.png", PNG)}
    event = client.post(f"{path}/comment-file", sent).json()["events"][-1]
    assert (event["kind"], event["note"], event["file"]["name"]) == ("commented", "Ảnh", "anh.png")
    got = client.get(f"{path}/files/{event['seq']}")
    assert (got.content, got["Content-Type"], got["X-Content-Type-Options"]) == (PNG, "image/png", "nosniff")
    assert got["Content-Disposition"] == 'attachment; filename="anh.png"'
    assert signed_in(world, "quansu").get(f"{path}/files/{event['seq']}").status_code == 404
    assert client.get(f"{path}/files/1").status_code == 404
    bad = client.post(f"{path}/comment-file", {"note": "x", "file": SimpleUploadedFile("x.exe", b"MZ")})
    assert (bad.status_code, bad.json()["field"]) == (415, "evidence")


def test_the_command_takes_and_gives_the_file(db: None, capsys: Any, tmp_path: Path) -> None:
    world = build(clock.today())
    task = str(assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None).pk)
    photo, back = tmp_path / "anh.png", tmp_path / "ve.png"
    photo.write_bytes(PNG)
    by = ("--by", "congan")
    assert main(["tasks", "comment", task, "Ảnh", "--file", str(photo), *by, "--json"]) == 0
    event = json.loads(capsys.readouterr().out)["events"][-1]
    assert main(["tasks", "show", task, *by]) == 0
    assert f"Ảnh · [{event['seq']}: anh.png]" in capsys.readouterr().out
    fetch = ["tasks", "file", task, str(event["seq"]), "--out", str(back)]
    assert main([*fetch, "--by", "quansu"]) == 2
    assert main([*fetch, *by]) == 0
    assert back.read_bytes() == PNG
    assert main([*fetch, *by]) == 2
    photo.write_bytes(b"MZ")
    assert main(["tasks", "comment", task, "Ảnh", "--file", str(photo), *by]) == 3
    assert f"CM-{EVIDENCE_KIND.number:04d}" in capsys.readouterr().err


# --- several files ---


def several(world: World, task: Task, *files: tuple[str, bytes], by: str = "congan") -> None:
    sent = [Evidence(name, data) for name, data in files]
    actions.comment(task.pk, note="Ảnh các chốt", files=sent, by=world.actor(by), at=world.at)


def test_a_remark_keeps_all_its_files_in_their_order(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    table = sheet("Số liệu")
    several(world, task, ("a.png", PNG), ("ban-ky.pdf", PDF.read_bytes()), ("bang.xlsx", table))
    event = queries.task(world.actor("sokhdt"), task.pk).events.all()[1]
    assert [file.name for file in event.files] == ["a.png", "ban-ky.pdf", "bang.xlsx"]
    lead = world.actor("sokhdt")
    assert bytes_of(queries.file_of(lead, task.pk, event.seq, 2)) == PDF.read_bytes()
    assert bytes_of(queries.file_of(lead, task.pk, event.seq, 3)) == table
    for number in (0, 4, -1):
        with pytest.raises(Problem) as caught:
            queries.file_of(lead, task.pk, event.seq, number)
        assert caught.value.entry is NOT_FOUND


def test_where_one_of_several_is_refused_none_is_kept_and_each_is_named(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    stored = on_disk()
    with pytest.raises(Problem) as caught:
        several(
            world, task, ("a.png", PNG), ("chay.exe", b"MZ\x90\x00"), ("BC MẬT.png", PNG), ("rong.pdf", b"")
        )
    told = (caught.value, *caught.value.others)
    assert [(one.entry, one.field) for one in told] == [
        (SECRET_DOCUMENT, "evidence"),
        (EVIDENCE_KIND, "evidence"),
        (EMPTY_FILE, "evidence"),
    ]
    # of a secret file not even its name is told again
    begins = [one.text("vi").partition(": ")[0] for one in told]
    assert begins == ["Tệp thứ 3", "Tệp thứ 2 «chay.exe»", "Tệp thứ 4 «rong.pdf»"]
    assert told[1].parts("en").what.startswith("File 2 «chay.exe»: ")
    assert TaskEvent.objects.filter(task=task).count() == 1
    assert not StoredFile.objects.exists()
    assert on_disk() == stored


def test_eleven_files_are_too_many(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    with pytest.raises(Problem) as caught:
        several(world, task, *[(f"{n}.png", PNG) for n in range(11)])
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "evidence")
    several(world, task, *[(f"{n}.png", PNG) for n in range(10)])
    assert len(queries.task(world.actor("congan"), task.pk).events.all()[1].files) == 10


def test_the_page_takes_several_and_names_the_one_it_refuses(db: None) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None)
    address, client = f"/nhiem-vu/{task.pk}/", signed_in(world, "congan")
    assert ' id="comment-evidence" multiple>' in client.get(address).content.decode()
    sent = [SimpleUploadedFile("anh.png", PNG), SimpleUploadedFile("x.exe", b"MZ")]
    page = client.post(f"{address}y-kien/", {"note": "Kèm ảnh", "evidence": sent})
    assert page.status_code == EVIDENCE_KIND.http
    assert "Tệp thứ 2 «x.exe»: " in page.content.decode()
    sent = [SimpleUploadedFile("anh.png", PNG), SimpleUploadedFile("ban-ky.pdf", PDF.read_bytes())]
    shown = client.post(f"{address}y-kien/", {"note": "Kèm ảnh", "evidence": sent}, follow=True)
    assert f'{address}tep/2/" download>' in shown.content.decode()
    assert f'{address}tep/2/2/" download>' in shown.content.decode()
    got = client.get(f"{address}tep/2/2/")
    assert (b"".join(got), got["Content-Type"]) == (PDF.read_bytes(), "application/pdf")
    assert client.get(f"{address}tep/2/3/").status_code == 404


def test_the_api_takes_and_gives_several(db: None) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None)
    client, path = signed_in(world, "congan"), f"/api/v1/tasks/{task.pk}"
    sent = [SimpleUploadedFile("anh.png", PNG), SimpleUploadedFile("ban-ky.pdf", PDF.read_bytes())]
    event = client.post(f"{path}/comment-file", {"note": "Ảnh", "file": sent}).json()["events"][-1]
    assert [file["name"] for file in event["files"]] == ["anh.png", "ban-ky.pdf"]
    assert event["file"] == event["files"][0]
    assert client.get(f"{path}/files/{event['seq']}?number=2").content == PDF.read_bytes()
    sent = [SimpleUploadedFile("anh.png", PNG), SimpleUploadedFile("x.exe", b"MZ")]
    bad = client.post(f"{path}/comment-file", {"note": "x", "file": sent})
    assert (bad.status_code, bad.json()["field"]) == (415, "evidence")
    assert "«x.exe»" in json.dumps(bad.json(), ensure_ascii=False)


def test_the_command_takes_and_gives_several(db: None, capsys: Any, tmp_path: Path) -> None:
    world = build(clock.today())
    task = str(assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], due_on=None).pk)
    photo, back, bad = tmp_path / "anh.png", tmp_path / "ve.pdf", tmp_path / "x.exe"
    photo.write_bytes(PNG)
    bad.write_bytes(b"MZ")
    by = ("--by", "congan")
    remark = ("tasks", "comment", task, "Ảnh", "--file", str(photo), "--file")
    assert main([*remark, str(bad), *by]) == 3
    assert "Tệp thứ 2 «x.exe»" in capsys.readouterr().err
    assert main([*remark, str(PDF), *by, "--json"]) == 0
    event = json.loads(capsys.readouterr().out)["events"][-1]
    assert [file["name"] for file in event["files"]] == ["anh.png", PDF.name]
    assert main(["tasks", "show", task, *by]) == 0
    assert f"[{event['seq']} --number 2: {PDF.name}]" in capsys.readouterr().out
    assert main(["tasks", "file", task, str(event["seq"]), "--number", "2", "--out", str(back), *by]) == 0
    assert back.read_bytes() == PDF.read_bytes()
