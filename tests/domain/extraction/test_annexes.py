"""Tables of tasks as the annexes of plans have them, whatever their columns are called and joined."""

import pytest

from .support import reading

HEAD = "UBND TỈNH KON TUM\nSố: 12/KH-UBND\nKon Tum, ngày 12 tháng 7 năm 2022\nPHỤ LỤC\nPhân công nhiệm vụ\n\n"
Row = tuple[str, tuple[str, ...], tuple[str, ...], str | None]


def rows(table: str) -> list[Row]:
    """(action, leads, coordinators, deadline's day or the rhythm) of each task."""
    text = HEAD + table
    return [
        (
            text[slice(*task.span)],
            task.lead,
            task.coord,
            (task.deadline and task.deadline.date) or task.recurrence,
        )
        for task in reading(text).tasks
    ]


def test_columns_by_their_names() -> None:
    assert rows(
        "TT | Nội dung thực hiện | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời gian thực hiện\n"
        "1 | Tuyên truyền Luật Biên phòng | BĐBP tỉnh | Sở Tư pháp, Sở Y tế | Kế hoạch | Quý III/2022\n"
        "II | Nhiệm vụ thường xuyên | | | |\n"
        "2 | Giao ban ba lực lượng | BĐBP tỉnh | Công an tỉnh; BCHQS tỉnh | Biên bản | Hằng quý\n"
        "3 | Trực sẵn sàng chiến đấu | BCHQS tỉnh | | | Thường xuyên\n"
        "4 | Xây dựng nhà văn hóa | Sở Xây dựng | | | 2022-2025\n"
    ) == [
        ("Tuyên truyền Luật Biên phòng", ("BĐBP tỉnh",), ("Sở Tư pháp", "Sở Y tế"), "2022-09-30"),
        ("Giao ban ba lực lượng", ("BĐBP tỉnh",), ("Công an tỉnh", "BCHQS tỉnh"), "Hằng quý"),
        ("Trực sẵn sàng chiến đấu", ("BCHQS tỉnh",), (), "Thường xuyên"),
        ("Xây dựng nhà văn hóa", ("Sở Xây dựng",), (), "2025-12-31"),
    ]


def test_the_number_of_a_row_is_a_cell() -> None:
    assert rows(
        "STT | Tên nhiệm vụ, giải pháp | Chủ trì | Phối hợp | Tiến độ | Ghi chú\n"
        "1. | Nâng cao nhận thức về biên giới | | | |\n"
        "1.1 | Tổ chức 10 lớp tập huấn | Sở Tư pháp | Các sở, ngành | Quý IV |\n"
        "a) | In 5.000 tờ rơi | Sở Y tế | | 30/9/2022 |\n"
    ) == [
        ("Tổ chức 10 lớp tập huấn", ("Sở Tư pháp",), ("các sở, ban, ngành",), "2022-12-31"),
        ("In 5.000 tờ rơi", ("Sở Y tế",), (), "2022-09-30"),
    ]


@pytest.mark.parametrize(
    ("cell", "leads", "partners"),
    [
        ("Công an tỉnh (chủ trì), BĐBP tỉnh (phối hợp)", ("Công an tỉnh",), ("BĐBP tỉnh",)),
        ("BCHQS tỉnh chủ trì; Sở Y tế, Sở Tài chính phối hợp", ("BCHQS tỉnh",), ("Sở Y tế", "Sở Tài chính")),
        (
            "Chủ trì: Sở Y tế; phối hợp: Sở Tài chính, Công an tỉnh",
            ("Sở Y tế",),
            ("Sở Tài chính", "Công an tỉnh"),
        ),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính", ("Sở Y tế",), ("Sở Tài chính",)),
        ("Sở Y tế, Sở Tài chính", ("Sở Y tế", "Sở Tài chính"), ()),
        ("Sở Y tế/Sở Tài chính", ("Sở Y tế", "Sở Tài chính"), ()),
    ],
)
def test_who_leads_and_who_helps_in_one_cell(
    cell: str, leads: tuple[str, ...], partners: tuple[str, ...]
) -> None:
    table = f"TT | Nhiệm vụ | Đơn vị thực hiện | Thời hạn\n1 | Tổ chức diễn tập | {cell} | 15/9/2022\n"
    assert rows(table) == [("Tổ chức diễn tập", leads, partners, "2022-09-15")]


