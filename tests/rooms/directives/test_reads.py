"""What is read of directives: lists, lit text, chains, and the clause a task came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.directives import actions, queries
from cotmoc.directives.segments import Span, paragraphs, segments
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from tests.rooms.directives import papers
from tests.rooms.small_province import World


@pytest.fixture
def document(world: World):
    return actions.register(
        name="cong-van.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )[0]


def accept(world, document, words):
    row = next(c for c in document.reading.clauses.all() if words in c.label)
    return actions.accept(row.pk, by=world.actor("vanphong"), at=world.at)


SPANS = st.lists(
    st.builds(
        lambda a, b, kind, clause: Span(min(a, b), max(a, b), kind, clause),
        st.integers(0, 60),
        st.integers(0, 60),
        st.sampled_from(["ld", "co", "ar", "dc", "cl"]),
        st.none() | st.integers(1, 4),
    ),
    max_size=12,
)


@given(text=st.text(max_size=60), spans=SPANS)
def test_segments_are_the_text_without_overlap_and_carry_every_span(text, spans):
    found = segments(text, spans)
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        end = piece.start + len(piece.text)
        here = [s for s in spans if s.start <= piece.start and end <= s.end and s.start < s.end]
        partly = [s for s in spans if s.start < end and s.end > piece.start and s.start < s.end]
        assert here == partly or not piece.text
        if piece.text:
            assert set(piece.classes) == {s.kind for s in here} - {"cl"}
            assert set(piece.clauses) == {s.clause for s in here if s.clause is not None}


def test_a_clause_is_numbered_where_it_begins_and_goes_on_around_an_area():
    text = "Sở Y tế kiểm tra các xã biên giới hằng tháng."
    spans = [Span(0, 7, "ld"), Span(8, 33, "cl", 5), Span(17, 33, "ar")]
    (only,) = paragraphs(text + "x" * 60, spans)
    assert [
        (run.clauses, run.begins, [(s.text, s.classes) for s in run.segments]) for run in only.runs[:2]
    ] == [
        ((), (), [("Sở Y tế", ("ld",)), (" ", ())]),
        ((5,), (5,), [("kiểm tra ", ()), ("các xã biên giới", ("ar",))]),
    ]


def test_short_lines_stand_together_and_long_ones_are_numbered():
    text = "KẾ HOẠCH\n\nNơi nhận:\n- Như trên\n" + "a " * 60 + "\nhết"
    assert [(p.number, p.runs[0].segments[0].text[:20]) for p in paragraphs(text, [])] == [
        (None, "KẾ HOẠCH\n\nNơi nhận:\n"),
        (1, "a a a a a a a a a a "),
        (None, "hết"),
    ]


def test_a_row_of_a_table_is_shown_in_its_cells():
    row = "1 | Làm đường liên xã | UBND huyện Đăk Glei | 2023"
    text = f"PHỤ LỤC\nTT | Nhiệm vụ | Chủ trì\nI | Hạ tầng | |\n{row}\na | b"
    at = text.index("Làm đường")
    found = paragraphs(text, [Span(at, at + 17, "cl", 7)])
    cells = [["".join(s.text for run in cell for s in run.segments) for cell in p.cells] for p in found]
    assert cells == [
        [],
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["I", "Hạ tầng", "", ""],
        ["1", "Làm đường liên xã", "UBND huyện Đăk Glei", "2023"],
        [],
    ]
    assert [run.begins for run in found[3].cells[1]] == [(7,)]
    assert found[3].number == 1


def test_the_documents_text_is_lit(world, document):
    found = queries.segments(world.actor("vanphong"), document)
    assert "".join(piece.text for piece in found) == papers.TEXT
    lit = {(piece.text, piece.classes) for piece in found if piece.classes}
    assert ("Sở Y tế", ("ld",)) in lit
    assert ("Bộ Chỉ huy Quân sự tỉnh", ("co",)) in lit
    assert any("dc" in classes and "88/UBND-NC" in text for text, classes in lit)


def test_lists_are_searched_folded_and_narrowed_to_what_waits(world, document):
    actions.register(
        name="b.txt", data=papers.PLAIN_INVITATION.encode(), by=world.actor("vanphong"), at=world.at
    )
    office = world.actor("vanphong")
    assert [d.pk for d in queries.documents(office, text="SAT LO ngam tran")] == [document.pk]
    assert [d.pk for d in queries.documents(office, text="1450/ubnd")] == [document.pk]
    assert queries.documents(office).count() == 2
    found = queries.documents(office, awaiting=True).get()
    assert (found.waiting, found.accepted) == (6, 0)
    assert queries.awaiting_review(office).count() == 1
    assert queries.awaiting_review(world.actor("sokhdt")).count() == 0


def test_agencies_see_a_document_once_it_gave_them_a_task(world, document):
    lead, other = world.actor("sokhdt"), world.actor("xa")
    with pytest.raises(Problem) as refused:
        queries.document(lead, document.pk)
    assert refused.value.entry is NOT_FOUND
    accept(world, document, "kinh phí")
    assert queries.document(lead, document.pk) == document
    assert [card.clause.label for card in queries.cards(lead, document)] == ["Tham mưu bố trí kinh phí"]
    clauses = {c for piece in queries.segments(lead, document) for c in piece.clauses}
    assert len(clauses) == 1
    assert not queries.documents(other).exists()
    with pytest.raises(Problem) as refused:
        queries.document(world.actor("quantri"), document.pk)
    assert refused.value.entry is NOT_PERMITTED


def test_cards_say_what_can_be_done(world, document):
    office = world.actor("vanphong")
    cards = queries.cards(office, document)
    assert [card.number for card in cards] == [1, 2, 3, 4, 5, 6]
    assert [card.mergeable for card in cards] == [True] * 5 + [False]
    assert not any(card.undoable for card in cards)
    actions.split(cards[0].clause.pk, second_label="Báo cáo", by=office, at=world.at)
    again = queries.cards(office, document)
    assert len(again) == 7
    assert [card.undoable for card in again[:3]] == [True, True, False]


def test_a_card_alone_is_the_card_among_all(world, document):
    office = world.actor("vanphong")
    first, *_, last = queries.cards(office, document)
    actions.split(first.clause.pk, second_label="Báo cáo", by=office, at=world.at)
    actions.reject(last.clause.pk, by=office, at=world.at)
    accept(world, document, "Bố trí lực lượng")
    every = queries.cards(office, document)
    assert {card.clause.state for card in every} == {"draft", "accepted", "rejected"}
    for before, card in zip([None, *every], every, strict=False):
        found = queries.standing(office, document, card.clause.pk)
        assert (found.card, found.before) == (card, before)
        assert found.progress == queries.progress(office, document)


def test_a_card_that_gave_way_is_found_no_more(world, document):
    office = world.actor("vanphong")
    gone = queries.cards(office, document)[0].clause.pk
    actions.split(gone, second_label="Báo cáo", by=office, at=world.at)
    with pytest.raises(Problem) as refused:
        queries.standing(office, document, gone)
    assert refused.value.entry is NOT_FOUND


def test_the_chain_counts_tasks_and_leads(world, document):
    cited, _ = actions.register(
        name="c.txt", data=papers.CITED.encode(), by=world.actor("vanphong"), at=world.at
    )
    accept(world, document, "Rà soát các điểm")
    found = queries.chain(world.actor("vanphong"), document)
    assert [(link.number, link.document) for link in found.cited] == [("88/UBND-NC", cited.pk)]
    assert (found.tasks, found.leads) == (2, 2)
    assert queries.chain(world.actor("vanphong"), cited).cited_by == (document,)


def test_progress_counts_what_is_decided(world, document):
    assert queries.progress(world.actor("vanphong"), document.pk) == queries.Progress(0, 6)
    accept(world, document, "kinh phí")
    found = queries.progress(world.actor("vanphong"), document.pk)
    assert (found.decided, found.left, found.percent) == (1, 5, 16)


def test_a_task_shows_the_sentence_that_ordered_it(world, document):
    row = accept(world, document, "Bố trí lực lượng")
    for link in row.tasks.all():
        source = queries.source_of(world.actor("huyen"), link.task)
        assert source is not None
        assert (source.document, source.clause) == (document, row)
        assert source.words == "bố trí lực lượng trực tại các ngầm tràn"
        assert source.before.endswith("có nguy cơ sạt lở; ")
        assert source.after == "."
    assert queries.source_of(world.actor("vanphong"), 10**9) is None


def test_a_clause_offers_places_to_split(world, document):
    row = next(c for c in document.reading.clauses.all() if "Củng cố" in c.label)
    actions.merge(row.pk, by=world.actor("vanphong"), at=world.at)
    merged = queries.cards(world.actor("vanphong"), document)[0].clause
    points = queries.split_points(queries.clause(world.actor("vanphong"), merged.pk))
    assert [(before[-10:], after[:7]) for _, before, after in points] == [("biên giới,", "báo cáo")]
    assert all(merged.start < at < merged.end for at, _, _ in points)
