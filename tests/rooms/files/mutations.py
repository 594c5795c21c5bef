"""Valid small files of each kind, and ways to spoil them: what a fuzzing run and the property tests share."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from functools import lru_cache
from random import Random

import xlsxwriter

from tests.rooms.files.office_files import docx, header, packed, paragraph, pdf, table

ORDER = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh bảo vệ bí mật, báo cáo trước ngày 15/7/2022."
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808000000003a8f9bda"
    "0000000b49444154789c63fc0f030100060002019b4b2a0000000049454e44ae426082"
)
TIF = (
    b"II*\x00\x08\x00\x00\x00\x08\x00"
    b"\x00\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00"
    b"\x02\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00\x03\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00"
    b"\x06\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00\x11\x01\x04\x00\x01\x00\x00\x00\x6e\x00\x00\x00"
    b"\x16\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00\x17\x01\x04\x00\x01\x00\x00\x00\x40\x00\x00\x00"
    b"\x00\x00\x00\x00" + bytes(range(64))
)
MOST = 3_000_000
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65535", b"65536", b"2147483647", b"4294967295", b"1e308", b"NaN")
_ANYWHERE = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\x1b",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"%s",
)
_SIGNS = tuple(
    sign.encode()
    for sign in (
        "M",
        "Ậ",
        "T",
        "mật ",
        "MẬT\n",
        "\u200b",
        "\u202e",
        "\u0323",
        "|",
        "[",
        "<!---->",
        ".",
        "-",
        "Độ mật: ",
    )
)
_XML = (
    b"<!DOCTYPE x [<!ENTITY a 'aa'>]>",
    b"&a;",
    b"&#0;",
    b"&#x202e;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<w:tbl><w:tr><w:tc>",
    b"<w:p><w:r><w:t>",
    b"</w:t>",
    b"<w:sdt>",
    b"<mc:AlternateContent>",
    b"<w:txbxContent>",
    b" a='b'",
    b"<c r='XFD1048576' t='s'><v>999999</v></c>",
    b"<dimension ref='A1:XFD1048576'/>",
    b"<row r='1048576'/>",
    b"<w:vanish/>",
    b"xmlns:w='x'",
)
_HTML = (
    b"<div>",
    b"<table><tr><td>",
    b"<b>",
    b"<p ",
    b"a=b ",
    b"<",
    b">",
    b"&",
    b"&nbsp;",
    b"<script>",
    b"<style>",
    b"<!--",
    b"<!---->",
    b"<meta charset=utf-16>",
    b"<font face='.VnTime'>",
    b"<select>",
    b"<svg>",
    b"</table>",
)
_PDF = (
    b"3 0 R",
    b"2 0 R",
    b"/Kids[2 0 R]",
    b"/Count -1",
    b"/Count 99999999",
    b"/Length 0",
    b"/Parent 3 0 R",
    b"stream\n",
    b"endstream",
    b"/Filter/FlateDecode",
    b"/Contents[4 0 R 4 0 R 4 0 R]",
    b"/Prev 0",
    b"<<",
    b">>",
    b"(",
    b"[",
    b"q ",
    b"(M) Tj ",
    b"/Annots[6 0 R 6 0 R]",
    b"/Encrypt<<>>",
    b"BT ",
    b"1e9 0 0 1e9 0 0 cm ",
)
_MAIL = (
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Content-Type: message/rfc822\n\n",
    b"--x\n",
    b"=?utf-8?b?",
    b"?=",
    b"Content-Transfer-Encoding: base64\n",
    b"Subject: ",
    b"filename*0*=",
    b"boundary=",
    b"charset=",
    b"\n ",
)
_RICH = (
    *(
        b"{",
        b"}",
        b"\\",
        b"\\par ",
        b"\\'",
        b"\\'ff",
        b"\\u-1?",
        b"\\u55357?",
        b"\\uc0 ",
        b"\\uc9 ",
        b"\\bin99999 ",
    ),
    *(
        b"{\\*\\x ",
        b"\\v ",
        b"\\cell ",
        b"\\row ",
        b"{\\header ",
        b"\\f9 ",
        b"\\ansicpg0 ",
        b"{\\fonttbl",
        b" | ",
    ),
)
TOKENS = {"html": _HTML, "docx": _XML, "xlsx": _XML, "pdf": _PDF, "eml": _MAIL, "rtf": _RICH}


@lru_cache(maxsize=1)
def seeds() -> dict[str, list[bytes]]:
    """Valid files by the ending of their names."""
    body = paragraph(ORDER) + table(("Nhiệm vụ", "Chủ trì"), ("Rà soát", "Sở Y tế"))
    word = docx(body, word__header1_dot_xml=header("UBND TỈNH"))
    page = f"<!doctype html><html><body><p>{ORDER}</p><table><tr><td>a</td></tr></table></body></html>"
    return {
        "txt": [ORDER.encode(), ORDER.encode("utf-16"), "Céng hßa x· héi chñ nghÜa".encode("cp1252")],
        "html": [page.encode(), page.encode("utf-16")],
        "docx": [word, docx(body + body)],
        "pdf": [_plain_pdf(), pdf(f'#set page(numbering: "1")\n{ORDER}\n#pagebreak()\n{ORDER}')],
        "xlsx": [_xlsx()],
        "eml": [_mail(word)],
        "zip": [packed({"a.docx": word, "b.txt": ORDER.encode(), "c.zip": packed({"d.txt": b"x"})})],
        "png": [PNG],
        "tif": [TIF],
        "rtf": [
            rb"{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset163 Arial;}}{\header a}\f0 S\u7903? Y t\'ea\'ec\par}"
        ],
        "csv": ["Cơ quan;Xã\nSở Y tế;Đăk Plô\n".encode()],
    }


def spoiled(chance: Random, kind: str, *, most: int = MOST) -> bytes:
    """A valid file of this kind after one to four mishaps; in packed files mostly in a member of theirs.

    What is not packed is cut to ``most`` bytes.
    """
    data = chance.choice(seeds()[kind])
    for _ in range(chance.randint(1, 4)):
        if data.startswith(b"PK") and chance.random() < 0.7:
            data = _in_a_member(chance, kind, data)
        else:
            data = chance.choice(_MISHAPS)(chance, kind, data)
    return data[: MOST if data.startswith(b"PK") else most]


def _in_a_member(chance: Random, kind: str, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return data
    if not members:
        return data
    name = chance.choice(sorted(members))
    members[name] = chance.choice(_MISHAPS)(chance, kind, members[name])
    return packed(members)


def _flip(chance: Random, kind: str, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut(chance: Random, kind: str, data: bytes) -> bytes:
    return data[: chance.randint(0, len(data))]


def _lose(chance: Random, kind: str, data: bytes) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.randint(1, 200) :]


def _insert(chance: Random, kind: str, data: bytes) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + _token(chance, kind) * chance.choice((1, 1, 2, 7)) + data[at:]


def _repeat(chance: Random, kind: str, data: bytes) -> bytes:
    """The quadratic, the nested and the giant: one token very often."""
    at = chance.randint(0, len(data))
    token = _token(chance, kind)
    return data[:at] + token * min(10 ** chance.randint(2, 6), MOST // len(token)) + data[at:]


def _again(chance: Random, kind: str, data: bytes) -> bytes:
    low = chance.randint(0, len(data))
    piece = data[low : low + chance.randint(1, 400)]
    return data[:low] + piece * min(10 ** chance.randint(0, 4), MOST // max(len(piece), 1)) + data[low:]


def _number(chance: Random, kind: str, data: bytes) -> bytes:
    digits = [at for at in range(len(data)) if data[at : at + 1].isdigit()]
    if not digits:
        return data
    at = chance.choice(digits)
    return data[:at] + chance.choice(_NUMBERS) + data[at + 1 :]


def _splice(chance: Random, kind: str, data: bytes) -> bytes:
    other = chance.choice(seeds()[chance.choice(sorted(seeds()))])
    at, cut = chance.randint(0, len(data)), chance.randint(0, len(other))
    return data[:at] + other[cut:]


def _token(chance: Random, kind: str) -> bytes:
    return chance.choice(TOKENS.get(kind, ()) + _SIGNS + _ANYWHERE)


_MISHAPS: tuple[Callable[[Random, str, bytes], bytes], ...] = (
    _flip,
    _flip,
    _cut,
    _lose,
    _insert,
    _insert,
    _repeat,
    _repeat,
    _again,
    _number,
    _number,
    _splice,
)


def _plain_pdf() -> bytes:
    """One page with nothing compressed, so that a mishap reaches what it says."""
    drawing = b"BT /F1 24 Tf 72 700 Td (Giao So Y te) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot/Subtype/Stamp/Rect[10 10 99 99]/Contents(da xem)>>",
        b"<</Type/Outlines/First 8 0 R/Last 8 0 R>>",
        b"<</Title(a)/Parent 7 0 R/Next 8 0 R/First 8 0 R>>",
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return data + b"trailer<</Root 1 0 R/Size 9>>\n%%EOF"


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bảng")
        sheet.write_row(0, 0, ["Cơ quan", "Xã", 12, 12.5, True])
        sheet.set_header("&CBÁO CÁO")
    return out.getvalue()


def _mail(word: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "V/v gửi kế hoạch", "Văn thư <vanthu@example.vn>"
    message.set_content(ORDER)
    message.add_alternative(f"<p>{ORDER}</p>", subtype="html")
    message.add_attachment(word, maintype="application", subtype="octet-stream", filename="kế hoạch.docx")
    return message.as_bytes()
