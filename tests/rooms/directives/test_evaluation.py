"""What reviewers made of the drafts, counted: by hand over one letter, and kind by kind."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from cotmoc.cli.main import main
from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.directives.models import Clause, Document
from cotmoc.directives.queries.evaluation import evaluation, standing_drafts
from cotmoc.domain.errors import Problem
from cotmoc.domain.extraction_scores import Counts
from tests.rooms.directives import papers
from tests.rooms.small_province import World


@pytest.fixture
def letter(world: World) -> Document:
    """The letter with six orders, waiting for review."""
    found, _ = actions.register(
        name="cong-van.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )
    return found


def review(world: World, letter: Document) -> None:
    """Accept two, change the lead of one, reject one, split one in two, accept the last; add one."""
    office = {"by": world.actor("vanphong"), "at": world.at}
    first, second, third, fourth, fifth, sixth = Clause.objects.filter(reading__document=letter)
    for clause in (first, second, sixth):
        actions.accept(clause.pk, **office)
    actions.edit(third.pk, leads=[Body("", world.id("yte"))], **office)
    actions.accept(third.pk, **office)
    actions.reject(fourth.pk, **office)
    cut = queries.split_points(queries.clause(world.actor("vanphong"), fifth.pk))
    at = cut[0][0] if cut else None
    for piece in actions.split(fifth.pk, offset=at, second_label="Báo cáo kết quả", **office):
        actions.accept(piece.pk, **office)
    added = actions.add(letter.pk, words="Thực hiện Công văn số 88/UBND-NC", **office)
    actions.edit(added.pk, leads=[Body("", world.id("yte"))], **office)
    actions.accept(added.pk, **office)


def test_an_unfinished_review_is_not_counted(world: World, letter: Document) -> None:
    actions.accept(Clause.objects.all()[0].pk, by=world.actor("vanphong"), at=world.at)
    [every] = evaluation(world.actor("vanphong"))
    assert (every.documents, every.outcomes.tasks) == (0, 0)
    assert standing_drafts(world.actor("vanphong")) == (0, 0)


def test_everything_accepted_as_drafted_is_all_right(world: World, letter: Document) -> None:
    total = Clause.objects.count()
    actions.accept_all(letter.pk, by=world.actor("vanphong"), at=world.at)
    every, letters = evaluation(world.actor("vanphong"))
    assert (every.kind, letters.kind, letters.documents) == (None, "Công văn", 1)
    assert every.scores.task == Counts(total, total, total)
    assert every.scores.lead == Counts(total, total, total)
    assert every.scores.coordinating.f1 == 1
    assert sum(band.drafts for band in every.bands) == total
    assert all(band.share in (None, 1) for band in every.bands)
    assert standing_drafts(world.actor("vanphong")) == (total, total)


def test_what_was_changed_is_counted_as_such(world: World, letter: Document) -> None:
    assert Clause.objects.count() == 6
    review(world, letter)
    every = evaluation(world.actor("vanphong"))[0]
    made = every.outcomes
    assert (made.unchanged, made.edited, made.rejected, made.recut, made.added) == (3, 1, 1, 1, 1)
    assert made.tasks == 7
    # There are the three as drafted, the edited one, both pieces and the added one: seven. Of six drafts four
    # stand at their place; the split one matches a piece that is at least half as long.
    assert (every.scores.task.there, every.scores.task.drafted) == (7, 6)
    assert every.scores.task.right in (4, 5)
    assert every.scores.lead.right == every.scores.task.right - 1
    assert sum(band.unchanged for band in every.bands) == 3
    assert standing_drafts(world.actor("vanphong")) == (3, 7)


def test_the_three_doors_tell_the_same(
    world: World, letter: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    review(world, letter)
    assert main(["extraction", "evaluate", "--by", "vanphong", "--json"]) == 0
    every, letters = json.loads(capsys.readouterr().out)
    assert (every["kind"], letters["kind"], every["tasks"]) == (None, "Công văn", 7)
    assert every["outcomes"] == {"unchanged": 3, "edited": 1, "rejected": 1, "recut": 1, "added": 1}
    assert main(["extraction", "evaluate", "--by", "vanphong"]) == 0
    said = capsys.readouterr().out
    assert "1 văn bản, 7 nhiệm vụ đã rà soát" in said
    assert "giữ nguyên 3, sửa 1, từ chối 1, tách hoặc gộp 1; thêm bằng tay 1" in said

    office = Client()
    office.force_login(world.people["vanphong"])
    told = office.get("/api/v1/extraction/evaluation").json()
    assert told[0]["outcomes"] == every["outcomes"] | {"tasks": 7}
    assert told[0]["scores"]["task"]["f1"] == every["scores"]["task"]["f1"]
    page = office.get("/van-ban/").content.decode()
    assert "Máy đọc đúng 42,9% trong 7 nhiệm vụ đã rà soát" in page


def test_only_reviewers_are_told(world: World, letter: Document, capsys: pytest.CaptureFixture[str]) -> None:
    review(world, letter)
    with pytest.raises(Problem, match="not-permitted"):
        evaluation(world.actor("bienphong"))
    assert main(["extraction", "evaluate", "--by", "bienphong"]) == 5
    capsys.readouterr()
    force = Client()
    force.force_login(world.people["bienphong"])
    assert force.get("/api/v1/extraction/evaluation").status_code == 403
    assert "đã rà soát" not in force.get("/van-ban/").content.decode()
