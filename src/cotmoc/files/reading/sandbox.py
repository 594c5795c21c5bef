"""The child's side of a worker: reads files of one kind from stdin, answers on stdout, may be killed.

A request is twelve bytes of lengths, the file's name and the file; an answer is eight bytes of length and
JSON: the fields of ``TextOf``, or ``problem`` and ``values``; and always ``marked``, whether the text or
anything of the parts, which stay here, carries a secrecy mark.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import any_marked
from cotmoc.files.reading.text_of import Part, TextOf
from cotmoc.files.reading.visible import visible

_LENGTHS = struct.Struct(">IQ")
_FIELDS = [field.name for field in dataclasses.fields(TextOf) if field.name not in ("parts", "searched")]
# Their text is JSON, and what it lists is judged piece by piece.
_LISTS = ("xlsx", "eml")
_Reader = Callable[[str, bytes, list[Part]], TextOf]

MEMORY = 512 * 1024**2
CPU_SECONDS = 30
# Forty pages are drawn twice and their red ink looked at point by point.
CPU_SECONDS_OF = {"scanned": 240, "illustrated": 240}
# Python loads some of its modules late.
MOST_OPEN_FILES = 24


def request(name: str, data: bytes) -> bytes:
    """What the parent sends for one file."""
    spelt = name.encode("utf-8", "surrogatepass")
    return _LENGTHS.pack(len(spelt), len(data)) + spelt + data


def serve(kind: str) -> None:
    """Answer until stdin ends. ``kind`` names the reader's module."""
    read: _Reader = importlib.import_module(f"cotmoc.files.reading.{kind}").read
    _give_up_rights()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while asked := _asked(requests):
        _allow_more_seconds(CPU_SECONDS_OF.get(kind, CPU_SECONDS))
        answer = json.dumps(_answer(read, *asked), ensure_ascii=False).encode("utf-8", "surrogatepass")
        answers.write(struct.pack(">Q", len(answer)) + answer)
        answers.flush()


def _answer(read: _Reader, name: str, data: bytes) -> dict[str, Any]:
    parts: list[Part] = []
    try:
        found = read(name, data, parts)
        if found.kind not in _LISTS:
            # The lines of a PDF are among its parts, page by page.
            if found.kind != "pdf" or found.encoding:
                parts.append(Part("text", found.text))
            found = visible(found)
        answer = {field: getattr(found, field) for field in _FIELDS}
    except Problem as problem:
        answer = {"problem": problem.entry.code, "values": problem.values}
    except (MemoryError, RecursionError):
        answer = {"problem": errors.TOO_COMPLEX.code, "values": {}}
    return answer | {"marked": any_marked(name, parts)}


def _give_up_rights() -> None:
    """No core dump, no byte written to a file, few files open, bounded memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _allow_more_seconds(seconds: int) -> None:
    # Ends this process even when its parent has died meanwhile.
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def _asked(stream: BinaryIO) -> tuple[str, bytes] | None:
    head = stream.read(_LENGTHS.size)
    if len(head) < _LENGTHS.size:
        return None
    named, size = _LENGTHS.unpack(head)
    return stream.read(named).decode("utf-8", "surrogatepass"), stream.read(size)
