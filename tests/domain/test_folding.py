"""Folding: what a search without tone marks compares."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.folding import fold


def test_vietnamese_names() -> None:
    assert fold("  Ủy ban\tnhân dân ĐĂK GLEI, Ia H’Drai ") == "uy ban nhan dan dak glei, ia h'drai"


@given(st.text("aàảãáạăằẳẵắặâbcdđeèéêệghiìíklmnoòóôộơợpqrstuùúưựvxyỳýĐÀỆ 0.,/-’'\t"))
def test_written_in_either_way_it_is_the_same_and_twice_is_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == once
