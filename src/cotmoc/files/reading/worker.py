"""A process that reads hostile files for this one: started when needed, killed when it takes too long."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import sandbox
from cotmoc.files.reading.text_of import Part, TextOf

SECONDS = 20
FILES_EACH = 500
MOST_ANSWER = 96 * 1024 * 1024

_FOUND_APART = "found apart"
_SOURCE = Path(__file__).resolve().parents[3]
_PROGRAM = """
import sys
sys.path.insert(0, {source!r})
from cotmoc.files.reading.sandbox import serve
serve({kind!r})
"""


class _Ended(Exception):
    """The worker has gone, by its own crash or by a limit.

    It ``gave_up`` when it ended itself, as the libraries do that find no more memory.
    """

    gave_up = False


class Worker:
    """A process for one kind of file, which is the name of the reader's module.

    Used by one thread at a time; bytes travel through pipes only.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0

    def read(self, name: str, data: bytes, parts: list[Part], *, seconds: float = SECONDS) -> TextOf:
        """As the reader of this kind, but ``parts`` get a mark only, when one was found in those read apart.

        Besides its problems raises TOO_SLOW after ``seconds``, and DAMAGED when the file brings the process
        down.
        """
        try:
            answer = self._ask(sandbox.request(name, data), seconds)
        except _Ended as ended:
            if ended.gave_up:
                raise Problem(errors.TOO_COMPLEX) from None
            raise Problem(errors.DAMAGED, kind=_ending(name) or f".{self.kind}") from None
        if answer.pop("marked"):
            parts.append(Part(_FOUND_APART, "MẬT"))
        if code := answer.get("problem"):
            entry = next(entry for entry in errors.ENTRIES if entry.code == code)
            raise Problem(entry, **answer["values"])
        for pages in ("unread_pages", "ocr_pages", "doubtful_pages"):
            answer[pages] = tuple(answer[pages])
        return TextOf(**answer, parts=tuple(parts), searched=True)

    def _ask(self, request: bytes, seconds: float) -> dict[str, Any]:
        with self._lock:
            worker = self._ready()
            try:
                return _exchange(worker, request, time.monotonic() + seconds)
            except TimeoutError:
                self.stop()
                raise Problem(errors.TOO_SLOW, seconds=int(seconds)) from None
            except _Ended as ended:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    ended.gave_up = worker.wait(timeout=1) == -signal.SIGABRT
                self.stop()
                raise
            except BaseException:
                # A worker that has ended is replaced; an interrupted exchange leaves half an answer behind.
                self.stop()
                raise

    def stop(self) -> None:
        """End the worker, if this process has one."""
        worker, self._process = self._process, None
        if worker is None or self._owner != os.getpid():
            return
        # A reader may have started a program of its own.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                pipe.close()
        worker.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        self._files += 1
        # A fork shares the pipes of its parent's worker and must not use them.
        if (
            self._owner != os.getpid()
            or self._files > FILES_EACH
            or (self._process and self._process.poll() is not None)
        ):
            self.stop()
            self._files = 0
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-c", _PROGRAM.format(source=str(_SOURCE), kind=self.kind)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)},
                cwd="/",
                start_new_session=True,
            )
            self._owner = os.getpid()
        return self._process


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending[:10]}" if stem and dot else ""


def _exchange(worker: subprocess.Popen[bytes], request: bytes, until: float) -> dict[str, Any]:
    assert worker.stdin
    assert worker.stdout
    outgoing = memoryview(request)
    incoming = bytearray()
    for pipe in (worker.stdin, worker.stdout):
        os.set_blocking(pipe.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(worker.stdin, selectors.EVENT_WRITE)
        selector.register(worker.stdout, selectors.EVENT_READ)
        while (size := _answer_size(incoming)) is None or len(incoming) < size:
            ready = selector.select(max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if key.fileobj is worker.stdout:
                    incoming += _receive(worker.stdout.fileno())
                else:
                    outgoing = outgoing[_send(worker.stdin.fileno(), outgoing) :]
                    if not outgoing:
                        selector.unregister(worker.stdin)
    del incoming[:8]
    answer: dict[str, Any] = json.loads(incoming)
    return answer


def _answer_size(incoming: bytearray) -> int | None:
    if len(incoming) < 8:
        return None
    size: int = struct.unpack(">Q", incoming[:8])[0]
    if size > MOST_ANSWER:
        raise _Ended
    return size + 8


def _send(pipe: int, data: memoryview) -> int:
    try:
        return os.write(pipe, data[:65536])
    except BlockingIOError:
        return 0
    except OSError:
        raise _Ended from None


def _receive(pipe: int) -> bytes:
    try:
        chunk = os.read(pipe, 1 << 20)
    except OSError:
        chunk = b""
    if not chunk:
        raise _Ended
    return chunk


_WORKERS: dict[str, Worker] = {}


def shared(kind: str) -> Worker:
    """The worker of this process for a kind of file."""
    if kind not in _WORKERS:
        worker = _WORKERS.setdefault(kind, Worker(kind))
        atexit.register(worker.stop)
    return _WORKERS[kind]
