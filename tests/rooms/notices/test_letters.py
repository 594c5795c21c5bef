"""A letter's bytes: whatever stands in subject, name and text arrives as it was, and nothing else does."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.notices.letters import Letter, checked, composed

_SOME = 'Nhiệm vụ phối hợp bảo vệ biên giới mốc 12 KH&ĐT và a, «b» "c" (d) <e> 🇻🇳 x: y'
WORDS = st.lists(st.sampled_from(_SOME.split(" ")), min_size=1, max_size=60).map(" ".join)


def arrived(subject: str, name: str, body: str) -> tuple[email.message.EmailMessage, bytes]:
    letter = checked(Letter(1, "k", "a.b@c.vn", subject, body, name=name))
    data = composed(
        sender=("Cột Mốc", "cotmoc@kontum.example"),
        to=(letter.name, letter.address),
        subject=letter.subject,
        body=letter.body,
        identity="<1@kontum.example>",
        at=datetime(2022, 7, 25, tzinfo=UTC),
    )
    return email.message_from_bytes(data, policy=email.policy.default), data


@given(WORDS, WORDS.map(lambda text: text[:200].strip()))
def test_subject_and_name_arrive_as_they_were(subject: str, name: str) -> None:
    letter, data = arrived(subject, name, "Nội dung")
    # Python's newer parser of addresses sets a space between folded words, so the older one reads them.
    raw = email.message_from_bytes(data)
    assert str(make_header(decode_header(raw["Subject"]))) == subject
    shown, address = parseaddr(raw["To"].replace("\r\n", ""))
    assert (str(make_header(decode_header(shown))), address) == (name, "a.b@c.vn")
    assert letter.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    head = data.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 78


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)
)
def test_any_text_arrives_without_a_header_of_its_own(text: str) -> None:
    letter, _ = arrived("a" + text, text, text)
    assert len(letter.keys()) == 9
    assert letter["To"].addresses[0].addr_spec == "a.b@c.vn"
    assert letter.get_content().split() == text.split()


@pytest.mark.parametrize("subject", ["Giao\r\nBcc: x@y.vn", "Giao\nBcc: x@y.vn", "Giao\x0b\x85Bcc: x@y.vn"])
def test_no_subject_begins_a_header(subject: str) -> None:
    letter, _ = arrived(subject, subject, "a")
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Giao Bcc: x@y.vn"


@pytest.mark.parametrize("rest", ["", " việc"])
@pytest.mark.parametrize("hidden", ["=?utf-8?q?=0D=0ABcc:_x=40y.vn?=", "=?utf-8?b?CkJjYzogeEB5LnZu?=", "=?x"])
def test_words_that_look_encoded_are_text(hidden: str, rest: str) -> None:
    letter, data = arrived(hidden + rest, hidden + rest, "a")
    assert letter["Bcc"] is None
    assert b"Bcc:" not in data
    assert letter["Subject"] == hidden + rest
    [to] = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == (hidden + rest, "a.b@c.vn")
