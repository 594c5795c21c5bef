"""Which documents a text replaces, amends or repeals: sentences of our own, each judged by hand."""

from __future__ import annotations

import pytest

from cotmoc.domain.extraction.relations import relations

OLD, OTHER, LAW = "55/QĐ-UBND", "61/QĐ-UBND", "34/2016/NĐ-CP"
DATED = f"Quyết định số {OLD} ngày 02 tháng 02 năm 2020 của Ủy ban nhân dân tỉnh"


def said(text: str, *numbers: str) -> list[str]:
    spans = [(text.index(number), text.index(number) + len(number)) for number in numbers]
    return [relation.value for relation in relations(text, spans)]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (f"Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế {DATED}.", "replaces"),
        (f"Kế hoạch này thay thế cho {DATED}.", "replaces"),
        (f"Văn bản này thay thế {DATED} về việc phân công trực.", "replaces"),
        (f"2. Thay thế {DATED}.", "replaces"),
        (f"{DATED} được thay thế bởi Quyết định này.", "replaces"),
        (f"Điều 1. Bãi bỏ {DATED}.", "repeals"),
        (f"Điều 1. Bãi bỏ toàn bộ {DATED}.", "repeals"),
        (f"V/v thu hồi, hủy bỏ {DATED}", "repeals"),
        (f"{DATED} hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", "repeals"),
        (f"Điều 1. Sửa đổi, bổ sung một số điều của {DATED}.", "amends"),
        (f"QUYẾT ĐỊNH\nVề việc sửa đổi, bổ sung {DATED}\n", "amends"),
        (f"Công văn này điều chỉnh, bổ sung {DATED}.", "amends"),
        (f"Sửa đổi, bổ sung Quy chế ban hành kèm theo {DATED} như sau:", "amends"),
        # Only a part goes: the document itself stays.
        (f"Điều 3. Bãi bỏ khoản 2 Điều 5 {DATED}.", "amends"),
        (f"Quyết định này thay thế Phụ lục I ban hành kèm theo {DATED}.", "amends"),
        (f"Thay thế cụm từ «phòng chức năng» tại {DATED}.", "amends"),
        # Somebody else did it, or is to prepare it.
        (f"Căn cứ {DATED};", "cites"),
        (f"Thực hiện {DATED}, Ủy ban nhân dân tỉnh yêu cầu thay thế các biển báo cũ.", "cites"),
        (f"Giao Sở Tư pháp tham mưu quyết định thay thế {DATED}.", "cites"),
        (f"Sở Nội vụ rà soát, đề xuất sửa đổi, bổ sung {DATED}.", "cites"),
        (f"Kế hoạch này không thay thế {DATED}.", "cites"),
        (f"{DATED} đã được thay thế bởi Quyết định số 99/QĐ-UBND.", "cites"),
        (f"Căn cứ Quyết định số 70/QĐ-UBND sửa đổi, bổ sung {DATED};", "cites"),
        (f"Sửa đổi quy trình cho phù hợp với {DATED}.", "cites"),
    ],
)
def test_the_relation_is_said_by_the_document_itself(text, relation):
    assert said(text, OLD) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        f"Quyết định này thay thế {DATED} và Quyết định số {OTHER} ngày 03/3/2020.",
        f"Quyết định này thay thế các Quyết định số {OLD}, số {OTHER}.",
        f"Quyết định này thay thế các văn bản sau:\n1. {DATED};\n2. Quyết định số {OTHER}.\nĐiều 3. Hết.",
        f"{DATED} và Quyết định số {OTHER} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.".replace(
            "hết hiệu lực", "được thay thế bởi Quyết định này và hết hiệu lực"
        ),
    ],
)
def test_every_document_of_the_list_is_meant(text):
    assert said(text, OLD, OTHER) == ["replaces", "replaces"]


def test_what_stands_in_the_title_of_the_other_document_is_not_meant():
    text = f"Quyết định này thay thế {DATED} về việc triển khai Nghị định số {LAW} của Chính phủ."
    assert said(text, OLD, LAW) == ["replaces", "cites"]
    text = f"Quyết định này thay thế {DATED} để phù hợp với Nghị định số {LAW}."
    assert said(text, OLD, LAW) == ["replaces", "cites"]


def test_a_later_mention_counts_and_the_gravest_wins():
    text = f"Thực hiện {DATED}, các sở báo cáo.\nĐiều 4. Quyết định này thay thế {DATED}.\n"
    assert said(text, OLD) == ["replaces"]


def test_a_line_broken_in_the_middle_of_the_sentence_is_one_sentence():
    text = "Quyết định này có hiệu lực kể từ ngày ký và thay thế\nquyết định số 55/QĐ-UBND ngày 02/02/2020."
    assert said(text, OLD) == ["replaces"]


@pytest.mark.parametrize("text", ["", "thay thế", "Điều 1. Bãi bỏ", "hết hiệu lực" * 1000])
def test_nothing_cited_says_nothing(text):
    assert relations(text, []) == ()


def test_a_long_text_of_verbs_is_read_in_time_that_grows_evenly():
    text = ("Quyết định này thay thế và bãi bỏ " * 20_000) + DATED
    assert said(text, OLD)[0] in ("cites", "replaces", "repeals")
