"""Who issued a document, by the two lines of its letterhead."""

import pytest

from .support import reading

FOOT = "\n\nSố: 15/BC-UBND\nKon Tum, ngày 15 tháng 6 năm 2022\n\nBÁO CÁO\nKết quả công tác biên giới\n"
MOTTO = "          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
INDEPENDENCE = "          Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN", "TỈNH KON TUM", "UBND tỉnh"),
        ("ỦY BAN NHÂN DÂN", "XÃ ĐĂK PLÔ", "UBND xã Đăk Plô"),
        ("ỦY BAN NHÂN DÂN", "HUYỆN IA H'DRAI", "UBND huyện Ia H'Drai"),
        ("UBND TỈNH KON TUM", "SỞ Y TẾ", "Sở Y tế"),
        ("BỘ CHỈ HUY BĐBP TỈNH", "ĐỒN BIÊN PHÒNG BỜ Y", "Đồn Biên phòng Bờ Y"),
        ("BỘ CHỈ HUY QUÂN SỰ TỈNH", "BAN CHQS HUYỆN NGỌC HỒI", "Ban CHQS huyện Ngọc Hồi"),
    ],
)
def test_the_issuer_of_a_letterhead(first: str, second: str, issuer: str, beside: bool) -> None:
    head = f"{first}{MOTTO}\n{second}{INDEPENDENCE}" if beside else f"{first}\n{second}"
    (subject,) = [one for one in reading(head + FOOT).documents if one.role == "subject"]
    assert subject.issuer == issuer
