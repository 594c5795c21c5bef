"""Every role at every deed on a report: what the table grants, within reach, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Submission
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import PEOPLE, ZONE, World

Q2 = Period.parse("2022-Q2")
AT = datetime(2022, 6, 16, 9, tzinfo=ZONE)
Deed = Callable[[World, Submission, Actor], object]

DEEDS: dict[str, tuple[Permission, str, Deed]] = {
    "begin": (
        Permission.ENTER_REPORT,
        "draft",
        lambda w, row, by: actions.begin(
            regime=quarterly.REGIME, period=Q2, agency=row.agency_id, by=by, at=AT
        ),
    ),
    "enter": (
        Permission.ENTER_REPORT,
        "draft",
        lambda w, row, by: actions.save_draft(row.pk, values={"A1": "1"}, by=by, at=AT),
    ),
    "comment": (
        Permission.ENTER_REPORT,
        "draft",
        lambda w, row, by: actions.comment(row.pk, text="Đã đối chiếu", by=by, at=AT),
    ),
    "submit": (Permission.SUBMIT_REPORT, "draft", lambda w, row, by: actions.submit(row.pk, by=by, at=AT)),
    "return": (
        Permission.APPROVE_REPORT,
        "submitted",
        lambda w, row, by: actions.send_back(row.pk, reason="Xem lại", by=by, at=AT),
    ),
    "approve": (
        Permission.APPROVE_REPORT,
        "submitted",
        lambda w, row, by: actions.approve(row.pk, by=by, at=AT),
    ),
    "reopen": (
        Permission.APPROVE_REPORT,
        "approved",
        lambda w, row, by: actions.reopen(row.pk, reason="Sót sổ", by=by, at=AT),
    ),
}
READS: dict[str, Callable[[Actor, Submission], object]] = {
    "submission": lambda by, row: queries.submission(by, row.pk),
    "form": lambda by, row: queries.form(by, row),
    "board": lambda by, row: queries.board(by, regime=row.regime, period=Q2),
    "regimes": lambda by, row: queries.regimes(by),
}


def in_state(world: World, state: str) -> Submission:
    """The report of xã Đăk Plô, filled in, sent by the commune, approved by the district."""
    quarterly.define(world)
    commune = world.actor("xa")
    row = actions.begin(regime=quarterly.REGIME, period=Q2, agency=world.id("dakplo"), by=commune, at=AT)
    actions.save_draft(row.pk, values={"A1": "24", "B7": "3"}, by=commune, at=AT)
    if state != "draft":
        actions.submit(row.pk, by=commune, at=AT)
    if state == "approved":
        actions.approve(row.pk, by=world.actor("huyen"), at=AT)
    row.refresh_from_db()
    return row


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_each_role_does_what_the_table_grants(world: World, username: str, deed: str) -> None:
    permission, state, do = DEEDS[deed]
    row, by = in_state(world, state), world.actor(username)
    rows = AuditRow.objects.count()
    allowed = permits(by, permission, agency=row.agency_id)
    decides = permission is Permission.APPROVE_REPORT
    if allowed and not (decides and by.agency == row.agency_id):
        do(world, row, by)
        newest = AuditRow.objects.order_by("-seq").first()
        assert newest is not None
        assert (newest.deed, newest.person) == (f"report.{deed}", by.person)
        assert AuditRow.objects.count() == rows + 1
        return
    with pytest.raises(Problem) as refused:
        do(world, row, by)
    assert refused.value.entry in {NOT_PERMITTED, NOT_FOUND}
    row.refresh_from_db()
    assert (row.state, row.version) == (state, Submission.objects.get(pk=row.pk).version)
    assert AuditRow.objects.count() == rows


@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_each_role_reads_within_its_reach(world: World, username: str) -> None:
    row, by = in_state(world, "submitted"), world.actor(username)
    if not permits(by, Permission.READ_REPORT):
        for read in READS.values():
            with pytest.raises(Problem) as refused:
                read(by, row)
            assert refused.value.entry is NOT_PERMITTED
        return
    seen = {r.agency.key for r in queries.board(by, regime=row.regime, period=Q2).rows}
    if permits(by, Permission.READ_REPORT, agency=row.agency_id):
        assert queries.submission(by, row.pk) == row
        assert "dakplo" in seen
    else:
        with pytest.raises(Problem) as hidden:
            queries.submission(by, row.pk)
        assert hidden.value.entry is NOT_FOUND
        assert "dakplo" not in seen
