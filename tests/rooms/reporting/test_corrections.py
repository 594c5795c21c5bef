"""Two people at one report, corrections after sending, remarks, and free text that is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE
from cotmoc.domain.errors.reporting import BAD_NUMBER, NOT_ASKED, OWN_REPORT
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Submission, Value, ValueChange
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import ZONE, World

Q2 = Period.parse("2022-Q2")
AT = datetime(2022, 6, 16, 9, tzinfo=ZONE)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def ready(world: World) -> World:
    """The small province with its quarterly regime."""
    quarterly.define(world)
    return world


def entered(world: World, **values: str) -> Submission:
    """The report of xã Đăk Plô with these figures, as its commune entered them."""
    by = world.actor("xa")
    row = actions.begin(regime=quarterly.REGIME, period=Q2, agency=world.id("dakplo"), by=by, at=AT)
    return actions.save_draft(row.pk, values=values, by=by, at=AT)


def sent(world: World, **values: str) -> Submission:
    """The same, sent."""
    return actions.submit(entered(world, **values).pk, by=world.actor("xa"), at=AT)


def test_the_second_editor_reads_who_changed_what(ready: World) -> None:
    row = entered(ready, A1="24", B7="3")
    actions.save_draft(row.pk, values={"A1": "9"}, by=ready.actor("huyen"), at=LATER, version=row.version)
    with pytest.raises(Problem) as refused:
        actions.save_draft(row.pk, values={"B7": "4"}, by=ready.actor("xa"), at=LATER, version=row.version)
    assert refused.value.entry is CHANGED_MEANWHILE
    told = refused.value.parts("vi").what
    assert "Tài khoản huyen lưu lúc 10:00: A1 = 9" in told
    assert "B7" not in told
    assert "saved at 10:00: A1 = 9" in refused.value.parts("en").what
    assert Value.objects.get(submission=row, indicator__code="B7").value == 3


def test_a_decision_on_an_older_version_is_refused(ready: World) -> None:
    row = sent(ready, A1="24", B7="3")
    looked_at = row.version
    actions.send_back(row.pk, reason="Xem lại A1", by=ready.actor("huyen"), at=LATER)
    actions.submit(row.pk, by=ready.actor("xa"), at=LATER)
    with pytest.raises(Problem) as refused:
        actions.approve(row.pk, by=ready.actor("huyen"), at=LATER, version=looked_at)
    assert refused.value.entry is CHANGED_MEANWHILE


def test_every_bad_cell_is_named_at_once_and_nothing_is_kept(ready: World) -> None:
    row = entered(ready, A1="24")
    with pytest.raises(Problem) as refused:
        actions.save_draft(
            row.pk,
            values={"B7": "ba", "A1": "2,069", "Z9": "1"},
            notes={"A1": "x" * 301},
            by=ready.actor("xa"),
            at=LATER,
        )
    problem = refused.value
    found = [(p.entry, p.field) for p in (problem, *problem.others)]
    assert found == [(BAD_NUMBER, "A1"), (BAD_NUMBER, "B7"), (NOT_ASKED, "Z9")]
    assert "Nếu là 2.069 thì viết 2.069" in problem.text("vi")
    assert "If 2.069 is meant, write 2.069" in problem.text("en")
    assert queries.form(ready.actor("xa"), row)[0].value == 24


def test_an_unchanged_cell_is_not_written_again(ready: World) -> None:
    row = entered(ready, A1="24", B7="3")
    again = actions.save_draft(row.pk, values={"A1": "24", "B7": "4"}, by=ready.actor("xa"), at=LATER)
    versions = dict(again.values.values_list("indicator__code", "version"))
    assert versions == {"A1": again.version - 1, "B7": again.version}


def test_an_empty_field_clears_the_cell(ready: World) -> None:
    row = entered(ready, A1="24", B7="3")
    actions.save_draft(row.pk, values={"A1": " "}, by=ready.actor("xa"), at=LATER)
    assert list(row.values.values_list("indicator__code", flat=True)) == ["B7"]


def test_what_was_sent_is_kept_beside_its_correction(ready: World) -> None:
    row = sent(ready, A1="2.069", B7="3")
    actions.send_back(row.pk, reason="A1 bằng số cả năm", by=ready.actor("huyen"), at=LATER)
    actions.save_draft(row.pk, values={"A1": "24", "B7": "3"}, by=ready.actor("xa"), at=LATER)
    changes = ValueChange.objects.values_list("indicator__code", "before", "after", "revision")
    assert list(changes) == [("A1", Decimal(2069), Decimal(24), 0)]

    seen = {
        c.asked.name: c
        for c in queries.form(ready.actor("huyen"), queries.submission(ready.actor("huyen"), row.pk))
    }
    assert (seen["A1"].changed, seen["A1"].before, seen["A1"].value) == (True, 2069, 24)
    assert not seen["B7"].changed


def test_a_figure_set_back_is_no_correction(ready: World) -> None:
    row = sent(ready, A1="24", B7="3")
    actions.send_back(row.pk, reason="Xem lại", by=ready.actor("huyen"), at=LATER)
    for figure in ("30", "24"):
        actions.save_draft(row.pk, values={"A1": figure}, by=ready.actor("xa"), at=LATER)
    assert not queries.form(ready.actor("xa"), queries.submission(ready.actor("xa"), row.pk))[0].changed


def test_what_is_entered_before_sending_leaves_no_changes(ready: World) -> None:
    row = entered(ready, A1="24")
    actions.save_draft(row.pk, values={"A1": "25"}, by=ready.actor("xa"), at=LATER)
    assert not ValueChange.objects.exists()


def test_nobody_approves_what_they_sent(ready: World) -> None:
    row = entered(ready, A1="24", B7="3")
    actions.submit(row.pk, by=ready.actor("huyen"), at=AT)
    with pytest.raises(Problem) as refused:
        actions.approve(row.pk, by=ready.actor("huyen"), at=LATER)
    assert refused.value.entry is OWN_REPORT
    assert actions.approve(row.pk, by=ready.actor("vanphong"), at=LATER).state == "approved"


def test_a_remark_joins_the_history_and_changes_nothing_else(ready: World) -> None:
    row = sent(ready, A1="24", B7="3")
    actions.comment(row.pk, text=" Đã đối chiếu sổ 0123456789012 ", by=ready.actor("huyen"), at=LATER)
    after = queries.submission(ready.actor("xa"), row.pk)
    assert (after.state, after.version) == (row.state, row.version)
    assert [(e.kind, e.note) for e in after.events.all()][-1] == (
        "commented",
        "Đã đối chiếu sổ 0123456789012",
    )


@pytest.mark.parametrize("text", ["ĐỘ MẬT: MẬT", "TỐI MẬT\nKế hoạch tuần tra", "a\x00b", "x" * 4001])
def test_free_text_refuses_secrecy_marks_and_what_is_no_text(ready: World, text: str) -> None:
    row = entered(ready, A1="24", B7="3")
    with pytest.raises(Problem) as entering:
        actions.save_draft(row.pk, values={"A1": "25"}, comment=text, by=ready.actor("xa"), at=LATER)
    assert (entering.value.entry, entering.value.field) == (BAD_VALUE, "comment")
    with pytest.raises(Problem) as noting:
        actions.save_draft(row.pk, values={}, notes={"A1": text}, by=ready.actor("xa"), at=LATER)
    assert (noting.value.entry, noting.value.field) == (BAD_VALUE, "A1")
    with pytest.raises(Problem) as remarking:
        actions.comment(row.pk, text=text, by=ready.actor("xa"), at=LATER)
    assert (remarking.value.entry, remarking.value.field) == (BAD_VALUE, "text")
    actions.submit(row.pk, by=ready.actor("xa"), at=LATER)
    with pytest.raises(Problem) as deciding:
        actions.send_back(row.pk, reason=text, by=ready.actor("huyen"), at=LATER)
    assert (deciding.value.entry, deciding.value.field) == (BAD_VALUE, "reason")
    kept = queries.submission(ready.actor("xa"), row.pk)
    assert (kept.comment, kept.state) == ("", "submitted")
    assert queries.form(ready.actor("xa"), kept)[0].value == 24


def test_a_return_needs_a_reason(ready: World) -> None:
    row = sent(ready, A1="24", B7="3")
    with pytest.raises(Problem) as refused:
        actions.send_back(row.pk, reason=" \n ", by=ready.actor("huyen"), at=LATER)
    assert (refused.value.entry, refused.value.field) == (REASON_NEEDED, "reason")
