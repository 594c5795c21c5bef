"""Scanned pages and pictures to text by recognition. Runs in a worker process only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import kinds, pdf, pictures, recognition, stamps
from cotmoc.files.reading.pdf_lines import Line
from cotmoc.files.reading.picture_notes import notes
from cotmoc.files.reading.recognition import Word
from cotmoc.files.reading.text_of import Kind, Part, TextOf

MOST_PAGES = 40
DOTS, STAMP_DOTS = 300, 200
MOST_PIXELS = 16_000_000
_AT_ONCE = 2
_STAMP_SHARE = 0.5
_INK = 200


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as pictures: print without red ink, and the red ink of its upper half alone."""

    print: bytes
    height: int
    scale: float
    red: list[bytes] | None
    blank: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What recognition made of a page; ``lines`` is None when it made nothing of what is there."""

    lines: list[Line] | None
    marked: bool
    doubtful: bool


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """A PDF's own text with its scanned pages recognised, or a picture's words. Raises Problem."""
    kind = kinds.picture(data)
    if kind is None:
        kinds.agree(name, "pdf")
        return _document(pdf.opened(data), "pdf", parts)
    parts += [Part("picture", said) for said in notes(data)]
    wrapped = pictures.as_document(data, kind)
    return _document(wrapped, kind, parts) if wrapped is not None else _picture(data, kind, parts)


def _document(document: pypdfium2.PdfDocument, kind: Kind, parts: list[Part]) -> TextOf:
    try:
        pages, unread = pdf.pages(document, parts)
        scans = unread[:MOST_PAGES]
        found: dict[int, _Read] = {}
        for first in range(0, len(scans), _AT_ONCE):
            found |= _recognised(document, scans[first : first + _AT_ONCE])
    except (pypdfium2.PdfiumError, ValueError, OSError):
        raise Problem(errors.DAMAGED, kind=kind) from None
    finally:
        document.close()
    for number, page in found.items():
        if page.lines:
            pages[number - 1] = page.lines
    _tell(found.values(), parts)
    composed = pdf.composed(pages, parts)
    return replace(
        composed,
        kind=kind,
        unread_pages=tuple(n for n in unread if n not in found or found[n].lines is None),
        ocr_pages=tuple(n for n in scans if found[n].lines),
        doubtful_pages=tuple(n for n in scans if found[n].doubtful),
    )


def _recognised(document: pypdfium2.PdfDocument, numbers: Sequence[int]) -> dict[int, _Read]:
    shown = [_shown(document[number - 1]) for number in numbers]
    with ThreadPoolExecutor(_AT_ONCE) as readers:
        return dict(zip(numbers, readers.map(_read_page, shown), strict=True))


def _shown(page: pypdfium2.PdfPage) -> _Page:
    width, height = page.get_size()
    largest: float = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    across, down, planes = _planes(page, min(DOTS / 72, largest))
    blank = min(planes[1]) > _INK and min(planes[2]) > _INK
    # Red ink is as light as paper here, so that what lies under a stamp can be read.
    plain = _grey(across, down, planes[0])
    tall = down
    across, down, planes = _planes(page, min(STAMP_DOTS / 72, largest))
    top = int(down * _STAMP_SHARE)
    red, green, blue = (plane[: across * top] for plane in planes)
    page.close()
    ink = stamps.red_ink(across, (red, green, blue))
    return _Page(plain, tall, height / max(tall, 1), ink, blank)


def _planes(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int, tuple[bytes, bytes, bytes]]:
    """Width, height and the red, green and blue of a page."""
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    raw = bytes(bitmap.buffer)
    width, height, step = bitmap.width, bitmap.height, bitmap.n_channels
    bitmap.close()
    return width, height, (raw[0::step], raw[1::step], raw[2::step])


def _grey(width: int, height: int, plane: bytes) -> bytes:
    return b"P5 %d %d 255\n" % (width, height) + plane


def _read_page(page: _Page) -> _Read:
    if page.blank:
        return _Read([], False, False)
    found = recognition.certain(page.print, dots=DOTS)
    stamp = stamps.stamped(page.red, STAMP_DOTS) if page.red else []
    lines = recognition.lines(found, page.height, page.scale)
    said = [line.text for line in lines]
    for look in stamp:
        # A tilted stamp comes apart into several lines.
        said += [*_said(look), "".join(_said(look))]
    unread_stamp = bool(stamp) and not any(map(stamps.legible, stamp))
    return _Read(
        lines or None,
        any(map(stamps.marked, said)),
        unread_stamp or stamps.unclear_top(found, page.height),
    )


def _said(found: Sequence[Word]) -> list[str]:
    return [" ".join(word.text for word in row) for row in recognition.rows(found)]


def _tell(pages: Iterable[_Read], parts: list[Part]) -> None:
    """Lines and marks of scans go where everything that is searched goes."""
    for page in pages:
        parts.append(Part("scan", "\n".join(line.text for line in page.lines or ())))
        if page.marked:
            parts.append(Part("stamp", "MẬT"))


def _picture(data: bytes, kind: Kind, parts: list[Part]) -> TextOf:
    """A picture whose colours cannot be taken apart, such as a TIFF of several pages."""
    found = recognition.certain(data)
    pages = [list(words) for _, words in groupby(found, key=lambda word: word.page)]
    heights = [max(word.top + word.height for word in words) for words in pages]
    read = [
        _Read(
            recognition.lines(words, height) or None,
            any(map(stamps.marked, _said(words))),
            stamps.unclear_top(words, height),
        )
        for words, height in zip(pages, heights, strict=True)
    ]
    _tell(read, parts)
    composed = pdf.composed([page.lines or [] for page in read], parts)
    doubtful = tuple(number for number, page in enumerate(read, 1) if page.doubtful)
    return replace(composed, kind=kind, ocr_pages=tuple(range(1, len(read) + 1)), doubtful_pages=doubtful)
