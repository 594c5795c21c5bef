"""A form that arrives twice stands once, and the second answer leads to the same thing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.coordination.models import JointActivity
from cotmoc.directives import actions as directives
from cotmoc.directives.models import Clause
from cotmoc.domain.periods import Period
from cotmoc.meetings.models import Decision
from cotmoc.organisations.models import AgencyAlias, ApiToken, Person
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.models import SubmissionEvent
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.directives import papers
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import World
from tests.rooms.tasks.test_evidence import PNG

pytestmark = pytest.mark.usefixtures("demo_day")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Somebody at a page: reads the hidden token and sends the form with it."""

    def __init__(self, world: World, username: str, page: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(world.people[username])
        self.page = page
        self.open()

    def open(self) -> None:
        found = _TOKEN.search(self.client.get(self.page).content)
        assert found
        self.token = found[1].decode()

    def send(self, values: dict[str, Any], path: str = "", **headers: str) -> HttpResponse:
        sent = {"csrfmiddlewaretoken": self.token, **values}
        host = {"HTTP_REFERER": f"http://testserver{self.page}", **headers}
        return self.client.post(path or self.page, sent, **host)

    def twice(self, values: dict[str, Any], path: str = "") -> tuple[HttpResponse, HttpResponse]:
        return self.send(values, path), self.send(values, path)


def give(world: World) -> Task:
    order = tasks.Order(title="Rà soát chốt", giver=world.id("ubnd"), leads=[world.id("khdt")])
    return tasks.assign(order, by=world.actor("vanphong"), at=world.at)


def test_a_task_assigned_by_hand(world: World) -> None:
    typed = {
        "title": "Rà soát chốt",
        "giver": world.id("ubnd"),
        "given_on": "25/7/2022",
        "lead": [world.id("khdt"), world.id("yte")],
        "each": "on",
    }
    first, second = Browser(world, "vanphong", "/nhiem-vu/giao/").twice(typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Task.objects.filter(group=True).count() == 1


def test_opened_again_or_changed_it_is_another(world: World) -> None:
    task = give(world)
    page = Browser(world, "sokhdt", f"/nhiem-vu/{task.pk}/")
    path = f"/nhiem-vu/{task.pk}/y-kien/"
    page.send({"note": "Đã nhận"}, path)
    page.send({"note": "Đã nhận đủ"}, path)
    page.open()
    page.send({"note": "Đã nhận"}, path)
    assert TaskEvent.objects.filter(kind="commented").count() == 3


@pytest.mark.parametrize(
    ("step", "said"), [("y-kien", {"note": "Đã nhận"}), ("tien-do", {"note": "Họp", "percent": "40"})]
)
def test_a_remark_and_progress(world: World, step: str, said: dict[str, str]) -> None:
    task = give(world)
    page = Browser(world, "sokhdt", f"/nhiem-vu/{task.pk}/")
    values = {**said, "version": task.version}
    first, second = page.twice(values, f"/nhiem-vu/{task.pk}/{step}/")
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == f"/nhiem-vu/{task.pk}/"
    assert task.events.count() == 2
    assert "đã được nhận trước đó" in page.client.get(second["Location"]).content.decode()


def test_evidence_by_its_bytes_and_htmx_by_a_fresh_page(world: World) -> None:
    task = give(world)
    page = Browser(world, "sokhdt", f"/nhiem-vu/{task.pk}/")
    path = f"/nhiem-vu/{task.pk}/tien-do/"
    for last in (b"", b"", b"\0"):
        answer = page.send({"note": "Ảnh", "evidence": SimpleUploadedFile("a.png", PNG + last)}, path)
    assert answer.status_code == 302
    assert task.events.filter(kind="evidence").count() == 2
    htmx = [page.send({"note": "Gửi htmx"}, path, HTTP_HX_REQUEST="true") for _ in range(2)]
    assert "HX-Refresh" not in htmx[0]
    assert htmx[1]["HX-Refresh"] == "true"
    assert task.events.filter(kind="progress").count() == 1


def test_a_joint_activity_and_its_withdrawal(world: World) -> None:
    typed = {
        "kind": "patrol",
        "held_on": "20/7/2022",
        "lead": world.id("bdbp"),
        "participants": [world.id("bdbp"), world.id("congan")],
        "count": 1,
        "another_occasion": "on",
    }
    first, second = Browser(world, "bienphong", "/phoi-hop/ghi/").twice(typed)
    row = JointActivity.objects.get()
    assert first["Location"] == second["Location"] == f"/phoi-hop/{row.pk}/"
    page = Browser(world, "bienphong", f"/phoi-hop/{row.pk}/")
    answers = page.twice({"reason": "Ghi nhầm"}, f"/phoi-hop/{row.pk}/rut/")
    assert [one["Location"] for one in answers] == [f"/phoi-hop/{row.pk}/"] * 2


def test_a_decision_of_the_meeting(world: World) -> None:
    typed = {"text": "Cấp thuốc cho trạm xã", "lead": world.id("yte")}
    page = Browser(world, "vanphong", "/giao-ban/2022-Q2/")
    first, second = page.twice(typed, "/giao-ban/2022-Q2/ket-luan/")
    assert first["Location"] == second["Location"] == "/giao-ban/2022-Q2/"
    assert (Decision.objects.count(), Task.objects.count()) == (1, 1)


def test_a_draft_split_and_accepted(world: World) -> None:
    document, _ = directives.register(
        name="cv.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )
    clause = document.reading.clauses.order_by("start")[0]
    page = Browser(world, "vanphong", f"/van-ban/doan/{clause.pk}/tach/")
    before = Clause.objects.count()
    first, second = page.twice(
        {"second_label": "Việc hai", "first_label": "Việc một", "version": clause.version}
    )
    assert first.status_code == second.status_code == 302
    assert second["Location"] == first["Location"]
    assert Clause.objects.count() == before + 2
    page = Browser(world, "vanphong", f"/van-ban/{document.pk}/")
    other = document.reading.clauses.filter(state="draft").last()
    accepted = page.twice({"version": other.version}, f"/van-ban/doan/{other.pk}/xac-nhan/")
    assert [one.status_code for one in accepted] == [302, 302]
    assert Task.objects.filter(group=False).count() >= 1
    assert AuditRow.objects.filter(deed="directive.accept").count() == 1


def test_a_remark_on_a_report(world: World) -> None:
    quarterly.define(world)
    row = reporting.begin(
        regime=quarterly.REGIME,
        period=Period.parse("2022-Q2"),
        agency=world.id("dakplo"),
        by=world.actor("xa"),
        at=world.at,
    )
    page = Browser(world, "xa", f"/bao-cao/{row.pk}/")
    first, second = page.twice({"text": "Chờ đồn"}, f"/bao-cao/{row.pk}/y-kien/")
    assert second["Location"] == first["Location"] == f"/bao-cao/{row.pk}/"
    assert SubmissionEvent.objects.filter(kind="commented").count() == 1


def test_an_invitation_a_token_and_an_alias(world: World) -> None:
    typed = {"username": "moi", "display_name": "Mới", "role": "agency_staff", "agency": world.id("khdt")}
    first, second = Browser(world, "quantri", "/quan-tri/tai-khoan/moi/").twice(typed)
    person = Person.objects.get(username="moi")
    assert (first.status_code, second["Location"]) == (200, f"/quan-tri/tai-khoan/{person.pk}/")
    page = Browser(world, "vanphong", "/tai-khoan/ma-truy-cap/")
    first, second = page.twice({"name": "bảng tính", "days": "90", "scopes": ["task.read"]})
    assert (first.status_code, second["Location"]) == (200, "/tai-khoan/ma-truy-cap/")
    assert ApiToken.objects.count() == 1
    where = f"/quan-tri/co-quan/{world.id('khdt')}/"
    page = Browser(world, "quantri", where)
    first, second = page.twice({"name": "Sở Kế hoạch"}, f"{where}cach-viet/")
    assert second["Location"] == first["Location"] == where
    assert AgencyAlias.objects.filter(name="Sở Kế hoạch").count() == 1


def test_what_was_refused_is_told_each_time(world: World) -> None:
    task = give(world)
    page = Browser(world, "sokhdt", f"/nhiem-vu/{task.pk}/")
    answers = page.twice({"note": " "}, f"/nhiem-vu/{task.pk}/y-kien/")
    assert [one.status_code for one in answers] == [422, 422]
    assert not AuditRow.objects.filter(deed="task.comment").exists()
