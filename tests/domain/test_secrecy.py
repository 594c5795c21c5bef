"""What is a secrecy mark and what is only the word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.secrecy import marks, marks_in_name

MARKED = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "Tối mật",
    "  MẬT  ",
    "Mật",
    "UBND TỈNH\nMẬT\nSố: 15/KH-UBND\nKẾ HOẠCH",
    "UBND TỈNH\r\nTUYỆT MẬT\r\nSố: 15/KH-UBND",
    "[MẬT]",
    "«MẬT»",
    "*** TỐI MẬT ***",
    "--- MẬT ---",
    "( MẬT )",
    "Báo cáo tình hình [MẬT] tháng 6",
    "| MẬT |",
    "Số: 12/BC | MẬT | Hỏa tốc",
    "Độ mật | Tối mật",
    "UBND TỈNH\tMẬT\tĐộc lập",
    "Số: 12/BC-BCH      MẬT      Kon Tum, ngày 5",
    "M Ậ T",
    "M  Ậ  T",
    "T Ố I  M Ậ T",
    "T U Y Ệ T   M Ậ T",
    "M.Ậ.T",
    "M-Ậ-T",
    "M\nẬ\nT",
    "TỐI\nMẬT",
    "Độ mật: Tối mật",
    "ĐỘ MẬT: MẬT",
    "Số: 12/BC; Độ mật: Mật; Độ khẩn: Hỏa tốc",
    "Mức độ mật: Tuyệt mật",
    "Dấu chỉ mức độ mật: MẬT",
    "MẬT - Bản số 03",
    "TUYỆT MẬT (Bản số: 01)",
    "HỎA TỐC - MẬT",
    "TÀI LIỆU MẬT",
    "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM MẬT",
    "Số: 05/KH-BCH TỐI MẬT",
    "Số: 05/KH-BCH/MẬT",
    "KẾ HOẠCH CÔNG TÁC QUÝ III - MẬT",
    "KẾ HOẠCH CÔNG TÁC QUÝ III (MẬT)",
    "TỐI MẬT: KẾ HOẠCH",
    "M\u200bẬ\u200dT",
    "\u202eMẬT\u202c",
    "\ufeffMẬT",
    "M\u00adẬT",
    "ＭẬＴ",
    "ТỐІ МẬТ",
    "𝐌Ậ𝐓",
    "MAT",
    "TOI MAT",
    "TUYET MAT",
    "MËT",
    "Tèi mËt",
    "tuyÖt mËt",
    "§é mËt: Tèi mËt",
    "MAÄT",
    "TOÁI MAÄT",
    "TUYEÄT MAÄT",
    "Ñoä maät: Maät",
    "☑ Mật",
    "THÔNG BÁO\nMẬT\nSố: 3/TB",
    "THÔNG BÁO [MẬT] về diễn tập",
    "Kính gửi: Ông\nMẬT",
    "I. TÌNH HÌNH\n\nmật\n\nBáo cáo",
    "UBND TỈNH\nM\n\nẬ\n\nT\nSố: 1",
    "UBND TỈNH\nM\r\nẬ\r\nT\r\nSố: 1",
    "UBND TỈNH\nMẬ\nT\nSố: 1",
    "TỐI\n\nMẬT",
    "T\nỐ\nI\nM\nẬ\nT",
    "M/Ậ/T",
    "M | Ậ | T",
    "M\u3000Ậ\u3000T",
    "M          Ậ          T",
    "M\u0336Ậ\u0336T\u0336",
    "M\u20deẬ\u20deT\u20de",
    "M\u2800Ậ\u2800T",
    "MA\u0302\u0307T",
    "ᎷẬᎢ",
    "ꓟẬꓔ",
    "ᴍᴀ\u0302\u0323ᴛ",
    "Ⓜ\u24b6\u0302\u0323Ⓣ",
    "\U0001f1f2\U0001f1e6\U0001f1f9",
    "\u202eTẬM IỐT\u202c",
    "M A Ä T",
    "M Ë T",
]

WORDS = [
    "MẬT ONG",
    "MẬT ĐỘ",
    "MẬT ĐỘ DÂN SỐ",
    "CƠ MẬT",
    "bảo mật",
    "bí mật",
    "BÍ MẬT",
    "BẢO MẬT",
    "BẢO MẬT THÔNG TIN",
    "bảo vệ bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "mật khẩu",
    "Mật khẩu: 123456",
    "mật mã",
    "CƠ YẾU, MẬT MÃ",
    "Chỉ thị về tăng cường bảo vệ bí mật nhà nước, quản lý tài liệu mật, tối mật, tuyệt mật.",
    "Cán bộ không soạn thảo tài liệu mật trên máy tính nối mạng.",
    "Đóng dấu «MẬT» lên văn bản theo quy định.",
    'Văn bản có dấu "Tối mật" phải chuyển riêng.',
    "Xác định độ mật: Tuyệt mật, Tối mật hoặc Mật.",
    "Độ mật: Thường",
    "Độ mật: Không",
    "Độ mật (Mật/Tối mật/Tuyệt mật): ............",
    "☐ Mật   ☐ Tối mật   ☐ Tuyệt mật",
    "- Tuyệt mật\n- Tối mật\n- Mật",
    "a) Tuyệt mật: phạm vi do Thủ tướng quyết định;\nb) Tối mật;\nc) Mật.",
    "Loại | Tuyệt mật | Tối mật | Mật",
    "Tuyệt mật | 0\nTối mật | 2\nMật | 5",
    "công tác bảo vệ bí\nmật nhà nước",
    "CÔNG TÁC BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO\nMẬT\nVÀ AN TOÀN",
    "SẢN LƯỢNG\nMẬT\nONG RỪNG",
    "MẬT\nĐỘ DÂN SỐ",
    "giữ kín và bảo đảm thông tin\nmật\ntheo quy định",
    "trăng mật",
    "phẫu thuật túi mật",
    "thân mật, gần gũi",
    "Sản phẩm: mật ong rừng (OCOP)",
    "mía - mật",
    "bề mặt, có mặt, tiền mặt",
    "MẶT TRẬN TỔ QUỐC",
    "MẮT",
    "MẤT",
    "MÁT",
    "ông M. A. Tuấn",
    "cách 5 m; Ất Tỵ",
    "Buổi tối mật độ xe giảm",
    "DIỄN TẬP BẢO VỆ BÍ MẬT",
    "ĐỘ MẬT",
    "1. Bí mật nhà nước được phân loại theo 03 độ mật, gồm: Tuyệt mật, Tối mật, Mật.",
    "b¶o mËt th«ng tin",
    "mËt ong",
    "NIÊM MẬT HOA",
    "mật mía",
    "trái tim mật",
    "Trái tim\nmật",
    "B Ả O  M Ậ T",
    "B Í  M Ậ T",
    "M Ậ T  O N G",
    "M Ậ T  Đ Ộ",
    "Sản phẩm | Mật ong | 20",
    "Gan, mật",
    "BÍ MẬT\u202e",
    "\u202etật\u202c",
    "M\n\nA\n\nT",
    "Nhóm gồm\nM,\nÁnh và\nT",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_found_by_its_form(text: str) -> None:
    assert marks(text), text


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_not_a_mark(text: str) -> None:
    assert marks(text) == ()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
@pytest.mark.parametrize("text", ["MẬT", "TỐI MẬT", "Độ mật: Tối mật", "| TUYỆT MẬT |"])
def test_every_unicode_form_is_seen(form: str, text: str) -> None:
    assert marks(unicodedata.normalize(form, text))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", ["bí mật nhà nước", "MẬT ĐỘ DÂN SỐ", "MẶT TRẬN", "Độ mật: Thường"])
def test_no_unicode_form_makes_a_word_a_mark(form: str, text: str) -> None:
    assert not marks(unicodedata.normalize(form, text))


def test_kind_and_span_refer_to_the_text_as_given() -> None:
    text = "Số: 1\n[\u200bTỐI M\u200bẬT]\nNội dung"
    (mark,) = marks(text)
    assert mark.kind == "toi_mat"
    assert text[slice(*mark.span)] == "TỐI M\u200bẬT"


def test_a_mark_deep_in_a_long_text_is_found_and_ordinary_text_stays_quiet() -> None:
    filler = "Bảo vệ bí mật, mặt trận, mật độ dân số và mật ong của bà con. " * 4000
    assert marks(filler) == ()
    assert [m.kind for m in marks(f"{filler}\nTUYỆT MẬT\n{filler}")] == ["tuyet_mat"]


NAMES_MARKED = [
    "cv-12_MAT.docx",
    "MẬT.docx",
    "TỐI MẬT.pdf",
    "TUYET MAT.docx",
    "tuyet-mat_ke-hoach.docx",
    "KeHoachTuyetMat.docx",
    "ke hoach (mat).docx",
    "[MẬT] Kế hoạch.docx",
    "Kế hoạch - mật.docx",
    "KH-15-Tối mật-2022.pdf",
    "cv12MAT.docx",
    "MAT_KH-12.docx",
    "cv-12_mat.docx",
    "bao cao.MAT.docx",
    "mat.txt",
    "M_A_T.docx",
    "Độ mật - MẬT.docx",
    "KE_HOACH_12_MAT.docx",
    "TỐI_MẬT/kế hoạch.docx",
    "word/embeddings/KH_TOI_MAT.xlsx",
    "toi.mat.pdf",
    "M\u200bẬT.docx",
    unicodedata.normalize("NFD", "Kế hoạch TỐI MẬT.docx"),
    "TAI LIEU MAT.docx",
    "K%E1%BA%BF%20ho%E1%BA%A1ch%20M%E1%BA%ACT.docx",
    "tèi mËt.doc",
    "BC-thang-6-MAT.PDF",
    "KH \u202eTẬM\u202c.docx",
    "KH-12 M Ậ T.docx",
]

NAMES_READ = [
    "ke-hoach.docx",
    "mat-tran-to-quoc.docx",
    "MAT_TRAN_TO_QUOC.docx",
    "be-mat-duong.pdf",
    "mat-do-dan-so.html",
    "Mật độ dân số 2022.docx",
    "mật ong OCOP.docx",
    "bao-mat-thong-tin.txt",
    "BAO_MAT.docx",
    "Bảo mật.docx",
    "Bảo vệ bí mật nhà nước.docx",
    "chi-thi-bao-ve-bi-mat-nha-nuoc.pdf",
    "Luat-Bao-ve-bi-mat-nha-nuoc-2018.pdf",
    "danh muc bi mat nha nuoc do toi mat.docx",
    "co-mat-day-du.docx",
    "Co Mat.docx",
    "data.mat",
    "ra-mat-mo-hinh.txt",
    "le-ra-mat.docx",
    "mat-khau.txt",
    "tien-mat.xlsx",
    "gap-mat-cuoi-nam.docx",
    "matrix.txt",
    "dinh-mat.docx",
    "format-2022.docx",
    "000_396a8617727ee569.txt",
    "word/document.xml",
    "[Content_Types].xml",
    "docProps/thumbnail.jpeg",
    "Quy định quản lý tài liệu mật.docx",
    "bo-mat-nong-thon-moi.html",
    "vang-mat.docx",
    "trái tim mật.docx",
    "khoa gan mật.docx",
    "Mật ong, mật mía.xlsx",
]


@pytest.mark.parametrize("name", NAMES_MARKED)
def test_a_token_of_a_file_name_marks(name: str) -> None:
    assert marks_in_name(name), name


@pytest.mark.parametrize("name", NAMES_READ)
def test_an_ordinary_file_name_does_not(name: str) -> None:
    assert marks_in_name(name) == ()


def test_a_span_in_a_name_refers_to_the_name() -> None:
    (mark,) = marks_in_name("luu/cv12MAT.docx")
    assert (mark.kind, "luu/cv12MAT.docx"[slice(*mark.span)]) == ("mat", "MAT")


@given(st.text(alphabet="MẬATỐIUYỆmậatốiuyệ[]|:.- \n\t\u200b\u0302\u0323Đđộ", max_size=80))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    for find in (marks, marks_in_name):
        spans = [mark.span for mark in find(text)]
        assert spans == sorted(spans)
        assert all(0 <= low < high <= len(text) for low, high in spans)


@given(st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]), st.text(max_size=60), st.text(max_size=60))
def test_a_line_of_its_own_marks_whatever_stands_around(level: str, before: str, after: str) -> None:
    assert marks(f"{before}\n\n[{level}]\n\n{after}")
