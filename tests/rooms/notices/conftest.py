"""A mail server on a port of its own, and letters to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cotmoc.notices import actions
from cotmoc.notices.models import Message
from tests.rooms import small_province
from tests.rooms.notices.mail_server import Post, serving, spare_port
from tests.rooms.small_province import World

Queue = Callable[..., Message]


@pytest.fixture
def open_world(transactional_db: None) -> World:
    """The small province without a transaction around the test: what is committed is."""
    return small_province.build()


@pytest.fixture
def port(settings: Any) -> int:
    """Where the settings say the mail server is; nobody listens yet."""
    settings.COTMOC_SMTP_HOST = "127.0.0.1"
    settings.COTMOC_SMTP_PORT = spare_port()
    settings.COTMOC_SMTP_TLS = "plain"
    settings.COTMOC_MAIL_FROM = ("Cột Mốc", "cotmoc@kontum.example")
    settings.COTMOC_MAIL_DOMAIN = "kontum.example"
    return int(settings.COTMOC_SMTP_PORT)


@pytest.fixture
def post(port: int) -> Iterator[Post]:
    """A mail server that takes everything."""
    post = Post()
    with serving(post, port):
        yield post


@pytest.fixture
def queue(open_world: World) -> Queue:
    """Queue a letter of the small province, at its working instant."""

    def one(key: str = "giao 1", address: str = "sokhdt@kontum.example", **more: Any) -> Message:
        said = {"subject": "Nhiệm vụ mới", "body": "Xem trên bảng nhiệm vụ.\n", **more}
        letter = actions.Letter(open_world.province.pk, key, address, **said)
        return actions.queue(letter, at=open_world.at)

    return one
