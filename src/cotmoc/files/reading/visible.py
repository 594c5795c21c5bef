"""The characters of a text that can be seen: what hides or turns them is left out before anything is kept."""

from __future__ import annotations

import re
from dataclasses import replace

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.secrecy.seen import INVISIBLE
from cotmoc.files.reading.text_of import TextOf

# A soft hyphen at the end of a line parts one word, which goes on in the next line.
_ANY = re.compile(f"[{INVISIBLE}]")
_LEFT_OUT = re.compile(f"\u00ad[ \t]*\r?\n|[{INVISIBLE}]")


def visible(read: TextOf) -> TextOf:
    """The text without zero-width and right-to-left characters and soft hyphens.

    Spans of a reading are offsets into what is left. Raises EMPTY_FILE when that is nothing.
    """
    if not _ANY.search(read.text):
        return read
    text = _LEFT_OUT.sub("", read.text)
    if not text.strip():
        raise Problem(errors.EMPTY_FILE)
    return replace(read, text=text)
