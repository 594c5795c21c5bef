"""Words of an e-mail that only accompany its attachments are left aside and told, at every door."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client

from cotmoc.cli.main import main
from cotmoc.directives import actions
from cotmoc.directives.models import Document
from tests.rooms.directives import papers
from tests.rooms.small_province import World

SENDS = "Kính gửi: Các đơn vị. Văn phòng UBND tỉnh xin gửi kèm Công văn số 1450/UBND-KTTH. Trân trọng."
ORDERS = "Sở Y tế chủ trì, phối hợp với Công an tỉnh củng cố các trạm y tế, báo cáo trước ngày 15/8/2022."
BODY, ATTACHED = "thu.eml/noi-dung-thu.txt", "thu.eml/cong-van.txt"


def letter(
    body: str, attached: bytes = papers.TEXT.encode(), inside: EmailMessage | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = "Chuyển văn bản", "vanthu@example.vn"
    message.set_content(body)
    if inside is not None:
        message.add_attachment(inside)
    else:
        message.add_attachment(attached, maintype="text", subtype="plain", filename="cong-van.txt")
    return message


def became(world: World, message: EmailMessage) -> dict[str, str]:
    """What became of each document: its number, the words left aside, or the code of the problem."""
    found = actions.register_all(
        name="thu.eml", data=message.as_bytes(), by=world.actor("vanphong"), at=world.at
    )
    return {
        one.name: one.aside
        or (one.problem.entry.code if one.problem else one.document.number if one.document else "?")
        for one in found
    }


def test_what_only_sends_is_left_aside_and_told(world: World) -> None:
    assert became(world, letter(SENDS)) == {BODY: SENDS, ATTACHED: "1450/UBND-KTTH"}
    assert [one.file.name for one in Document.objects.all()] == ["cong-van.txt"]


def test_a_message_with_an_order_of_its_own_stays(world: World) -> None:
    assert became(world, letter(f"{SENDS}\n\n{ORDERS}"))[BODY] == ""
    assert Document.objects.count() == 2


def test_a_message_whose_attachments_cannot_be_read_stays(world: World) -> None:
    assert became(world, letter(SENDS, attached=b"")) == {BODY: "", ATTACHED: "empty-file"}
    assert Document.objects.get().text.strip() == SENDS


def test_of_a_forwarded_message_each_body_is_judged_by_what_lies_below_it(world: World) -> None:
    inner = letter(f"{SENDS}\n\n{ORDERS}", attached=b"")
    found = became(world, letter("Xin chuyển.", inside=inner))
    assert found == {
        BODY: "Xin chuyển.",
        "thu.eml/thu-1.eml/noi-dung-thu.txt": "",
        "thu.eml/thu-1.eml/cong-van.txt": "empty-file",
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "thu.eml"
    path.write_bytes(letter(SENDS).as_bytes())
    return path


@pytest.mark.usefixtures("client")
def test_the_command_says_so(world: World, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = path.with_name("khac.txt")
    other.write_text(papers.CITED, encoding="utf-8")
    arguments = ["directives", "import", str(path), str(other), "--by", "vanphong"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert f"{BODY}: lời thư chỉ gửi kèm tệp, không nhập thành văn bản («{SENDS}»)" in out
    assert "2 tệp: 2 văn bản mới, 0 đã có" in err
    assert "1 lời thư" in err
    assert main([*arguments, "--json"]) == 0
    aside, known, _ = json.loads(capsys.readouterr().out)
    assert (aside, known["file"]) == ({"file": BODY, "aside": SENDS}, ATTACHED)


def test_the_page_and_the_api_say_so(client: Client, path: Path) -> None:
    with path.open("rb") as file:
        shown = client.post("/van-ban/nhap/", {"files": file}).content.decode()
    assert "Lời thư chỉ gửi kèm tệp nên không nhập thành văn bản." in shown
    assert SENDS in shown
    with path.open("rb") as file:
        aside, known = client.post("/api/v1/directives", {"file": file}).json()["documents"]
    assert aside == {
        "name": BODY,
        "new": False,
        "differs": False,
        "document": None,
        "number": None,
        "code": None,
        "aside": SENDS,
    }
    assert (known["new"], known["aside"]) == (False, "")
