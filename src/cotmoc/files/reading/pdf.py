"""PDF to text: lines in reading order joined to paragraphs. Runs in a worker process only."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as raw

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import embedded, kinds, legacy
from cotmoc.files.reading.pdf_calls import handle, letter_box
from cotmoc.files.reading.pdf_lines import CELL, Line, paragraphs
from cotmoc.files.reading.pdf_tables import Table, rows, tables
from cotmoc.files.reading.text_of import Part, TextOf

MOST_PAGES = 3000
MOST_CHARS = 12_000_000
MOST_ANNOTATIONS = 300
MOST_ATTACHED = 32 * 1024 * 1024
_ANNOTATION_TEXTS = (b"Contents", b"V", b"Subj", b"RC")
_NOWHERE = (0.0, 0.0, 0.0)
_FEW_CHARS, _MOST_OF = 400, 0.6
# Letters that the TCVN3 and VNI fonts use, and what begins the name of a font kept in part.
_LATIN = re.compile("[\u00a1-\u00ff]")
_BEYOND_LATIN = re.compile("[Ā-ỹ]")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The pages' text as paragraphs; each page's own lines, notes and properties go to ``parts``."""
    kinds.agree(name, "pdf")
    document = opened(data)
    try:
        found, unread = pages(document, parts)
    except (pypdfium2.PdfiumError, ValueError, OSError):
        raise Problem(errors.DAMAGED, kind="PDF") from None
    finally:
        document.close()
    return replace(composed(found, parts), unread_pages=tuple(unread))


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises PROTECTED or DAMAGED."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Problem(errors.PROTECTED if locked else errors.DAMAGED, kind="PDF") from None


def composed(pages: list[list[Line]], parts: list[Part]) -> TextOf:
    """The pages' lines as one text. Raises NO_TEXT."""
    written = "\n".join(line.text for page in pages for line in page)
    shown, encoding = legacy.modern(written, parts)
    if encoding:
        lines = iter(shown.split("\n"))
        pages = [[line._replace(text=next(lines)) for line in page] for page in pages]
    text = paragraphs(pages)
    if not text.strip():
        raise Problem(errors.NO_TEXT, kind="PDF")
    return TextOf(text, "pdf", tuple(parts), pages=len(pages), encoding=encoding)


def pages(document: pypdfium2.PdfDocument, parts: list[Part]) -> tuple[list[list[Line]], list[int]]:
    """Each page's lines, and the numbers of the pages that are scans or hold no text."""
    if len(document) > MOST_PAGES:
        raise Problem(errors.TOO_COMPLEX)
    parts += _about(document)
    _search_attached(document, parts)
    found: list[list[Line]] = []
    unread: list[int] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        lines = _lines(page)
        length += sum(len(line.text) for line in lines)
        if length > MOST_CHARS:
            raise Problem(errors.TOO_COMPLEX)
        found.append(lines)
        if not lines or _is_scan(page, lines):
            unread.append(number + 1)
        parts.append(Part("page", "\n".join(line.text for line in lines)))
        parts += [Part("annotation", text) for text in _annotations(page)]
        page.close()
    return found, unread


def _is_scan(page: pypdfium2.PdfPage, lines: list[Line]) -> bool:
    """True for a picture of a page with a few words on it, such as those of an electronic signature."""
    if sum(len(line.text) for line in lines) > _FEW_CHARS:
        return False
    width, height = page.get_size()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _MOST_OF * width * height:
            return True
    return False


def _about(document: pypdfium2.PdfDocument) -> list[Part]:
    """Properties, names of attached files, the outline."""
    properties = document.get_metadata_dict(skip_empty=True).values()
    attached = (document.get_attachment(i).get_name() for i in range(_few(document.count_attachments())))
    outline = zip(document.get_toc(max_depth=5), range(2000), strict=False)
    return [
        *(Part("property", text, is_name=True) for text in properties),
        *(Part("attachment", name, is_name=True) for name in attached),
        *(Part("outline", item.get_title()) for item, _ in outline),
    ]


