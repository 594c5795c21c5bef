"""Plain text and HTML: what a reader gets from bytes."""

from __future__ import annotations

import codecs
import contextlib

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import to_text

TEXT = "Công văn số 12/UBND\r\nGiao Sở Y tế\tthực hiện.\n\u00a0Hoà\u0323\n"


def refused(name: str, data: bytes, **settings: int) -> object:
    with pytest.raises(Problem) as caught:
        to_text(name, data, **settings)
    return caught.value.entry


def test_plain_text_is_decoded_and_nothing_else() -> None:
    read = to_text("a.txt", TEXT.encode())
    assert (read.text, read.kind) == (TEXT, "txt")


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_not_text(data: bytes) -> None:
    assert to_text("a.txt", data).text == TEXT


def test_what_is_not_text_is_named() -> None:
    assert refused("a.txt", b"") is errors.EMPTY_FILE
    assert refused("a.txt", b" \r\n ") is errors.EMPTY_FILE
    assert refused("a.txt", codecs.BOM_UTF8 + b"  ") is errors.EMPTY_FILE
    assert refused("a.txt", "Công văn".encode("cp1258")) is errors.UNKNOWN_ENCODING
    assert refused("a.txt", "Giao Sở".encode("utf-16-le")) is errors.BINARY_CONTENT
    assert refused("a.txt", b"abc\x00def") is errors.BINARY_CONTENT
    assert refused("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a\x00") is errors.UNKNOWN_ENCODING
    assert refused("a.txt", b"\xed\xa0\x80 lone surrogate") is errors.UNKNOWN_ENCODING
    assert refused("a.txt", b"a" * 1025, limit=1024) is errors.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "data", "entry"),
    [
        ("a.txt", b"<!DOCTYPE html><html><body>Giao</body></html>", errors.MISLABELLED),
        ("a.pdf", b"Giao So Y te", errors.MISLABELLED),
        ("a.html", b"Giao So Y te", errors.MISLABELLED),
        ("a.doc", b"Giao So Y te", errors.MISLABELLED),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", errors.MISLABELLED),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", errors.UNSUPPORTED_KIND),
        ("a.txt", rb"{\rtf1 Giao}", errors.MISLABELLED),
        ("a.rtf", rb"{\rtf1 }", errors.NO_TEXT),
        ("a.docx", b"%PDF-1.7", errors.MISLABELLED),
    ],
)
def test_the_kind_is_found_by_content_and_must_agree_with_the_name(
    name: str, data: bytes, entry: object
) -> None:
    assert refused(name, data) is entry


def test_a_name_without_extension_says_nothing_against_the_content() -> None:
    assert to_text("congvan", b"BM la hai chu cai").kind == "txt"
    assert to_text("congvan", b"<html><body><p>Giao</p></body></html>").kind == "html"


