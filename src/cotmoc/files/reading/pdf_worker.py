"""Reads PDF bytes from stdin and answers on stdout, in a process that may be killed at any time.

Run as a script, not imported: it knows nothing of the rest. A request is eight bytes of length and the file;
an answer is eight bytes of length and JSON: ``{"pages": [[line, …], …], "parts": [[place, text], …]}`` with a
line as ``[text, left, right, top]`` in points, or ``{"problem": "password" | "damaged" | "pages"}``.
"""

from __future__ import annotations

import codecs
import ctypes
import json
import resource
import struct
import sys
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as raw

MOST_PAGES = 3000
MOST_CHARS = 12_000_000
MOST_ANNOTATIONS = 300
MEMORY = 2 * 1024**3
_ANNOTATION_TEXTS = (b"Contents", b"V", b"Subj", b"RC")


def main() -> None:
    """Answer until stdin ends."""
    _give_up_rights()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while data := _request(requests):
        _allow_seconds(30)
        answer = json.dumps(_read(data)).encode("ascii")
        answers.write(struct.pack(">Q", len(answer)) + answer)
        answers.flush()


def _give_up_rights() -> None:
    """No core dump, no file written or opened, bounded memory: a hostile file gains nothing here."""
    # Codecs are loaded from files on first use, which will not be possible afterwards.
    for codec in ("utf-16-le", "utf-16-be", "utf-8", "ascii", "latin-1"):
        codecs.lookup(codec)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _allow_seconds(seconds: int) -> None:
    # Ends this process even when its parent has died meanwhile.
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def _request(stream: BinaryIO) -> bytes:
    head = stream.read(8)
    return stream.read(struct.unpack(">Q", head)[0]) if len(head) == 8 else b""


def _read(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"problem": "password" if locked else "damaged"}
    try:
        if len(document) > MOST_PAGES:
            return {"problem": "pages"}
        return _contents(document)
    except (pypdfium2.PdfiumError, ValueError, MemoryError, RecursionError, OSError):
        return {"problem": "damaged"}
    finally:
        document.close()


def _contents(document: pypdfium2.PdfDocument) -> dict[str, Any]:
    parts = [["property", text] for text in document.get_metadata_dict(skip_empty=True).values()]
    parts += [
        ["attachment", document.get_attachment(i).get_name()]
        for i in range(_few(document.count_attachments()))
    ]
    parts += [
        ["outline", item.get_title()]
        for item, _ in zip(document.get_toc(max_depth=5), range(2000), strict=False)
    ]
    pages: list[list[list[Any]]] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        lines = _lines(page)
        length += sum(len(line[0]) for line in lines)
        if length > MOST_CHARS:
            return {"problem": "pages"}
        pages.append(lines)
        parts += [["annotation", text] for text in _annotations(page)]
        page.close()
    return {"pages": pages, "parts": parts}


def _few(count: int) -> int:
    return min(count, 200)


def _lines(page: pypdfium2.PdfPage) -> list[list[Any]]:
    """Lines in reading order, each with its left and right edge and its height on the page."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    placed = textpage.count_chars() == len(text)
    lines: list[list[Any]] = []
    start = 0
    for line in text.split("\n"):
        shown = line.rstrip("\r")
        bare = shown.strip()
        if bare:
            first = start + len(shown) - len(shown.lstrip())
            box = _box(textpage, first, first + len(bare) - 1) if placed else [0.0, 0.0, 0.0]
            lines.append([bare, *box])
        start += len(line) + 1
    textpage.close()
    return lines


def _box(textpage: pypdfium2.PdfTextPage, first: int, last: int) -> list[float]:
    try:
        left, _, _, top = textpage.get_charbox(first)
        right = textpage.get_charbox(last)[2]
    except pypdfium2.PdfiumError:
        return [0.0, 0.0, 0.0]
    return [round(left, 1), round(right, 1), round(top, 1)]


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


if __name__ == "__main__":
    main()
