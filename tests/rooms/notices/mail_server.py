"""A real mail server of the tests' own, which keeps what it takes and can be told to misbehave."""

from __future__ import annotations

import email
import email.policy
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

Hook = Callable[[str], None]


class Post:
    """What the server took, in order, and how it answers.

    ``refused`` maps an address to the answer it gets; ``after_text`` is the answer to every letter, or
    ``drop`` to end the connection without one. ``hook`` hears each moment: connected, rcpt, taken, answered.
    """

    def __init__(self) -> None:
        self.bytes: list[bytes] = []
        self.connections = 0
        self.refused: dict[str, str] = {}
        self.after_text = "250 OK queued"
        self.most_a_connection: int | None = None
        self.hook: Hook = lambda moment: None
        self.lock = threading.Lock()

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters taken, parsed."""
        return [_parsed(one) for one in self.bytes]

    @property
    def identities(self) -> list[str]:
        """Their Message-IDs."""
        return [re.findall(rb"^Message-ID: (\S+)\r$", one, re.MULTILINE)[0].decode() for one in self.bytes]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.hook("rcpt")
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        session.carried = getattr(session, "carried", 0) + 1
        if self.most_a_connection is not None and session.carried > self.most_a_connection:
            server.transport.close()
            return "421 too many letters on one connection"
        if "" in self.refused:
            return self.refused[""]
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any
    ) -> str:
        if self.after_text.startswith("2") or self.after_text == "drop":
            with self.lock:
                self.bytes.append(envelope.original_content)
        self.hook("taken")
        if self.after_text == "drop":
            server.transport.abort()
        return self.after_text


class _Told(SMTP):
    """Tells the handler when a connection stands, and when the answer to a letter has gone out."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.event_handler.connections += 1
        self.event_handler.hook("connected")

    async def push(self, status: Any) -> None:
        await super().push(status)
        if "queued" in str(status):
            self.event_handler.hook("answered")


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Told(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(post: Post, port: int, **options: Any) -> Iterator[None]:
    """Serve on 127.0.0.1 while inside; options are those of aiosmtpd's SMTP."""
    controller = _Controller(post, hostname="127.0.0.1", port=port, **options)
    hook, post.hook = post.hook, lambda moment: None
    controller.start()
    post.connections, post.hook = 0, hook  # the controller's own knock is not counted
    try:
        yield
    finally:
        controller.stop()


def spare_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found
