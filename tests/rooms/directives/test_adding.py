"""A task that the reader did not see is drafted by a person, through every door."""

from __future__ import annotations

import json
import unicodedata

import pytest
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.directives import actions, queries
from cotmoc.directives.models import Clause, Document
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import WORDS_NOT_FOUND
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from tests.rooms.directives import papers
from tests.rooms.small_province import World

MISSED = "Mong các đồng chí sớm gửi cho Văn phòng danh sách đầu mối."
TEXT = f"{papers.HEAD}{papers.ORDERS}\n\n{MISSED}\n"


@pytest.fixture(autouse=True)
def _surroundings(settings, monkeypatch):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


@pytest.fixture
def document(world: World) -> Document:
    return actions.register(name="cong-van.txt", data=TEXT.encode(), by=world.actor("vanphong"), at=world.at)[
        0
    ]


def add(world: World, document: Document, words: str, who: str = "vanphong") -> Clause:
    return actions.add(document.pk, words=words, by=world.actor(who), at=world.at)


def test_it_stands_at_its_place_and_waits_like_any_other(world, document):
    actions.accept_all(document.pk, by=world.actor("vanphong"), at=world.at)
    assert queries.progress(world.actor("vanphong"), document.pk).left == 0
    row = add(world, document, MISSED)
    assert document.text[row.start : row.end] == MISSED.rstrip(".")
    assert (row.label, row.state, row.drafted) == (MISSED.rstrip("."), "draft", None)
    assert queries.progress(world.actor("vanphong"), document.pk).left == 1
    assert AuditRow.objects.order_by("-seq").first().deed == "directive.add"


def test_the_reader_helps_with_what_the_words_say(world, document):
    words = "Sở Kế hoạch và Đầu tư tham mưu bố trí kinh phí trước ngày 30 tháng 9 năm 2022"
    row = add(world, document, words)
    assert [body.agency_id for body in row.agencies.all()] == [world.id("khdt")]
    assert row.due_on.isoformat() == "2022-09-30"


@pytest.mark.parametrize(
    "words",
    [
        MISSED.replace(" ", "\n  "),
        unicodedata.normalize("NFD", MISSED),
        "sớm gửi cho Văn phòng danh sách đầu mối",
    ],
)
def test_blanks_and_composition_need_not_agree(world, document, words):
    assert document.text[add(world, document, words).start :].startswith(("Mong", "sớm"))


@pytest.mark.parametrize("words", ["", "  ", "...", "câu này không có trong văn bản", "(", "x" * 4000])
def test_words_that_do_not_stand_there_are_refused(world, document, words):
    with pytest.raises(Problem) as caught:
        add(world, document, words)
    assert caught.value.entry is WORDS_NOT_FOUND


def test_only_who_reviews_may_add_and_only_to_a_document_that_is_there(world, document):
    with pytest.raises(Problem) as caught:
        add(world, document, MISSED, "sokhdt")
    assert caught.value.entry is NOT_PERMITTED
    with pytest.raises(Problem) as caught:
        actions.add(10**6, words=MISSED, by=world.actor("vanphong"), at=world.at)
    assert caught.value.entry is NOT_FOUND


def test_by_page_with_and_without_a_script(world, document):
    client = Client()
    client.force_login(world.people["vanphong"])
    page = f"/van-ban/{document.pk}/them/"
    assert "Thêm nhiệm vụ" in client.get(page).content.decode()
    wrong = client.post(page, {"words": "không có câu này"})
    assert wrong.status_code == 422
    assert "Không thấy câu này trong văn bản." in wrong.content.decode()
    done = client.post(page, {"words": MISSED})
    row = Clause.objects.order_by("-pk").first()
    assert (done.status_code, done["Location"]) == (302, f"/van-ban/{document.pk}/#t{row.pk}")
    swapped = client.post(page, {"words": "trao đổi thông tin"}, headers={"hx-request": "true"})
    assert "trao đổi thông tin".capitalize() in swapped.content.decode()
    assert swapped.content.decode().count("thêm tay") == 1


def test_the_first_task_of_all_brings_the_list_it_stands_in(world):
    text = f"{papers.HEAD}{MISSED}\n"
    empty, _ = actions.register(name="b.txt", data=text.encode(), by=world.actor("vanphong"), at=world.at)
    assert not queries.cards(world.actor("vanphong"), empty)
    client = Client()
    client.force_login(world.people["vanphong"])
    first = client.post(f"/van-ban/{empty.pk}/them/", {"words": MISSED}, headers={"hx-request": "true"})
    assert first["HX-Retarget"] == "#review"
    assert first.content.decode().lstrip().startswith('<div class="cols rvw" id="review"')


def test_by_command(world, document, capsys):
    command = ["directives", "add", str(document.pk), "--by", "vanphong", "--json", "--words"]
    assert main([*command, MISSED]) == 0
    assert MISSED.rstrip(".") in [one["label"] for one in json.loads(capsys.readouterr().out)["clauses"]]
    assert main([*command, "không có"]) == 2
    assert "words-not-found" in capsys.readouterr().err
