"""Ways of ordering that were met in the last passages marked blind: each was silent or misread before."""

import pytest

from .test_orders import leads, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # «đã» in the clause before the one who orders tells nothing about the order.
        (
            "Để đạt mô hình điểm mà UBND tỉnh đã đăng ký với Chính phủ, Chủ tịch UBND tỉnh yêu cầu: "
            "Sở Y tế đẩy mạnh công tác tuyên truyền.",
            ["đẩy mạnh công tác tuyên truyền"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế chủ động phòng dịch. Trong đó, tập trung vào 3 nhiệm vụ chính, gồm: "
            "Tuyên truyền, phổ biến luật; rà soát các văn bản.",
            ["chủ động phòng dịch", "Tuyên truyền, phổ biến luật", "rà soát các văn bản"],
        ),
        (
            "UBND tỉnh vừa có công điện về ứng phó bão.\nCông điện nêu rõ: Bộ Chỉ huy BĐBP tỉnh kiểm đếm "
            "tàu thuyền trên biển.",
            ["kiểm đếm tàu thuyền trên biển"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế, UBND các huyện, tùy chức năng và nhiệm vụ của mình, tăng cường "
            "quản lý hàng hóa qua biên giới.",
            ["tăng cường quản lý hàng hóa qua biên giới"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế rà soát các trạm. Ra Tết Nguyên đán 2025, lập ngay một đoàn công tác.",
            ["rà soát các trạm", "lập ngay một đoàn công tác"],
        ),
        (
            "UBND tỉnh nhận được Công văn số 3145/BKHĐT-TH ngày 15/5/2019 của Bộ Kế hoạch và Đầu tư. Xem xét "
            "xong, UBND tỉnh có ý kiến chỉ đạo:\nGiao các sở báo cáo tình hình giải ngân.",
            ["báo cáo tình hình giải ngân"],
        ),
        (
            "Họp báo về cao điểm Tết.\nTheo chỉ đạo của Chủ tịch UBND tỉnh, Sở Nội vụ hướng dẫn các xã "
            "trực Tết.",
            ["hướng dẫn các xã trực Tết"],
        ),
        # A passage cut behind its headline.
        (
            "Cao điểm bảo đảm an toàn giao thông\n\nTheo đó, Công an tỉnh bố trí lực lượng kiểm tra các "
            "tuyến đường trọng điểm.",
            ["bố trí lực lượng kiểm tra các tuyến đường trọng điểm"],
        ),
        # One line alone is no headline, and «đã» still tells of what is over.
        ("Giao Sở Y tế rà soát trạm y tế trước 30/9/2022", ["rà soát trạm y tế trước 30/9/2022"]),
        ("Trong năm, UBND tỉnh đã yêu cầu Sở Y tế rà soát trạm y tế.", []),
    ],
)
def test_what_is_ordered(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hai bên thống nhất tiếp tục tăng cường phối hợp tuần tra.", ("hai bên",)),
        (
            "UBND tỉnh yêu cầu UBND các huyện ven biển, thành phố Đồng Hới, thị xã Ba Đồn tìm kiếm tàu cá.",
            ("UBND các huyện ven biển", "UBND thành phố Đồng Hới", "UBND thị xã Ba Đồn"),
        ),
        (
            "Các trường Trung học phổ thông, các Trung tâm Giáo dục thường xuyên cần giúp thí sinh ở xa.",
            ("các trường Trung học phổ thông", "các Trung tâm Giáo dục thường xuyên"),
        ),
        ("UBND tỉnh yêu cầu các đơn vị chủ rừng tuần tra rừng.", ("các đơn vị chủ rừng",)),
        (
            "UBND tỉnh yêu cầu các cơ quan chức năng và chính quyền địa phương kiểm tra tàu cá.",
            ("các cơ quan chức năng", "các địa phương"),
        ),
        ("Giao Sở Nội vụ (cơ quan thường trực) theo dõi việc thực hiện.", ("Sở Nội vụ",)),
        (
            "UBND tỉnh yêu cầu Ban Chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn các cấp; "
            "Bộ Chỉ huy Quân sự tỉnh theo dõi diễn biến mưa lũ.",
            ("Ban Chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn các cấp", "BCHQS tỉnh"),
        ),
        (
            "Giao Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh trực ban 24/24 giờ.",
            ("Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh",),
        ),
    ],
)
def test_who_leads(text: str, expected: tuple[str, ...]) -> None:
    assert leads(text) == [expected]


@pytest.mark.parametrize(
    "action",
    [
        "xem xét, có ý kiến bằng văn bản về đề án",
        "xem xét, có ý kiến chỉ đạo",
        "xem xét hồ sơ, có ý kiến trước ngày 20/8/2022",
    ],
)
def test_to_look_at_something_and_say_what_one_thinks_is_an_order(action: str) -> None:
    assert spans(f"UBND tỉnh đề nghị Sở Tài chính {action}.") == [action]


@pytest.mark.parametrize(
    "name",
    [
        "Trường Phổ thông Dân tộc nội trú tỉnh",
        "Trường PTDTNT tỉnh",
        "Trường PTDTBT Tiểu học Ia Dom",
        "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Đăk Glei",
        "Trung tâm GDNN-GDTX huyện Đăk Glei",
    ],
)
def test_schools_and_centres_lead(name: str) -> None:
    assert leads(f"Giao {name} rà soát các lớp học.") == [(name,)]


@pytest.mark.parametrize(
    "grounds",
    [
        "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 05/7/2014 của HĐND tỉnh, Chủ tịch UBND tỉnh yêu cầu",
        "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 05/7/2014 của HĐND tỉnh; UBND tỉnh giao",
        "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 05/7/2014 của HĐND tỉnh. Đề nghị",
        "Căn cứ tình hình thực tế,",
    ],
)
def test_an_order_in_the_paragraph_of_its_grounds(grounds: str) -> None:
    text = f"{grounds} Sở Nội vụ chủ trì rà soát cán bộ."
    assert (spans(text), leads(text)) == (["rà soát cán bộ"], [("Sở Nội vụ",)])


@pytest.mark.parametrize(
    "recital",
    [
        "Căn cứ Kế hoạch số 12/KH-UBND của UBND tỉnh về tăng cường kiểm tra, xử lý vi phạm",
        "Căn cứ Công văn số 33/BYT-DP của Bộ Y tế về việc đề nghị Sở Y tế các tỉnh rà soát thuốc",
        "Căn cứ Chỉ thị số 5/CT-TTg của Thủ tướng Chính phủ yêu cầu các địa phương phòng chống dịch.",
        "Căn cứ Nghị định số 24/2014/NĐ-CP quy định Sở Nội vụ có trách nhiệm tham mưu UBND tỉnh.",
    ],
)
def test_grounds_alone_order_nothing(recital: str) -> None:
    assert spans(f"QUYẾT ĐỊNH\n{recital}\nĐiều 1. Kiện toàn Ban Chỉ đạo gồm 12 thành viên.") == []
