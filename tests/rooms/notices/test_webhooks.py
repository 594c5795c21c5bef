"""Webhooks to a real receiver: signed, tried again, never to where they may not go."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, connection, transaction

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.notices import actions, addresses, queries
from cotmoc.notices.actions import Delivered, Event, endpoints
from cotmoc.notices.carrying import DELIVERY_HELD
from cotmoc.notices.models import Delivery, Endpoint
from tests.rooms.notices.hook_server import Receiver, receiving
from tests.rooms.small_province import World

DATA = {"title": "Rà soát chốt «Mốc 12»", "task": 15}


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.COTMOC_WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def endpoint(open_world: World, receiver: Receiver) -> Endpoint:
    by = open_world.actor("quantri")
    return actions.add_endpoint(
        url=receiver.url, events=["task.", "report.approved"], by=by, at=open_world.at
    )


def tell(world: World, name: str = "task.assigned", key: str = "e1") -> Delivery:
    actions.announce(Event(world.province.pk, key, name, lambda: DATA), at=world.at)
    return Delivery.objects.get(event_id=key)


def documented() -> Callable[..., bool]:
    """``genuine`` as docs/how-to/notices.md gives it to those who write a receiver."""
    text = (configured.BASE_DIR / "docs/how-to/notices.md").read_text("utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    found: Callable[..., bool] = names["genuine"]
    return found


def test_it_arrives_signed_and_a_receiver_can_tell(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    delivery = tell(open_world)
    assert actions.deliver_due(at=open_world.at) == Delivered(delivered=1)
    [(path, headers, body)] = receiver.got
    assert path == "/cotmoc?nguon=1"
    assert json.loads(body) == {
        "id": "e1",
        "event": "task.assigned",
        "at": "2022-07-25T02:00:00+00:00",
        "data": DATA,
    }
    assert (headers["Cotmoc-Event"], headers["Cotmoc-Event-Id"]) == ("task.assigned", "e1")
    assert headers["Host"] == f"127.0.0.1:{receiver.port}"
    secret = queries.secret(open_world.actor("quantri"), endpoint.pk)
    genuine, now = documented(), open_world.at.timestamp()
    sent, signed = headers["Cotmoc-Timestamp"], headers["Cotmoc-Signature"]
    assert genuine(secret, sent, signed, body, now)
    assert not genuine(secret, sent, signed, body + b" ", now)
    assert not genuine(secret, str(int(sent) + 1), signed, body, now)
    assert not genuine("0" * 64, sent, signed, body, now)
    assert not genuine(secret, sent, signed, body, now + 3600), "a replay an hour later"
    assert not genuine(secret, "x", signed, body, now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.attempts) == ("delivered", 200, 1)
    assert delivery.answer == "200 " + "x" * 200
    assert actions.deliver_due(at=open_world.at) == Delivered()


def test_the_secret_stands_in_no_row(open_world: World, endpoint: Endpoint) -> None:
    by = open_world.actor("quantri")
    secret = queries.secret(by, endpoint.pk)
    assert re.fullmatch("[0-9a-f]{64}", secret)
    rows = [list(Endpoint.objects.values()), list(AuditRow.objects.values())]
    assert secret not in repr(rows)
    actions.renew_secret(endpoint.pk, by=by)
    assert queries.secret(by, endpoint.pk) != secret
    for reader in ("vanphong", "kiemtra"):
        with pytest.raises(Problem, match="not-permitted"):
            queries.secret(open_world.actor(reader), endpoint.pk)


def test_an_event_is_queued_once_for_those_who_want_it(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    by, at = open_world.actor("quantri"), open_world.at
    everything = actions.add_endpoint(url=receiver.url + "&moi", events=["*"], by=by, at=at)
    closed = actions.add_endpoint(url=receiver.url + "&dong", events=["*"], by=by, at=at)
    actions.change_endpoint(closed.pk, active=False, by=by)
    told = [
        actions.announce(Event(open_world.province.pk, key, name, lambda: DATA), at=at)
        for key, name in [("1", "task.closed"), ("1", "task.closed"), ("2", "report.sent"), ("3", "tasks.x")]
    ]
    assert told == [2, 0, 1, 1]
    rows = set(Delivery.objects.values_list("endpoint", "event_id"))
    assert rows == {(endpoint.pk, "1"), (everything.pk, "1"), (everything.pk, "2"), (everything.pk, "3")}
    assert [(row.endpoint.pk, row.waiting) for row in queries.endpoints(by)] == [
        (endpoint.pk, 1),
        (everything.pk, 3),
        (closed.pk, 0),
    ]


def test_500_then_200(open_world: World, receiver: Receiver, endpoint: Endpoint) -> None:
    receiver.answers = [500, 200]
    delivery = tell(open_world)
    assert actions.deliver_due(at=open_world.at) == Delivered(later=1)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == ("queued", 500)
    assert actions.deliver_due(at=open_world.at) == Delivered()
    assert actions.deliver_due(at=open_world.at + timedelta(minutes=1)) == Delivered(delivered=1)
    first, second = receiver.got
    assert first[2] == second[2]
    assert first[1]["Cotmoc-Event-Id"] == second[1]["Cotmoc-Event-Id"]
    assert first[1]["Cotmoc-Signature"] != second[1]["Cotmoc-Signature"]


def test_it_is_given_up_after_two_days_and_delivered_by_hand(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    receiver.answers = [503]
    delivery, at = tell(open_world), open_world.at
    while delivery.state == "queued":
        actions.deliver_due(at=at)
        delivery.refresh_from_db()
        at = max(at, delivery.not_before) + timedelta(seconds=5)
    assert (delivery.state, delivery.attempts) == ("failed", 9)
    assert timedelta(days=2) < at - open_world.at < timedelta(days=2, hours=2)
    by = open_world.actor("quantri")
    with pytest.raises(Problem, match="not-permitted"):
        actions.redeliver(delivery.pk, by=open_world.actor("vanphong"), at=at)
    actions.redeliver(delivery.pk, by=by, at=at)
    with pytest.raises(Problem, match="wrong-state"):
        actions.redeliver(delivery.pk, by=by, at=at)
    receiver.answers = [204]
    assert actions.deliver_due(at=at) == Delivered(delivered=1)
    assert [one.state for one in queries.deliveries(by, state="delivered", endpoint=endpoint.pk)] == [
        "delivered"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["silent", "dripping"])
def test_who_does_not_answer_is_left_in_time_and_for_the_round(
    open_world: World, receiver: Receiver, endpoint: Endpoint, kind: str
) -> None:
    setattr(receiver, kind, True)
    delivery = tell(open_world)
    tell(open_world, key="e2")
    began = time.monotonic()
    assert actions.deliver_due(at=open_world.at, seconds=0.4) == Delivered(later=1)
    assert time.monotonic() - began < 5
    assert len(receiver.got) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == ("queued", None)
    assert delivery.answer


def test_a_receiver_that_is_not_there(open_world: World, receiver: Receiver, endpoint: Endpoint) -> None:
    Endpoint.objects.update(url="http://127.0.0.1:1/x")
    delivery = tell(open_world)
    assert actions.deliver_due(at=open_world.at) == Delivered(later=1)
    delivery.refresh_from_db()
    assert "ConnectionRefusedError" in delivery.answer


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(
    open_world: World, receiver: Receiver, endpoint: Endpoint, status: int
) -> None:
    with receiving(Receiver()) as other:
        receiver.answers, receiver.location = [status], other.url
        delivery = tell(open_world)
        assert actions.deliver_due(at=open_world.at) == Delivered(later=1)
        assert other.got == []
    delivery.refresh_from_db()
    assert delivery.status == status


@pytest.mark.parametrize(
    "url",
    [
        "http://example.vn/",
        "ftp://example.vn/",
        "https://",
        "https://a:b@example.vn/",
        "https://example.vn/#a",
        "https://example.vn:0/",
        "https://example.vn:99999/",
        "https://example.vn/a b",
        "https://example.vn/\r\nX: y",
        "https://ví-dụ.vn/",
        "https://10.1.2.3/",
        "https://127.0.0.2/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "http://localhost/",
    ],
)
def test_where_a_webhook_may_not_go(world: World, url: str) -> None:
    with pytest.raises(Problem, match="webhook-address"):
        actions.add_endpoint(url=url, events=["*"], by=world.actor("quantri"), at=world.at)
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_a_name_that_leads_inside_is_refused_when_it_is_resolved(
    open_world: World, receiver: Receiver, settings: Any, host: str
) -> None:
    settings.COTMOC_WEBHOOK_HOSTS = frozenset()
    url = f"https://{host}:{receiver.port}/"
    by = open_world.actor("quantri")
    actions.add_endpoint(url=url, events=["*"], by=by, at=open_world.at)
    delivery = tell(open_world)
    assert actions.deliver_due(at=open_world.at) == Delivered(later=1)
    delivery.refresh_from_db()
    assert "mạng công khai" in delivery.answer
    assert receiver.got == []


def test_a_named_host_is_allowed_and_plain_http_on_this_machine_only(settings: Any) -> None:
    settings.COTMOC_WEBHOOK_HOSTS = frozenset({"localhost", "10.0.0.5", "8.8.8.8"})
    assert addresses.resolved(addresses.place("https://10.0.0.5/")) == "10.0.0.5"
    assert addresses.resolved(addresses.place("http://localhost:8000/a?b=c")) in ("127.0.0.1", "::1")
    assert addresses.resolved(addresses.place("https://9.9.9.9:8443/")) == "9.9.9.9"
    for url in ("http://10.0.0.5/", "http://8.8.8.8/"):
        with pytest.raises(Problem, match="webhook-address"):
            addresses.resolved(addresses.place(url))


def test_a_delivery_whose_sender_died_is_taken_up_again(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    tell(open_world)
    at = open_world.at
    Delivery.objects.update(state="sending", owner="đã chết", held_until=at + DELIVERY_HELD, attempts=1)
    assert actions.deliver_due(at=at) == Delivered()
    assert actions.deliver_due(at=at + DELIVERY_HELD) == Delivered(delivered=1)


def test_two_at_once_deliver_each_event_once(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    for number in range(30):
        tell(open_world, key=f"e{number}")
    start, done = threading.Barrier(2), list[int]()

    def deliver() -> None:
        try:
            start.wait(timeout=30)
            done.append(actions.deliver_due(at=open_world.at).delivered)
        finally:
            connection.close()

    both = [threading.Thread(target=deliver) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(done) == 30
    assert len({headers["Cotmoc-Event-Id"] for _, headers, _ in receiver.got}) == len(receiver.got) == 30


def test_a_closed_endpoint_gets_nothing_until_it_is_open(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    by = open_world.actor("quantri")
    tell(open_world)
    actions.change_endpoint(endpoint.pk, active=False, by=by)
    assert actions.deliver_due(at=open_world.at) == Delivered()
    actions.change_endpoint(endpoint.pk, active=True, events=["report."], by=by)
    assert actions.deliver_due(at=open_world.at) == Delivered(delivered=1)
    with pytest.raises(Problem, match="bad-value"):
        actions.change_endpoint(endpoint.pk, events=["Mọi việc"], by=by)
    with pytest.raises(Problem, match="webhook-endpoint-known"):
        actions.add_endpoint(url=receiver.url, events=["*"], by=by, at=open_world.at)
    with pytest.raises(Problem, match="not-permitted"):
        actions.add_endpoint(url="https://x.vn", events=["*"], by=open_world.actor("xa"), at=open_world.at)


def test_what_changes_during_a_round_holds_at_once(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    by = open_world.actor("quantri")
    for number in range(3):
        tell(open_world, key=f"e{number}")
    secrets = [queries.secret(by, endpoint.pk)]

    def meanwhile() -> bool:
        if len(receiver.got) == 1:
            actions.renew_secret(endpoint.pk, by=by)
            secrets.append(queries.secret(by, endpoint.pk))
        if len(receiver.got) == 2:
            actions.change_endpoint(endpoint.pk, active=False, by=by)
        return False

    assert actions.deliver_due(at=open_world.at, stop=meanwhile) == Delivered(delivered=2)
    now = open_world.at.timestamp()
    for secret, (_, headers, body) in zip(secrets, receiver.got, strict=True):
        assert documented()(secret, headers["Cotmoc-Timestamp"], headers["Cotmoc-Signature"], body, now)


def test_a_slow_endpoint_does_not_keep_the_others_waiting(
    open_world: World, receiver: Receiver, endpoint: Endpoint
) -> None:
    with receiving(Receiver()) as other:
        actions.add_endpoint(url=other.url, events=["*"], by=open_world.actor("quantri"), at=open_world.at)
        for number in range(3):
            actions.announce(
                Event(open_world.province.pk, f"e{number}", "task.assigned", lambda: DATA), at=open_world.at
            )
        assert actions.deliver_due(at=open_world.at, patience=1e-9) == Delivered(delivered=2)
        assert (len(receiver.got), len(other.got)) == (1, 1)
        assert actions.deliver_due(at=open_world.at) == Delivered(delivered=4)


def test_two_who_change_an_endpoint_at_once_both_have_their_way(
    open_world: World, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(province: int, pk: int) -> Endpoint:
        found = Endpoint.objects.get(province=province, pk=pk)
        Endpoint.objects.filter(pk=pk).update(active=False)  # the other one, right after
        return found

    by = open_world.actor("quantri")
    monkeypatch.setattr(endpoints, "endpoint_of", read)
    changed = actions.change_endpoint(endpoint.pk, events=["report."], by=by)
    assert (changed.events, changed.active) == (["report."], False)
    assert actions.change_endpoint(endpoint.pk, by=by).events == ["report."]


def test_two_who_add_the_same_address_at_once_make_one(open_world: World) -> None:
    start, said = threading.Barrier(4), list[str]()

    def add() -> None:
        try:
            by = open_world.actor("quantri")
            start.wait(timeout=30)
            actions.add_endpoint(url="https://example.vn/", events=["*"], by=by, at=open_world.at)
            said.append("made")
        except Problem as problem:
            said.append(problem.entry.code)
        finally:
            connection.close()

    all_ = [threading.Thread(target=add) for _ in range(4)]
    for one in all_:
        one.start()
    for one in all_:
        one.join()
    assert sorted(said) == ["made", *["webhook-endpoint-known"] * 3]


def test_the_database_refuses_nonsense(open_world: World, endpoint: Endpoint) -> None:
    row = tell(open_world)
    for nonsense in (
        {"state": "lost"},
        {"state": "sending"},
        {"state": "delivered"},
        {"state": "failed"},
        {"event_id": "a\r\nX: y"},
        {"owner": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.filter(pk=row.pk).update(**nonsense)
