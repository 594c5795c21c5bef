"""Pictures as PDF pages, so that scans of every kind go one way. Runs in a worker process only.

JPEG is decoded by PDFium; PNG and TIFF by Leptonica, the picture library that Tesseract brings along.
"""

from __future__ import annotations

import ctypes
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.text_of import Kind

# A page of 600 dots to an inch has 35 million. Laying what is partly transparent on white takes three times
# its size. What is more than recognition looks at is halved before anything else is made of it.
MOST_PIXELS, MOST_TRANSPARENT, ENOUGH = 48_000_000, 25_000_000, 16_000_000
MOST_PAGES = 200
# The long side of a page in points, and how far a small picture is enlarged towards it.
_PAGE, _ENLARGED = 842.0, 3 * 72 / 300
_LIBRARIES = ("liblept.so.5", "libleptonica.so.6", "libleptonica.so.5", "liblept.so")
_MAKING = ("ReadMem", "ReadMemTiff", "RemoveColormap", "AlphaBlendUniform", "ConvertTo8", "ScaleAreaMap2")
_WHITE, _QUIET, _COLOURS_OF_SOURCE, _WITH_TRANSPARENCY = 0xFFFFFF00, 6, 4, 4


@dataclass(frozen=True, slots=True)
class _Pixels:
    """A decoded picture: rows of one byte a pixel (grey) or three (red, green, blue)."""

    width: int
    height: int
    colour: bool
    rows: bytes


def as_document(data: bytes, kind: Kind) -> pypdfium2.PdfDocument | None:
    """A page for each picture of the file; None where no library decodes it. Raises TOO_COMPLEX, DAMAGED."""
    try:
        if kind == "jpg":
            return _jpeg(data)
        if kind == "png":
            # Before it is decoded: two numbers of four bytes after the name of the first block.
            _size(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
        if _leptonica() is None:
            return None
        return _pages(_decoded(data, kind))
    except (pypdfium2.PdfiumError, ValueError, zlib.error):
        raise Problem(errors.DAMAGED, kind=f".{kind}") from None


def _size(width: int, height: int) -> tuple[float, float]:
    """The page for a picture of so many pixels."""
    if width * height > MOST_PIXELS:
        raise Problem(errors.TOO_COMPLEX)
    if width * height < 1:
        raise ValueError("a picture of nothing")
    scale = min(_PAGE / max(width, height, 1), _ENLARGED)
    return max(width * scale, 1.0), max(height * scale, 1.0)


def _jpeg(data: bytes) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(io.BytesIO(data), inline=True)
    width, height = _size(*image.get_px_size())
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = document.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    page.close()
    return document


def _pages(pictures: Iterator[_Pixels]) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument.new()
    for picture in pictures:
        one = pypdfium2.PdfDocument(_page(picture))
        document.import_pages(one)
        one.close()
    if not len(document):
        raise ValueError("no picture")
    return document


def _page(picture: _Pixels) -> bytes:
    """A PDF of one page that holds the picture."""
    across, down = _size(picture.width, picture.height)
    image = zlib.compress(picture.rows, 1)
    drawing = b"%.2f 0 0 %.2f 0 0 cm /I Do" % (across, down)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>" % (across, down),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (picture.width, picture.height, _space(picture), len(image), image),
    )
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF"
    return bytes(file + end % (table, len(file)))


def _space(picture: _Pixels) -> bytes:
    return b"DeviceRGB" if picture.colour else b"DeviceGray"


@lru_cache(maxsize=1)
def _leptonica() -> ctypes.CDLL | None:
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for function in _MAKING:
            getattr(library, f"pix{function}").restype = ctypes.c_void_p
        library.pixGetData.restype = library.pixGetColormap.restype = ctypes.c_void_p
        library.setMsgSeverity(_QUIET)
        return library
    return None


def _decoded(data: bytes, kind: Kind) -> Iterator[_Pixels]:
    """Every picture of a PNG or TIFF."""
    library = _leptonica()
    assert library is not None
    size = ctypes.c_size_t(len(data))
    for number in range(MOST_PAGES if kind == "tif" else 1):
        if kind == "tif":
            picture = library.pixReadMemTiff(data, size, number)
        else:
            picture = library.pixReadMem(data, size)
        if not picture:
            return
        yield _pixels(library, ctypes.c_void_p(picture))


def _pixels(library: ctypes.CDLL, picture: ctypes.c_void_p) -> _Pixels:
    """Grey or red, green and blue; what is transparent lies on white."""
    plain = picture
    if library.pixGetColormap(picture):
        plain = _instead(library, picture, library.pixRemoveColormap(picture, _COLOURS_OF_SOURCE))
    colour = library.pixGetDepth(plain) == 32
    if not colour:
        even = _instead(library, plain, library.pixConvertTo8(plain, 0))
    elif library.pixGetSpp(plain) < _WITH_TRANSPARENCY:
        even = plain
    elif library.pixGetWidth(plain) * library.pixGetHeight(plain) > MOST_TRANSPARENT:
        _free(library, plain)
        raise Problem(errors.TOO_COMPLEX)
    else:
        even = _instead(library, plain, library.pixAlphaBlendUniform(plain, ctypes.c_uint32(_WHITE)))
    if library.pixGetWidth(even) * library.pixGetHeight(even) > ENOUGH:
        even = _instead(library, even, library.pixScaleAreaMap2(even))
    width, height, words = (getattr(library, f"pixGet{what}")(even) for what in ("Width", "Height", "Wpl"))
    _size(width, height)
    library.pixEndianByteSwap(even)
    raw = ctypes.string_at(library.pixGetData(even), words * 4 * height)
    _free(library, even)
    if not colour:
        rows = b"".join(raw[at : at + width] for at in range(0, len(raw), words * 4))
        return _Pixels(width, height, False, rows)
    mixed = bytearray(3 * width * height)
    for channel in range(3):
        mixed[channel::3] = raw[channel::4]
    return _Pixels(width, height, True, bytes(mixed))


def _instead(library: ctypes.CDLL, old: ctypes.c_void_p, new: int | None) -> ctypes.c_void_p:
    _free(library, old)
    if not new:
        raise ValueError("a picture that cannot be decoded")
    return ctypes.c_void_p(new)


def _free(library: ctypes.CDLL, picture: ctypes.c_void_p) -> None:
    library.pixDestroy(ctypes.byref(picture))
