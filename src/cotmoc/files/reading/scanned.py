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
AT_ONCE = 2
_STAMP_SHARE, _MOST_ALONE = 0.5, 0.6
_INK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page as pictures: print without red ink, and the red ink of its upper half alone.

    Of a small picture, which may be nothing but a stamp, all ink is print, and its red is looked at whole.
    """

    print: bytes
    height: int
    scale: float
    red: list[bytes] | None
    blank: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What recognition made of a page; ``lines`` is None when it made nothing of what is there.

    ``sure`` is how sure it is on the whole (0 to 100).
    """

    lines: list[Line] | None
    marked: bool
    doubtful: bool
    sure: float = 0.0


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
        found: dict[int, Read] = {}
        for first in range(0, len(scans), AT_ONCE):
            some = scans[first : first + AT_ONCE]
            shown = [shown_page(document[number - 1]) for number in some]
            found |= dict(zip(some, recognised(shown), strict=True))
    except (pypdfium2.PdfiumError, ValueError, OSError):
        raise Problem(errors.DAMAGED, kind=kind) from None
    finally:
        document.close()
    for number, page in found.items():
        if page.lines:
            pages[number - 1] = page.lines
    tell(found.values(), parts)
    composed = pdf.composed(pages, parts)
    return replace(
        composed,
        kind=kind,
        unread_pages=tuple(n for n in unread if n not in found or found[n].lines is None),
        ocr_pages=tuple(n for n in scans if found[n].lines),
        doubtful_pages=tuple(n for n in scans if found[n].doubtful),
    )


def recognised(shown: Sequence[Page]) -> list[Read]:
    """What is read on each of some pages, ``AT_ONCE`` of them at a time."""
    with ThreadPoolExecutor(AT_ONCE) as readers:
        return list(readers.map(_read_page, shown))


def shown_page(page: pypdfium2.PdfPage, *, alone: bool = False) -> Page:
    """The page as pictures; it is closed. ``alone`` says that it is a small picture."""
    width, height = page.get_size()
    largest: float = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    across, down, planes = _planes(page, min(DOTS / 72, largest))
    blank = min(planes[1]) > _INK and min(planes[2]) > _INK
    # Red ink is as light as paper here, so that what lies under a stamp can be read.
    plain = _grey(across, down, planes[1 if alone else 0])
    tall = down
    across, down, planes = _planes(page, min(STAMP_DOTS / 72, largest))
    top = down if alone else int(down * _STAMP_SHARE)
    red, green, blue = (plane[: across * top] for plane in planes)
    page.close()
    ink = stamps.red_ink(across, (red, green, blue), most=_MOST_ALONE if alone else stamps.MOST_SHARE)
    return Page(plain, tall, height / max(tall, 1), ink, blank, alone)


def _planes(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int, tuple[bytes, bytes, bytes]]:
    """Width, height and the red, green and blue of a page."""
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    raw = bytes(bitmap.buffer)
    width, height, step = bitmap.width, bitmap.height, bitmap.n_channels
    bitmap.close()
    return width, height, (raw[0::step], raw[1::step], raw[2::step])


def _grey(width: int, height: int, plane: bytes) -> bytes:
    return b"P5 %d %d 255\n" % (width, height) + plane


def _read_page(page: Page) -> Read:
    if page.blank:
        return Read([], False, False)
    # A photograph is not worth the second look that a page is.
    look = recognition.words if page.alone else recognition.certain
    found = look(page.print, dots=DOTS)
    stamp = stamps.stamped(page.red, STAMP_DOTS) if page.red else []
    lines = recognition.lines(found, page.height, page.scale)
    said = [line.text for line in lines]
    for way in stamp:
        # A tilted stamp comes apart into several lines.
        said += [*_said(way), "".join(_said(way))]
    unread_stamp = bool(stamp) and not any(map(stamps.legible, stamp))
    return Read(
        lines or None,
        any(map(stamps.marked, said)),
        unread_stamp or stamps.unclear_top(found, page.height),
        recognition.sureness(found),
    )


def _said(found: Sequence[Word]) -> list[str]:
    return [" ".join(word.text for word in row) for row in recognition.rows(found)]


def tell(pages: Iterable[Read], parts: list[Part]) -> None:
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
        Read(
            recognition.lines(words, height) or None,
            any(map(stamps.marked, _said(words))),
            stamps.unclear_top(words, height),
        )
        for words, height in zip(pages, heights, strict=True)
    ]
    tell(read, parts)
    composed = pdf.composed([page.lines or [] for page in read], parts)
    doubtful = tuple(number for number, page in enumerate(read, 1) if page.doubtful)
    return replace(composed, kind=kind, ocr_pages=tuple(range(1, len(read) + 1)), doubtful_pages=doubtful)
