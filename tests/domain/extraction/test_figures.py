"""Measured numbers, their units and what they count."""

import pytest

from .support import reading


def figures(text: str) -> list[tuple[float | int, str]]:
    return [(f.value, f.unit) for f in reading(text).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phát 2.069 tờ rơi", [(2069, "tờ rơi")]),
        ("xảy ra mười một vụ cháy", [(11, "vụ")]),
        ("hỗ trợ hai mươi lăm hộ nghèo", [(25, "hộ")]),
        ("bắt giữ ba đối tượng", [(3, "đối tượng")]),
        ("hai bên trao đổi, ba lực lượng phối hợp", []),
        ("thu giữ 61,475 kg ma túy", [(61.475, "kg")]),
        ("tổ chức 02 cuộc", [(2, "cuộc")]),
        ("bắt 5330 bao thuốc lá", [(5330, "bao")]),
        ("thu 1.566.494 viên", [(1566494, "viên")]),
        ("cấp 43 ngàn viên thuốc", [(43000, "viên")]),
        ("xuất khẩu 2 triệu tấn", [(2000000, "tấn")]),
        ("kinh phí 20 triệu đồng", [(20000000, "VND")]),
        ("giải ngân 1,5 tỉ đồng", [(1500000000, "VND")]),
        ("kim ngạch 668,12 triệu USD", [(668120000, "USD")]),
        ("tuần tra 412 lần/3.889 lượt người", [(412, "lần"), (3889, "lượt")]),
        ("xử lý 2 vụ/3 đối tượng", [(2, "vụ"), (3, "đối tượng")]),
        ("hỗ trợ 20 hộ dân", [(20, "hộ")]),
        ("giải quyết 7 vụ việc", [(7, "vụ")]),
        ("đạt 58% kế hoạch", [(58, "%")]),
        ("thành lập 48 chốt, tổ liên ngành", [(48, "chốt")]),
        ("trao 270 suất quà, 15 xe đạp và 2 căn nhà", [(270, "suất"), (15, "xe"), (2, "căn")]),
        ("phát 300 tờ rơi, 500 khẩu trang", [(300, "tờ rơi"), (500, "khẩu trang")]),
        ("cứu 3 tàu cá, 21 thuyền viên", [(3, "tàu"), (21, "thuyền viên")]),
        ("thu giữ 53,46gam ma túy tổng hợp", [(53.46, "gam")]),
        ("thu hồi 142 khẩu súng các loại, 381 dao, kiếm", [(142, "khẩu"), (381, "dao")]),
        ("thu giữ 12 khẩu súng, 20 bộ đàm và 5 ống nhòm", [(12, "khẩu"), (20, "bộ"), (5, "ống")]),
        ("tiếp nhận 64 kiến nghị, 80 hồ sơ", [(64, "kiến nghị"), (80, "hồ sơ")]),
        ("có 3.200 hộ vào năm 2025 và 4.100 vào năm 2030", [(3200, "hộ"), (4100, "hộ")]),
        ("tuần tra 24/144 lượt chiến sĩ", [(24, "lượt"), (144, "lượt")]),
        ("phát thanh được 139 giờ", [(139, "giờ")]),
        ("tỷ lệ phá án đạt từ 90% trở lên, xây dựng 04 mô hình trở lên", [(90, "%"), (4, "mô hình")]),
        ("vượt kế hoạch 12%, mở đường 3 km", [(12, "%"), (3, "km")]),
        ("với tổng số 120 hộ, khoanh vùng 7 di tích", [(120, "hộ"), (7, "di tích")]),
        ("kim ngạch đạt hơn 12 tỷ 305 triệu USD", [(12_305_000_000, "USD")]),
        ("thu ngân sách 12 tỷ 305 triệu 400 nghìn đồng", [(12_305_400_000, "VND")]),
        ("tổng vốn 1 nghìn 250 tỷ đồng", [(1_250_000_000_000, "VND")]),
        ("tuyên truyền cho 2 triệu 300 nghìn lượt người", [(2_300_000, "lượt")]),
        ("vận động đầu thú và thanh loại 60 đối tượng", [(60, "đối tượng")]),
    ],
)
def test_value_and_unit(text: str, expected: list[tuple[float | int, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 27-7, đoàn lên đường.",
        "Ngày 27/7/2022 và 5.9.2019.",
        "Trong 10 năm qua, giai đoạn 2021-2025.",
        "Nghị định số 03/2019/NĐ-CP và Quyết định 15/QĐ-UBND.",
        "Lúc 19 giờ 30 phút tại mốc 30 và mốc số 125.",
        "Phòng, chống Covid-19 tại quốc lộ 14.",
        "3 lực lượng tại 4 huyện Đăk Glei, Ngọc Hồi.",
        "Triển khai 03 chương trình mục tiêu quốc gia.",
        "Báo cáo 02 lần mỗi năm, họp 1 buổi/tháng.",
        "Để điều hòa từ 26 độ C trở lên, tàu dài từ 15 m trở lên.",
        "Các đồn trực 24/24 giờ.",
        "Tai nạn giao thông giảm cả 3 tiêu chí.",
        "Ngày 27 đồng loạt ra quân; tháng 12 đồng bào họp bản.",
        "Chỉ huy 4 đồn Biên phòng: Ia Lân, Sa Mù, Đức Lộc, Hồng Sơn.",
        "Gồm 02 cảng loại II: Cà Lúi, Ninh Sơn.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_part_and_whole() -> None:
    (figure,) = reading("kiểm tra 102/109 mốc").figures
    assert (figure.value, figure.of, figure.unit) == (102, 109, "mốc")


def test_qualifier_period_and_indicator() -> None:
    (figure,) = reading("Trong quý II-2022, các đồn tổ chức hơn 120 buổi tuyên truyền pháp luật.").figures
    assert (figure.qualifier, figure.period) == ("hơn", "2022-Q2")
    assert figure.indicator.endswith("buổi tuyên truyền pháp luật")


def test_figures_in_a_row_share_the_verb() -> None:
    found = reading("phát hiện, bắt giữ 9 vụ/11 đối tượng buôn lậu").figures
    assert [f.unit in f.indicator for f in found] == [True, True]
    assert all("bắt giữ" in f.indicator and "buôn lậu" in f.indicator for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "Huyện ủy yêu cầu 8 xã biên giới rà soát lối mở.",
        "Công an huyện và 6 đồn Biên phòng họp định kỳ hằng quý.",
        "Trong quý I, 4 xã này giữ vững an ninh.",
    ],
)
def test_a_number_that_only_says_which_bodies_are_meant_is_no_figure(text: str) -> None:
    assert [figure.unit for figure in reading(text).figures] == []


def test_posts_and_places_are_counted_where_there_are_so_many() -> None:
    text = "Tuyến biên giới có 6 đồn Biên phòng; đã mở lớp học nghề tại 12 xã."
    assert [(f.value, f.unit) for f in reading(text).figures] == [(6, "đồn"), (12, "xã")]


def test_comrades_and_officers_are_counted() -> None:
    text = "Huấn luyện dân quân cho 1.250 đồng chí; kết nạp 45 đồng chí; luân chuyển 12 sĩ quan."
    found = [(figure.value, figure.unit) for figure in reading(text).figures]
    assert found == [(1250, "đồng chí"), (45, "đồng chí"), (12, "sĩ quan")]
    assert reading("Chiều 26/7, đồng chí Phó Chủ tịch UBND tỉnh làm việc với Sở Y tế.").figures == ()


def test_a_line_that_names_what_it_counts_before_the_number() -> None:
    text = (
        "Số đợt tuần tra chung: 45; số lượt người: 312.\n- Tổng số vụ vi phạm: 12\n| Số đối tượng | 17 | |\n"
        "Số điện thoại: 0905123456. Công văn số: 45. Quân số: 35."
    )
    found = [(figure.value, figure.unit) for figure in reading(text).figures]
    assert found == [(45, "đợt"), (312, "lượt"), (12, "vụ"), (17, "đối tượng")]


@pytest.mark.parametrize(
    ("text", "period", "level"),
    [
        ("Trong 10 tháng năm 2022 đã xử lý 187 vụ.", "2022-01/2022-10", None),
        ("Ngày 20 tháng 9 năm 2022, Đồn bắt 3 vụ.", "2022-09", None),
        ("Theo Tờ trình số 77/TTr-SNgV ngày 30 tháng 9 năm 2022: phát quang 120 mốc.", None, None),
        ("Quý III/2022 trao đổi 370 tin (120 tin cấp tỉnh, 250 tin cấp huyện).", "2022-Q3", "cấp huyện"),
    ],
)
def test_the_time_and_level_of_a_figure_are_its_own(text: str, period: str | None, level: str | None) -> None:
    last = reading(text).figures[-1]
    assert (last.period, last.level) == (period, level)
