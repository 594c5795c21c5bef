"""What is announced before it is told, and what only tells: once silent, or too loud."""

import pytest

from .support import spans, tasks

DEPARTMENTS = ("các sở, ban, ngành",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các sở, ngành theo chức năng, nhiệm vụ thực hiện một số nội dung: Tăng cường kiểm tra "
            "chất lượng nông sản; rà soát các kho hàng.",
            [
                ("Tăng cường kiểm tra chất lượng nông sản", DEPARTMENTS, ()),
                ("rà soát các kho hàng", DEPARTMENTS, ()),
            ],
        ),
        (
            "Chương trình phối hợp giữa Sở Y tế và Công an tỉnh tập trung vào 3 nội dung, trong đó có: trao "
            "đổi thông tin về dịch bệnh; tổ chức tập huấn cho cán bộ xã.",
            [
                ("trao đổi thông tin về dịch bệnh", ("Sở Y tế", "Công an tỉnh"), ()),
                ("tổ chức tập huấn cho cán bộ xã", ("Sở Y tế", "Công an tỉnh"), ()),
            ],
        ),
        (
            "Nhiệm vụ năm 2027: Khảo sát tuyến đường tuần tra; hoàn thiện hồ sơ pháp lý.",
            [
                ("Khảo sát tuyến đường tuần tra", (), ()),
                ("hoàn thiện hồ sơ pháp lý", (), ()),
            ],
        ),
        (
            "Sở Y tế và Công an tỉnh đã bàn, thống nhất phương hướng phối hợp thời gian tới, trong đó "
            "tiếp tục duy trì giao ban định kỳ; chia sẻ kịp thời số liệu.",
            [
                ("tiếp tục duy trì giao ban định kỳ", ("Sở Y tế", "Công an tỉnh"), ()),
                ("chia sẻ kịp thời số liệu", ("Sở Y tế", "Công an tỉnh"), ()),
            ],
        ),
    ],
)
def test_what_is_announced_is_to_be_done(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert tasks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Results told under the same nouns.
        "Sở Y tế đã thực hiện các nội dung: tăng cường kiểm tra trạm xá; rà soát các kho thuốc.",
        "Công tác phối hợp được triển khai ở nhiều nội dung: trao đổi thông tin; tổ chức tập huấn.",
        # What a leader or a meeting does while it meets.
        "Chỉ đạo tại hội nghị, Chủ tịch UBND tỉnh biểu dương các sở, ngành.",
        "UBND tỉnh yêu cầu các sở báo cáo.\nChủ tịch UBND tỉnh nghe Sở Y tế báo cáo về tình hình dịch bệnh.",
    ],
)
def test_what_only_tells(text: str) -> None:
    assert [words for words in spans(text) if not words.startswith("báo cáo")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bộ Chỉ huy Bộ đội Biên phòng được tỉnh giao nhiệm vụ tăng cường lực lượng cho các tổ, chốt.",
            ["tăng cường lực lượng cho các tổ, chốt"],
        ),
        (
            "UBND tỉnh giao Sở Y tế căn cứ chức năng, nhiệm vụ được giao và hướng dẫn của Bộ Y tế tổ chức "
            "tiêm phòng cho học sinh.",
            ["tổ chức tiêm phòng cho học sinh"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế phải có lộ trình tiêm phòng cho từng xã.",
            ["có lộ trình tiêm phòng cho từng xã"],
        ),
    ],
)
def test_where_the_action_begins(text: str, expected: list[str]) -> None:
    assert spans(text) == expected
