"""The briefing's page: every number has an address that opens; decisions become tasks; bytes stay."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime

import pytest
from django.urls import reverse

from config import clock
from cotmoc.analytics import actions as analytics
from cotmoc.briefings import queries
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.domain.periods import Period
from cotmoc.meetings.models import Decision
from cotmoc.reporting import actions as reporting
from cotmoc.reporting import queries as report_queries
from cotmoc.tasks.actions import Order, assign
from tests.rooms.pages import signed_in
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import ZONE, World, build

pytestmark = pytest.mark.slow
Q2 = Period.parse("2022-Q2")
URL = "/giao-ban/2022-Q2/"


def report(world: World, key: str, who: str, values: dict[str, str]) -> int:
    office, mine = world.actor("vanphong"), world.actor(who)
    row = reporting.begin(regime=quarterly.REGIME, period=Q2, agency=world.id(key), by=mine, at=world.at)
    reporting.save_draft(row.pk, values=values, by=mine, at=world.at)
    reporting.submit(row.pk, by=mine, at=datetime(2022, 6, 17, 9, tzinfo=ZONE))
    reporting.approve(row.pk, by=office, at=world.at)
    return row.pk


@pytest.fixture
def ready(db: None) -> World:
    """Three forces' exchanges approved, one task overdue, a snapshot built."""
    world = build(clock.today())
    quarterly.define(world)
    for key, who, sent in (
        ("congan", "congan", "49"),
        ("quansu", "quansu", "32"),
        ("bdbp", "bienphong", "39"),
    ):
        report(world, key, who, {"E1.province": sent, "B3": "0"})
    order = Order(
        title="Lồng ghép nguồn vốn",
        giver=world.id("ubnd"),
        leads=[world.id("khdt")],
        given_on=date(world.today.year, 1, 1),
        due_on=date(world.today.year, 1, 2),
    )
    assign(order, by=world.actor("vanphong"), at=world.at)
    analytics.build(by=world.actor("vanphong"), at=world.at)
    return world


@pytest.mark.slow
def test_every_printed_number_opens(ready: World) -> None:
    client = signed_in(ready)
    page = client.get(URL).content.decode()
    assert ">120<" in page
    addresses = set(re.findall(r'class="src[^"]*" href="([^"]+)"', page))
    assert len(addresses) > 10
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            opened = client.get(address.replace("&amp;", "&"), headers=headers)
            assert opened.status_code == 200, address


def test_the_panel_says_who_approved(ready: World) -> None:
    client = signed_in(ready)
    page = client.get(URL).content.decode()
    address = next(a for a in re.findall(r'href="([^"]+)"[^>]*>120<', page))
    panel = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Công an tỉnh" in panel
    assert "Tài khoản vanphong" in panel
    assert "<html" not in panel


def test_a_decision_entered_on_the_page_becomes_a_task(ready: World) -> None:
    client = signed_in(ready)
    sent = {
        "text": "Tăng cường trao đổi tin giữa các lực lượng",
        "lead": [str(ready.id("bdbp")), str(ready.id("congan"))],
        "accountable": str(ready.id("congan")),
        "coord": [str(ready.id("quansu"))],
        "due_on": "31/12/2030",
        "held_on": "",
    }
    assert client.post(f"{URL}ket-luan/", sent).status_code == 302
    decision = Decision.objects.get()
    assert decision.task.lead_id == ready.id("congan")
    page = client.get(URL).content.decode()
    assert reverse("task", args=[decision.task_id]) in page


@pytest.mark.parametrize(
    "change", [{"text": ""}, {"lead": []}, {"due_on": "31/2/2030"}, {"text": "TỐI MẬT\nviệc"}]
)
def test_a_refused_decision_keeps_what_was_typed(ready: World, change: dict[str, object]) -> None:
    sent = {"text": "Một kết luận dài", "lead": [str(ready.id("bdbp"))], "due_on": "31/12/2030", **change}
    answer = signed_in(ready).post(f"{URL}ket-luan/", sent)
    assert answer.status_code == 422
    assert str(sent["text"]).split("\n")[0] in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.slow
