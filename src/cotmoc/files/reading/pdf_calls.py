"""Functions of PDFium that are called hundreds of times a page, with plain numbers for handles."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

_Handle, _Number = ctypes.c_void_p, ctypes.c_void_p


def handle(opened: pypdfium2.PdfPage | pypdfium2.PdfTextPage) -> int:
    """The address by which PDFium knows a page or its text."""
    return ctypes.cast(opened.raw, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


object_at = _plain(raw.FPDFPage_GetObject, _Handle, _Handle, ctypes.c_int)
kind_of = _plain(raw.FPDFPageObj_GetType, ctypes.c_int, _Handle)
bounds_of = _plain(raw.FPDFPageObj_GetBounds, ctypes.c_int, _Handle, *[_Number] * 4)
segments_of = _plain(raw.FPDFPath_CountSegments, ctypes.c_int, _Handle)
letter_box = _plain(raw.FPDFText_GetCharBox, ctypes.c_int, _Handle, ctypes.c_int, *[_Number] * 4)