def html(body: str, head: str = "") -> str:
    return to_text(
        "a.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    ).text


def test_blocks_become_lines_and_scripts_vanish() -> None:
    text = html(
        "<h1>Kế  hoạch</h1><script>var a = '<p>không</p>';</script><style>p{}</style>"
        "<p>Giao <b>Sở</b>\n Y tế;<br>báo cáo.</p><div>Một<div>Hai</div>Ba</div><ul><li>a<li>b</ul>"
    )
    assert text == "Kế hoạch\nGiao Sở Y tế;\nbáo cáo.\nMột\nHai\nBa\na\nb"


def test_rows_of_a_data_table_become_lines() -> None:
    rows = "<tr><th>Nhiệm vụ</th><th>Chủ trì</th></tr><tr><td><p>Rà</p><p>soát</p></td><td></td></tr>"
    text = html(f"Trước<table><tbody>{rows}</tbody></table>Sau")
    assert text == "Trước\nNhiệm vụ | Chủ trì\nRà soát | \nSau"


def test_a_table_that_only_arranges_the_page_keeps_its_paragraphs() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    assert html(f"<table><tr><td><p>Một</p><p>Hai</p>{inner}</td></tr></table>") == "Một\nHai\na | b"


def test_entities_and_legacy_charsets_are_decoded() -> None:
    assert html("<p>S&#7903;&nbsp;Y t&ecirc; &lt;1&gt;</p>") == "Sở Y tê <1>"
    page = '<html><head><meta charset="windows-1258"></head><body><p>Quân dân</p></body></html>'
    assert to_text("a.htm", page.encode("cp1258")).text == "Quân dân"


def test_html_without_words_is_named() -> None:
    assert refused("a.html", b"<html><body><img src=x></body></html>") is errors.NO_TEXT


def test_deep_nesting_ends_in_a_problem_or_a_text() -> None:
    for opened in ("<div>", "<table><tr><td>", "<b>", "<ul><li>"):
        data = b"<html><body>" + opened.encode() * 50_000 + b"Giao"
        with contextlib.suppress(Problem):
            assert to_text("a.html", data).text.endswith("Giao")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cv_TUYET_MAT.txt", b"Giao"),
        ("a.txt", "Số: 1\nMẬT\nGiao".encode()),
        ("a.txt", codecs.BOM_UTF16_LE + "TỐI MẬT\nGiao".encode("utf-16-le")),
        ("a.html", "<html><body><table><tr><td>MẬT</td><td>Giao</td></tr></table></body></html>".encode()),
        ("a.html", "<html><head><title>Tối mật</title></head><body>Giao</body></html>".encode()),
        ("a.html", "<html><body><img alt='TUYỆT MẬT' src=x>Giao</body></html>".encode()),
        ("a.html", "<html><body><p><b>M</b><i>Ậ</i>T</p><p>Giao</p></body></html>".encode()),
        ("a_TOI_MAT.png", b"\x89PNG\r\n\x1a\n"),
        ("TỐI MẬT.txt", b""),
    ],
)
def test_a_mark_anywhere_refuses_the_file_and_says_nothing_of_it(name: str, data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        to_text(name, data)
    problem = caught.value
    assert problem.entry is errors.SECRET_DOCUMENT
    assert problem.values == {}
    assert problem.field is None
    assert name not in str(problem) + problem.text("vi")


def test_a_directive_about_secrets_is_read() -> None:
    text = "Chỉ thị về bảo vệ bí mật nhà nước: không gửi tài liệu mật, tối mật qua mạng."
    assert to_text("chi-thi-bao-ve-bi-mat-nha-nuoc.txt", text.encode()).text == text


def test_the_two_column_head_of_a_letter_keeps_its_lines() -> None:
    left, right = "<div>UBND TỈNH</div><div>Số: 05/CĐ-UBND</div>", "<div>Quốc hiệu</div>"
    assert html(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>") == (
        "UBND TỈNH\nSố: 05/CĐ-UBND\nQuốc hiệu"
    )


def test_joined_cells_keep_every_column_in_its_place():
    first = '<tr><td>1</td><td rowspan="2">Sở Y tế</td><td>Rà soát</td></tr>'
    second = "<tr><td>2</td><td>Kiểm tra</td></tr>"
    third = '<tr><td colspan="2">Cộng</td><td>Cả hai</td></tr>'
    assert html(f"<table>{first}{second}{third}</table>") == (
        "1 | Sở Y tế | Rà soát\n2 | ″ | Kiểm tra\nCộng |  | Cả hai"
    )


def test_no_number_of_rows_or_columns_is_too_great():
    wide = '<tr><td colspan="99999" rowspan="-3">A</td><td rowspan="９９">B</td><td colspan="0">C</td></tr>'
    read = html(f"<table>{wide}<tr><td>D</td></tr></table><table><tr><td>E</td><td>F</td></tr></table>")
    assert [cell.strip() for cell in read.replace("\n", "|").split("|") if cell.strip(" ″")] == list("ABCDEF")
