"""Deciding on what was read: accepting makes tasks, everything can be taken back, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.audit.models import AuditRow
from cotmoc.directives import actions
from cotmoc.directives.actions import Body
from cotmoc.directives.models import Clause, Document, Reading
from cotmoc.domain.access import GRANTS, Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import (
    ALIAS_TAKEN,
    LEAD_UNKNOWN,
    NOTHING_NEXT,
    NOTHING_TO_UNDO,
    PIECE_DECIDED,
    SPLIT_NEEDS_PLACE,
    SPLIT_OUTSIDE,
    WORK_BEGUN,
)
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import (
    BAD_VALUE,
    CHANGED_MEANWHILE,
    NOT_FOUND,
    NOT_PERMITTED,
    WRONG_STATE,
)
from cotmoc.domain.errors.tasks import AGENCY_TWICE, DUE_BEFORE_GIVEN
from cotmoc.tasks import actions as task_actions
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import PEOPLE, World

TWO_IN_ONE = "1. Giao Sở Y tế làm việc với phía bạn, Sở KH&ĐT bố trí kinh phí trước ngày 30/9/2022.\n"


@pytest.fixture
def document(world: World) -> Document:
    found, _ = actions.register(
        name="cong-van.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )
    return found


def clause(document: Document, words: str) -> Clause:
    return next(c for c in live(document) if words in c.label)


def live(document: Document) -> list[Clause]:
    return list(Clause.objects.filter(reading__document=document).exclude(state=Clause.State.REPLACED))


def by(world: World) -> dict:
    return {"by": world.actor("vanphong"), "at": world.at}


def only_task(row: Clause) -> Task:
    return row.tasks.get().task


def test_accepting_makes_the_task_the_clause_orders(world, document):
    row = actions.accept(clause(document, "trao đổi thông tin").pk, **by(world))
    task = tasks.task(world.actor("vanphong"), only_task(row).pk)
    assert task.title == "Tăng cường trao đổi thông tin về tình hình biên giới"
    assert [(r.agency_id, r.role, r.accountable) for r in task.roles.all()] == [
        (world.id("congan"), "lead", True),
        (world.id("quansu"), "lead", False),
        (world.id("bdbp"), "lead", False),
        (world.id("ngoaivu"), "coordinating", False),
    ]
    assert (task.given_on, task.giver_id, task.due_on) == (date(2022, 7, 12), world.id("ubnd"), None)
    assert papers.TEXT[row.start : row.end] in task.detail
    assert (row.state, row.decided_by) == ("accepted", "Tài khoản vanphong")


def test_a_due_date_is_taken_over_also_when_it_has_passed(world, document):
    later = world.at.replace(year=2023)
    row = actions.accept(clause(document, "Báo cáo kết quả").pk, by=world.actor("vanphong"), at=later)
    assert only_task(row).due_on == date(2022, 8, 15)


def test_each_on_its_own_becomes_a_task_a_unit_under_one_heading(world, document):
    row = actions.accept(clause(document, "Rà soát các điểm").pk, **by(world))
    made = [link.task for link in row.tasks.select_related("task").order_by("pk")]
    assert [task.group for task in made] == [True, False, False]
    assert [task.lead_id for task in made[1:]] == [world.id("dakglei"), world.id("ngochoi")]
    assert {task.parent_id for task in made[1:]} == {made[0].pk}


def test_an_issuer_known_here_gives_the_task(world):
    document, _ = actions.register(
        name="a.txt", data=papers.TEXT.encode(), issuer="Bộ Chỉ huy Quân sự tỉnh", **by(world)
    )
    row = actions.accept(clause(document, "kinh phí").pk, **by(world))
    assert only_task(row).giver_id == world.id("quansu")


def test_a_lead_nobody_knows_is_named_and_nothing_is_made(world, document):
    row = clause(document, "kinh phí")
    row = actions.edit(row.pk, leads=[Body("Sở Giao thông vận tải")], **by(world))
    with pytest.raises(Problem) as refused:
        actions.accept(row.pk, **by(world))
    assert (refused.value.entry, refused.value.field) == (LEAD_UNKNOWN, "leads")
    assert refused.value.values == {"name": "Sở Giao thông vận tải"}
    row.refresh_from_db()
    assert (row.state, Task.objects.count()) == ("draft", 0)


def test_coordinating_bodies_without_a_name_go_into_the_tasks_words(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, coordinating=[Body("các cơ quan liên quan")], **by(world))
    task = only_task(actions.accept(row.pk, **by(world)))
    assert task.detail.endswith("Phối hợp: các cơ quan liên quan")


def test_accepting_the_rest_tells_what_was_left(world, document):
    actions.reject(clause(document, "Bố trí lực lượng").pk, **by(world))
    actions.edit(clause(document, "kinh phí").pk, leads=[Body("Sở Giao thông vận tải")], **by(world))
    accepted, left = actions.accept_all(document.pk, **by(world))
    assert len(accepted) == 4
    assert [(n.clause.label, n.problem.entry) for n in left] == [("Tham mưu bố trí kinh phí", LEAD_UNKNOWN)]
    document.reading.refresh_from_db()
    assert document.reading.state == Reading.State.DRAFT
    row = AuditRow.objects.order_by("-seq").first()
    assert (row.deed, row.detail["left"]) == ("directive.accept_all", 1)


def test_the_reading_is_done_when_nothing_waits(world, document):
    for row in live(document):
        actions.reject(row.pk, **by(world))
    assert Reading.objects.get(document=document).state == Reading.State.ACCEPTED


def test_a_rejection_and_an_acceptance_can_be_taken_back(world, document):
    row = clause(document, "kinh phí")
    actions.reject(row.pk, **by(world))
    assert actions.restore(row.pk, **by(world)).state == "draft"

    task = only_task(actions.accept(row.pk, **by(world)))
    again = actions.restore(row.pk, **by(world))
    task.refresh_from_db()
    assert (again.state, again.decided_by, task.outcome) == ("draft", "", "cancelled")
    assert tasks.tally(world.actor("vanphong"), on=world.today).total == 0

    actions.accept(row.pk, **by(world))
    assert tasks.tally(world.actor("vanphong"), on=world.today).total == 1


def test_all_tasks_of_each_unit_are_taken_back(world, document):
    row = clause(document, "Rà soát các điểm")
    actions.accept(row.pk, **by(world))
    actions.restore(row.pk, **by(world))
    assert tasks.tally(world.actor("vanphong"), on=world.today).total == 0


def test_work_that_has_begun_is_not_undone(world, document):
    row = clause(document, "kinh phí")
    task = only_task(actions.accept(row.pk, **by(world)))
    task_actions.report_progress(task.pk, note="Đã họp", by=world.actor("sokhdt"), at=world.at)
    with pytest.raises(Problem) as refused:
        actions.restore(row.pk, **by(world))
    assert refused.value.entry is WORK_BEGUN


def test_editing_changes_what_is_given_and_undo_brings_the_readers_words_back(world, document):
    row = clause(document, "kinh phí")
    before = [(b.role, b.written, b.agency_id) for b in row.agencies.all()]
    edited = actions.edit(
        row.pk,
        version=row.version,
        label="  Bố trí   kinh phí mùa mưa ",
        due_on=date(2022, 9, 15),
        leads=[Body("Sở Kế hoạch", world.id("khdt")), Body("Sở Y tế")],
        coordinating=[Body("", world.id("quansu"))],
        each=True,
        areas=["các xã biên giới", " "],
        **by(world),
    )
    assert (edited.label, edited.due_on, edited.each) == ("Bố trí kinh phí mùa mưa", date(2022, 9, 15), True)
    assert edited.areas == ["các xã biên giới"]
    assert [(b.role, b.written, b.agency_id) for b in edited.agencies.all()] == [
        ("coordinating", "Bộ Chỉ huy Quân sự tỉnh", world.id("quansu")),
        ("lead", "Sở Kế hoạch", world.id("khdt")),
        ("lead", "Sở Y tế", world.id("yte")),
    ]
    assert edited.drafted["label"] == row.label

    back = actions.restore(row.pk, **by(world))
    assert (back.label, back.due_on, back.each, back.edited) == (row.label, row.due_on, row.each, False)
    assert [(b.role, b.written, b.agency_id) for b in back.agencies.all()] == before


def test_a_due_date_can_be_removed_and_what_is_not_given_stays(world, document):
    row = clause(document, "kinh phí")
    edited = actions.edit(row.pk, due_on=None, **by(world))
    assert (edited.due_on, edited.label) == (None, row.label)


@pytest.mark.parametrize(
    ("changes", "entry", "field"),
    [
        ({"label": "  "}, BAD_VALUE, "label"),
        ({"label": "x" * 301}, BAD_VALUE, "label"),
        ({"label": "Độ mật: MẬT"}, SECRET_DOCUMENT, "label"),
        ({"leads": [Body("x", 10**9)]}, NOT_FOUND, "leads"),
        ({"leads": [Body("Sở Y tế")], "coordinating": [Body("Sở Y tế")]}, AGENCY_TWICE, "coordinating"),
        ({"version": 99}, CHANGED_MEANWHILE, None),
    ],
)
def test_what_cannot_be_saved_changes_nothing(world, document, changes, entry, field):
    row = clause(document, "kinh phí")
    with pytest.raises(Problem) as refused:
        actions.edit(row.pk, **changes, **by(world))
    assert (refused.value.entry, refused.value.field) == (entry, field)
    after = Clause.objects.get(pk=row.pk)
    assert (after.version, after.label, after.agencies.count()) == (row.version, row.label, 1)


def test_a_due_date_before_the_document_stops_the_acceptance_only(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, due_on=date(2022, 7, 1), **by(world))
    with pytest.raises(Problem) as refused:
        actions.accept(row.pk, **by(world))
    assert refused.value.entry is DUE_BEFORE_GIVEN
    assert Clause.objects.get(pk=row.pk).state == "draft"


def test_splitting_at_a_place_and_taking_it_back(world, document):
    row = clause(document, "Củng cố các trạm")
    at = row.start + papers.TEXT[row.start : row.end].index(" ở các xã")
    first, second = actions.split(row.pk, offset=at, **by(world))
    assert papers.TEXT[first.start : first.end] == "củng cố các trạm y tế quân dân y"
    assert papers.TEXT[second.start : second.end] == "ở các xã biên giới"
    assert (first.label, second.label) == ("Củng cố các trạm y tế quân dân y", "Ở các xã biên giới")
    bodies = [(b.role, b.agency_id) for b in row.agencies.all()]
    assert [(b.role, b.agency_id) for b in second.agencies.all()] == bodies
    assert row not in live(document)

    assert actions.restore(second.pk, **by(world)) == row
    assert row in live(document)
    assert not Clause.objects.filter(pk__in=[first.pk, second.pk]).exists()


def test_each_half_of_a_split_has_the_body_and_the_day_that_it_tells(world):
    text = papers.HEAD + TWO_IN_ONE
    document, _ = actions.register(name="a.txt", data=text.encode(), **by(world))
    (row,) = live(document)
    place = text.index("Sở KH&ĐT")
    first, second = actions.split(row.pk, offset=place, **by(world))
    told = [[body.written for body in one.agencies.filter(role="lead")] for one in (first, second)]
    assert told == [["Sở Y tế"], ["Sở KH&ĐT"]]
    assert (first.due_on, first.deadline_text, second.due_on) == (None, "", date(2022, 9, 30))
    assert second.agencies.get().agency_id == world.id("khdt")


def test_a_half_keeps_what_a_person_has_said(world):
    text = papers.HEAD + TWO_IN_ONE
    document, _ = actions.register(name="a.txt", data=text.encode(), **by(world))
    (row,) = live(document)
    actions.edit(row.pk, due_on=date(2022, 8, 1), **by(world))
    pieces = actions.split(row.pk, offset=text.index("Sở KH&ĐT"), **by(world))
    assert [piece.due_on for piece in pieces] == [date(2022, 8, 1)] * 2


def test_splitting_by_name_keeps_the_whole_span_twice(world, document):
    row = clause(document, "trao đổi thông tin")
    first, second = actions.split(row.pk, second_label="Lập sổ trao đổi tin", **by(world))
    assert (first.label, second.label) == (row.label, "Lập sổ trao đổi tin")
    assert {(first.start, first.end), (second.start, second.end)} == {(row.start, row.end)}
    assert live(document).index(first) + 1 == live(document).index(second)


def test_split_needs_a_place_inside(world, document):
    row = clause(document, "trao đổi thông tin")
    for offset in (row.start, row.end, row.start - 5, row.end + 1):
        with pytest.raises(Problem) as refused:
            actions.split(row.pk, offset=offset, **by(world))
        assert (refused.value.entry, refused.value.field) == (SPLIT_OUTSIDE, "offset")
    with pytest.raises(Problem) as refused:
        actions.split(row.pk, **by(world))
    assert refused.value.entry is SPLIT_NEEDS_PLACE


def test_merging_joins_bodies_areas_and_the_earlier_date(world, document):
    row = clause(document, "Củng cố các trạm")
    one = actions.merge(row.pk, **by(world))
    assert one.label == "Củng cố các trạm y tế quân dân y ở các xã biên giới; báo cáo kết quả"
    assert (one.due_on, one.areas) == (date(2022, 8, 15), ["các xã biên giới"])
    assert [(b.role, b.agency_id) for b in one.agencies.all()] == [
        ("coordinating", world.id("quansu")),
        ("lead", world.id("yte")),
    ]
    task = only_task(actions.accept(one.pk, **by(world)))
    assert task.due_on == date(2022, 8, 15)


def test_merging_needs_a_waiting_neighbour(world, document):
    rows = live(document)
    with pytest.raises(Problem) as refused:
        actions.merge(rows[-1].pk, **by(world))
    assert refused.value.entry is NOTHING_NEXT
    actions.accept(rows[1].pk, **by(world))
    with pytest.raises(Problem) as refused:
        actions.merge(rows[0].pk, **by(world))
    assert refused.value.entry is NOTHING_NEXT


def test_a_split_with_an_accepted_half_is_undone_half_by_half(world, document):
    row = clause(document, "trao đổi thông tin")
    first, second = actions.split(row.pk, second_label="Lập sổ", **by(world))
    task = only_task(actions.accept(second.pk, **by(world)))
    with pytest.raises(Problem) as refused:
        actions.restore(first.pk, **by(world))
    assert refused.value.entry is PIECE_DECIDED
    actions.restore(second.pk, **by(world))
    actions.restore(second.pk, **by(world))
    assert row in live(document)
    task.refresh_from_db()
    assert (task.outcome, task.clause_link.clause) == ("cancelled", row)


def test_there_must_be_something_to_undo(world, document):
    with pytest.raises(Problem) as refused:
        actions.restore(clause(document, "kinh phí").pk, **by(world))
    assert refused.value.entry is NOTHING_TO_UNDO


def test_what_is_decided_is_decided_once(world, document):
    row = clause(document, "kinh phí")
    actions.accept(row.pk, **by(world))
    for act in (actions.accept, actions.reject, actions.edit, actions.merge):
        with pytest.raises(Problem) as refused:
            act(row.pk, **by(world))
        assert refused.value.entry is WRONG_STATE
    assert Task.objects.count() == 1


@pytest.mark.parametrize("name", ["accept", "reject", "edit", "merge", "restore", "split"])
def test_an_old_version_is_told_so(world, document, name):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, label="Khác", **by(world))
    with pytest.raises(Problem) as refused:
        getattr(actions, name)(row.pk, version=row.version, **by(world))
    assert refused.value.entry is CHANGED_MEANWHILE


def test_a_taught_name_is_known_in_every_waiting_clause(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, leads=[Body("Sở KH")], **by(world))
    actions.teach_alias(written="sở kh", agency=world.id("khdt"), **by(world))
    assert only_task(actions.accept(row.pk, **by(world))).lead_id == world.id("khdt")
    with pytest.raises(Problem) as refused:
        actions.teach_alias(written="Sở KH", agency=world.id("yte"), **by(world))
    assert (refused.value.entry, refused.value.field) == (ALIAS_TAKEN, "written")


@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_only_those_whose_role_says_so_review(world, document, username):
    role = Role(next(role for name, role, _ in PEOPLE if name == username))
    if Permission.REVIEW_DIRECTIVE in GRANTS[role]:
        return
    row = clause(document, "kinh phí")
    actor = world.actor(username)
    attempts = [
        lambda: actions.accept(row.pk, by=actor, at=world.at),
        lambda: actions.accept_all(document.pk, by=actor, at=world.at),
        lambda: actions.reject(row.pk, by=actor, at=world.at),
        lambda: actions.restore(row.pk, by=actor, at=world.at),
        lambda: actions.edit(row.pk, label="x", by=actor, at=world.at),
        lambda: actions.split(row.pk, second_label="x", by=actor, at=world.at),
        lambda: actions.merge(row.pk, by=actor, at=world.at),
        lambda: actions.teach_alias(written="x", agency=world.id("yte"), by=actor, at=world.at),
    ]
    for attempt in attempts:
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.entry is NOT_PERMITTED


STEP = st.tuples(
    st.sampled_from(["split", "name", "merge", "reject", "accept", "restore"]),
    st.integers(0, 30),
    st.floats(0, 1),
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEP, max_size=12))
def test_whatever_is_done_no_clause_is_lost_and_spans_stay_inside(world, document, steps):
    drafted = set(Clause.objects.filter(reading__document=document, drafted__isnull=False))
    for act, which, where in steps:
        rows = live(document)
        row = rows[which % len(rows)]
        arguments = {
            "split": {"offset": row.start + int(where * (row.end - row.start))},
            "name": {"second_label": "Việc thứ hai"},
        }.get(act, {})
        try:
            getattr(actions, "split" if act == "name" else act)(row.pk, **arguments, **by(world))
        except Problem:
            continue
    every = list(Clause.objects.filter(reading__document=document))
    assert drafted <= set(every)
    assert all(0 <= c.start < c.end <= len(document.text) for c in every)
    for row in every:
        if row.state == Clause.State.REPLACED:
            pieces = list(row.replaced_by.all())
            assert pieces
            assert all(row.start <= p.start and p.end <= row.end for p in pieces) or len(pieces) == 1
    waiting = any(c.state == Clause.State.DRAFT for c in every)
    assert Reading.objects.get(document=document).state == ("draft" if waiting else "accepted")
