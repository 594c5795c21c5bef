"""The blank forms of a task, drawn once for all: nobody sees what was offered or typed on another page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cotmoc.tasks import actions
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World
from tests.rooms.web.test_tasks import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def step(client: Client, task: int, name: str) -> str:
    """The form of a step on the page of a task."""
    page = client.get(f"/nhiem-vu/{task}/").content.decode()
    found = re.search(rf'<details class="fold" id="{name}".*?</details>', page, re.DOTALL)
    assert found is not None
    return found[0]


def offered(form: str) -> list[str]:
    return re.findall(r'<option value="\d+"[^>]*>([^<]+)<', form)


def test_each_task_offers_its_own_bodies(world: World) -> None:
    parts = [[world.id("quansu"), world.id("bdbp")], [world.id("congan"), world.id("yte")]]
    first, other = (give(world, coordinating=some).pk for some in parts)
    alone = give(world, coordinating=[world.id("ngoaivu")]).pk
    office = signed_in(world)
    for _ in range(2):
        assert [one.split(" (")[0] for one in offered(step(office, first, "part_due"))] == [
            "Bộ Chỉ huy Quân sự tỉnh",
            "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        ]
        assert [one.split(" (")[0] for one in offered(step(office, other, "part_due"))] == [
            "Công an tỉnh",
            "Sở Y tế",
        ]
        hidden = f'<input type="hidden" name="body" value="{world.id("ngoaivu")}"'
        assert hidden in step(office, alone, "part_due")


def test_what_was_typed_and_refused_stays_on_that_page_alone(world: World) -> None:
    task = give(world)
    lead, other = signed_in(world, "sokhdt"), signed_in(world, "chuyenvien")
    blank = step(other, task.pk, "progress")
    sent = {"version": task.version, "percent": "700", "note": "Chỉ mình tôi thấy"}
    refused = lead.post(f"/nhiem-vu/{task.pk}/tien-do/", sent)
    assert refused.status_code == 422
    assert "Chỉ mình tôi thấy" in refused.content.decode()
    assert 'aria-invalid="true"' in refused.content.decode()
    for client in (lead, other):
        form = step(client, task.pk, "progress")
        assert "Chỉ mình tôi thấy" not in form
        assert "aria-invalid" not in form
    assert _without_secret(step(other, task.pk, "progress")) == _without_secret(blank)


def _without_secret(form: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", form)


def test_the_secret_and_the_version_are_of_the_page(world: World) -> None:
    task = give(world)
    lead, other = signed_in(world, "sokhdt"), signed_in(world, "chuyenvien")
    secrets = {
        re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', step(one, task.pk, "progress"))[0]
        for one in (lead, other)
    }
    assert len(secrets) == 2
    before = step(lead, task.pk, "progress")
    actions.report_progress(task.pk, percent=10, note="Đang làm", by=world.actor("sokhdt"), at=world.at)
    after = step(lead, task.pk, "progress")
    assert f'name="version" value="{task.version}"' in before
    assert f'name="version" value="{task.version + 1}"' in after


def test_each_language_has_its_own(world: World) -> None:
    task = give(world)
    lead = signed_in(world, "sokhdt")
    assert "Nội dung" in step(lead, task.pk, "progress")
    lead.cookies["django_language"] = "en"
    assert "Nội dung" not in step(lead, task.pk, "progress")
    del lead.cookies["django_language"]
    assert "Nội dung" in step(lead, task.pk, "progress")
