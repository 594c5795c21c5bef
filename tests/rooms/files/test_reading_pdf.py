"""PDF files: their text, their hidden corners, and files that try to stop the reader."""

from __future__ import annotations

import time

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import to_text
from cotmoc.files.reading.pdf_lines import Line, paragraphs
from cotmoc.files.reading.worker import Worker
from tests.rooms.files.office_files import pdf

PAGE = """
#set page(paper: "a4", numbering: "1")
#set text(size: 13pt)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
"""
LONG = "Ủy ban nhân dân tỉnh yêu cầu Công an tỉnh chủ trì, phối hợp với Sở Ngoại vụ tuần tra biên giới. " * 4


def refused(data: bytes, name: str = "a.pdf") -> object:
    with pytest.raises(Problem) as caught:
        to_text(name, data)
    return caught.value.entry


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    return pdf(f"{PAGE}{LONG}\n\n{LONG}\n#pagebreak()\nTrang hai.")


def test_lines_become_paragraphs_and_page_numbers_vanish(two_pages: bytes) -> None:
    read = to_text("a.pdf", two_pages)
    assert read.text.split("\n") == [LONG.strip(), LONG.strip(), "Trang hai."]
    assert (read.kind, read.pages, read.unread_pages) == ("pdf", 2, ())
    assert to_text("a.pdf", two_pages) == read


def test_pages_without_text_are_told_and_a_scan_is_named() -> None:
    drawn = "#rect(width: 5cm, height: 5cm)"
    assert to_text("a.pdf", pdf(f"Giao.\n#pagebreak()\n{drawn}")).unread_pages == (2,)
    assert refused(pdf(drawn)) is errors.NO_TEXT


@pytest.mark.parametrize(
    "source",
    [
        "MẬT\n\nGiao Sở Y tế.",
        "#rect[TỐI MẬT]\nGiao Sở Y tế.",
        "#set page(header: [TUYỆT MẬT])\nGiao Sở Y tế.",
        "#set page(background: rotate(24deg, text(60pt)[M Ậ T]))\nGiao Sở Y tế.",
        "Giao.\n#pagebreak()\n#grid(columns: 2, column-gutter: 5cm)[MẬT][Số: 2/BC]",
        '#set document(title: "Kế hoạch TỐI MẬT")\nGiao Sở Y tế.',
        "= TỐI MẬT\nGiao",
    ],
)
def test_a_mark_on_any_page_or_property_refuses(source: str) -> None:
    assert refused(pdf(source)) is errors.SECRET_DOCUMENT


def test_words_about_secrets_are_read() -> None:
    assert to_text("a.pdf", pdf("= BẢO VỆ BÍ MẬT NHÀ NƯỚC\nMật độ dân số, mật ong.")).text


def annotated(contents: bytes) -> bytes:
    """A minimal one-page file with words and one stamp annotation."""
    drawing = b"BT /F1 24 Tf 72 700 Td (Giao So Y te) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot/Subtype/Stamp/Rect[10 10 99 99]/Contents %s>>" % contents,
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return data + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def test_stamps_set_on_a_page_are_searched() -> None:
    assert to_text("a.pdf", annotated(b"(da xem)")).text == "Giao So Y te"
    stamp = b"<FEFF" + "TUYỆT MẬT".encode("utf-16-be").hex().encode() + b">"
    assert refused(annotated(stamp)) is errors.SECRET_DOCUMENT


def test_a_password_and_damage_are_named(two_pages: bytes) -> None:
    encrypt = b"trailer\n<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>/ID[<00><00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    simple = annotated(b"(x)").replace(b"trailer<<", encrypt)
    assert refused(simple) is errors.PROTECTED
    assert refused(two_pages[:200]) is errors.DAMAGED
    assert refused(b"%PDF-1.7\n%%EOF") is errors.DAMAGED
    assert refused(two_pages, "a.txt") is errors.MISLABELLED


def test_a_reading_that_takes_too_long_is_stopped_and_the_next_one_works(two_pages: bytes) -> None:
    process = Worker("pdf")
    started = time.monotonic()
    with pytest.raises(Problem) as caught:
        process.read("a.pdf", two_pages, [], seconds=0.0)
    assert caught.value.entry is errors.TOO_SLOW
    assert time.monotonic() - started < 5
    assert process.read("a.pdf", two_pages, []).pages
    process.stop()


def test_a_worker_that_dies_is_replaced(two_pages: bytes) -> None:
    process = Worker("pdf")
    assert process.read("a.pdf", two_pages, []).pages
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert process.read("a.pdf", two_pages, []).pages
    process.stop()


def line(text: str, left: float = 70, right: float = 520, top: float = 0) -> Line:
    return Line(text, left, right, top)


def test_lines_join_by_their_place() -> None:
    page = [
        line("KẾ HOẠCH", 250, 340, 800),
        line("Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành báo cáo trước", 98, 520, 780),
        line("ngày 15 hằng tháng. Sở Y tế chủ trì.", 70, 300, 760),
        line("- Một nội dung dài hết dòng cho đến tận lề bên phải của trang", 98, 520, 740),
        line("- Nội dung hai xuống dòng ở giữa từ biên gi\u00ad", 98, 520, 720),
        line("ới.", 70, 90, 700),
    ]
    assert paragraphs([page]).split("\n") == [
        "KẾ HOẠCH",
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành báo cáo trước ngày 15 hằng tháng. Sở Y tế chủ trì.",
        "- Một nội dung dài hết dòng cho đến tận lề bên phải của trang",
        "- Nội dung hai xuống dòng ở giữa từ biên giới.",
    ]


def test_a_paragraph_goes_on_over_a_page_with_number_and_running_header() -> None:
    pages = [
        [
            line("BÁO CÁO QUÝ", 200, 300, 800),
            line(f"Đoạn {word} kéo dài đến hết lề phải của", 70, 520, 400 + 9 * n),
            line(f"- {n} -", 290, 310, 40),
        ]
        for n, word in enumerate(("một", "hai", "ba", "bốn"), 1)
    ]
    assert paragraphs(pages) == " ".join(
        f"Đoạn {word} kéo dài đến hết lề phải của" for word in ("một", "hai", "ba", "bốn")
    )


def test_headers_page_numbers_and_broken_words_of_a_printed_plan_are_mended() -> None:
    head = '#set page(numbering: "1", header: [UBND TỈNH KON TUM])\n#set par(justify: true)\n'
    page = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát các xã biên giới. " * 3
    read = to_text("a.pdf", pdf(head + "\n#pagebreak()\n".join([page] * 4)))
    assert read.text.split("\n") == [page.strip()] * 4
