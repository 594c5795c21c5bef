"""One connection to the mail server, over which letters are handed in one by one.

What matters is where a conversation breaks off. Until the last line of a letter is sent, the server may
not deliver it (RFC 5321, 4.1.1.4), so it can be sent again. From then on until the answer is read, nobody
on our side knows: that is ``Outcome.UNSURE``.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from django.conf import settings

_TIMEOUT = 60.0
_LAST_TIMEOUT = 300.0
"""For the answer to a whole letter, which some servers look through first (RFC 5321, 4.5.3.2)."""
_AUTHENTICATION_FIRST = 530
_SERVICE_ENDS = 421


class Outcome(StrEnum):
    """What became of a letter."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome with the server's words."""

    outcome: Outcome
    words: str


class ServerTrouble(Exception):
    """The server is not there or will not serve us at all; no letter was handed in. The text is why."""


@dataclass(frozen=True, slots=True)
class Server:
    """How to reach the mail server; ``tls`` is starttls, tls or plain, ``timeout`` seconds for one answer."""

    host: str
    port: int
    tls: str
    user: str
    password_file: Path | None
    sender: tuple[str, str]
    timeout: float = _TIMEOUT


def server() -> Server | None:
    """The server of the settings; None when none is set."""
    if not settings.COTMOC_SMTP_HOST:
        return None
    return Server(
        host=settings.COTMOC_SMTP_HOST,
        port=settings.COTMOC_SMTP_PORT,
        tls=settings.COTMOC_SMTP_TLS,
        user=settings.COTMOC_SMTP_USER,
        password_file=settings.COTMOC_SMTP_PASSWORD_FILE,
        sender=settings.COTMOC_MAIL_FROM,
    )


class Line:
    """The connection; opened when first needed, opened again when the server has ended it in between."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._close()

    def open(self) -> None:
        """Be connected and signed in, before a letter is taken in hand. Raises ServerTrouble."""
        if self._smtp is None:
            try:
                self._smtp = self._connected()
            except (smtplib.SMTPException, OSError, UnicodeError) as error:
                raise ServerTrouble(_words(error)) from error

    def hand_in(self, address: str, data: bytes) -> Answer:
        """Give the server one letter for ``address``. Raises ServerTrouble when it takes none from us."""
        try:
            smtp = self._begun()
            code, words = smtp.rcpt(address)
            if code // 100 == 2:
                code, words = smtp.docmd("DATA")
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise ServerTrouble(_words(error)) from error
        if code == _AUTHENTICATION_FIRST:
            self._close()
            raise ServerTrouble(_said(code, words))
        if code != 354:
            self._start_over(code)
            return Answer(Outcome.REFUSED if code // 100 == 5 else Outcome.LATER, _said(code, words))
        return self._text(smtp, data)

    def _begun(self) -> smtplib.SMTP:
        """A connection on which this letter is begun; servers end an old one after some time or number."""
        if self._smtp is not None:
            try:
                code, _ = self._smtp.mail(self._server.sender[1])
                if code // 100 == 2:
                    return self._smtp
            except (smtplib.SMTPException, OSError):
                pass
            self._close()
        self.open()
        assert self._smtp is not None
        code, words = self._smtp.mail(self._server.sender[1])
        if code // 100 != 2:
            self._close()
            raise ServerTrouble(_said(code, words))
        return self._smtp

    def _text(self, smtp: smtplib.SMTP, data: bytes) -> Answer:
        lines = re.sub(rb"(?m)^\.", b"..", data if data.endswith(b"\r\n") else data + b"\r\n")
        try:
            smtp.send(lines)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Answer(Outcome.LATER, _words(error))
        try:
            smtp.send(b".\r\n")
            self._wait(smtp, _LAST_TIMEOUT)
            code, words = smtp.getreply()
            self._wait(smtp, self._server.timeout)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Answer(Outcome.UNSURE, _words(error))
        answer = _answer(code, words)
        if code == _SERVICE_ENDS or answer.outcome is Outcome.UNSURE:
            self._close()  # after an answer that is none, the next would be taken for another letter's
        return answer

    def _connected(self) -> smtplib.SMTP:
        made = self._server
        if made.tls == "tls":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(made.host, made.port, timeout=made.timeout, context=context)
        else:
            smtp = smtplib.SMTP(made.host, made.port, timeout=made.timeout)
        try:
            if made.tls == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
            if made.user and made.password_file is not None:
                lines = made.password_file.read_text("utf-8").splitlines()
                smtp.login(made.user, lines[0] if lines else "")
            if smtp.sock is not None:
                # The last line of a letter is a packet of its own, which would wait for the one before.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _wait(self, smtp: smtplib.SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)

    def _start_over(self, code: int) -> None:
        assert self._smtp is not None
        try:
            if code == _SERVICE_ENDS or self._smtp.rset()[0] // 100 != 2:
                self._close()
        except (smtplib.SMTPException, OSError):
            self._close()

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _answer(code: int, words: bytes) -> Answer:
    outcomes = {2: Outcome.ACCEPTED, 4: Outcome.LATER, 5: Outcome.REFUSED}
    return Answer(outcomes.get(code // 100, Outcome.UNSURE), _said(code, words))


def _said(code: int, words: bytes) -> str:
    return " ".join(f"{code} {words.decode('utf-8', 'replace')}".split())[:500]


def _words(error: BaseException) -> str:
    if isinstance(error, UnicodeEncodeError | UnicodeDecodeError):  # its text shows a piece of the password
        return f"{type(error).__name__}: {error.encoding} {error.reason}"
    if isinstance(error, smtplib.SMTPResponseException) and isinstance(error.smtp_error, bytes):
        return _said(error.smtp_code, error.smtp_error)
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
