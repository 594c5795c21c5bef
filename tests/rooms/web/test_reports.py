"""The pages of reports: entering, submitting, returning, approving; nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from config import clock
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions
from cotmoc.reporting.models import Submission
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import World, build


@pytest.fixture
def ready(db: None) -> World:
    """The small province on the real day, with its regime."""
    world = build(clock.today())
    quarterly.define(world)
    return world


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def begun(world: World, key: str = "dakplo") -> Submission:
    return actions.begin(
        regime=quarterly.REGIME,
        period=Period.parse("2022-Q2"),
        agency=world.id(key),
        by=world.actor("huyen"),
        at=world.at,
    )


def post(client: Client, row: Submission, **fields: str) -> object:
    row.refresh_from_db()
    return client.post(reverse("report", args=[row.pk]), {"version": row.version, **fields})


def test_from_the_board_to_an_approved_report(ready: World) -> None:
    commune, district = signed_in(ready, "xa"), signed_in(ready, "huyen")
    page = commune.get(reverse("reports") + "?ky=2022-Q2").content.decode()
    assert "15/3 đến 14/6/2022" in page
    begin = {"regime": quarterly.REGIME, "period": "2022-Q2", "agency": str(ready.id("dakplo"))}
    opened = commune.post(reverse("report_begin"), begin)
    row = Submission.objects.get()
    assert opened.url == reverse("report", args=[row.pk])

    post(commune, row, **{"v-A1": "2.069", "v-B7": "3", "submit": "1"})
    row.refresh_from_db()
    assert row.state == "submitted"
    district.post(
        reverse("report_decide", args=[row.pk]), {"decision": "return", "reason": "Trùng số cả năm"}
    )
    assert "Trùng số cả năm" in commune.get(reverse("report", args=[row.pk])).content.decode()
    post(commune, row, **{"v-A1": "24", "v-B7": "3", "submit": "1"})
    district.post(reverse("report_decide", args=[row.pk]), {"decision": "approve"})
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_wrong_figure_keeps_everything_that_was_typed(ready: World) -> None:
    row = begun(ready)
    answer = post(
        signed_in(ready, "xa"), row, **{"v-A1": "hai mươi", "v-B7": "3", "n-B7": "đủ", "comment": "Sạt lở"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="hai mươi"' in page
    assert 'value="3"' in page
    assert 'value="đủ"' in page
    assert "Sạt lở" in page
    assert 'href="#v-A1"' in page
    assert not row.values.exists()


def test_an_incomplete_report_is_kept_as_a_draft_and_not_sent(ready: World) -> None:
    row = begun(ready)
    answer = post(signed_in(ready, "xa"), row, **{"v-A1": "24", "v-B7": "", "submit": "1"})
    row.refresh_from_db()
    assert answer.status_code == 422
    assert "B7" in answer.content.decode()
    assert row.state == "draft"


def test_the_second_editor_is_told_and_keeps_what_was_typed(ready: World) -> None:
    row = begun(ready)
    client = signed_in(ready, "xa")
    stale = {"version": str(row.version), "v-A1": "7", "v-B7": "1"}
    actions.save_draft(row.pk, values={"A1": "9"}, by=ready.actor("huyen"), at=ready.at)
    answer = client.post(reverse("report", args=[row.pk]), stale)
    assert answer.status_code == 409
    assert 'value="7"' in answer.content.decode()


@pytest.mark.parametrize(
    "fields", [{"agency": "x"}, {"agency": "999999"}, {}, {"agency": "1", "period": "2022-Q9"}]
)
def test_a_bad_request_is_an_error_page(ready: World, fields: dict[str, str]) -> None:
    sent = {"regime": quarterly.REGIME, "period": "2022-Q2", **fields}
    answer = signed_in(ready, "huyen").post(reverse("report_begin"), sent)
    assert 400 <= answer.status_code < 500


def test_others_do_not_find_it(ready: World) -> None:
    row = begun(ready)
    assert signed_in(ready, "sokhdt").get(reverse("report", args=[row.pk])).status_code == 404
    assert signed_in(ready, "quantri").get(reverse("reports")).status_code == 404
    assert signed_in(ready, "chuyenvien").post(reverse("report_decide", args=[row.pk])).status_code == 404


def test_a_province_without_a_regime_says_so(db: None) -> None:
    world = build(date(2022, 7, 25))
    assert (
        "Chưa có chế độ báo cáo nào" in signed_in(world, "vanphong").get(reverse("reports")).content.decode()
    )
