"""Programs that some inputs need and not every machine has; continuous integration always has them."""

from __future__ import annotations

import os

import pytest

from cotmoc.files.reading import office, recognition

_COMPLETE = "COTMOC_TEST_COMPLETE"


def need_recognition() -> None:
    """Go on only where Tesseract reads Vietnamese."""
    _need(recognition.available(), "tesseract-ocr tesseract-ocr-vie")


def need_office() -> None:
    """Go on only where LibreOffice is."""
    _need(office.program() is not None, "libreoffice-writer-nogui")


def _need(here: bool, packages: str) -> None:
    if here:
        return
    lacking = f"not on this machine: apt-get install -y {packages}"
    if os.environ.get(_COMPLETE) == "1":
        pytest.fail(lacking)
    pytest.skip(lacking)
