"""An e-mail (.eml) to its body and attachments. Runs in a worker process only.

The text answered is JSON: for each member its name, the bytes in base64, and whether it is the body.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from typing import Any

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.text_of import Part, TextOf

BODY = "noi-dung-thu"
MOST_PARTS, LONGEST_HEADER = 1000, 10_000
_NAMED = ("subject", "thread-topic", "content-description")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?[\w-]{1,40}", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]+")
_FAILS = (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError, KeyError)


class _Bounded(policy.EmailPolicy):
    """Long headers stay as they are: taking one apart takes the square of its length, at worst."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) > LONGEST_HEADER:
            return value[:LONGEST_HEADER]
        return super().header_fetch_parse(name, value)


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The members of a message; headers and names go to ``parts``. Raises DAMAGED or TOO_COMPLEX."""
    try:
        message = message_from_bytes(data, policy=_Bounded())
        assert isinstance(message, EmailMessage)
        if sum(1 for _ in message.walk()) > MOST_PARTS:
            raise Problem(errors.TOO_COMPLEX)
        _search_headers(message, parts)
        if not any(header in message for header in ("from", "subject", "date", "received", "to")):
            raise Problem(errors.DAMAGED, kind=".eml")
        members = list(_members(message, parts))
    except _FAILS:
        raise Problem(errors.DAMAGED, kind=".eml") from None
    listed = [
        (member, base64.b64encode(content).decode("ascii"), is_body) for member, content, is_body in members
    ]
    return TextOf(json.dumps(listed), "eml", tuple(parts))


def _search_headers(message: EmailMessage, parts: list[Part]) -> None:
    for part in message.walk():
        for header, raw in part.raw_items():
            short = len(raw) <= LONGEST_HEADER
            said = _written(str(message.policy.header_fetch_parse(header, raw)) if short else raw)
            parts.append(Part(header, said, is_name=header.lower() in _NAMED))
        if named := part.get_filename():
            parts.append(Part("attachment", _written(str(named)), is_name=True))


def _written(said: str) -> str:
    """What a header says; bytes that were put there as they are stand for UTF-8, as they mostly do."""
    return said.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _members(message: EmailMessage, parts: list[Part]) -> Iterator[tuple[str, bytes, bool]]:
    body = message.get_body(("plain", "html"))
    taken: set[str] = set()
    if body is not None and not body.get_filename():
        html = body.get_content_subtype() == "html"
        text = _text(body)
        # The other form of the same words may say more.
        parts += [Part("body", _text(other)) for other in _bodies(message) if other is not body]
        if text.strip():
            shown = _CHARSET.sub("charset=utf-8", text) if html else text
            member = _unique(f"{BODY}.{'html' if html else 'txt'}", taken)
            yield member, shown.encode("utf-8", "replace"), True
    for number, part in enumerate(_attached(message), 1):
        if part is body:
            continue
        yield _unique(_name(part, number), taken), _content(part), False


def _bodies(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in _leaves(message):
        if part.get_content_maintype() == "text" and not part.get_filename():
            yield part


def _attached(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in _leaves(message):
        if part.get_filename() or part.get_content_maintype() != "text":
            yield part


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Parts that hold something, without going into a message that is attached."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)
        yield from _leaves(part)


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except LookupError:
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: EmailMessage, number: int) -> str:
    named = _UNFIT.sub("_", _written(str(part.get_filename() or ""))).strip(" .")
    if part.get_content_type() == "message/rfc822":
        return f"{named.removesuffix('.eml') or f'thu-{number}'}.eml"
    return named or f"dinh-kem-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}"


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number = 1
    fitting = name
    while fitting in taken:
        number += 1
        fitting = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
    taken.add(fitting)
    return fitting
