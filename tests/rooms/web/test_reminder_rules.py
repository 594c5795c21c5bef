"""The page of the rules for reminders as the administrator and everybody else meet it."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import ReminderRule
from tests.rooms.small_province import World
from tests.rooms.tasks.test_reminding import due

pytestmark = pytest.mark.django_db
PAGE, CHANGE = "/quan-tri/nhac-viec/", "/quan-tri/nhac-viec/sua/"


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def signed_in(world: World, username: str = "quantri") -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def sent(world: World, do: str, *rows: dict[str, str], **more: str) -> dict[str, str]:
    """The form as it goes out with these rows."""
    mark = queries.reminder_rules(world.actor("quantri")).rules.mark
    data = {"rows": str(len(rows)), "quiet": "18:00-07:00", "digest_hour": "7", "mark": mark, "do": do}
    for at, row in enumerate(rows):
        data |= {f"rule-{at}-{name}": value for name, value in row.items()}
    return data | more


LEAD = {"role": "lead", "level": "", "before": "2", "after": "", "again": ""}
BLANK = {"role": "", "level": "", "before": "", "after": "", "again": ""}


def test_everybody_reads_the_rules_in_words_and_the_administrator_changes_them(world: World) -> None:
    page = signed_in(world, "sokhdt").get(PAGE)
    assert "Cơ quan chủ trì, mọi cấp Trước hạn 7, 3, 1 ngày và đúng ngày đến hạn" in text(page)
    assert "Quy tắc ban đầu của phần mềm." in text(page)
    assert CHANGE not in page.content.decode()
    assert CHANGE in signed_in(world).get(PAGE).content.decode()
    assert signed_in(world, "vanphong").get(CHANGE).status_code == 404


def test_the_preview_names_who_is_reminded_today_and_saves_nothing(world: World) -> None:
    due(world, 2)
    due(world, -7)
    page = signed_in(world).post(CHANGE, sent(world, "preview", LEAD, BLANK))
    assert page.status_code == 200
    assert "Hôm nay nhắc 2 người; theo quy tắc đang áp dụng là 5 người" in text(page)
    assert "Sở KH&ĐT Tài khoản sokhdt 0 đến hạn, 1 quá hạn 1 đến hạn, 0 quá hạn" in text(page)
    assert 'name="rule-0-before" value="2"' in page.content.decode()
    assert not ReminderRule.objects.exists()
    assert "Rà soát" not in text(page)


def test_saved_rules_hold_at_once_and_the_way_back_is_offered(world: World) -> None:
    task = due(world, 2)
    client = signed_in(world)
    gone = {"role": "giver", "level": "", "before": "1", "after": "", "again": "", "remove": "on"}
    page = client.post(CHANGE, sent(world, "save", LEAD, gone, BLANK), follow=True)
    assert "Đã lưu quy tắc nhắc việc" in text(page)
    assert "Tài khoản quantri đặt lúc" in text(page)
    assert list(ReminderRule.objects.values_list("role", "before")) == [("lead", [2])]
    assert task.title in text(signed_in(world, "sokhdt").get("/nhiem-vu/nhac-viec/"))
    back = client.post(f"{PAGE}ban-dau/", follow=True)
    assert "Quy tắc ban đầu của phần mềm." in text(back)
    assert not ReminderRule.objects.exists()


def test_each_failure_stands_at_its_field_with_what_was_typed(world: World) -> None:
    twice = {**LEAD, "before": "1"}
    far = {**LEAD, "role": "giver", "before": "sau", "after": "999", "again": "x"}
    page = signed_in(world).post(CHANGE, sent(world, "save", LEAD, BLANK, twice, far))
    assert page.status_code == 422
    assert "Quy tắc 4: Rồi cứ mỗi (ngày)" in text(page)
    page = signed_in(world).post(
        CHANGE, sent(world, "save", LEAD, BLANK, twice, {**far, "again": "7"}, digest_hour="6")
    )
    shown, words = page.content.decode(), text(page)
    assert page.status_code == 422
    assert "còn 4 chỗ cần sửa" in words
    for place in ("rule-2-role", "rule-3-before", "rule-3-after", "id_digest_hour"):
        assert f'href="#{place}"' in shown, place
    assert 'value="sau"' in shown
    assert 'aria-describedby="rule-3-before-e"' in shown
    assert "Có hai quy tắc nhắc việc cho cơ quan chủ trì, mọi cấp." in words
    assert "6 giờ nằm trong giờ yên tĩnh 18:00-07:00" in words
    assert not ReminderRule.objects.exists()


@pytest.mark.parametrize("more", [{"rows": "x"}, {"rows": "999"}, {"rows": "-1"}, {"digest_hour": ""}])
def test_a_form_that_is_not_ours_saves_nothing(world: World, more: dict[str, str]) -> None:
    page = signed_in(world).post(CHANGE, sent(world, "save", BLANK, **more))
    assert page.status_code == 422
    assert not ReminderRule.objects.exists()


def test_a_row_more_keeps_what_was_typed(world: World) -> None:
    page = signed_in(world).post(CHANGE, sent(world, "more", {**LEAD, "before": "sau"}))
    assert page.status_code == 200
    assert [name in page.content.decode() for name in ("rule-1-role", "rule-2-role", 'value="sau"')] == [
        True,
        False,
        True,
    ]


def test_the_second_of_two_sees_the_new_rules_and_decides(world: World) -> None:
    mine = sent(world, "save", LEAD)
    other = {**LEAD, "before": "4"}
    actions.set_reminder_rules(
        rules=[{**other, "again": 0}], quiet="", digest_hour=0, by=world.actor("quantri"), at=world.at
    )
    client = signed_in(world)
    refused = client.post(CHANGE, mine)
    assert refused.status_code == 409
    assert "Cơ quan chủ trì, mọi cấp: trước hạn 4 ngày" in text(refused)
    mark = re.search(r'name="mark" value="(\w+)"', refused.content.decode())
    assert mark is not None
    assert client.post(CHANGE, mine | {"mark": mark[1]}).status_code == 302
    assert ReminderRule.objects.get().before == [2]


def test_days_around_the_due_day_on_the_page_of_reminders(world: World) -> None:
    own = [{"role": "lead", "level": "", "before": "1", "after": "1", "again": 0}]
    actions.set_reminder_rules(rules=own, quiet="", digest_hour=0, by=world.actor("quantri"), at=world.at)
    tasks = {days: due(world, days, title=f"Việc {days} ngày") for days in (-2, -1, 0, 1, 2)}
    page = text(signed_in(world, "sokhdt").get("/nhiem-vu/nhac-viec/"))
    assert [days for days, task in tasks.items() if task.title in page] == [-1, 1]
    assert tasks[1].due_on == date(2022, 7, 25) + timedelta(days=1)
