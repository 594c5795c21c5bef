"""Sending the outbox to a real mail server: what arrives, what is refused, what waits and what is unknown."""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from django.db import connection

from cotmoc.audit.models import AuditRow
from cotmoc.cli.certificate import self_signed
from cotmoc.domain.errors import Problem
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.notices import actions, queries
from cotmoc.notices.actions import Sent, Settling
from cotmoc.notices.carrying import HELD
from cotmoc.notices.models import Message
from tests.rooms.notices.conftest import Queue
from tests.rooms.notices.mail_server import Post, serving
from tests.rooms.small_province import World

LONG = "Về việc triển khai nhiệm vụ quản lý, bảo vệ biên giới quốc gia và phối hợp giữa các lực lượng " * 3


def row(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_a_vietnamese_letter_arrives_whole(open_world: World, post: Post, queue: Queue) -> None:
    message = queue(
        name="Nguyễn Thị Ánh, Sở KH&ĐT", subject=LONG, body="Đồng chí xem.\n.\n..Mốc 12\n" + LONG + "\n"
    )
    assert actions.send_due(at=open_world.at) == Sent(sent=1)
    [letter] = post.letters
    assert letter["Subject"] == LONG.strip()
    assert str(letter["From"].addresses[0]) == "Cột Mốc <cotmoc@kontum.example>"
    [to] = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Nguyễn Thị Ánh, Sở KH&ĐT", "sokhdt@kontum.example")
    assert letter["Message-ID"] == message.message_id
    assert letter["Message-ID"].endswith("@kontum.example>")
    assert letter["Date"].datetime == open_world.at
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == message.body
    head = post.bytes[0].partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert head.isascii()
    assert row(message).state == "sent"
    assert message.answer == "250 OK queued"
    assert message.sent_at is not None


def test_many_go_over_one_connection_and_none_goes_twice(open_world: World, post: Post, queue: Queue) -> None:
    for number in range(30):
        queue(f"giao {number}")
    assert actions.send_due(at=open_world.at, limit=10).sent == 10
    assert actions.send_due(at=open_world.at).sent == 20
    assert actions.send_due(at=open_world.at) == Sent()
    assert (len(set(post.identities)), len(post.identities), post.connections) == (30, 30, 2)


def test_a_server_that_ends_the_connection_in_between_is_asked_again(
    open_world: World, post: Post, queue: Queue
) -> None:
    post.most_a_connection = 4
    for number in range(10):
        queue(f"giao {number}")
    assert actions.send_due(at=open_world.at) == Sent(sent=10)
    assert post.connections == 3


def test_a_refused_recipient_fails_with_the_servers_words_and_the_others_go(
    open_world: World, post: Post, queue: Queue
) -> None:
    post.refused = {"sai@kontum.example": "550 5.1.1 no such mailbox", "day@kontum.example": "452 full"}
    wrong, full, right = queue("a", "sai@kontum.example"), queue("b", "day@kontum.example"), queue("c")
    assert actions.send_due(at=open_world.at) == Sent(sent=1, failed=1, later=1)
    assert (row(wrong).state, wrong.answer) == ("failed", "550 5.1.1 no such mailbox")
    assert (row(full).state, full.answer, full.attempts) == ("queued", "452 full", 1)
    assert timedelta(seconds=60) <= full.not_before - open_world.at < timedelta(seconds=75)
    assert row(right).state == "sent"
    post.refused = {}
    assert actions.send_due(at=open_world.at + timedelta(minutes=2)) == Sent(sent=1)


def test_one_that_is_put_off_for_days_fails_in_the_end(open_world: World, post: Post, queue: Queue) -> None:
    post.refused = {"sokhdt@kontum.example": "451 greylisted"}
    message, at, waits = queue(), open_world.at, []
    while row(message).state == "queued":
        actions.send_due(at=at)
        waits.append((row(message).not_before - at) // timedelta(minutes=1))
        at = message.not_before + timedelta(seconds=5)
    assert (message.state, message.answer) == ("failed", "451 greylisted")
    assert waits[:8] == [1, 5, 15, 30, 60, 120, 240, 240]
    assert timedelta(days=5) < at - open_world.at < timedelta(days=6)


def test_days_without_a_server_are_not_held_against_a_message(
    open_world: World, port: int, queue: Queue
) -> None:
    message, at = queue(), open_world.at
    for _ in range(60):
        assert actions.send_due(at=at).trouble
        at = row(message).not_before + timedelta(seconds=5)
    assert at > open_world.at + timedelta(days=8)
    post = Post()
    post.refused = {"sokhdt@kontum.example": "451 greylisted"}
    with serving(post, port):
        assert actions.send_due(at=at) == Sent(later=1)
        post.refused = {}
        assert actions.send_due(at=at + timedelta(days=1)) == Sent(sent=1)


def test_a_letter_refused_for_its_text_fails_and_one_put_off_waits(
    open_world: World, post: Post, queue: Queue
) -> None:
    message = queue()
    post.after_text = "451 try later"
    assert actions.send_due(at=open_world.at) == Sent(later=1)
    post.after_text = "554 looks like spam"
    assert actions.send_due(at=open_world.at + timedelta(hours=1)) == Sent(failed=1)
    assert row(message).answer == "554 looks like spam"


def test_the_server_is_gone_and_comes_back(open_world: World, port: int, queue: Queue) -> None:
    first, second = queue("a"), queue("b")
    did = actions.send_due(at=open_world.at)
    assert (did.sent, "ConnectionRefusedError" in did.trouble) == (0, True)
    assert (row(first).state, first.attempts) == ("queued", 1)
    assert (row(second).attempts, Message.objects.filter(state="queued").count()) == (0, 2)
    assert first.answer == did.trouble
    post = Post()
    with serving(post, port):
        assert actions.send_due(at=open_world.at) == Sent(sent=1)
        assert actions.send_due(at=open_world.at + timedelta(minutes=2)) == Sent(sent=1)
    assert len(post.letters) == 2


def test_a_server_that_refuses_us_refuses_no_message(open_world: World, post: Post, queue: Queue) -> None:
    message = queue()
    for words in ("530 sign in first", "550 your address is not allowed"):
        post.refused = {"": words}
        assert actions.send_due(at=open_world.at + timedelta(days=1)).trouble == words
        Message.objects.update(not_before=open_world.at)
    assert row(message).state == "queued"


def test_an_answer_that_never_came_is_unknown_and_nothing_is_sent_again(
    open_world: World, post: Post, queue: Queue
) -> None:
    message = queue()
    post.after_text = "drop"
    assert actions.send_due(at=open_world.at) == Sent(unknown=1)
    post.after_text = "250 OK queued"
    later = open_world.at + timedelta(days=30)
    assert actions.send_due(at=later) == Sent()
    viewer = open_world.actor("quantri")
    assert queries.message_counts(viewer, at=later)["unknown"] == 1
    assert queries.message_state(row(message), later) == "unknown"
    assert len(post.letters) == 1


def test_after_an_answer_that_is_none_the_next_letter_has_a_connection_of_its_own(
    open_world: World, post: Post, queue: Queue
) -> None:
    queue("a"), queue("b")
    post.after_text = "2xx\r\n250 OK queued"
    assert actions.send_due(at=open_world.at) == Sent(unknown=2)
    assert (len(post.bytes), post.connections) == (2, 2)


def test_what_a_living_sender_has_is_not_unknown(open_world: World, queue: Queue) -> None:
    message, at = queue(), open_world.at
    Message.objects.update(state="sending", owner="ai do", held_until=at + HELD)
    quantri = open_world.actor("quantri")
    assert queries.message_state(row(message), at) == "sending"
    assert [one.pk for one in queries.messages(quantri, at=at, state="sending")] == [message.pk]
    with pytest.raises(Problem, match="message-not-to-settle"):
        actions.settle(message.pk, as_=Settling.AGAIN, reason="vội", by=quantri, at=at)
    assert queries.message_counts(quantri, at=at + HELD) == {
        "queued": 0,
        "sending": 0,
        "unknown": 1,
        "sent": 0,
        "failed": 0,
        "cancelled": 0,
    }


def test_a_person_settles_what_is_unknown(open_world: World, post: Post, queue: Queue) -> None:
    arrived, lost, refused = queue("a"), queue("b"), queue("c", "sai@kontum.example")
    post.after_text, post.refused = "drop", {"sai@kontum.example": "550 no"}
    actions.send_due(at=open_world.at)
    post.after_text, post.refused = "250 OK queued", {}
    by, at = open_world.actor("quantri"), open_world.at + timedelta(hours=1)
    rows = AuditRow.objects.count()
    actions.settle(arrived.pk, as_=Settling.SENT, reason="đã gọi điện hỏi", by=by, at=at)
    actions.settle(lost.pk, as_=Settling.AGAIN, reason="không thấy", by=by, at=at)
    actions.settle(refused.pk, as_=Settling.AGAIN, reason="đã mở hộp thư", by=by, at=at)
    assert AuditRow.objects.count() == rows + 3
    assert AuditRow.objects.order_by("seq").last().detail == {
        "outcome": "again",
        "was": "failed",
        "reason": "đã mở hộp thư",
    }
    assert actions.send_due(at=at) == Sent(sent=2)
    assert Counter(post.identities) == {arrived.message_id: 1, lost.message_id: 2, refused.message_id: 1}
    for as_ in Settling:
        with pytest.raises(Problem, match="message-not-to-settle"):
            actions.settle(arrived.pk, as_=as_, reason="nữa", by=by, at=at)
    with pytest.raises(Problem, match="reason-needed"):
        actions.settle(lost.pk, as_=Settling.SENT, reason=" ", by=by, at=at)
    with pytest.raises(Problem, match="not-permitted"):
        actions.settle(lost.pk, as_=Settling.SENT, reason="x", by=open_world.actor("vanphong"), at=at)
    with pytest.raises(Problem, match="not-found"):
        actions.settle(999_999, as_=Settling.SENT, reason="x", by=by, at=at)


def test_quiet_hours_hold_also_for_what_was_late(open_world: World, post: Post, queue: Queue) -> None:
    quiet = QuietHours.parse("21:00-06:00")
    message, loud = queue("a", quiet=quiet), queue("b")
    night = open_world.at.replace(hour=23)
    assert actions.send_due(at=night) == Sent(sent=1)
    assert post.identities == [loud.message_id]
    assert row(message).not_before == (night + timedelta(days=1)).replace(hour=6)
    assert message.attempts == 0
    assert actions.send_due(at=message.not_before) == Sent(sent=1)


def test_nothing_set_nothing_sent(open_world: World, queue: Queue, settings: Any) -> None:
    settings.COTMOC_SMTP_HOST = ""
    queue()
    with pytest.raises(Problem, match="mail-not-set") as told:
        actions.send_due(at=open_world.at)
    assert told.value.values["waiting"] == 1


def test_two_senders_at_once_take_each_message_once(open_world: World, post: Post, queue: Queue) -> None:
    for number in range(60):
        queue(f"giao {number}")
    start, done, failures = threading.Barrier(3), [], list[BaseException]()

    def send() -> None:
        try:
            start.wait(timeout=30)
            done.append(actions.send_due(at=open_world.at).sent)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(3)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert failures == []
    assert sum(done) == 60
    assert Counter(post.identities) == Counter(Message.objects.values_list("message_id", flat=True))
    assert Message.objects.filter(state="sent").count() == 60


def test_it_stops_between_two_messages(open_world: World, post: Post, queue: Queue) -> None:
    for number in range(5):
        queue(f"giao {number}")
    assert actions.send_due(at=open_world.at, stop=lambda: len(post.bytes) >= 2) == Sent(sent=2)
    assert Message.objects.filter(state="queued").count() == 3


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Certificate and key of «localhost», trusted by this process."""
    certificate, key = self_signed(tmp_path, {"localhost"})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate, key


def _context(files: tuple[Path, Path]) -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


@pytest.mark.parametrize("password", ["dung mat khau", "sai"])
def test_signed_in_over_starttls(
    open_world: World, queue: Queue, port: int, trusted: Any, settings: Any, tmp_path: Path, password: str
) -> None:
    (tmp_path / "password").write_text(f"{password}\n", "utf-8")
    settings.COTMOC_SMTP_HOST, settings.COTMOC_SMTP_TLS = "localhost", "starttls"
    settings.COTMOC_SMTP_USER, settings.COTMOC_SMTP_PASSWORD_FILE = "cotmoc", tmp_path / "password"
    queue()
    post = Post()

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"dung mat khau", handled=False)

    options = {"tls_context": _context(trusted), "auth_required": True, "authenticator": check}
    with serving(post, port, **options):
        did = actions.send_due(at=open_world.at)
    assert (did.sent, len(post.bytes)) == ((1, 1) if password != "sai" else (0, 0))
    assert ("535" in did.trouble) == (password == "sai")


def test_no_piece_of_a_password_is_shown(
    open_world: World, queue: Queue, port: int, trusted: Any, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("mậ\n", "utf-8")
    settings.COTMOC_SMTP_HOST, settings.COTMOC_SMTP_TLS = "localhost", "starttls"
    settings.COTMOC_SMTP_USER, settings.COTMOC_SMTP_PASSWORD_FILE = "cotmoc", tmp_path / "password"
    message = queue()
    with serving(Post(), port, tls_context=_context(trusted), authenticator=lambda *said: None):
        trouble = actions.send_due(at=open_world.at).trouble
    assert trouble == "UnicodeEncodeError: ascii ordinal not in range(128)"
    assert row(message).answer == trouble


def test_a_certificate_that_is_not_trusted_gets_no_mail(
    open_world: World, queue: Queue, port: int, tmp_path: Path, settings: Any
) -> None:
    settings.COTMOC_SMTP_HOST, settings.COTMOC_SMTP_TLS = "localhost", "starttls"
    message, post = queue(), Post()
    with serving(post, port, tls_context=_context(self_signed(tmp_path, {"localhost"}))):
        assert "certificate verify failed" in actions.send_due(at=open_world.at).trouble
    assert (row(message).state, post.bytes) == ("queued", [])


def test_a_server_that_offers_no_starttls_gets_no_mail(
    open_world: World, queue: Queue, post: Post, settings: Any
) -> None:
    settings.COTMOC_SMTP_TLS = "starttls"
    queue()
    assert "STARTTLS" in actions.send_due(at=open_world.at).trouble
    assert post.bytes == []


def test_the_log_is_for_those_who_may_read_it(open_world: World, post: Post, queue: Queue) -> None:
    mine = queue("a", subject="Giao ban quý III", name="Sở Y tế")
    queue("b", "yte@kontum.example")
    at = open_world.at
    for reader in ("vanphong", "kiemtra", "quantri"):
        viewer = open_world.actor(reader)
        assert queries.message_counts(viewer, at=at)["queued"] == 2
        assert [one.pk for one in queries.messages(viewer, at=at, text="giao ban")] == [mine.pk]
        assert [one.address for one in queries.messages(viewer, at=at, text="yte@")] == ["yte@kontum.example"]
        assert queries.message(viewer, mine.pk) == mine
    for ask in (queries.messages, queries.message_counts):
        with pytest.raises(Problem, match="not-permitted"):
            ask(open_world.actor("sokhdt"), at=at)
