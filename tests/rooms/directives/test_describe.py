"""Correcting a document's head: its identity, issuer and citations follow."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.directives import actions
from cotmoc.directives.models import Citation, Document
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import SAME_DOCUMENT
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from tests.rooms.directives import papers
from tests.rooms.small_province import World


def by(world: World, username: str = "vanphong") -> dict:
    return {"by": world.actor(username), "at": world.at}


@pytest.fixture
def document(world: World) -> Document:
    return actions.register(name="a.txt", data=papers.TEXT.encode(), **by(world))[0]


def test_the_issuer_becomes_the_giver(world, document):
    row = document.reading.clauses.get(label="Tham mưu bố trí kinh phí")
    changed = actions.describe(document.pk, issuer="Bộ Chỉ huy Quân sự tỉnh", **by(world))
    assert changed.issuer_agency_id == world.id("quansu")
    assert changed.subject == document.subject
    task = actions.accept(row.pk, **by(world)).tasks.get().task
    assert task.giver_id == world.id("quansu")


def test_a_corrected_number_is_recognised_and_cited(world, document):
    wrong = papers.CITED.replace("88/UBND-NC", "8B/UBND-NC")
    other, _ = actions.register(name="c.txt", data=wrong.encode(), **by(world))
    head = {"number": "88/UBND-NC", "issued_on": date(2022, 3, 3), "issuer": "Ủy ban nhân dân tỉnh"}
    actions.describe(other.pk, **head, **by(world))
    assert Citation.objects.get(document=document).cited == other
    again = actions.register(name="d.txt", data=papers.CITED.encode(), issuer=head["issuer"], **by(world))
    assert again == (other, False)
    actions.describe(other.pk, number="89/UBND-NC", **by(world))
    assert Citation.objects.get(document=document).cited is None


def test_two_documents_never_become_one(world, document):
    other, _ = actions.register(name="c.txt", data=papers.PLAIN_INVITATION.encode(), **by(world))
    head = {"number": document.number, "issued_on": document.issued_on, "issuer": document.issuer}
    with pytest.raises(Problem) as refused:
        actions.describe(other.pk, **head, **by(world))
    assert (refused.value.entry, refused.value.field) == (SAME_DOCUMENT, "number")
    assert Document.objects.get(pk=other.pk).number == ""


@pytest.mark.parametrize(
    ("head", "entry", "field"),
    [
        ({"subject": "Độ mật: MẬT"}, SECRET_DOCUMENT, "subject"),
        ({"number": "1" * 61}, BAD_VALUE, "number"),
        ({"urgency": "ngay"}, BAD_VALUE, "urgency"),
    ],
)
def test_what_cannot_be_saved_names_its_field(world, document, head, entry, field):
    with pytest.raises(Problem) as refused:
        actions.describe(document.pk, **head, **by(world))
    assert (refused.value.entry, refused.value.field) == (entry, field)


def test_only_reviewers_correct_and_only_what_is_there(world, document):
    with pytest.raises(Problem) as refused:
        actions.describe(document.pk, subject="x", **by(world, "sokhdt"))
    assert refused.value.entry is NOT_PERMITTED
    with pytest.raises(Problem) as missing:
        actions.describe(10**9, subject="x", **by(world))
    assert missing.value.entry is NOT_FOUND


UNDATED = (
    "Giao Sở Y tế rà soát thuốc dự trữ trước ngày 15/12. "
    "Giao Công an tỉnh kiểm tra cửa khẩu trước ngày 20/02."
)


def dues(document: Document) -> list[date | None]:
    return list(document.reading.clauses.order_by("start").values_list("due_on", flat=True))


def test_the_day_given_with_a_text_that_tells_none_gives_its_deadlines_their_year(world):
    pasted = {"name": "a.txt", "data": UNDATED.encode(), "issued_on": date(2023, 10, 5)}
    document, _ = actions.register(**pasted, **by(world))
    assert dues(document) == [date(2023, 12, 15), date(2024, 2, 20)]


def test_a_corrected_day_corrects_the_deadlines_of_untouched_drafts(world):
    document, _ = actions.register(name="a.txt", data=UNDATED.encode(), **by(world))
    assert dues(document) == [None, None]
    first = document.reading.clauses.order_by("start")[0]
    changed = actions.edit(first.pk, due_on=date(2023, 11, 30), **by(world))
    seen = changed.version
    actions.describe(document.pk, issued_on=date(2023, 10, 5), **by(world))
    assert dues(document) == [date(2023, 11, 30), date(2024, 2, 20)]
    first.refresh_from_db()
    assert first.version == seen


def test_who_decides_on_a_draft_seen_with_its_former_deadline_is_asked_again(world):
    document, _ = actions.register(name="a.txt", data=UNDATED.encode(), **by(world))
    draft = document.reading.clauses.order_by("start")[0]
    actions.describe(document.pk, issued_on=date(2023, 10, 5), **by(world))
    with pytest.raises(Problem) as refused:
        actions.accept(draft.pk, version=draft.version, **by(world))
    assert refused.value.entry is CHANGED_MEANWHILE