def test_a_column_of_leads_and_helpers() -> None:
    head = "Stt | Nội dung | Chủ trì/phối hợp | Hoàn thành\n"
    assert rows(f"{head}1 | Kiểm tra cửa khẩu | BĐBP tỉnh/Công an tỉnh | 20/8\n") == [
        ("Kiểm tra cửa khẩu", ("BĐBP tỉnh",), ("Công an tỉnh",), "2022-08-20")
    ]


def test_a_table_by_body_goes_on_where_its_cell_is_empty() -> None:
    assert rows(
        "| Cơ quan | Nhiệm vụ | Thời gian |\n"
        "| Sở Nội vụ | Tham mưu kiện toàn Ban Chỉ đạo | Trước 15/8/2022 |\n"
        "| | Tổng hợp kết quả | Định kỳ 6 tháng |\n"
        "| UBND huyện Ngọc Hồi | Bố trí mặt bằng; hỗ trợ di dời 12 hộ dân | Quý IV/2022 |\n"
        "| Sở Y tế | - Cấp thuốc cho trạm y tế. - Khám bệnh cho nhân dân | |\n"
    ) == [
        ("Tham mưu kiện toàn Ban Chỉ đạo", ("Sở Nội vụ",), (), "2022-08-15"),
        ("Tổng hợp kết quả", ("Sở Nội vụ",), (), "Định kỳ 6 tháng"),
        ("Bố trí mặt bằng", ("UBND huyện Ngọc Hồi",), (), "2022-12-31"),
        ("hỗ trợ di dời 12 hộ dân", ("UBND huyện Ngọc Hồi",), (), "2022-12-31"),
        ("Cấp thuốc cho trạm y tế", ("Sở Y tế",), (), None),
        ("Khám bệnh cho nhân dân", ("Sở Y tế",), (), None),
    ]


@pytest.mark.parametrize("mark", ["″", '"', "nt", "Như trên", "-nt-", "//"])
def test_a_cell_as_the_one_above(mark: str) -> None:
    assert rows(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n"
        "1 | Rà soát hộ nghèo | Sở Y tế | 15/9/2022\n"
        f"2 | Kiểm tra trạm y tế | {mark} | {mark}\n"
        f"3 | {mark} | Sở Nội vụ | {mark}\n"
    ) == [
        ("Rà soát hộ nghèo", ("Sở Y tế",), (), "2022-09-15"),
        ("Kiểm tra trạm y tế", ("Sở Y tế", "Sở Nội vụ"), (), "2022-09-15"),
    ]


def test_two_columns_are_a_table_below_their_names() -> None:
    table = "Đơn vị | Nhiệm vụ\nSở Y tế | Rà soát thuốc dự trữ\nSở Nội vụ | Kiểm tra việc trực\n"
    assert [(action, lead) for action, lead, *_ in rows(table)] == [
        ("Rà soát thuốc dự trữ", ("Sở Y tế",)),
        ("Kiểm tra việc trực", ("Sở Nội vụ",)),
    ]
    assert rows("Sở Y tế | Rà soát thuốc dự trữ\n") == []


def test_a_head_of_two_rows_and_what_is_the_same_as_above() -> None:
    assert rows(
        "TT | Nội dung | Cơ quan thực hiện | ″ | Thời gian\n"
        "″ | ″ | Chủ trì | Phối hợp | ″\n"
        "1 | Tuyên truyền Luật Biên phòng | BĐBP tỉnh | Sở Tư pháp, Sở Y tế | Quý III/2022\n"
        "2 | Giao ban ba lực lượng | BĐBP tỉnh | nt | Hằng quý\n"
        "3 | Sửa đường tuần tra | Sở Xây dựng | Như trên | 2022\n"
        "4 | Kiểm tra cột mốc | Công an tỉnh | | 2022\n"
    ) == [
        ("Tuyên truyền Luật Biên phòng", ("BĐBP tỉnh",), ("Sở Tư pháp", "Sở Y tế"), "2022-09-30"),
        ("Giao ban ba lực lượng", ("BĐBP tỉnh",), ("Sở Tư pháp", "Sở Y tế"), "Hằng quý"),
        ("Sửa đường tuần tra", ("Sở Xây dựng",), ("Sở Tư pháp", "Sở Y tế"), "2022-12-31"),
        ("Kiểm tra cột mốc", ("Công an tỉnh",), (), "2022-12-31"),
    ]
