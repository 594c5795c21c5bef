"""Markers may be named in words; what reads as a position may not."""

from __future__ import annotations

import pytest

from cotmoc.coordination.places import looks_like_coordinates


@pytest.mark.parametrize(
    "text",
    [
        "14.72631, 107.55012",
        "14,72631; 107,55012",
        "107.5501",
        "14.726, 107.550",
        "48P 123456 1628345",
        "14°43'34\"",
        "14 độ 43 phút",
        "43' 34.7\"",
        "48P YV 12345 67890",
        "48PYV1234567890",
        "X = 1628345, Y = 558123",
        "1628345 558123.5",
        "1628345/5581230",
        "tọa độ 14",
        "toạ độ: 14",
        "vĩ độ 14",
        "lat 14",
    ],
)
def test_positions_are_seen(text: str) -> None:
    assert looks_like_coordinates(text)


@pytest.mark.parametrize(
    "text",
    [
        "mốc 12 đến mốc 15",
        "đoạn 04 đến 05",
        "mốc 790/1 đến mốc 792",
        "mốc 12.1 đến 12.3",
        "phát 1.240 tờ rơi cho 215 hộ",
        "25/7/2022",
        "61,475 kg; 2.069 lượt người",
        "Nghị định 03/2019/NĐ-CP",
        "20.000.000 đồng",
        "12 con 2069 kg",
        "5 tin 2022",
        "A1 48 tin, 2.069 tờ",
        "",
    ],
)
def test_words_and_figures_are_not(text: str) -> None:
    assert not looks_like_coordinates(text)
