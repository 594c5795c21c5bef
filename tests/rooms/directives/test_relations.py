"""Documents that replace, amend or repeal each other, and the open tasks of those that are gone."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.directives import actions, queries
from cotmoc.directives.models import Citation, Clause, Document, SupersededTask
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.folding import fold
from cotmoc.organisations import actions as founding
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World

NEW = """ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH KON TUM                            Độc lập - Tự do - Hạnh phúc

Số: 1900/UBND-KTTH                      Kon Tum, ngày 20 tháng 7 năm 2022
V/v công tác biên giới trong mùa mưa

1. Sở Y tế chủ trì củng cố các trạm y tế quân dân y trước ngày 30 tháng 9 năm 2022.

2. Công văn này {verb} Công văn số 1450/UBND-KTTH ngày {day} của Ủy ban nhân dân tỉnh.
"""
REPLACES = NEW.format(verb="thay thế", day="12 tháng 7 năm 2022")


def register(world: World, text: str) -> Document:
    by = world.actor("vanphong")
    return actions.register(name="van-ban.txt", data=text.encode(), by=by, at=world.at)[0]


def old(world: World) -> Document:
    found = register(world, papers.TEXT)
    actions.accept_all(found.pk, by=world.actor("vanphong"), at=world.at)
    return found


def settle(world: World, document: Document, decision: str, who: str = "vanphong", **chosen):
    return actions.settle_superseded(
        document.pk, decision=decision, by=world.actor(who), at=world.at, **chosen
    )


def waiting(world: World, document: Document) -> list[int]:
    return [one.waiting for one in queries.superseded(world.actor("vanphong"), document)]


@pytest.mark.parametrize("old_first", [True, False])
def test_in_either_order_both_documents_say_it_and_the_open_tasks_wait(world, old_first):
    first, second = (
        (old, lambda w: register(w, REPLACES)) if old_first else (lambda w: register(w, REPLACES), old)
    )
    one, two = first(world), second(world)
    before, new = (one, two) if old_first else (two, one)
    office = world.actor("vanphong")
    said = [(r.relation, r.passive, r.document) for r in queries.relations_of(office, new)]
    assert said == [("replaces", False, before)]
    back = [(r.relation, r.passive, r.document) for r in queries.relations_of(office, before)]
    assert back == [("replaces", True, new)]
    # Six clauses, of which one gives three bodies one task and one gives two districts one each: see papers.
    assert waiting(world, new) == [Task.objects.filter(group=False).count()]
    assert not Task.objects.exclude(outcome="").exists()


@pytest.mark.parametrize(("verb", "expected"), [("bãi bỏ", 1), ("sửa đổi, bổ sung", 0), ("nhắc lại", 0)])
def test_only_what_is_replaced_or_repealed_leaves_tasks_to_decide_on(world, verb, expected):
    old(world)
    new = register(world, NEW.format(verb=verb, day="12 tháng 7 năm 2022"))
    assert len(queries.superseded(world.actor("vanphong"), new)) == expected


def test_each_is_decided_on_and_all_the_rest_at_once(world):
    before, new = old(world), register(world, REPLACES)
    tasks = list(Task.objects.filter(group=False).order_by("pk"))
    settle(world, new, "keep", tasks=[tasks[0].pk])
    settle(world, new, "hand_over", tasks=[tasks[1].pk])
    rows = settle(world, new, "withdraw")
    assert len(rows) == len(tasks) - 2
    assert list(Task.objects.filter(group=False, outcome="").order_by("pk")) == tasks[:2]
    last = tasks[2].events.order_by("-seq").first()
    assert last.note == "Thay thế bởi Công văn 1900/UBND-KTTH ngày 20/7/2022"
    assert waiting(world, new) == [0]
    office = world.actor("vanphong")
    assert queries.documents_of(office, tasks[1]) == [new]
    assert queries.documents_of(office, tasks[0]) == []
    assert queries.source_of(office, tasks[1]).document == before
    assert AuditRow.objects.order_by("-seq").first().deed == "directive.settle_superseded"


def test_the_same_decision_stands_once_and_another_takes_its_place_while_the_task_is_open(world):
    old(world)
    new = register(world, REPLACES)
    task = Task.objects.filter(group=False).first()
    for decision in ("keep", "keep", "hand_over", "withdraw", "withdraw"):
        settle(world, new, decision, tasks=[task.pk])
        assert SupersededTask.objects.get().decision == decision
    assert task.events.filter(kind="cancelled").count() == 1
    with pytest.raises(Problem) as caught:
        settle(world, new, "keep", tasks=[task.pk])
    assert caught.value.entry is NOT_FOUND


def test_what_was_handed_over_goes_on_to_the_next_document(world):
    old(world)
    new = register(world, REPLACES)
    task = Task.objects.filter(group=False).first()
    settle(world, new, "hand_over", tasks=[task.pk])
    newest = register(
        world,
        REPLACES.replace("1450/UBND-KTTH ngày 12", "1900/UBND-KTTH ngày 20").replace("Số: 1900", "Số: 2100"),
    )
    shown = queries.superseded(world.actor("vanphong"), newest)
    assert [[one.task.pk for one in group.tasks] for group in shown] == [[task.pk]]


def test_who_took_part_sees_the_document_the_task_was_handed_to(world):
    old(world)
    new = register(world, REPLACES)
    khdt = world.actor("sokhdt")
    assert new not in queries.visible(khdt)
    settle(world, new, "hand_over", tasks=[Task.objects.get(lead=world.id("khdt")).pk])
    assert new in queries.visible(khdt)


def test_only_the_office_decides_and_only_on_tasks_of_what_is_gone(world):
    old(world)
    new = register(world, REPLACES)
    other = Task.objects.filter(group=False).first()
    for wrong, entry in (
        ({"who": "sokhdt", "decision": "keep"}, NOT_PERMITTED),
        ({"who": "lanhdao", "decision": "keep"}, NOT_PERMITTED),
        ({"decision": "drop"}, BAD_VALUE),
        ({"decision": "keep", "tasks": [10**6]}, NOT_FOUND),
    ):
        with pytest.raises(Problem) as caught:
            settle(world, new, **wrong)
        assert caught.value.entry is entry
    actions.relate(
        Citation.objects.get(document=new).pk, relation="cites", by=world.actor("vanphong"), at=world.at
    )
    with pytest.raises(Problem) as caught:
        settle(world, new, "keep", tasks=[other.pk])
    assert caught.value.entry is NOT_FOUND
    assert not SupersededTask.objects.exists()


@pytest.mark.parametrize("old_first", [True, False])
def test_a_number_with_another_day_is_asked_about_and_answered_once(world, old_first):
    wrong = NEW.format(verb="thay thế", day="13 tháng 7 năm 2022")
    if old_first:
        before, new = old(world), register(world, wrong)
    else:
        new, before = register(world, wrong), old(world)
    office = world.actor("vanphong")
    for page in (before, new):
        offered = queries.offers(office, page)
        assert [(o.citation.document_id, list(o.candidates)) for o in offered if before in o.candidates] == [
            (new.pk, [before])
        ]
    citation = Citation.objects.get(document=new)
    actions.link(citation.pk, document=before.pk, by=office, at=world.at)
    actions.link(citation.pk, document=before.pk, by=office, at=world.at)
    assert not queries.offers(office, new)
    assert queries.relations_of(office, before)[0].by_person
    # Correcting the head of the cited document does not undo what a person said.
    actions.describe(before.pk, subject="Mùa mưa", by=office, at=world.at)
    citation.refresh_from_db()
    assert citation.cited == before
    actions.unlink(citation.pk, document=before.pk, by=office, at=world.at)
    citation.refresh_from_db()
    assert (citation.cited, citation.linked_by) == (None, "")
    assert not queries.offers(office, new)
    actions.describe(before.pk, issued_on=citation.issued_on, by=office, at=world.at)
    citation.refresh_from_db()
    assert citation.cited is None


def test_links_are_the_offices_and_stay_in_the_province(world):
    new = register(world, REPLACES)
    citation = Citation.objects.get(document=new)
    office = world.actor("vanphong")
    assert queries.offers(world.actor("sokhdt"), new) == []
    for act, values, entry in (
        (actions.link, {"document": 10**6, "by": office}, NOT_FOUND),
        (actions.link, {"document": new.pk, "by": office}, BAD_VALUE),
        (actions.unlink, {"document": 10**6, "by": office}, NOT_FOUND),
        (actions.relate, {"relation": "eats", "by": office}, BAD_VALUE),
        (actions.relate, {"relation": "amends", "by": world.actor("sokhdt")}, NOT_PERMITTED),
    ):
        with pytest.raises(Problem) as caught:
            act(citation.pk, at=world.at, **values)
        assert caught.value.entry is entry


@pytest.fixture
def _signing(settings, monkeypatch):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    settings.COTMOC_DEMO = True
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


@pytest.mark.usefixtures("_signing")
def test_by_page(world):
    before, new = old(world), register(world, REPLACES)
    client = signed_in(world)
    page = f"/van-ban/{new.pk}/"
    text = client.get(page).content.decode()
    count = Task.objects.filter(group=False).count()
    assert f"Công văn 1450/UBND-KTTH còn {count} nhiệm vụ đang mở" in text
    assert "Bị thay thế bởi" in client.get(f"/van-ban/{before.pk}/").content.decode()
    task = Task.objects.filter(group=False).first()
    answer = client.post(f"{page}con-mo/", {"task": task.pk, "decision": "hand_over"})
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#con-mo")
    client.post(f"{page}con-mo/", {"decision": "keep"})
    assert set(SupersededTask.objects.values_list("decision", flat=True)) == {"hand_over", "keep"}
    assert "chưa quyết định" not in client.get(page).content.decode()
    citation = Citation.objects.get(document=new)
    client.post(f"{page}quan-he/", {"citation": citation.pk, "relation": "cites", "page": before.pk})
    assert "Bị thay thế bởi" not in client.get(f"/van-ban/{before.pk}/").content.decode()
    for data in ({"decision": "keep", "task": "x"}, {"decision": "eat"}, {}):
        assert client.post(f"{page}con-mo/", data).status_code == 422
    assert signed_in(world, "sokhdt").post(f"{page}con-mo/", {"decision": "keep"}).status_code == 404


@pytest.mark.usefixtures("_signing")
def test_an_offer_is_answered_on_the_page_of_either(world):
    before, new = old(world), register(world, NEW.format(verb="thay thế", day="13 tháng 7 năm 2022"))
    client = signed_in(world)
    citation = Citation.objects.get(document=new)
    for shown in (before, new):
        assert "Có phải" in client.get(f"/van-ban/{shown.pk}/").content.decode()
    sent = {"document": before.pk, "page": before.pk}
    answer = client.post(f"/van-ban/vien-dan/{citation.pk}/dung/", sent)
    assert answer["Location"] == f"/van-ban/{before.pk}/#lien-quan"
    citation.refresh_from_db()
    assert citation.cited == before
    client.post(f"/van-ban/vien-dan/{citation.pk}/khong-phai/", sent)
    assert "Có phải" not in client.get(f"/van-ban/{new.pk}/").content.decode()


@pytest.mark.usefixtures("_signing")
def test_by_program(world):
    before, new = old(world), register(world, REPLACES)
    client = signed_in(world)
    url = "/api/v1/directives"

    def call(path: str, body: dict, **headers) -> dict:
        answer = client.post(
            f"{url}{path}", json.dumps(body), content_type="application/json", headers=headers
        )
        assert answer.status_code == 200, answer.content
        return answer.json()

    shown = client.get(f"{url}/{new.pk}").json()
    citation = shown["related"][0]["citation"]
    assert (shown["related"][0]["relation"], shown["related"][0]["document"]) == ("replaces", before.pk)
    assert [one["relation"] for one in shown["citations"]] == ["replaces"]
    task = shown["superseded"][0]["tasks"][0]["id"]
    keyed = {"Idempotency-Key": "quyet-dinh-1"}
    for _ in range(2):
        told = call(f"/{new.pk}/superseded", {"decision": "withdraw", "tasks": [task]}, **keyed)
        assert told["superseded"][0]["waiting"] == len(shown["superseded"][0]["tasks"]) - 1
    assert call(f"/citations/{citation}/unlink", {"document": before.pk})["superseded"] == []
    assert call(f"/citations/{citation}/link", {"document": before.pk})["related"][0]["document"] == before.pk
    assert call(f"/citations/{citation}/relation", {"relation": "amends"})["superseded"] == []
    assert call("/aliases", {"written": "Sở Sức khỏe", "agency": world.id("yte")})["agency"] == world.id(
        "yte"
    )


@pytest.mark.usefixtures("_signing")
def test_by_command(world, capsys):
    before, new = old(world), register(world, REPLACES)

    def run(*words: object) -> str:
        assert main(["directives", *map(str, words), "--by", "vanphong"]) == 0
        return capsys.readouterr().out

    assert f"thay thế Công văn 1450/UBND-KTTH (#{before.pk})" in run("show", new.pk)
    assert "bị thay thế bởi Công văn 1900/UBND-KTTH" in run("show", before.pk)
    task = Task.objects.filter(group=False).first()
    assert "theo văn bản mới" in run("supersede", new.pk, "hand_over", "--task", task.pk)
    citation = Citation.objects.get(document=new).pk
    assert "đang mở" not in run("relate", citation, "amends")
    run("unlink", citation, before.pk)
    assert "đang mở" in run("link", citation, before.pk) + run("relate", citation, "repeals")
    run("teach", "Sở Sức khỏe", "Sở Y tế")


@pytest.mark.usefixtures("_signing")
def test_a_name_nobody_knows_is_taught_by_one_press(world):
    named = {"name": "Sở Y tế tỉnh", "short_name": "SYT tỉnh", "folded": fold("Sở Y tế tỉnh")}
    Agency.objects.filter(pk=world.id("yte")).update(**named)
    document = register(world, papers.TEXT)
    row = Clause.objects.filter(agencies__agency=None, agencies__role="lead").first()
    written = row.agencies.get(role="lead").written
    client = signed_in(world)
    shown = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert f"Nhớ «{written}» là Sở Y tế tỉnh" in shown
    assert 'data-k="1"' in shown
    sent = {"written": written, "name": "Sở Y tế tỉnh", "how": "remember"}
    swapped = client.post(f"/van-ban/doan/{row.pk}/ten/", sent, headers={"hx-request": "true"})
    answer = swapped.content.decode()
    assert f'id="t{row.pk}"' in answer
    assert "SYT tỉnh" in answer
    assert row.agencies.get(role="lead").agency_id == world.id("yte")
    row.refresh_from_db()
    assert not row.edited
    wrong = client.post(f"/van-ban/doan/{row.pk}/ten/", {**sent, "name": "Sở Mây"})
    assert wrong.status_code == 404


@pytest.mark.usefixtures("_signing")
def test_a_body_that_had_ended_says_so_and_its_heir_is_one_press_away(world):
    founder = founding.founder(world.province.pk)
    heir = founding.add_agency(
        key="taichinh", name="Sở Tài chính", short_name="Sở TC", kind="department", level="province",
        valid_from=date(2022, 7, 1), by=founder,
    )  # fmt: skip
    Agency.objects.filter(pk=world.id("khdt")).update(valid_to=date(2022, 7, 1))
    founding.add_succession(
        predecessor=world.agencies["khdt"],
        successor=heir,
        on=date(2022, 7, 1),
        share=Fraction(1),
        source="QĐ 01",
        by=founder,
    )
    document = register(world, papers.TEXT)
    row = Clause.objects.get(agencies__agency=None, agencies__role="lead")
    client = signed_in(world)
    shown = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "«Sở Kế hoạch và Đầu tư» đã kết thúc ngày 01/7/2022, trước ngày văn bản" in shown
    assert "Giao cho Sở Tài chính" in shown
    written = row.agencies.get(role="lead").written
    client.post(f"/van-ban/doan/{row.pk}/ten/", {"written": written, "name": "Sở Tài chính"})
    assert row.agencies.get(role="lead").agency_id == heir.pk
