"""To which field of work a text belongs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.functions import Recognised, parts

POOR, CARE, TRADE = 1, 2, 3
KNOWN = Recognised(
    {POOR: "giảm nghèo; hộ nghèo", CARE: "bảo trợ xã hội; y tế", TRADE: "dạy nghề; đào tạo nghề"}
)


def test_a_task_is_known_by_its_words_with_or_without_tone_marks() -> None:
    assert KNOWN.suggest("Rà soát HỘ NGHÈO xã biên giới") == POOR
    assert KNOWN.suggest("ra soat ho ngheo") == POOR
    assert KNOWN.suggest("Chi trả", "trợ cấp bảo trợ  xã hội") == CARE


def test_a_word_is_found_whole() -> None:
    assert KNOWN.suggest("Sửa quy tế, xã hội") is None
    assert KNOWN.suggest("trạm y tế") == CARE


def test_the_longer_words_weigh_more_and_a_tie_is_nobodys() -> None:
    assert KNOWN.suggest("Mở lớp dạy nghề cho hộ nghèo") is None
    assert KNOWN.suggest("Mở lớp đào tạo nghề cho hộ nghèo") == TRADE


def test_no_words_suggest_nothing() -> None:
    assert Recognised({1: "", 2: " ; ;"}).suggest("bất kỳ") is None
    assert parts(" a b ;; a  b; c ") == ["a b", "c"]


def test_it_is_told_only_where_one_function_speaks() -> None:
    assert KNOWN.told("Trạm y tế", "bảo trợ xã hội") == CARE
    assert KNOWN.told("Mở lớp đào tạo nghề cho hộ nghèo") is None
    assert KNOWN.all_in("Mở lớp đào tạo nghề cho hộ nghèo") == (POOR, TRADE)
    assert KNOWN.told("Tổng kết năm") is None


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_and_any_words_can_be_read(text: str, words: str) -> None:
    assert Recognised({7: words}).suggest(text) in (None, 7)
