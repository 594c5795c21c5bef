"""A letter as a value, checked and cleaned, and as the bytes that a mail server is given."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.quiet_hours import QuietHours

_ADDRESS = re.compile(
    r"(?=.{3,254}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*",
    re.ASCII,
)
_LINE = 76


# Seven bits: a server on the way need not know 8BITMIME.
_POLICY = EmailPolicy(linesep="\r\n", cte_type="7bit", refold_source="none")
_PLAIN = re.compile(r"[A-Za-z0-9 ]{0,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be mailed to whom; ``key`` names the occasion, at most 200 characters.

    ``not_before`` is the earliest instant; ``quiet`` are the recipient's quiet hours.
    """

    province: int
    key: str
    address: str
    subject: str
    body: str
    name: str = ""
    not_before: datetime | None = None
    quiet: QuietHours | None = None


def checked(letter: Letter) -> Letter:
    """The letter with subject and name on one line. Raises Problem(BAD_VALUE) for address, key or body."""
    if not _ADDRESS.fullmatch(letter.address) or len(letter.address.partition("@")[0]) > 64:
        raise _bad("address", "không phải một địa chỉ thư", "not a mail address")
    if not letter.key.strip() or len(letter.key) > 200 or "\0" in letter.key:
        raise _bad("key", "cần từ 1 đến 200 ký tự", "1 to 200 characters are needed")
    subject = _one_line(letter.subject)[:500]
    if not subject:
        raise _bad("subject", "thư chưa có tiêu đề", "the letter has no subject")
    if not letter.body.strip() or "\0" in letter.body:
        raise _bad("body", "thư chưa có nội dung", "the letter has no text")
    return Letter(
        letter.province,
        letter.key,
        letter.address,
        subject,
        letter.body,
        _one_line(letter.name)[:200],
        letter.not_before,
        letter.quiet,
    )


def message_id(province: int, key: str, domain: str) -> str:
    """The Message-ID of an occasion, RFC 5322: the same for the same key and domain."""
    digest = hashlib.sha256(f"{province}\n{key}".encode()).hexdigest()
    return f"<{digest[:40]}@{domain}>"


def composed(
    *,
    sender: tuple[str, str],
    to: tuple[str, str],
    subject: str,
    body: str,
    identity: str,
    at: datetime,
) -> bytes:
    """The letter as RFC 5322 bytes with CRLF; ``sender`` and ``to`` are name and address."""
    mail = EmailMessage(policy=_POLICY)
    headers = {
        "From": _mailbox("From", *sender),
        "To": _mailbox("To", *to),
        "Subject": _words("Subject", subject),
        "Date": format_datetime(at),
        "Message-ID": identity,
        "Auto-Submitted": "auto-generated",
    }
    for name, value in headers.items():
        # Setting a header the ordinary way reads encoded words in the text, and a line end hidden in one
        # begins a header of its own (Python 3.11); its folding also loses spaces between encoded words.
        mail.set_raw(name, value)
    mail.set_content(body)
    return mail.as_bytes()


def _mailbox(header: str, name: str, address: str) -> str:
    return f"{_words(header, name)}\r\n <{address}>" if name else address


def _words(header: str, text: str) -> str:
    """The text, folded; encoded unless there is nothing in it that means anything in a header."""
    return text if _PLAIN.fullmatch(text) else Header(text, "utf-8", _LINE, header).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    """Without line ends and other control characters, which could begin a header of their own."""
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} else c for c in text)
    return " ".join(spaced.split())


def _bad(field: str, vietnamese: str, english: str) -> Problem:
    return Problem(BAD_VALUE, field=field, why=Said(vietnamese, english))
