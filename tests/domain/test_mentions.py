"""Which words of a remark name an account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.mentions import mentioned

NAMES = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@sokhdt xem giúp", ("sokhdt",)),
        ("Gửi @sokhdt, @huyen.dakglei và (@xa-dakplo).", ("sokhdt", "huyen.dakglei", "xa-dakplo")),
        ("@SoKHDT và @sokhdt.", ("sokhdt",)),
        ("Hỏi @nguyễn", ("nguyễn",)),
        ("Thư gửi khdt@kontum.gov.vn", ()),
        ("a@b, @ 5 giờ, @@xa, @. @sokhdt@kontum.vn", ()),
        ("", ()),
    ],
)
def test_names_after_the_sign(text: str, names: tuple[str, ...]) -> None:
    assert mentioned(text) == names


@given(st.lists(NAMES, max_size=5))
def test_every_name_once_in_the_order_of_the_text(names: list[str]) -> None:
    text = "Kính gửi " + ", ".join(f"@{name}" for name in names) + "."
    assert mentioned(text) == tuple(dict.fromkeys(names))


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    for name in mentioned(text):
        assert f"@{name}" in text.lower()
