"""Archives and e-mails: each document inside by itself, and the whole refused for one mark."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem, catalogue
from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors import inputs as several
from cotmoc.files.reading import inputs
from cotmoc.files.reading.inputs import documents_in
from tests.rooms.files.office_files import docx, packed, paragraph

ORDER = "Giao Sở Y tế báo cáo trước ngày 15/7/2022."
WORD = docx(paragraph(ORDER))


def read(name: str, data: bytes) -> dict[str, object]:
    """The text of each document, or what stands against it."""
    return {
        one.name: one.read.text if one.read else one.problem.entry if one.problem else None
        for one in documents_in(name, data)
    }


def refused(name: str, data: bytes) -> object:
    with pytest.raises(Problem) as caught:
        documents_in(name, data)
    return caught.value.entry


def letter(subject: str = "V/v gửi kế hoạch", body: str = ORDER, **attached: bytes) -> bytes:
    """An e-mail; attachments by name, «_dot_» for «.»."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "Văn thư <vanthu@example.vn>",
        "a@example.vn",
    )
    message.set_content(body)
    for name, data in attached.items():
        shown = name.replace("_dot_", ".")
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=shown)
    return message.as_bytes()


def test_one_document_is_one_input_with_its_own_bytes() -> None:
    (only,) = documents_in("a.docx", WORD)
    assert (only.name, only.data, only.text.text, only.text.kind) == ("a.docx", WORD, ORDER, "docx")


def test_members_of_an_archive_come_one_by_one_with_their_problems() -> None:
    data = packed(
        {
            "thang 7/kế hoạch.docx": WORD,
            "b.txt": ORDER.encode(),
            "rong.txt": b"",
            "bang.xlsx": packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
            "hong.pdf": b"%PDF-1.7\nx",
            "thang 7/": b"",
            "__MACOSX/._b.txt": b"litter",
            "Thumbs.db": b"litter",
        }
    )
    assert read("gửi.zip", data) == {
        "gửi.zip/thang 7/kế hoạch.docx": ORDER,
        "gửi.zip/b.txt": ORDER,
        "gửi.zip/rong.txt": errors.EMPTY_FILE,
        "gửi.zip/bang.xlsx": errors.UNSUPPORTED_KIND,
        "gửi.zip/hong.pdf": errors.DAMAGED,
    }


def test_word_files_that_lie_uncompressed_in_an_archive_are_documents_of_it() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.docx", WORD)
        archive.writestr("b.txt", ORDER)
    assert read("gửi.zip", held.getvalue()) == {"gửi.zip/a.docx": ORDER, "gửi.zip/b.txt": ORDER}


def test_an_e_mail_is_its_body_and_its_attachments() -> None:
    data = letter(a_dot_docx=WORD, logo_dot_gif=b"GIF89a")
    assert read("thu.eml", data) == {
        "thu.eml/noi-dung-thu.txt": f"{ORDER}\n",
        "thu.eml/a.docx": ORDER,
        "thu.eml/logo.gif": errors.UNSUPPORTED_KIND,
    }


def test_a_body_in_html_and_in_any_encoding_is_read() -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Giao Sở Y tế</p></body></html>"
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(page, subtype="html", charset="utf-8")
    assert read("a.eml", message.as_bytes()) == {"a.eml/noi-dung-thu.html": "Giao Sở Y tế"}
    latin = b"Subject: x\nContent-Type: text/plain; charset=windows-1258\n\nGiao S\xf5 Y t\xea"
    assert list(read("a.eml", latin)) == ["a.eml/noi-dung-thu.txt"]


def test_attachments_of_one_name_stay_apart_and_names_hold_no_folder() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    for name in ("a.txt", "a.txt", "../../etc/passwd"):
        message.add_attachment(ORDER.encode(), maintype="text", subtype="plain", filename=name)
    assert list(read("t.eml", message.as_bytes())) == [
        "t.eml/a.txt",
        "t.eml/a (2).txt",
        "t.eml/_.._etc_passwd",
    ]


def test_an_archive_in_an_e_mail_is_opened_and_one_deeper_is_not() -> None:
    inner = packed({"a.docx": WORD})
    data = letter(goi_dot_zip=packed({"b.docx": WORD, "trong.zip": inner}))
    assert read("t.eml", data) == {
        "t.eml/noi-dung-thu.txt": f"{ORDER}\n",
        "t.eml/goi.zip/b.docx": ORDER,
        "t.eml/goi.zip/trong.zip": several.NESTED_ARCHIVE,
    }


def test_a_forwarded_message_is_opened() -> None:
    message = EmailMessage()
    message["Subject"] = "Fwd"
    message.set_content("Xin chuyển.")
    inner = EmailMessage()
    inner["Subject"] = "x"
    inner.set_content(ORDER)
    message.add_attachment(inner)
    assert read("t.eml", message.as_bytes())["t.eml/thu-1.eml/noi-dung-thu.txt"] == f"{ORDER}\n"


