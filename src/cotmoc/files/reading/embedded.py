"""Documents inside a document (the sheet behind a chart, an attached file): searched for marks, not read."""

from __future__ import annotations

import re

from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part
from cotmoc.files.reading.xml import local, parse

_LINES = ("p", "si")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]+")
# Letters of several strings are no word set one letter below another.
_BETWEEN = "\n0\n"


def search(name: str, data: bytes, parts: list[Part], *, within: Archive | None = None) -> None:
    """Put what can carry a mark into ``parts``: member names and lines of a package, else plain strings.

    Raises Problem as ``Archive`` and ``parse`` do.
    """
    if data[:4] == b"PK\x03\x04":
        inner = Archive(data, parts, within=within)
        for member in inner.names():
            if member.endswith(".xml"):
                root = parse(inner.read(member), "zip")
                lines = ("".join(map(str, e.itertext())) for e in root.iter() if local(e) in _LINES)
                parts.append(Part(name, "\n".join(lines)))
        return
    strings(name, data, parts)


def strings(name: str, data: bytes, parts: list[Part]) -> None:
    """Put what an old Office file keeps as text into ``parts``: UTF-16 at even or odd offsets, or bytes."""
    for start in (0, 1):
        strings = data[start:].decode("utf-16-le", errors="ignore")
        parts.append(Part(name, _UNPRINTED.sub(_BETWEEN, strings)))
    parts.append(Part(name, _UNPRINTED.sub(_BETWEEN, data.decode("utf-8", errors="ignore"))))
