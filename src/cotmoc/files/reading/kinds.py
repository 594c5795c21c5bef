"""What kind of file some bytes are, and whether that agrees with the name."""

from __future__ import annotations

import re
from typing import Literal

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.archive import MOST_MEMBERS, members_of
from cotmoc.files.reading.text_of import Kind

Packing = Literal["pdf", "zip", "text", "ole", "other"]

_SHOWN: dict[Kind, str] = {"txt": ".txt", "html": ".html", "docx": ".docx", "pdf": ".pdf"}
_EXTENSIONS: dict[str, Kind] = {
    "txt": "txt",
    "text": "txt",
    "md": "txt",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "docx": "docx",
    "pdf": "pdf",
}
_FOREIGN_EXTENSIONS = (
    "doc docm dot dotx rtf odt xls xlsx xlsm ods csv ppt pptx zip rar 7z gz tar",
    "png jpg jpeg gif bmp tif tiff eml msg xml json exe",
)
_FOREIGN = frozenset(extension for line in _FOREIGN_EXTENSIONS for extension in line.split())
_MAGIC = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_BODY = b"word/document.xml"
_MEMBER = b"PK\x01\x02"
_OFFICE_MEMBERS = frozenset({"[Content_Types].xml", "mimetype"})
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/")
_HTML_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?>(?:<!--.{0,2000}?-->\s*){0,5})<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<[a-z][a-z0-9]{0,10}[\s/>]", re.IGNORECASE)


_PICTURES: dict[str, Kind] = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif"}
_PICTURE_EXTENSIONS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "jpe": "jpg", "tif": "tif", "tiff": "tif"}


def picture(data: bytes) -> Kind | None:
    """PNG, JPEG or TIFF."""
    return _PICTURES.get(_named(data) or "")


def agree_picture(name: str, kind: Kind) -> None:
    """Raise MISLABELLED when the name says another kind than this picture is."""
    extension = _extension(name)
    claimed = _PICTURE_EXTENSIONS.get(extension)
    if claimed != kind and (claimed or extension in _FOREIGN or extension in _EXTENSIONS):
        raise Problem(errors.MISLABELLED, claimed=f".{extension}", kind=f".{kind}")


def several(name: str, data: bytes) -> Literal["zip", "eml"] | None:
    """Which kind of holder of documents this is; None for a document, also one that is a zip itself."""
    extension = _extension(name)
    if (
        extension == "eml"
        and not data.startswith((b"PK\x03\x04", b"%PDF-", _OLE))
        and b"\x00" not in data[:512]
    ):
        return "eml"
    if extension not in ("", "zip") or not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    names = {name for name, _ in members_of(data)} if data.count(_MEMBER) <= MOST_MEMBERS else set()
    if names:
        # An Office file says so at its top; one that lies uncompressed in the archive says it further inside.
        return None if names & _OFFICE_MEMBERS else "zip"
    return None if _OFFICE.search(data[:4096]) or (_WORD_BODY in data and _OFFICE.search(data)) else "zip"


def is_old_word(name: str, data: bytes) -> bool:
    """Word 97-2003, and called so."""
    return data.startswith(_OLE) and _WORD_STREAM in data and _extension(name) in ("doc", "dot", "")


def is_rich_text(name: str, data: bytes) -> bool:
    """Rich text, also where it is called .doc, as Word does not mind."""
    return data.startswith(b"{\\rtf") and _extension(name) in ("rtf", "doc", "dot", "")


def refuse_protected(data: bytes) -> None:
    """Raise PROTECTED for an old Word file that its password locks."""
    at = data.find(b"\xec\xa5")
    # The first block of text says in its flags that it is encrypted ([MS-DOC] 2.5.2, fEncrypted).
    if at >= 0 and at % 512 == 0 and data[at + 11 : at + 12] and data[at + 11] & 0x01:
        raise Problem(errors.PROTECTED)


def packing(data: bytes) -> Packing:
    """How the bytes are packed. Raises EMPTY_FILE for none at all."""
    if not data.strip():
        raise Problem(errors.EMPTY_FILE)
    if data[:1024].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    return "other" if _named(data) else "text"


def looks_like_html(name: str, data: bytes) -> bool:
    """By how it begins, or, when it is called .html, by any tag."""
    head = data[:20_000].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(_HTML_HEAD.match(head)) or (_claimed(name) == "html" and bool(_TAG.search(head)))


def agree(name: str, kind: Kind) -> None:
    """Raise MISLABELLED when the name says another kind; a name without a known extension says nothing."""
    extension = _extension(name)
    claimed = _EXTENSIONS.get(extension)
    if extension in _FOREIGN or (claimed and claimed != kind):
        raise Problem(errors.MISLABELLED, claimed=f".{extension}", kind=_SHOWN[kind])


def refusal(name: str, kind: Packing, data: bytes) -> Problem:
    """Why a file of a kind that is not read is refused."""
    if kind == "ole":
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Problem(errors.PROTECTED)
        what = (
            "Word 97-2003 .doc" if "WordDocument".encode("utf-16-le") in data else "Microsoft Office 97-2003"
        )
    else:
        what = _named(data) or "?"
    claimed = _claimed(name)
    if claimed:
        return Problem(errors.MISLABELLED, claimed=_SHOWN[claimed], kind=what)
    return Problem(errors.UNSUPPORTED_KIND, kind=what)


def not_a_document(name: str) -> Problem:
    """A zip archive that is no Word document."""
    claimed = _claimed(name)
    if claimed:
        return Problem(errors.MISLABELLED, claimed=_SHOWN[claimed], kind="zip")
    return Problem(errors.UNSUPPORTED_KIND, kind=_extension(name) if _extension(name) in _FOREIGN else "zip")


def _named(data: bytes) -> str | None:
    found = next((label for magic, label in _MAGIC if data.startswith(magic)), None)
    # Two letters also begin words.
    return None if found in ("BMP", "EXE") and b"\x00" not in data[:64] else found


def _claimed(name: str) -> Kind | None:
    return _EXTENSIONS.get(_extension(name))


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""