MARKED = docx(paragraph("TỐI MẬT") + paragraph(ORDER))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", packed({"a.docx": WORD, "b.docx": MARKED})),
        ("a.zip", packed({"a.docx": WORD, "MAT-12.docx": WORD})),
        ("a.zip", packed({"a.docx": WORD, "MẬT/b.docx": WORD})),
        ("a.zip", packed({"a.docx": WORD, "TUYỆT MẬT.rar": b"Rar!x"})),
        ("a.zip", packed({"a.docx": WORD, "b.zip": packed({"c.docx": MARKED})})),
        ("TỐI MẬT.zip", packed({"a.docx": WORD})),
        ("a.eml", letter(subject="TỐI MẬT: kế hoạch")),
        ("a.eml", letter(subject="Kế hoạch (MẬT)", a_dot_docx=WORD)),
        ("a.eml", letter(body=f"MẬT\n\n{ORDER}")),
        ("a.eml", letter(a_dot_docx=MARKED)),
        ("a.eml", letter(**{"12-BC-MAT_dot_docx": WORD})),
        ("a.eml", letter(a_dot_zip=packed({"b.docx": MARKED}))),
        ("a.eml", letter().replace(b"To: a@", b"X-Note: =?utf-8?b?VOG7kEkgTeG6rFQ=?=\nTo: a@")),
    ],
)
def test_one_mark_anywhere_refuses_the_whole(name: str, data: bytes) -> None:
    assert refused(name, data) is errors.SECRET_DOCUMENT


def test_words_about_secrets_in_a_letter_are_read() -> None:
    data = letter(subject="V/v bảo vệ bí mật nhà nước", body="Bán mật ong, mật độ dân số.", a_dot_docx=WORD)
    assert len(read("a.eml", data)) == 2


def test_hostile_archives_are_refused_whole() -> None:
    encrypted = bytearray(packed({"a.txt": b"abc"}, stored=True))
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    assert refused("a.zip", bytes(encrypted)) is errors.PROTECTED
    assert refused("a.zip", packed({"../a.txt": b"abc"})) is errors.UNSAFE_ARCHIVE
    assert refused("a.zip", packed({"a.txt": b"0" * 40_000_000})) is errors.INFLATES_TOO_FAR
    assert refused("a.zip", packed({"a.txt": b"x"})[:-30]) is errors.DAMAGED
    assert refused("a.zip", packed({"trong/": b""})) is several.NO_DOCUMENTS
    many = {f"{n}.txt": b"x" for n in range(inputs.MOST_DOCUMENTS + 1)}
    assert refused("a.zip", packed(many)) is several.TOO_MANY_DOCUMENTS
    assert refused("a.docx", packed({"a.txt": b"x"})) is errors.MISLABELLED


def test_a_bomb_in_parts_draws_on_one_limit() -> None:
    filler = BytesIO()
    with zipfile.ZipFile(filler, "w", zipfile.ZIP_DEFLATED) as archive:
        # Each is under the ratio of a bomb, all of them are too much.
        for number in range(4):
            archive.writestr(f"{number}.txt", (b"%030d" % number + b"abc" * 10) * 200_000)
    one = filler.getvalue()
    assert refused("a.eml", letter(**{f"{n}_dot_zip": one for n in range(3)})) is errors.INFLATES_TOO_FAR


@pytest.mark.parametrize("data", [b"khong phai thu", b"\x89PNG\r\n\x1a\n", b"Content-Type: text/plain\n\nx"])
def test_what_is_no_message_is_named(data: bytes) -> None:
    assert refused("a.eml", data) in (errors.DAMAGED, errors.MISLABELLED)


@pytest.mark.slow
def test_a_message_nested_without_end_is_stopped() -> None:
    head = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    data = b"Subject: x\n" + b"".join(head % (n, n) for n in range(3000)) + b"\nx"
    assert refused("a.eml", data) in (errors.TOO_COMPLEX, errors.DAMAGED, several.NO_DOCUMENTS)


def outcome(name: str, data: bytes) -> bool:
    """Whether the answer is one of those that are promised."""
    try:
        found = documents_in(name, data)
    except Problem as problem:
        return problem.entry in catalogue()
    return all((one.read is None) != (one.problem is None) for one in found)


WHOLE = {"a.zip": packed({"a.txt": b"Giao", "b.docx": WORD}), "a.eml": letter(a_dot_docx=WORD)}


@pytest.mark.slow
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(max_examples=200, deadline=None)
def test_damaged_holders_give_documents_or_a_problem(name: str, damages: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE[name])
    for at, patch in damages:
        start = at % len(data)
        data[start : start + len(patch)] = patch
    assert outcome(name, bytes(data))
