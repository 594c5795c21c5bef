"""Where one action ends and the next begins, by the guideline's rules."""

import pytest

from .support import spans


def order(action: str) -> list[str]:
    return spans(f"UBND tỉnh yêu cầu Sở Y tế {action}.")


def test_semicolon_and_at_the_same_time_split() -> None:
    assert order(
        "mở lớp tập huấn cho y tế thôn; cấp thuốc cho các trạm, đồng thời kiểm tra việc sử dụng thuốc"
    ) == [
        "mở lớp tập huấn cho y tế thôn",
        "cấp thuốc cho các trạm",
        "kiểm tra việc sử dụng thuốc",
    ]


@pytest.mark.parametrize(
    "clauses",
    [
        # The guideline's own example.
        ["tăng cường tần suất tuần tra", "nâng cao hiệu quả giao ban giữa các lực lượng"],
        ["tăng cường giám sát dịch tại cửa khẩu", "nâng cao chất lượng xét nghiệm ở tuyến huyện"],
    ],
)
def test_head_words_with_an_object_of_their_own_split(clauses: list[str]) -> None:
    assert order(", ".join(clauses)) == clauses


def test_a_verb_chain_on_one_object_stays_whole() -> None:
    assert len(order("rà soát, bổ sung, hoàn thiện danh sách người có nguy cơ")) == 1


def test_what_a_governing_word_opens_stays_together() -> None:
    assert (
        len(order("làm tốt công tác kiểm dịch tại cửa khẩu, nâng cao chất lượng khám bệnh cho nhân dân")) == 1
    )
    assert len(order("chú trọng bồi dưỡng cán bộ trạm y tế, nâng cao chất lượng khám bệnh cho nhân dân")) == 1


def test_a_goal_does_not_open_a_new_task() -> None:
    assert (
        len(order("tổ chức khám sức khỏe cho học sinh nhằm phát hiện bệnh sớm, nâng cao thể lực cho trẻ em"))
        == 1
    )


def test_a_list_of_contents_stays_whole_and_what_follows_it_splits() -> None:
    found = order(
        "triển khai các dịch vụ thiết yếu gồm: tiêm chủng mở rộng; khám thai định kỳ; "
        "sẵn sàng thu dung bệnh nhân nặng"
    )
    assert found == [
        "triển khai các dịch vụ thiết yếu gồm: tiêm chủng mở rộng; khám thai định kỳ",
        "sẵn sàng thu dung bệnh nhân nặng",
    ]


def test_a_semicolon_inside_a_noun_list_does_not_split() -> None:
    assert len(order("kiểm soát hoạt động xuất cảnh, nhập cảnh; xuất khẩu, nhập khẩu qua cửa khẩu")) == 1


def test_a_report_to_a_named_body_is_a_step_of_its_own() -> None:
    assert order("kiểm tra nguồn nước tại các bản vùng cao, báo cáo UBND tỉnh trước ngày 15/4/2023") == [
        "kiểm tra nguồn nước tại các bản vùng cao",
        "báo cáo UBND tỉnh trước ngày 15/4/2023",
    ]


def test_a_condition_stays_outside() -> None:
    text = "Yêu cầu Sở Y tế mua vật tư dự phòng; khi lập kế hoạch mua sắm cần ưu tiên các trạm vùng biên."
    assert spans(text) == ["mua vật tư dự phòng", "ưu tiên các trạm vùng biên"]


def test_final_punctuation_is_outside() -> None:
    assert spans("Giao Sở Y tế cấp phát thuốc cho các đồn, trạm...") == ["cấp phát thuốc cho các đồn, trạm"]
    assert spans("Giao Sở Y tế cấp phát thuốc cho các đồn, trạm./.") == ["cấp phát thuốc cho các đồn, trạm"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (
            "UBND tỉnh yêu cầu Sở Y tế thực hiện tốt một số nhiệm vụ sau: Tổ chức tổng vệ sinh trụ sở.",
            "Tổ chức tổng vệ sinh trụ sở",
        ),
        (
            "Giao Sở Y tế phối hợp với các lực lượng liên ngành Công an, Quân đội tuần tra rừng đầu nguồn.",
            "tuần tra rừng đầu nguồn",
        ),
        (
            "Giao Công an tỉnh phối hợp chặt chẽ với lực lượng chức năng các địa phương, nhất là Bộ đội Biên "
            "phòng hai tỉnh Lạng Sơn, Cao Bằng duy trì tuần tra vùng biên.",
            "duy trì tuần tra vùng biên",
        ),
    ],
)
def test_the_action_starts_behind_what_opens_it(text: str, span: str) -> None:
    assert spans(text) == [span]


@pytest.mark.parametrize(
    "action",
    [
        "kích hoạt phương án cấp cứu hàng loạt",
        "chỉ định trưởng trạm y tế của các xã mới sáp nhập",
        "ngừng tiếp nhận bệnh nhân nhẹ ở tuyến tỉnh",
        "nghiêm khắc kiểm điểm trạm trưởng bỏ trực",
        "rèn luyện y đức cho bác sĩ trẻ",
        "ấn định ngày tổng vệ sinh ở các xã",
    ],
)
def test_verbs_of_the_office_open_an_action(action: str) -> None:
    assert order(f"rà soát kho thuốc của các trạm; {action}") == ["rà soát kho thuốc của các trạm", action]
