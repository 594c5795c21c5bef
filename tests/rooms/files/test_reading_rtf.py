r"""Rich text: «{\rtf1 …}», by its own name or as .doc."""

from __future__ import annotations

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading.inputs import documents_in
from tests.domain.legacy_spelling import from_unicode

ORDER = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh báo cáo trước ngày 15/7/2022."
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\froman\fcharset163 Times New Roman;}"
    r"{\f2\fnil\fcharset0 .VnTime;}{\f3\fnil\fcharset0 VNI-Times;}}"
)


def rtf(body: str) -> bytes:
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{body}}}".encode("ascii")


def units(text: str) -> str:
    """In numbers, each with a question mark for programs that know none."""
    return "".join(c if c.isascii() else rf"\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text)


def codes(text: str, codec: str) -> str:
    return "".join(chr(byte) if byte < 128 else rf"\'{byte:02x}" for byte in text.encode(codec))


def text(body: str, name: str = "a.rtf") -> str:
    return documents_in(name, rtf(body))[0].text.text


def test_paragraphs_and_rows_are_lines() -> None:
    row = rf"\trowd {units('Rà soát')}\cell {units('Sở Y tế')}\cell\row "
    body = rf"\pard\b {units('KẾ HOẠCH')}\b0\par {units(ORDER)}\par{row}\'2d a\tab b\{{\}}\\"
    assert text(body).split("\n") == ["KẾ HOẠCH", ORDER, "Rà soát | Sở Y tế", "- a\tb{}\\"]
    assert text(body, "cong-van.doc") == text(body)


@pytest.mark.parametrize("name", ["a.rtf", "cong-van.doc"])
def test_it_has_a_kind_of_its_own_whatever_it_is_called(name: str) -> None:
    assert documents_in(name, rtf(units(ORDER)))[0].text.kind == "rtf"


def test_letters_in_the_bytes_of_their_fonts() -> None:
    assert text(rf"\f2 {codes(from_unicode('Cộng hòa xã hội', 'TCVN3'), 'cp1252')}") == "Cộng hòa xã hội"
    assert (
        text(rf"\f3 {codes(from_unicode('Cộng hòa xã hội', 'VNI'), 'cp1252')}\f0  a") == "Cộng hòa xã hội a"
    )
    assert text(r"{\f1 c\'f4ng \'f0i\'eam} \u-3 \'3f?").startswith("công điêm")


def test_what_is_not_seen_is_no_text() -> None:
    hidden = r"{\info{\title Ke hoach}}{\header Dau trang}{\*\unknown x}{\v an}{\deleted bo}\bin3 {}{\v0 "
    assert text(rf"{hidden}{units(ORDER)}}}") == ORDER


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "T U Y Ệ T  M Ậ T", "M\u200bẬT"])
@pytest.mark.parametrize(
    "place",
    [
        r"WORDS\par ",
        r"{\header WORDS}",
        r"{\footerf\pard WORDS\par}",
        r"{\*\shpinst{\shptxt WORDS\par}}",
        r"{\info{\title WORDS}}",
        r"{\v WORDS}\par ",
        r"\trowd a\cell WORDS\cell\row ",
    ],
)
def test_a_mark_in_any_corner_refuses(place: str, mark: str) -> None:
    with pytest.raises(Problem) as caught:
        text(place.replace("WORDS", units(mark)) + units(ORDER))
    assert caught.value.entry is errors.SECRET_DOCUMENT
    assert text(place.replace("WORDS", units("Bảo vệ bí mật")) + units(ORDER))


def test_braces_without_end_are_a_problem() -> None:
    with pytest.raises(Problem) as caught:
        documents_in("a.rtf", rb"{\rtf1 " + b"{" * 5000)
    assert caught.value.entry is errors.TOO_COMPLEX
    assert documents_in("a.rtf", rb"{\rtf1 a" + b"}" * 5000 + b" b")[0].text.text == "a b"
