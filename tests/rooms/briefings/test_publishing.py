"""What is published stays byte for byte; a correction has its reason and stands in the audit log."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.analytics import actions as analytics
from cotmoc.audit.models import AuditRow
from cotmoc.briefings import actions, queries
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.errors.tasks import NO_LEAD, REASON_NEEDED
from cotmoc.files.queries import bytes_of
from cotmoc.meetings.models import Decision, Meeting
from cotmoc.reporting import actions as reporting
from cotmoc.reporting import queries as reports
from tests.rooms.briefings import province
from tests.rooms.briefings.province import Q2
from tests.rooms.small_province import World

pytestmark = pytest.mark.usefixtures("fonts")


@pytest.fixture
def quarter(world: World) -> World:
    """The reports of ``province`` with a snapshot."""
    province.reports(world)
    analytics.build(by=world.actor("vanphong"), at=world.at)
    return world


def publish(world: World, who: str = "vanphong", reason: str = "") -> PublishedBriefing:
    return actions.publish(period=Q2, by=world.actor(who), at=world.at, reason=reason)


def correct(world: World) -> None:
    """The police have 51 exchanges with the province, not 49."""
    office, police = world.actor("vanphong"), world.actor("congan")
    row = reports.submissions(office, period=Q2).get(agency=world.id("congan"))
    reporting.reopen(row.pk, reason="Sót 2 tin", by=office, at=world.at)
    reporting.save_draft(row.pk, values={"E1.province": "51"}, by=police, at=world.at)
    reporting.submit(row.pk, by=police, at=world.at)
    reporting.approve(row.pk, by=office, at=world.at)
    analytics.build(by=office, at=world.at)


def test_the_bytes_of_a_published_briefing_stay(quarter: World) -> None:
    first = publish(quarter)
    kept = bytes_of(first.docx), bytes_of(first.pdf)
    correct(quarter)
    second = publish(quarter, reason="Công an tỉnh bổ sung 2 tin")
    again = queries.revision(quarter.actor("kiemtra"), Q2, 1)
    assert (bytes_of(again.docx), bytes_of(again.pdf)) == kept
    assert second.revision == 2
    assert second.docx.sha256 != first.docx.sha256
    assert bytes_of(first.pdf).startswith(b"%PDF")


def test_a_correction_names_what_it_prints_otherwise(quarter: World) -> None:
    publish(quarter)
    correct(quarter)
    office = quarter.actor("vanphong")
    listed = queries.draft(office, Q2, on=quarter.today).provenance.corrections
    changed = {(one.before, one.after) for one in listed}
    assert {("370", "372"), ("120", "122"), ("49", "51"), ("150", "152"), ("400", "402")} == changed


def test_a_second_revision_needs_a_reason(quarter: World) -> None:
    publish(quarter)
    for reason in ("", "   "):
        with pytest.raises(Problem) as refused:
            publish(quarter, reason=reason)
        assert refused.value.entry is REASON_NEEDED
    assert PublishedBriefing.objects.count() == 1


def test_publishing_stands_in_the_audit_log(quarter: World) -> None:
    row = publish(quarter)
    entry = AuditRow.objects.filter(deed="briefing.publish").get()
    assert entry.detail["pdf"] == row.pdf.sha256


@pytest.mark.parametrize("who", ["lanhdao", "bienphong", "kiemtra", "xa", "quantri"])
def test_only_the_office_publishes(quarter: World, who: str) -> None:
    with pytest.raises(Problem) as refused:
        publish(quarter, who)
    assert refused.value.entry is NOT_PERMITTED
    assert not PublishedBriefing.objects.exists()


def decide(world: World, who: str = "lanhdao", **changes: object) -> Decision:
    values: dict[str, object] = {"text": "Tăng cường trao đổi tin", "leads": [world.id("bdbp")]}
    return actions.decide(period=Q2, **{**values, **changes}, by=world.actor(who), at=world.at)  # type: ignore[arg-type]


def test_the_first_decision_opens_the_meeting_under_the_committee(world: World) -> None:
    first = decide(world, held_on=date(2022, 7, 20))
    second = decide(world, text="Giữ đúng hạn gửi báo cáo")
    assert first.meeting_id == second.meeting_id
    assert (second.meeting.held_on, second.meeting.chair_id) == (date(2022, 7, 20), world.id("bcd"))
    assert second.task.giver_id == world.id("bcd")
    assert [first.ordinal, second.ordinal] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"text": " "}, BAD_VALUE),
        ({"text": "TUYỆT MẬT\nviệc"}, BAD_VALUE),
        ({"leads": []}, NO_LEAD),
        ({"held_on": date(2022, 7, 26)}, BAD_VALUE),
    ],
)
def test_a_refused_decision_opens_no_meeting(world: World, changes: dict[str, object], entry: object) -> None:
    with pytest.raises(Problem) as refused:
        decide(world, **changes)
    assert refused.value.entry is entry
    assert not Meeting.objects.exists()
