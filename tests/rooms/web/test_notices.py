"""Mail and webhooks on the pages of administration: what goes out, what is settled, secrets shown once."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.notices import actions, queries
from cotmoc.notices.models import Delivery, Endpoint, Message
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World

pytestmark = pytest.mark.django_db
URL = "https://nhan.example/cotmoc"


@pytest.fixture(autouse=True)
def _pinned(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.COTMOC_SMTP_HOST = ""


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def shown(world: World, username: str, name: str, *args: int, query: str = "") -> str:
    response = signed_in(world, username).get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return text_of(response)


def letter(world: World, key: str, at: datetime | None = None, **state: object) -> int:
    said = actions.Letter(
        world.province.pk, key, f"{key}@kontum.example", f"Nhiệm vụ của {key}", "Bí mật riêng"
    )
    pk = int(actions.queue(said, at=at or clock.now()).pk)
    Message.objects.filter(pk=pk).update(**state)
    return pk


def cut_off(world: World, key: str = "huyen") -> int:
    """A message whose sender died half an hour ago."""
    at = clock.now() - timedelta(hours=1)
    return letter(world, key, at, state="sending", owner="x", held_until=at + timedelta(minutes=30))


def endpoint(world: World, **more: Any) -> int:
    values = {"url": URL, "events": ["task."], **more}
    return int(actions.add_endpoint(**values, by=world.actor("quantri"), at=clock.now()).pk)


def event(world: World, key: str, **state: object) -> int:
    told = actions.Event(world.province.pk, key, "task.assigned", lambda: {"task": 15})
    actions.announce(told, at=clock.now())
    Delivery.objects.filter(event_id=key).update(**state)
    return int(Delivery.objects.get(event_id=key).pk)


# --- mail ---


def test_without_a_mail_server_the_page_says_so(world: World, settings: Any) -> None:
    said = "Chưa cài máy chủ thư nên chưa gửi gì."
    text = shown(world, "vanphong", "mail")
    assert said in text
    assert "Chưa có thư nào" in text
    letter(world, "xa", state="sent", sent_at=clock.now())
    text = shown(world, "vanphong", "mail")
    assert said not in text
    assert "Ở đây chưa cài máy chủ thư." in text
    settings.COTMOC_SMTP_HOST = "mail.kontum.example"
    assert "chưa cài máy chủ thư" not in shown(world, "vanphong", "mail").lower()


def test_mail_that_nobody_sends_is_told(world: World, settings: Any) -> None:
    settings.COTMOC_SMTP_HOST = "mail.kontum.example"
    letter(world, "moi")
    assert "quá 10 phút" not in shown(world, "quantri", "mail")
    letter(world, "cu", clock.now() - timedelta(minutes=11))
    assert "1 thư đến giờ đã quá 10 phút mà chưa gửi." in shown(world, "quantri", "mail")


def test_the_outbox_counts_and_narrows(world: World) -> None:
    letter(world, "xa")
    letter(world, "soyte", state="failed", answer="550 hộp thư không có")
    lost = cut_off(world)
    text = shown(world, "kiemtra", "mail")
    counted = dict(re.findall(r'<a href="[^"]*tinh-trang=(\w+)"[^>]*><b>(\d+)</b>', text))
    assert counted == {
        "queued": "1",
        "sending": "0",
        "unknown": "1",
        "sent": "0",
        "failed": "1",
        "cancelled": "0",
    }
    only = shown(world, "kiemtra", "mail", query="?tinh-trang=unknown")
    assert (reverse("mail_message", args=[lost]) in only, "Nhiệm vụ của xa" in only) == (True, False)
    found = shown(world, "kiemtra", "mail", query="?tim=SOYTE@")
    assert ("Nhiệm vụ của soyte" in found, "Nhiệm vụ của xa" in found) == (True, False)
    assert "Không có thư nào như vậy" in shown(world, "kiemtra", "mail", query="?tim=không-ai")
    assert "Gửi thư thử" not in text


@pytest.mark.parametrize("sought", ["_" * 26_000, "x" * 60_000, "không có ai"])
def test_what_is_sought_in_vain_is_told_however_long(world: World, sought: str) -> None:
    letter(world, "xa")
    endpoint(world)
    event(world, "e1")
    page = shown(world, "quantri", "mail", query="?" + urlencode({"tim": sought}))
    assert "Không có thư nào như vậy" in page
    assert f'<p class="mut">{sought}' not in page
    assert "Chưa có lần gửi nào" not in shown(world, "quantri", "webhook_log")
    for name in (sought, f"{sought}."):
        page = shown(world, "quantri", "webhook_log", query="?" + urlencode({"viec": name}))
        assert "Không có lần gửi nào như vậy" in page


def test_before_anything_was_sent_the_log_says_so(world: World) -> None:
    assert "Chưa có lần gửi nào" in shown(world, "quantri", "webhook_log")


def test_a_message_is_shown_without_its_text(world: World) -> None:
    pk = letter(world, "soyte", state="failed", answer="550 hộp thư không có", attempts=2)
    text = shown(world, "vanphong", "mail_message", pk)
    for there in ("soyte@kontum.example", "550 hộp thư không có", "Không gửi được", "Xếp hàng"):
        assert there in text
    assert "Bí mật riêng" not in text
    assert reverse("mail_settle", args=[pk]) not in text, "who only reads settles nothing"


def test_an_unknown_message_is_settled_with_a_reason(world: World) -> None:
    pk, client = cut_off(world), signed_in(world, "quantri")
    where = reverse("mail_settle", args=[pk])
    text = shown(world, "quantri", "mail_message", pk)
    assert "Không rõ thư này đã đến nơi chưa." in text
    assert where in text
    empty = client.post(where, {"outcome": "sent", "reason": " "})
    assert (empty.status_code, Message.objects.get().state) == (422, "sending")
    said = {"outcome": "sent", "reason": "Huyện nói đã nhận"}
    assert signed_in(world, "vanphong").post(where, said).status_code == 404
    assert client.post(where, said)["Location"] == reverse("mail_message", args=[pk])
    text = shown(world, "vanphong", "mail_message", pk)
    assert all(there in text for there in ("Ghi là đã gửi", "Tài khoản quantri", "Huyện nói đã nhận"))
    again = client.post(where, said)
    assert again.status_code == 422
    assert "không có gì để quyết định" in text_of(again)
    assert Message.objects.get().state == "sent"


def test_a_refused_message_can_only_be_sent_again(world: World) -> None:
    pk, client = letter(world, "xa", state="failed", answer="550"), signed_in(world, "quantri")
    text = shown(world, "quantri", "mail_message", pk)
    assert re.findall(r'type="radio" name="outcome" value="(\w+)"', text) == ["again"]
    where = reverse("mail_settle", args=[pk])
    assert client.post(where, {"outcome": "sent", "reason": "x"}).status_code == 422
    assert client.post(where, {"outcome": "again", "reason": "Đã sửa địa chỉ"}).status_code == 302
    assert Message.objects.get().state == "queued"


def test_a_trial_goes_into_the_outbox(world: World) -> None:
    client = signed_in(world, "quantri")
    made = client.post(reverse("mail_trial"), {"address": "quantri@kontum.example"})
    row = Message.objects.get()
    assert made["Location"] == reverse("mail_message", args=[row.pk])
    assert (row.address, row.state) == ("quantri@kontum.example", "queued")
    wrong = client.post(reverse("mail_trial"), {"address": "quản trị@kontum"})
    assert (wrong.status_code, "không phải một địa chỉ thư" in text_of(wrong)) == (422, True)
    assert Message.objects.count() == 1
    assert AuditRow.objects.filter(deed="notice.trial").count() == 1


# --- webhooks ---


def test_an_endpoint_is_added_and_its_secret_shown_once(world: World) -> None:
    client = signed_in(world, "quantri")
    assert "Chưa có nơi nhận nào" in shown(world, "vanphong", "webhooks")
    made = client.post(reverse("webhook_new"), {"url": URL, "events": "task., report.approved"})
    row = Endpoint.objects.get()
    assert row.events == ["report.approved", "task."]
    secret = queries.secret(world.actor("quantri"), row.pk)
    assert secret in text_of(made)
    assert "no-store" in made["Cache-Control"]
    for name, args in (("webhooks", ()), ("webhook", (row.pk,)), ("webhook_log", ())):
        text = shown(world, "quantri", name, *args)
        assert URL in text
        assert secret not in text
    renewed = client.post(reverse("webhook_secret", args=[row.pk]))
    assert queries.secret(world.actor("quantri"), row.pk) in text_of(renewed)
    assert secret not in text_of(renewed)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"url": "http://nhan.example/"}, "cần https"),
        ({"url": "https://10.0.0.7/"}, "không ở trên mạng công khai"),
        ({"events": "Giao việc"}, "ghi tên việc như task.assigned"),
        ({"events": " , "}, ""),
    ],
)
def test_what_cannot_be_an_endpoint_is_said_at_the_form(world: World, form: Any, said: str) -> None:
    sent = {"url": URL, "events": "task.", **form}
    response = signed_in(world, "quantri").post(reverse("webhook_new"), sent)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Endpoint.objects.exists()


def test_a_known_address_is_said(world: World) -> None:
    pk = endpoint(world)
    response = signed_in(world, "quantri").post(reverse("webhook_new"), {"url": URL, "events": "*"})
    assert response.status_code == 422
    assert f"đã là nơi nhận webhook số {pk}" in text_of(response)


def test_events_are_changed_and_an_endpoint_is_stopped_and_opened(world: World) -> None:
    pk, client = endpoint(world), signed_in(world, "quantri")
    assert client.post(reverse("webhook_events", args=[pk]), {"events": "task.accepted"}).status_code == 302
    wrong = client.post(reverse("webhook_events", args=[pk]), {"events": "*, việc"})
    assert (wrong.status_code, "ghi tên việc như" in text_of(wrong)) == (422, True)
    assert client.post(reverse("webhook_use", args=[pk]), {"active": "0"}).status_code == 302
    row = Endpoint.objects.get()
    assert (row.events, row.active) == (["task.accepted"], False)
    assert "Đã dừng" in shown(world, "kiemtra", "webhooks")
    assert client.post(reverse("webhook_use", args=[pk]), {"active": "1"}).status_code == 302
    assert Endpoint.objects.get().active


def test_the_log_is_narrowed_and_a_lost_event_sent_again(world: World) -> None:
    pk = endpoint(world)
    waits = event(world, "e-1")
    lost = event(world, "e-2", state="failed", status=500, answer="500 máy nhận hỏng", attempts=9)
    text = shown(world, "quantri", "webhook_log")
    assert "500 máy nhận hỏng" in text
    buttons = [reverse("webhook_redeliver", args=[one]) in text for one in (waits, lost)]
    assert buttons == [False, True]
    for query, there in {
        "?tinh-trang=failed": ("e-2",),
        "?tinh-trang=queued": ("e-1",),
        f"?noi-nhan={pk}&viec=task.": ("e-1", "e-2"),
        "?viec=report.approved": (),
    }.items():
        found = shown(world, "kiemtra", "webhook_log", query=query)
        assert tuple(one for one in ("e-1", "e-2") if one in found) == there, query
        assert "Gửi lại" not in found
    client, where = signed_in(world, "quantri"), reverse("webhook_redeliver", args=[lost])
    assert signed_in(world, "kiemtra").post(where).status_code == 404
    assert client.post(where)["Location"] == f"{reverse('webhook_log')}?noi-nhan={pk}"
    row = Delivery.objects.get(pk=lost)
    assert (row.state, row.attempts) == ("queued", 0)
    assert client.post(where).status_code == 409


def test_who_may_open_what(world: World) -> None:
    pk, mail = endpoint(world), letter(world, "xa")
    read = [reverse("mail"), reverse("mail_message", args=[mail]), reverse("webhooks")]
    read += [reverse("webhook", args=[pk]), reverse("webhook_log")]
    for who, status in {"chuyenvien": 404, "xa": 404, "kiemtra": 200, "vanphong": 200}.items():
        client = signed_in(world, who)
        assert [client.get(address).status_code for address in read] == [status] * len(read), who
        assert client.get(reverse("webhook_new")).status_code == 404
        assert client.post(reverse("webhook_secret", args=[pk])).status_code == 404
    text = shown(world, "vanphong", "webhook", pk)
    assert "Đổi khóa" not in text
    assert reverse("webhook_events", args=[pk]) not in text


def test_what_is_not_there_is_not_found(world: World) -> None:
    client = signed_in(world, "quantri")
    for address in ("mail_message", "webhook"):
        assert client.get(reverse(address, args=[99])).status_code == 404
    for address in ("mail_settle", "webhook_events", "webhook_use", "webhook_secret", "webhook_redeliver"):
        form = {"outcome": "sent", "reason": "x", "events": "*", "active": "0"}
        assert client.post(reverse(address, args=[99]), form).status_code == 404, address
