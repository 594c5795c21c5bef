"""Processes that read files for an import while this one keeps what they have read, in the files' order."""

from __future__ import annotations

import contextlib
import hashlib
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from cotmoc.cli.failure import report_unexpected
from cotmoc.directives.preparing import Prepared, prepare
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import DAMAGED, TOO_SLOW

# Files that travel together, so that a reader never waits for the one that is keeping.
_TOGETHER, _TOGETHER_BYTES = 8, 1024 * 1024
_AHEAD, _AHEAD_BYTES = 4, 64 * 1024 * 1024
"""Parcels under way for each reader, and bytes under way in all."""
SECONDS = 20 * 60
"""How long one file may take, longer than the readers of every kind allow themselves."""
IDLE = 0.5


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read, or one of which ``known`` already says what became of it."""

    place: int
    name: str
    shown: str
    data: bytes = b""
    known: Any = None


_Parcel = list[tuple[str, bytes]]
_Asked = tuple[_Parcel, "Future[list[Prepared]]"]


class Readers:
    """``count`` processes; with none everything is read here."""

    def __init__(self, count: int, *, limit: int, lexicon: Path) -> None:
        self._readers = [_Reader(limit, lexicon) for _ in range(count)]
        self._limit, self._lexicon = limit, lexicon
        self._queue: SimpleQueue[_Asked | None] = SimpleQueue()

    def __enter__(self) -> Self:
        for reader in self._readers:
            reader.begin(self._queue)
        return self

    def __exit__(self, *error: object) -> None:
        for reader in self._readers:
            reader.end()
            self._queue.put(None)

    def each(self, files: Iterable[File]) -> Iterator[tuple[File, Prepared | None] | None]:
        """Every file in its order with what was read (None: known already); None alone: nothing comes yet."""
        if not self._readers:
            for one in files:
                yield one, None if one.known else read(one.name, one.data, self._limit, self._lexicon)
            return
        waiting: deque[tuple[list[File], Future[list[Prepared]]]] = deque()
        under_way = 0
        for parcel in _parcels(files):
            waiting.append((parcel, self._send(parcel)))
            under_way += _size(parcel)
            while len(waiting) > _AHEAD * len(self._readers) or under_way > _AHEAD_BYTES:
                under_way -= _size(waiting[0][0])
                yield from _first(waiting)
        while waiting:
            yield from _first(waiting)

    def _send(self, parcel: Sequence[File]) -> Future[list[Prepared]]:
        future: Future[list[Prepared]] = Future()
        asked = [(one.name, one.data) for one in parcel if not one.known]
        if asked:
            self._queue.put((asked, future))
        else:
            future.set_result([])
        return future


def read(name: str, data: bytes, limit: int, lexicon: Path) -> Prepared:
    """As ``prepare``; what nobody foresaw is logged and becomes the problem of this one file."""
    try:
        return prepare(name, data, limit=limit, lexicon=lexicon)
    except Exception as error:
        return Prepared(hashlib.sha256(data).hexdigest(), problem=report_unexpected(error))


def _parcels(files: Iterable[File]) -> Iterator[list[File]]:
    parcel: list[File] = []
    for one in files:
        if parcel and (len(parcel) == _TOGETHER or _size(parcel) + len(one.data) > _TOGETHER_BYTES):
            yield parcel
            parcel = []
        parcel.append(one)
    if parcel:
        yield parcel


def _size(parcel: Iterable[File]) -> int:
    return sum(len(one.data) for one in parcel)


def _first(
    waiting: deque[tuple[list[File], Future[list[Prepared]]]],
) -> Iterator[tuple[File, Prepared | None] | None]:
    parcel, future = waiting[0]
    while True:
        try:
            found = iter(future.result(timeout=IDLE))
            break
        except TimeoutError:
            yield None
    waiting.popleft()
    for one in parcel:
        yield one, None if one.known else next(found)


class _Reader:
    """One process, and the thread of this one that speaks with it."""

    def __init__(self, limit: int, lexicon: Path) -> None:
        self._given = (limit, lexicon)
        self._process: Any = None
        self._line: Connection | None = None
        self._ended = False

    def begin(self, queue: SimpleQueue[_Asked | None]) -> None:
        self._start()
        threading.Thread(target=self._work, args=(queue,), daemon=True).start()

    def end(self) -> None:
        """At once, also in the middle of a file."""
        self._ended = True
        self._process.terminate()
        self._process.join()

    def _start(self) -> None:
        # A fork would share the database's connection.
        context = get_context("spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, *self._given), daemon=True)
        self._process.start()
        other.close()

    def _work(self, queue: SimpleQueue[_Asked | None]) -> None:
        while (asked := queue.get()) is not None:
            parcel, future = asked
            try:
                future.set_result(self._ask(parcel))
            except BaseException as error:
                future.set_exception(error)

    def _ask(self, parcel: _Parcel) -> list[Prepared]:
        assert self._line is not None
        try:
            self._line.send(parcel)
            if self._line.poll(SECONDS):
                found: list[Prepared] = self._line.recv()
                return found
            problem = Problem(TOO_SLOW, seconds=SECONDS)
        except (EOFError, OSError):
            problem = Problem(DAMAGED, kind=Path(parcel[0][0]).suffix[:10])
        if self._ended:
            raise problem
        self._process.kill()
        self._process.join()
        self._start()
        if len(parcel) > 1:
            # Which of them it was shows when each comes alone.
            return [found for one in parcel for found in self._ask([one])]
        return [Prepared(hashlib.sha256(parcel[0][1]).hexdigest(), problem=problem)]


def _serve(line: Connection, limit: int, lexicon: Path) -> None:
    """In the reader's process: answer until the other side is gone."""
    # An interruption is for the one that keeps; it ends the readers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            parcel: _Parcel = line.recv()
            line.send([read(name, data, limit, lexicon) for name, data in parcel])