def _search_attached(document: pypdfium2.PdfDocument, parts: list[Part]) -> None:
    """Attached files are kept with the document; one that cannot be opened is no reason to refuse it."""
    left = MOST_ATTACHED
    for number in range(_few(document.count_attachments())):
        attached = document.get_attachment(number)
        data = bytes(attached.get_data())
        left -= len(data)
        if left < 0:
            raise Problem(errors.TOO_COMPLEX)
        with contextlib.suppress(Problem):
            embedded.search(attached.get_name(), data, parts)


def _few(count: int) -> int:
    return min(count, 200)


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    """Lines in reading order, each with its left and right edge and its height on the page."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    placed = textpage.count_chars() == len(text)
    places = _Places(textpage)
    lines: list[Line] = []
    said: set[Table] = set()
    for start, line, table in _pieces(text, tables(page) if placed else [], places):
        bare = line.strip()
        if table is not None:
            lines += () if table in said else _rows(table, textpage)
            said.add(table)
        elif bare:
            first = start + len(line) - len(line.lstrip())
            box = places.of(first, first + len(bare) - 1) if placed else _NOWHERE
            shown = legacy.by_font(bare, _font(textpage, first, bare))[0] if placed else bare
            lines.append(Line(shown, *box))
    textpage.close()
    return lines


def _pieces(text: str, found: list[Table], places: _Places) -> Iterator[tuple[int, str, Table | None]]:
    """Each line with its offset, cut where it goes into a table or out of one, and the table it is in."""
    start = 0
    for line in text.split("\n"):
        if not found:
            yield start, line, None
        else:
            held = places.tables(start, line, found)
            for table, letters in groupby(range(len(line)), key=held.__getitem__):
                inside = list(letters)
                yield start + inside[0], line[inside[0] : inside[-1] + 1], table
        start += len(line) + 1


def _rows(table: Table, textpage: pypdfium2.PdfTextPage) -> Iterator[Line]:
    for number, cells in enumerate(rows(table, textpage)):
        yield Line(CELL.join(cells), table.left, table.right, table.top - number, row=True)


def _font(textpage: pypdfium2.PdfTextPage, first: int, line: str) -> str:
    """The font of the first letter that shows whether the line is in TCVN3 or VNI; most lines cannot be."""
    letter = _LATIN.search(line)
    if letter is None or _BEYOND_LATIN.search(line):
        return ""
    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(textpage, first + letter.start(), name, len(name), flags)
    return _SUBSET.sub("", name.value.decode("latin-1")) if 0 < size <= len(name) else ""


class _Places:
    """Where letters and lines stand on a page; the numbers PDFium writes to are made once."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self._page = handle(textpage)
        self._first = tuple(ctypes.c_double() for _ in range(4))
        self._last = tuple(ctypes.c_double() for _ in range(4))
        self._to_first = [ctypes.addressof(number) for number in self._first]
        self._to_last = [ctypes.addressof(number) for number in self._last]

    def of(self, first: int, last: int) -> tuple[float, float, float]:
        """Left and right edge and top of the line between two letters."""
        page = self._page
        if not letter_box(page, first, *self._to_first) or not letter_box(page, last, *self._to_last):
            return _NOWHERE
        left, _, _, top = self._first
        return round(left.value, 1), round(self._last[1].value, 1), round(top.value, 1)

    def tables(self, start: int, line: str, found: list[Table]) -> list[Table | None]:
        """The table each letter of a line is in; a blank is where the letter before is."""
        held: list[Table | None] = []
        left, right, bottom, top = self._first
        for at, letter in enumerate(line):
            before = held[-1] if held else None
            if letter.isspace() or not letter_box(self._page, start + at, *self._to_first):
                held.append(before)
                continue
            x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
            held.append(next((table for table in found if table.holds(x, y)), None))
        return held


def _annotations(page: pypdfium2.PdfPage) -> list[str]:
    """What stamps, comments and form fields say."""
    said: list[str] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        for key in _ANNOTATION_TEXTS:
            size = min(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0), 200_000)
            if size > 2:
                buffer = ctypes.create_string_buffer(size)
                target = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                raw.FPDFAnnot_GetStringValue(annotation, key, target, size)
                said.append(buffer.raw[: size - 2].decode("utf-16-le", errors="replace"))
        raw.FPDFPage_CloseAnnot(annotation)
    return said
