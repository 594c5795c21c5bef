"""What a Word 97-2003 file keeps as text, searched for marks but not read. Runs in a worker process only."""

from __future__ import annotations

from cotmoc.files.reading import embedded
from cotmoc.files.reading.text_of import Part, TextOf


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """No text; ``parts`` hold every string of the file."""
    embedded.strings(name, data, parts)
    return TextOf("", "doc", tuple(parts))
