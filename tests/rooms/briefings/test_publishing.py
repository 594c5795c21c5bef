"""What is published stays byte for byte; a correction has its reason and stands in the audit log."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from cotmoc.analytics import actions as analytics
from cotmoc.analytics import queries as analytics_queries
from cotmoc.analytics.keys import FigureKey
from cotmoc.audit.models import AuditRow
from cotmoc.briefings import actions, queries
from cotmoc.briefings.document import Table
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.coordination import actions as coordination
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.errors.tasks import NO_LEAD, REASON_NEEDED
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show
from cotmoc.files.queries import bytes_of
from cotmoc.meetings.models import Decision, Meeting
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reporting
from cotmoc.reporting import queries as reports
from tests.rooms.briefings import province
from tests.rooms.briefings.province import Q2
from tests.rooms.small_province import World

Q3 = Period.parse("2022-Q3")
pytestmark = [pytest.mark.usefixtures("fonts"), pytest.mark.slow]


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


def test_all_that_is_published_is_kept_as_bytes(quarter: World) -> None:
    row = publish(quarter)
    kept = row.files()
    assert set(kept) == {"docx", "pdf", "html", "json"}
    for file in kept.values():
        assert hashlib.sha256(bytes_of(file)).hexdigest() == file.sha256
    figures = json.loads(bytes_of(kept["json"]))
    printed = {number["key"]: number["text"] for number in figures["numbers"]}
    assert printed[f"E1:2022-Q2:all:-:-:s{row.snapshot.number}"] == "370"
    assert figures["audit_head"].endswith(row.audit_head)
    assert "<script" not in bytes_of(kept["html"]).decode()
    entry = AuditRow.objects.filter(deed="briefing.publish").get()
    assert entry.detail["json"] == kept["json"].sha256


def corrected_table(world: World) -> dict[str, tuple[str, str, str]]:
    """The table of the next quarter's briefing: by indicator what was printed, what it is now, and why."""
    value = queries.draft(world.actor("vanphong"), Q3, on=world.today)
    table = next(b for b in value.outline() if isinstance(b, Table) and "đã sửa" in b.caption)
    return {str(what): (before.text, after.text, str(why)) for what, before, after, why in table.rows}  # type: ignore[union-attr]


def test_the_next_quarter_lists_what_was_corrected_after_printing(quarter: World) -> None:
    """370 was printed for Q2; the police have 2 more, so 372 = 370 + 2, and year to date 402 = 400 + 2."""
    publish(quarter)
    correct(quarter)
    found = corrected_table(quarter)
    why = "Công an tỉnh: Sót 2 tin, Tài khoản vanphong duyệt ngày 25/7/2022"
    assert found == {
        "Tin trao đổi quý II/2022": ("370", "372", why),
        "Tin trao đổi quý II/2022 (cấp tỉnh)": ("120", "122", why),
        "Tin trao đổi quý II/2022 (Công an)": ("150", "152", why),
        "Tin trao đổi quý II/2022 (cấp tỉnh, Công an)": ("49", "51", why),
        "Tin trao đổi 6 tháng đầu năm 2022": ("400", "402", why),
    }


def test_corrections_stand_in_one_order(quarter: World) -> None:
    publish(quarter)
    correct(quarter)
    assert [what.removeprefix("Tin trao đổi ") for what in corrected_table(quarter)] == [
        "quý II/2022",
        "quý II/2022 (cấp tỉnh)",
        "quý II/2022 (Công an)",
        "quý II/2022 (cấp tỉnh, Công an)",
        "6 tháng đầu năm 2022",
    ]


def test_both_numbers_of_a_correction_open(quarter: World) -> None:
    publish(quarter)
    correct(quarter)
    office = quarter.actor("vanphong")
    value = queries.draft(office, Q3, on=quarter.today)
    table = next(b for b in value.outline() if isinstance(b, Table) and "đã sửa" in b.caption)
    for _, before, after, _ in table.rows:
        for number in (before, after):
            opened = analytics_queries.open_figure(office, FigureKey.parse(number.key))  # type: ignore[union-attr]
            assert show(opened.figure.value) == number.text  # type: ignore[union-attr]


def test_a_report_that_came_after_printing_is_named(quarter: World) -> None:
    """Đăk Plô reported 7 outreach sessions when Q2 had been printed with a dash."""
    publish(quarter)
    province.report(quarter, "dakplo", "phovanphong", {"A1": "7", "B7": "2"})
    analytics.build(by=quarter.actor("vanphong"), at=quarter.at)
    before, after, why = corrected_table(quarter)["Cuộc tuyên truyền quý II/2022"]
    assert (before, after) == ("–", "7")
    assert why == ("Ủy ban nhân dân xã Đăk Plô: gửi sau khi đã in, Tài khoản vanphong duyệt ngày 25/7/2022")


def test_a_figure_that_was_left_out_of_the_paper_is_no_correction(quarter: World) -> None:
    """Joint outreach was there when Q2 was printed, but no part of the briefing shows it."""
    reporting.define_indicator(
        code="E4", group="E", name="Trao đổi chung", name_en="E4", unit="cuộc", kind="flow",
        joint_kind="outreach", source="own", by=organisations.founder(quarter.province.pk),
    )  # fmt: skip
    coordination.record(
        kind="outreach",
        held_on=date(2022, 4, 20),
        lead=quarter.id("congan"),
        participants=[quarter.id("congan"), quarter.id("bdbp")],
        by=quarter.actor("vanphong"),
        at=quarter.at,
    )
    analytics.build(by=quarter.actor("vanphong"), at=quarter.at)
    publish(quarter)
    correct(quarter)
    assert not [what for what in corrected_table(quarter) if what.startswith("Trao đổi chung")]


def test_a_second_revision_does_not_hide_what_the_first_printed(quarter: World) -> None:
    publish(quarter)
    correct(quarter)
    publish(quarter, reason="Công an tỉnh bổ sung 2 tin")
    assert corrected_table(quarter)["Tin trao đổi quý II/2022"][:2] == ("370", "372")


def test_a_report_reopened_and_not_approved_again_says_so(quarter: World) -> None:
    """Without the police (49) the province has 370 − 49 = 321."""
    publish(quarter)
    office = quarter.actor("vanphong")
    row = reports.submissions(office, period=Q2).get(agency=quarter.id("congan"))
    reporting.reopen(row.pk, reason="Sót 2 tin", by=office, at=quarter.at)
    analytics.build(by=office, at=quarter.at)
    assert corrected_table(quarter)["Tin trao đổi quý II/2022"] == (
        "370",
        "321",
        "Công an tỉnh: Sót 2 tin, chưa duyệt lại",
    )


def test_without_corrections_the_next_quarter_says_so(quarter: World) -> None:
    office = quarter.actor("vanphong")
    assert "công bố" not in str(queries.draft(office, Q3, on=quarter.today))
    publish(quarter)
    assert "quý II năm 2022 không thay đổi" in str(queries.draft(office, Q3, on=quarter.today))
