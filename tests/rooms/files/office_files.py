"""Small .docx and .pdf files made by hand, so that a test sees every byte that matters."""

from __future__ import annotations

import io
import zipfile

import typst

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
NAMESPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def paragraph(text: str) -> str:
    """One paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of one-paragraph cells."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(body: str, *, strict: bool = False, root: str = "document", inner: str = "body") -> bytes:
    """The XML of a main part, or of a header with ``root="hdr"``."""
    names = _STRICT if strict else NAMESPACES
    open_inner, close_inner = (f"<w:{inner}>", f"</w:{inner}>") if inner else ("", "")
    content = f"{open_inner}{body}{close_inner}"
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{root} {names}>{content}</w:{root}>".encode()


def header(text: str) -> bytes:
    """The XML of a page header."""
    return document(paragraph(text), root="hdr", inner="")


def packed(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    packing = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(body: str, **members: bytes) -> bytes:
    """A .docx of this body; other members by name, «__» for «/» and «_dot_» for «.»."""
    others = {name.replace("__", "/").replace("_dot_", "."): data for name, data in members.items()}
    types = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
    return packed({"[Content_Types].xml": types, "word/document.xml": document(body), **others})


def pdf(source: str) -> bytes:
    """A .pdf from typst markup."""
    return typst.compile(source.encode())
