"""What an answer of the review brings: put into the page as it was, it gives the page as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.directives.models import Clause, Document
from cotmoc.directives.queries import Card, Changes, Place
from cotmoc.directives.segments import Paragraph
from cotmoc.organisations.models import AgencyAlias
from tests.rooms.directives import papers
from tests.rooms.small_province import World

MISSED = (
    "Mong các đồng chí sớm gửi cho Văn phòng danh sách đầu mối ở từng đơn vị, kèm số điện thoại và địa chỉ."
)
HEADED = (
    "1. Giao Sở Y tế củng cố các trạm y tế.\n\nVề đối ngoại:\n\n2. Giao Sở Ngoại vụ chuẩn bị hội đàm.\n\n"
)


@dataclass(frozen=True)
class Page:
    """What the review shows of a document, and the places kept before an act."""

    cards: list[Card]
    paragraphs: list[Paragraph]
    places: tuple[Place, ...]


def acting(world: World) -> dict[str, Any]:
    return {"by": world.actor("vanphong"), "at": world.at}


def register(world: World, text: str) -> Document:
    return actions.register(name="a.txt", data=text.encode(), by=world.actor("vanphong"), at=world.at)[0]


@pytest.fixture
def document(world: World) -> Document:
    return register(world, f"{papers.TEXT}\n{MISSED}\n")


def page(world: World, document: Document) -> Page:
    office = world.actor("vanphong")
    return Page(
        queries.cards(office, document),
        queries.paragraphs(office, document),
        queries.places(office, document),
    )


def put_in(was: Page, found: Changes) -> list[Card]:
    """The cards of a page with an answer put in as the browser does it: numbered as they stand."""
    other = {card.clause.pk: card for card in found.other}
    cards = [other.get(card.clause.pk, card) for card in was.cards if card.clause.pk not in found.went]
    for card in found.came:
        before = found.before(card.clause.pk)
        at = next((n for n, one in enumerate(cards, 1) if one.clause.pk == before), 0)
        cards.insert(at, card)
    return [replace(card, number=number) for number, card in enumerate(cards, 1)]


def check(world: World, document: Document, was: Page) -> Changes:
    found = queries.changes(world.actor("vanphong"), document, was.places)
    now = page(world, document)
    assert put_in(was, found) == now.cards
    assert [(place.clause, place.number) for place in found.places] == [
        (card.clause.pk, card.number) for card in now.cards
    ]
    assert found.progress == queries.progress(world.actor("vanphong"), document)
    if found.paragraphs is not None:
        lit = {paragraph.number: paragraph for paragraph in found.paragraphs}
        assert None not in lit
        assert [lit.get(one.number, one) if one.number else one for one in was.paragraphs] == now.paragraphs
    return found


def clause(document: Document, words: str) -> Clause:
    found = Clause.objects.filter(reading__document=document, label__contains=words)
    return found.exclude(state=Clause.State.REPLACED).get()


def test_merging_and_taking_it_back(world: World, document: Document):
    by = acting(world)
    was = page(world, document)
    one = actions.merge(clause(document, "Củng cố").pk, **by)
    found = check(world, document, was)
    assert (len(found.went), [card.clause for card in found.came], found.other) == (2, [one], ())
    was = page(world, document)
    actions.restore(one.pk, **by)
    found = check(world, document, was)
    assert (found.went, len(found.came)) == ((one.pk,), 2)


def test_splitting_at_a_place_or_by_name_and_taking_it_back(world: World, document: Document):
    by = acting(world)
    was = page(world, document)
    row = clause(document, "trao đổi thông tin")
    _first, second = actions.split(row.pk, offset=row.start + 30, **by)
    found = check(world, document, was)
    assert (found.went, len(found.came)) == ((row.pk,), 2)
    was = page(world, document)
    # its pieces stand behind their fellow of the same words, which came before them
    actions.split(second.pk, second_label="Lập sổ", **by)
    check(world, document, was)
    first, _ = Clause.objects.filter(replaces=second).order_by("pk")
    was = page(world, document)
    actions.split(first.pk, second_label="Báo cáo", **by)
    check(world, document, was)
    was = page(world, document)
    actions.restore(Clause.objects.get(label="Báo cáo").pk, **by)
    check(world, document, was)


def test_the_neighbour_can_be_merged_no_more(world: World, document: Document):
    by = acting(world)
    was = page(world, document)
    row = clause(document, "trao đổi thông tin")
    actions.reject(row.pk, **by)
    found = check(world, document, was)
    assert (found.went, found.came) == ((), ())
    before = next(card for card in was.cards if card.clause == row).number - 1
    assert [card.number for card in found.other] == [before, before + 1]
    assert [card.mergeable for card in found.other] == [False, False]


def test_a_name_that_was_taught_changes_the_cards_that_bear_it_and_no_text(world: World, document: Document):
    by = acting(world)
    named = [clause(document, words) for words in ("kinh phí", "Củng cố")]
    for row in named:
        actions.edit(row.pk, leads=[Body("Sở KHĐT")], **by)
    was = page(world, document)
    actions.teach_alias(written="Sở KHĐT", agency=world.id("khdt"), **by)
    assert AgencyAlias.objects.filter(name="Sở KHĐT").exists()
    found = check(world, document, was)
    assert {card.clause for card in found.other} == set(named)
    assert (found.went, found.came, found.paragraphs) == ((), (), ())


def test_a_missed_task_comes_where_its_words_stand(world: World, document: Document):
    was = page(world, document)
    row = actions.add(document.pk, words=MISSED, by=world.actor("vanphong"), at=world.at)
    found = check(world, document, was)
    assert [card.clause for card in found.came] == [row]
    assert found.paragraphs
    was = page(world, document)
    early = actions.add(document.pk, words="Kính gửi: Các cơ quan", by=world.actor("vanphong"), at=world.at)
    found = check(world, document, was)
    assert found.before(early.pk) is None
    # a short line of the head is a paragraph of its own now
    assert found.paragraphs is None


def test_a_merge_over_a_short_line_makes_other_paragraphs(world: World):
    document = register(world, papers.HEAD + HEADED + MISSED)
    was = page(world, document)
    actions.merge(clause(document, "Củng cố").pk, by=world.actor("vanphong"), at=world.at)
    assert check(world, document, was).paragraphs is None


def test_places_are_those_of_ones_own_province(world: World, document: Document):
    office = world.actor("vanphong")
    row = clause(document, "Củng cố")
    assert queries.places(office, row.pk) == queries.places(office, document)
    assert queries.places(office, 10**6) == ()