def test_published_bytes_stay_when_figures_change(ready: World) -> None:
    client = signed_in(ready)
    assert client.post(f"{URL}ban-hanh/").status_code == 302
    first = client.get(f"{URL}ban-hanh/1/pdf/").content

    row = PublishedBriefing.objects.get().snapshot
    submission = report_queries.submissions(ready.actor("vanphong")).get(agency=ready.id("congan"))
    office = ready.actor("vanphong")
    police = ready.actor("congan")
    reporting.reopen(submission.pk, reason="Sót 2 tin", by=office, at=ready.at)
    reporting.save_draft(submission.pk, values={"E1.province": "51"}, by=police, at=ready.at)
    reporting.submit(submission.pk, by=police, at=ready.at)
    reporting.approve(submission.pk, by=office, at=ready.at)
    analytics.build(by=office, at=ready.at)

    assert client.get(f"{URL}ban-hanh/1/pdf/").content == first
    assert client.post(f"{URL}ban-hanh/").status_code == 422
    assert client.post(f"{URL}ban-hanh/", {"reason": "Công an tỉnh bổ sung"}).status_code == 302
    second = PublishedBriefing.objects.get(revision=2)
    assert second.snapshot_id != row.pk
    value = queries.draft(office, Q2, on=ready.today)
    assert not value.provenance.corrections
    assert client.get(f"{URL}ban-hanh/1/pdf/").content == first
    assert client.get(f"{URL}ban-hanh/2/docx/").status_code == 200


def test_a_correction_is_listed_in_the_next_draft(ready: World) -> None:
    office = ready.actor("vanphong")
    signed_in(ready).post(f"{URL}ban-hanh/")
    submission = report_queries.submissions(office).get(agency=ready.id("congan"))
    police = ready.actor("congan")
    reporting.reopen(submission.pk, reason="Sót 2 tin", by=office, at=ready.at)
    reporting.save_draft(submission.pk, values={"E1.province": "51"}, by=police, at=ready.at)
    reporting.submit(submission.pk, by=police, at=ready.at)
    reporting.approve(submission.pk, by=office, at=ready.at)
    analytics.build(by=office, at=ready.at)
    changed = queries.draft(office, Q2, on=ready.today).provenance.corrections
    assert ("120", "122") in {(c.before, c.after) for c in changed}


def test_what_was_published_is_shown_in_the_browser_and_can_do_nothing_there(ready: World) -> None:
    client = signed_in(ready)
    client.post(f"{URL}ban-hanh/")
    row = PublishedBriefing.objects.get()
    for kind, file in row.files().items():
        kept = client.get(f"{URL}ban-hanh/1/{kind}/")
        assert hashlib.sha256(kept.content).hexdigest() == file.sha256
        assert kept["Content-Disposition"].startswith("attachment")
    for kind in ("pdf", "html"):
        shown = client.get(f"{URL}ban-hanh/1/xem/{kind}/")
        assert shown.content == client.get(f"{URL}ban-hanh/1/{kind}/").content
        assert shown["Content-Disposition"].startswith("inline")
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in shown["Content-Security-Policy"]
        assert "script-src" not in shown["Content-Security-Policy"]
    for kind in ("docx", "json", "exe"):
        assert client.get(f"{URL}ban-hanh/1/xem/{kind}/").status_code == 404
    page = client.get(URL).content.decode()
    assert f"{URL}ban-hanh/1/xem/pdf/" in page
    assert all(file.sha256 in page for file in row.files().values())


def test_what_was_published_before_pages_were_kept_has_none(ready: World) -> None:
    client = signed_in(ready)
    client.post(f"{URL}ban-hanh/")
    PublishedBriefing.objects.update(html=None, json=None)
    assert client.get(f"{URL}ban-hanh/1/xem/html/").status_code == 404
    assert client.get(f"{URL}ban-hanh/1/json/").status_code == 404
    assert client.get(f"{URL}ban-hanh/1/xem/pdf/").status_code == 200
    assert "/xem/html/" not in client.get(URL).content.decode()


@pytest.mark.parametrize(
    "address", ["/giao-ban/2022-Q9/", "/giao-ban/2022/", "/giao-ban/so/task:x/", f"{URL}tai/exe/"]
)
def test_addresses_that_lead_nowhere(ready: World, address: str) -> None:
    assert signed_in(ready).get(address).status_code == 404


def test_who_may_open_and_publish(ready: World) -> None:
    assert signed_in(ready, "xa").get(URL).status_code == 404
    guard = signed_in(ready, "bienphong").get(URL)
    assert guard.status_code == 200
    assert "do văn phòng lập" in guard.content.decode()
    assert 'class="src' not in guard.content.decode()
    assert signed_in(ready, "bienphong").get(f"{URL}tai/pdf/").status_code == 403
    assert signed_in(ready, "kiemtra").get(f"{URL}tai/docx/").status_code == 200
    assert signed_in(ready, "bienphong").post(f"{URL}ban-hanh/").status_code == 404


def test_before_the_first_snapshot_the_page_says_what_to_do(db: None) -> None:
    world = build(clock.today())
    page = signed_in(world).get(URL)
    assert page.status_code == 200
    assert "Chưa có bản chụp số liệu" in page.content.decode()
