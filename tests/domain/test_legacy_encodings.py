"""TCVN3 and VNI: every Vietnamese text there and back, and no guess on what is neither."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.legacy_encodings import (
    Encoding,
    draws_capitals,
    encoding_of_font,
    recognised,
    to_unicode,
)
from cotmoc.domain.syllables import is_syllable
from tests.domain.legacy_spelling import from_unicode

SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
ORDER = "Ủy ban nhân dân tỉnh yêu cầu Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra 13 xã biên giới."
ENCODINGS: tuple[Encoding, ...] = ("TCVN3", "VNI")


@given(st.text(SMALL + " 0123456789,.;:()/-\n"))
def test_every_small_letter_goes_there_and_back(text: str) -> None:
    for encoding in ENCODINGS:
        assert to_unicode(from_unicode(text, encoding), encoding) == text


@given(st.text(SMALL + SMALL.upper() + " 0123456789,.;:()/-\n"))
def test_capitals_go_there_and_back_too_where_the_encoding_has_them(text: str) -> None:
    assert to_unicode(from_unicode(text, "VNI"), "VNI") == text
    assert to_unicode(from_unicode(text, "TCVN3"), "TCVN3").lower() == text.lower()


@given(st.text(SMALL + SMALL.upper() + " "))
def test_decomposed_letters_are_the_same_letters(text: str) -> None:
    for encoding in ENCODINGS:
        assert from_unicode(unicodedata.normalize("NFD", text), encoding) == from_unicode(text, encoding)


@pytest.mark.parametrize(
    ("encoding", "written", "shown"),
    [
        ("TCVN3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("TCVN3", "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TCVN3", "§µ N½ng, §¨k P¬, n­íc", "Đà Nẵng, Đăk Pơ, nước"),
        ("VNI", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI", "UÛY BAN NHAÂN DAÂN TÆNH ÑAÉK LAÉK, ngöôøi", "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK, người"),
    ],
)
def test_real_spellings(encoding: Encoding, written: str, shown: str) -> None:
    assert to_unicode(written, encoding) == shown


def test_a_font_of_capitals_draws_them() -> None:
    assert to_unicode("céng hßa x· héi", "TCVN3", capitals=True) == "CỘNG HÒA XÃ HỘI"
    assert draws_capitals(".VnTimeH")
    assert not draws_capitals(".VnTime")
    fonts = {".VnTime": "TCVN3", "'.VnArialH'": "TCVN3", "VNI-Times": "VNI", "Vni 09": "VNI"}
    assert {font: encoding_of_font(font) for font in fonts} == fonts
    assert [encoding_of_font(font) for font in ("Times New Roman", "Vinh", "")] == [None, None, None]


def test_an_order_is_recognised_in_both_and_left_alone_in_unicode() -> None:
    assert [recognised(from_unicode(ORDER, encoding)) for encoding in ENCODINGS] == list(ENCODINGS)
    assert recognised(ORDER) is None
    assert recognised(unicodedata.normalize("NFD", ORDER)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Giao Phong Van hoa bao cao truoc ngay 15.",
        "Xã Ia Đal và hai xã là vùng sâu, có mốc quý và bãi đá, có hồ và cá.",
        "là và có hà bà má xã hội cũng thế",
        "Le préfet a décidé que l'élève était à l'école où il étudie très bien.",
        "Die Größe der Städte führt für die Bürger über Jahre zu höheren Löhnen.",
        "El señor niño mañana así también está aquí; ¿qué pasó?",
        "© 2022 · § 5 · 20° · ±3 · ½ · «abc» ® µm",
        "Céng hßa",
    ],
)
def test_nothing_else_is_taken_for_them(text: str) -> None:
    assert recognised(text) is None


@given(st.text(min_size=1))
def test_any_text_is_answered_the_same_twice(text: str) -> None:
    assert recognised(text) == recognised(text)
    for encoding in ENCODINGS:
        assert to_unicode(text, encoding) == to_unicode(text, encoding)


def test_a_word_without_end_is_looked_at_once() -> None:
    begun = time.monotonic()
    for letter in "TÔ":
        assert recognised(letter * 1_000_000) is None
        assert len(to_unicode(letter * 1_000_000, "TCVN3")) == 1_000_000
    assert time.monotonic() - begun < 2


def test_words_keep_the_capitals_they_begin_with() -> None:
    assert to_unicode("CéNG hßa", "TCVN3") == "CỘNG hòa"
    assert to_unicode("Céng HßA x· HéI a", "TCVN3") == "Cộng HÒA xã HỘI a"
    assert to_unicode("CéNGa Y t\u00d5", "TCVN3") == "CộNGa Y tế"


def test_syllables() -> None:
    words = "Nghiêng hoà hòa gì giếng giường quý khuỷu yêu Đắk uỷ Ủy thuở nước"
    assert [word for word in words.split() if not is_syllable(word)] == []
    others = "nghieâng nhaân Häc t©p strong đươc ngọcc hót1 áá"
    assert [word for word in others.split() if is_syllable(word)] == []
