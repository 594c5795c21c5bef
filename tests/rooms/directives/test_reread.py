"""Reading again: drafts nobody touched give way to the reader of today, what a person decided stays."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.directives import actions
from cotmoc.directives.models import Citation, Clause, Document, ReadFigure, Reading
from cotmoc.domain.access import GRANTS, Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import PEOPLE, World

OLD_LABEL = "Một cách đọc cũ"


@pytest.fixture
def document(world: World) -> Document:
    """Registered when the reader was worse: it saw one task of six, and a figure nobody wrote."""
    found = actions.register(name="a.txt", data=papers.TEXT.encode(), **by(world))[0]
    drafts = list(Clause.objects.filter(reading__document=found))
    Clause.objects.filter(pk__in=[row.pk for row in drafts[1:]]).delete()
    first = drafts[0]
    first.label, first.drafted = OLD_LABEL, {**first.drafted, "label": OLD_LABEL}
    first.save()
    ReadFigure.objects.create(reading=found.reading, start=1, end=3, indicator="cũ", value=7, unit="cái")
    Citation.objects.filter(document=found).delete()
    Citation.objects.create(document=found, number="9/CŨ", number_key="9/cu", kind="Văn bản", start=2, end=6)
    return found


def by(world: World) -> dict:
    return {"by": world.actor("vanphong"), "at": world.at}


def live(document: Document) -> list[Clause]:
    return list(Clause.objects.filter(reading__document=document).exclude(state=Clause.State.REPLACED))


def labels(document: Document) -> list[str]:
    return [row.label for row in live(document)]


def test_untouched_drafts_give_way_to_the_new_reading(world: World, document: Document):
    done = actions.reread(document.pk, **by(world))
    assert (done.came, done.went, done.kept) == (6, 1, 0)
    assert OLD_LABEL not in labels(document)
    assert len(live(document)) == 6
    first = live(document)[0]
    assert [(body.role, body.agency_id) for body in first.agencies.all()] == [
        ("coordinating", world.id("quansu")),
        ("lead", world.id("yte")),
    ]
    assert not ReadFigure.objects.filter(indicator="cũ").exists()
    assert list(Citation.objects.values_list("number", flat=True)) == ["88/UBND-NC"]
    row = AuditRow.objects.order_by("-seq").first()
    assert row is not None
    assert (row.deed, row.thing_id) == ("directive.reread", str(document.pk))
    assert [row.detail[name] for name in ("came", "went", "kept")] == [6, 1, 0]


def test_reading_again_without_anything_new_changes_nothing(world: World, document: Document):
    actions.reread(document.pk, **by(world))
    before = [(row.pk, row.version) for row in live(document)]
    again = actions.reread(document.pk, **by(world))
    assert (again.came, again.went, again.kept) == (0, 0, 0)
    assert [(row.pk, row.version) for row in live(document)] == before


@pytest.mark.parametrize("how", ["accept", "reject", "edit"])
def test_what_a_person_decided_stays_and_its_passage_is_not_drafted_again(
    world: World, document: Document, how: str
):
    [row] = live(document)
    if how == "edit":
        actions.edit(row.pk, label="Tên người rà soát đặt", **by(world))
    else:
        getattr(actions, how)(row.pk, **by(world))
    before = Clause.objects.filter(pk=row.pk).values().get()
    done = actions.reread(document.pk, **by(world))
    assert (done.came, done.went, done.kept) == (5, 0, 1)
    assert Clause.objects.filter(pk=row.pk).values().get() == before
    assert Task.objects.count() == (how == "accept")
    assert len(live(document)) == 6


def test_pieces_and_added_tasks_stay(world: World, document: Document):
    actions.reread(document.pk, **by(world))
    first, second = live(document)[:2]
    one = actions.merge(first.pk, **by(world))
    added = actions.add(document.pk, words="Sở Ngoại vụ tăng cường trao đổi thông tin", **by(world))
    done = actions.reread(document.pk, **by(world))
    pks = [row.pk for row in live(document)]
    assert one.pk in pks
    assert added.pk in pks
    assert second.pk not in pks
    assert done.kept == 2
    assert len(set(pks)) == len(pks)


def test_a_task_that_was_taken_back_keeps_its_clause(world: World, document: Document):
    [row] = live(document)
    actions.accept(row.pk, **by(world))
    actions.restore(row.pk, **by(world))
    assert actions.reread(document.pk, **by(world)).kept == 1
    assert row.pk in [one.pk for one in live(document)]


def test_a_document_that_seemed_to_order_nothing_waits_again(world: World, document: Document):
    Clause.objects.all().delete()
    Reading.objects.update(state=Reading.State.ACCEPTED)
    actions.reread(document.pk, **by(world))
    assert Reading.objects.get(document=document).state == Reading.State.DRAFT


def test_what_a_person_linked_or_refused_stays(world: World, document: Document):
    other = actions.register(name="b.txt", data=papers.CITED.encode(), **by(world))[0]
    old = Citation.objects.get(document=document)
    actions.link(old.pk, document=other.pk, **by(world))
    actions.reread(document.pk, **by(world))
    assert Citation.objects.get(pk=old.pk).cited == other
    assert Citation.objects.filter(document=document, number="88/UBND-NC", cited=other).exists()


@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_only_reviewers_read_again(world: World, document: Document, username: str):
    role = Role(next(role for name, role, _ in PEOPLE if name == username))
    if Permission.REVIEW_DIRECTIVE in GRANTS[role]:
        actions.reread(document.pk, by=world.actor(username), at=world.at)
    else:
        with pytest.raises(Problem) as refused:
            actions.reread(document.pk, by=world.actor(username), at=world.at)
        assert refused.value.entry is NOT_PERMITTED
        assert labels(document) == [OLD_LABEL]


def test_a_document_that_is_not_there(world: World):
    with pytest.raises(Problem) as refused:
        actions.reread(10**6, **by(world))
    assert refused.value.entry is NOT_FOUND


def test_by_page(document: Document, client: Client):
    page = f"/van-ban/{document.pk}/"
    assert "Đọc lại" in client.get(page).content.decode()
    answer = client.post(f"{page}doc-lai/")
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#ra-soat")
    assert "Đã đọc lại: thêm 6 bản nháp, bỏ 1" in client.get(page).content.decode()
    client.post(f"{page}doc-lai/")
    assert "Đã đọc lại: không có gì đổi." in client.get(page).content.decode()


def test_by_program(document: Document, client: Client):
    url = f"/api/v1/directives/{document.pk}/reread"
    keyed = {"Idempotency-Key": "doc-lai-1"}
    for _ in range(2):
        told = client.post(url, content_type="application/json", headers=keyed).json()
        assert (told["came"], told["went"], told["kept"], len(told["clauses"])) == (6, 1, 0, 6)
    assert client.post("/api/v1/directives/999999/reread", content_type="application/json").status_code == 404


@pytest.mark.usefixtures("client")
def test_by_command(document: Document, capsys: pytest.CaptureFixture[str]):
    def run(*words: object, code: int = 0) -> str:
        assert main(["directives", "reread", *map(str, words), "--by", "vanphong"]) == code
        return capsys.readouterr().out

    assert f"{document.pk} Công văn 1450/UBND-KTTH: thêm 6, bỏ 1, giữ 0" in run(document.pk)
    [entry] = json.loads(run("--awaiting", "--json"))
    assert (entry["id"], entry["came"], entry["went"]) == (document.pk, 0, 0)
    run(code=2)
    run(document.pk, "--awaiting", code=2)
    run(10**6, code=2)
