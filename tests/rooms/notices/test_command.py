"""``cotmoc notices``: sending, the log, settling, and webhooks at the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config import clock
from cotmoc.cli.main import main
from cotmoc.notices.carrying import HELD
from cotmoc.notices.models import Delivery, Message
from tests.rooms.notices.conftest import Queue
from tests.rooms.notices.killing import SENDER, surroundings
from tests.rooms.notices.mail_server import Post
from tests.rooms.small_province import World


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["notices", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_nothing_set_is_said(
    open_world: World, queue: Queue, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.COTMOC_SMTP_HOST = ""
    queue()
    assert main(["notices", "send", "--lang", "en"]) == 2
    assert "CM-0100: No mail server is set; nothing was sent (1 messages wait)." in capsys.readouterr().err
    assert Message.objects.get().state == "queued"


def test_a_trial_is_queued_sent_and_listed(
    open_world: World, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    [made] = told(capsys, "trial", "quantri@kontum.example")
    assert made["state"] == "queued"
    assert told(capsys, "send")["mail"] == {"sent": 1, "failed": 0, "later": 0, "unknown": 0, "trouble": ""}
    [letter] = post.letters
    assert letter["Message-ID"] == made["message_id"]
    assert told(capsys, "list")["counts"]["sent"] == 1
    assert main(["notices", "list", "--text", "QUANTRI@"]) == 0
    shown = capsys.readouterr().out
    assert "đã gửi  quantri@kontum.example  Thư thử của Cột Mốc" in shown
    assert "250 OK queued" in shown
    assert main(["notices", "send", "--lang", "en"]) == 0
    assert "mail: 0 sent" in capsys.readouterr().out


def test_a_server_that_is_away_is_an_error_and_the_message_stays(
    open_world: World, port: int, queue: Queue, capsys: pytest.CaptureFixture[str]
) -> None:
    queue()
    assert main(["notices", "send"]) == 1
    assert "CM-0101" in capsys.readouterr().err
    assert Message.objects.get().state == "queued"


def test_what_is_unknown_is_settled(
    open_world: World, queue: Queue, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = queue("a"), queue("b")
    Message.objects.update(state="sending", owner="x", held_until=clock.now() - timedelta(seconds=1))
    found = told(capsys, "list", "--state", "unknown")
    assert [one["id"] for one in found["messages"]] == [second.pk, first.pk]
    assert main(["notices", "list", "--lang", "en"]) == 0
    assert "unknown 2" in capsys.readouterr().out
    [sent] = told(capsys, "settle", str(first.pk), "--sent", "--reason", "đã hỏi")
    [again] = told(capsys, "settle", str(second.pk), "--again", "--reason", "không thấy")
    assert (sent["state"], again["state"]) == ("sent", "queued")
    assert main(["notices", "settle", str(first.pk), "--again", "--reason", "nữa", "--by", "quantri"]) == 2
    assert "CM-0102" in capsys.readouterr().err
    assert main(["notices", "settle", str(first.pk), "--sent", "--reason", "x", "--by", "vanphong"]) == 5


def test_endpoints_and_deliveries(
    open_world: World, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.COTMOC_SMTP_HOST = ""
    assert main(["notices", "add-endpoint", "https://10.0.0.1/", "--event", "*"]) == 2
    assert "CM-0103" in capsys.readouterr().err
    made = told(capsys, "add-endpoint", "https://example.vn/nhan", "--event", "task.")
    one = str(made["id"])
    secret = told(capsys, "secret", one)["secret"]
    assert main(["notices", "secret", one]) == 0
    assert capsys.readouterr().out == f"{secret}\n"
    assert told(capsys, "secret", one, "--renew")["secret"] != secret
    assert told(capsys, "change-endpoint", one, "--close", "--event", "*")["active"] is False
    [row] = told(capsys, "endpoints")
    assert (row["events"], row["waiting"], row["failed"]) == (["*"], 0, 0)
    assert main(["notices", "endpoints", "--lang", "en"]) == 0
    assert "closed" in capsys.readouterr().out
    Delivery.objects.create(
        endpoint_id=made["id"],
        event_id="e1",
        event="task.closed",
        body="{}",
        state="failed",
        answer="503",
        not_before=open_world.at,
        queued_at=open_world.at,
    )
    [failed] = told(capsys, "deliveries", "--state", "failed")
    [queued] = told(capsys, "redeliver", str(failed["id"]))
    assert (failed["state"], queued["state"]) == ("failed", "queued")
    assert main(["notices", "deliveries"]) == 0
    assert "task.closed  e1  https://example.vn/nhan" in capsys.readouterr().out


@pytest.mark.slow
def test_a_watch_sends_until_it_is_told_to_stop_and_leaves_nothing_unknown(
    open_world: World, post: Post, port: int, queue: Queue, tmp_path: Path
) -> None:
    for number in range(300):
        queue(f"giao {number}")
    heard = []

    def hook(moment: str) -> None:
        if moment == "taken":
            heard.append(moment)
            if len(heard) == 20:
                os.kill(sender.pid, signal.SIGTERM)

    post.hook = hook
    with subprocess.Popen([*SENDER, "--watch"], env=surroundings(tmp_path, port)) as sender:
        assert sender.wait(60) == 0
    states = list(Message.objects.values_list("state", flat=True))
    assert 20 <= len(post.bytes) < 300
    assert states.count("sent") == len(post.bytes)
    assert states.count("queued") == 300 - len(post.bytes)
    assert not Message.objects.filter(state="sending", held_until__lte=clock.now() + HELD).exists()
