"""Promises about any text at all, and about what a reading holds."""

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .support import CORPUS, ENTERS, lexicon, reading

WORDS = st.sampled_from(
    [
        "UBND tỉnh",
        "yêu cầu",
        "Sở Y tế",
        "chủ trì, phối hợp với",
        "Công an tỉnh",
        "giao",
        "đề nghị",
        ";",
        ".",
        ",",
        "\n",
        ":",
        "tăng cường",
        "kiểm tra",
        "12.500",
        "vụ/",
        "3 đối tượng",
        "Nghị quyết số 23/NQ-CP",
        "ngày 02/3/2022",
        "(",
        ")",
        '"',
        "gồm:",
        "đồng thời",
        "UBND các huyện (A, B)",
        "căn cứ",
        "theo",
        "|",
        "- ",
        "1.",
        "a)",
        "Điều 2.",
        "…",
        "hoà",
        "Ia H’Drai",
        "tỷ đồng",
        "đã",
        "cần",
    ]
)
PLAIN = st.lists(
    st.sampled_from(
        [
            "buổi sáng",
            "trời",
            "nắng đẹp",
            "dòng suối",
            "chảy qua",
            "bản làng",
            "nhà sàn",
            "bên sườn núi",
            "mây trắng",
            "người già",
        ]
    ),
    max_size=30,
).map(" ".join)


def check(text: str) -> None:
    found = reading(text)
    spans = [item.span for item in (*found.documents, *found.tasks, *found.figures)]
    for task in found.tasks:
        spans += [*task.lead_spans, *task.coord_spans, *task.area_spans]
        assert task.label
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    assert reading(text) == found
    assert all(
        0 <= item.confidence <= 1 and item.rule for item in (*found.documents, *found.tasks, *found.figures)
    )


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    check(text)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_order_of_official_words_is_read_without_an_error(text: str) -> None:
    check(text)


@given(PLAIN)
@settings(max_examples=60, deadline=None)
def test_plain_prose_orders_nothing_and_does_not_hide_an_order(prose: str) -> None:
    assert reading(prose).tasks == ()
    found = reading(f"{prose}.\n{ENTERS}").tasks
    assert [t.lead for t in found] == [("Sở Y tế",)]


def test_marks_of_the_shadow_inside_a_text_do_no_harm() -> None:
    check("\ue000\ue001 yêu cầu \ue000 chủ trì, phối hợp với \ue001. " + ENTERS)


def test_decomposed_text_is_read_with_spans_into_the_text_as_given() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", ENTERS)
    (task,) = reading(text).tasks
    assert unicodedata.normalize("NFC", text[slice(*task.span)]) == "tổ chức tập huấn cho cán bộ xã"


@pytest.mark.slow
def test_a_line_of_ten_megabytes_is_read_in_linear_time() -> None:
    sentence = "Công an tỉnh chủ trì, phối hợp với Sở Y tế kiểm tra 12 vụ, xử lý nghiêm các đối tượng, "
    small, large = _seconds(sentence * 2_000), _seconds(sentence * 20_000)
    assert large < 30 * small + 1


@pytest.mark.slow
def test_hostile_repetitions_do_not_hang() -> None:
    for piece in (
        "(",
        "1.",
        "- ",
        '"',
        ";",
        "a) ",
        "số ",
        "UBND các huyện A, ",
        "đồng thời ",
        "12/",
        "ngày ",
        "căn cứ a ",
        "|",
        "các sở, ",
        "Hai bên thường xuyên trao đổi tin tức về tội phạm. ",
        "Theo đó, Công an tỉnh nắm tình hình;\n",
    ):
        assert _seconds(piece * 20_000) < 20


def _seconds(text: str) -> float:
    begin = time.process_time()
    reading(text)
    return time.process_time() - begin


def test_the_lexicon_is_shared_and_the_corpus_has_texts() -> None:
    assert lexicon() is lexicon()
    assert len(list(CORPUS.glob("*.txt"))) >= 12


def test_a_task_is_as_sure_as_its_rule_was_found_to_be() -> None:
    table = lexicon().confidence
    (task,) = reading(ENTERS).tasks
    assert task.confidence == table[task.rule]
    assert all(0 < share < 1 for share in table.values())
    assert table["other"] > 0


def test_any_piece_of_a_text_is_read() -> None:
    """A text may be cut off anywhere, also in the name of a body: «… 2. Sở A»."""
    reading("1. Sở Y tế khám bệnh. 2. Sở A")
    chance = Random(7)
    for path in sorted((Path(__file__).parent / "written_first").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for _ in range(20):
            start = chance.randrange(len(text))
            found = reading(text[start : start + chance.randrange(5, 220)])
            assert all(task.span[0] < task.span[1] for task in found.tasks)
