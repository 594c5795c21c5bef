"""``cotmoc directives import``: files and folders; one that fails is told and the others go on.

Files whose bytes are registered are recognised before they are read, so that an import that was cut off is
begun again and goes on where it was. The others are read by processes of their own while this one keeps what
they have read, a few files at a time, in the order of the files. An archive or an e-mail makes one line a
document in it, and one for the words of an e-mail that only accompany what is attached.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cotmoc.cli.directives import lines
from cotmoc.cli.directives.listing import listed
from cotmoc.cli.directives.progress import Progress
from cotmoc.cli.directives.readers import File, Readers
from cotmoc.cli.directives.told import Told
from cotmoc.cli.failure import report_unexpected
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.secrecy import marks_in_name

if TYPE_CHECKING:
    from datetime import datetime

    from cotmoc.directives.preparing import Prepared
    from cotmoc.domain.access import Actor

# One transaction: long enough to spare commits, short enough that people who work on the pages hardly wait.
_BATCH, _BATCH_SECONDS = 4, 1.0
# SQLite lets in whoever asks while nobody writes; without a pause those who wait would never meet one. They
# look again every few milliseconds (``config.sqlite``).
_PAUSE = 0.01
_LOOK_UP, _LOOK_UP_BYTES = 64, 32 * 1024 * 1024
# For fewer, starting processes takes longer than reading here.
_FEW = 8
_MOST_READERS = 16

_WHY: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("không có tệp này", "no such file"),
    IsADirectoryError: ("đó là thư mục", "it is a folder"),
    PermissionError: ("không có quyền đọc", "no permission"),
}
_Read = tuple[File, "Prepared | None"]


def add_arguments(parser: Parser) -> None:
    """The words of ``import``."""
    say = parser.say
    parser.add_argument(
        "files", nargs="+", metavar=say("TỆP", "FILE"), help=say("tệp hoặc thư mục", "files or folders")
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help=say("nguồn tin cậy: giao luôn các nhiệm vụ đọc được", "trusted source: assign what is read"),
    )
    parser.add_argument(
        "--readers",
        type=_count,
        metavar="N",
        help=say(
            "số tiến trình đọc tệp; mặc định bằng số nhân, 0 là đọc ngay trong lệnh",
            "processes that read files; by default as many as cores, 0 reads in the command itself",
        ),
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_READERS):
        raise argparse.ArgumentTypeError(f"{text!r}: 0 – {_MOST_READERS}")
    return int(text)


def take_in(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Register each file; the gravest exit code."""
    from django.conf import settings

    paths = listed(args.files)
    lexicon = settings.BASE_DIR / "reference_data" / "lexicon"
    readers = Readers(_readers(args, len(paths)), limit=settings.COTMOC_UPLOAD_LIMIT, lexicon=lexicon)
    with (
        Told(args, len(paths)) as told,
        Progress(len(paths), args.lang, lines=not args.json) as progress,
        readers,
    ):
        files = _files(paths, args.lang, actor, settings.COTMOC_UPLOAD_LIMIT)
        for batch in _batches(readers.each(files)):
            kept = _kept(batch, actor, at)
            progress.advance(len(batch))
            if any(prepared for _, prepared in batch):
                time.sleep(_PAUSE)
            entries = _Entries(args, actor, at, kept)
            with progress.aside():
                for (file, _), outcome in zip(batch, kept, strict=True):
                    told.file(file, entries.of(file, outcome))
    return told.code


def _readers(args: argparse.Namespace, files: int) -> int:
    if args.readers is not None:
        return int(args.readers)
    return 0 if files < _FEW else min(_cores(), _MOST_READERS)


def _cores() -> int:
    # Where the system tells which of them this process may use.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _files(paths: Sequence[tuple[str, str]], language: str, actor: Actor, limit: int) -> Iterator[File]:
    """The files with their bytes, those that are registered without."""
    from cotmoc.directives.queries import taken_in

    # Whoever may not register is told so before a file is opened.
    held: list[tuple[File, str]] = []
    size = 0

    def looked_up() -> Iterator[File]:
        known = taken_in.registered(actor, {digest for _, digest in held})
        for file, digest in held:
            yield File(file.place, file.name, file.shown, known=known[digest]) if digest in known else file

    yield from looked_up()
    for place, (path, name) in enumerate(paths, 1):
        try:
            data = _bytes(path, language, limit)
        except Problem as problem:
            file, digest = File(place, name, path, known=problem), ""
        else:
            # A marked name is refused whatever is known of the bytes.
            digest = "" if marks_in_name(name) else hashlib.sha256(data).hexdigest()
            file = File(place, name, path, data)
        held.append((file, digest))
        size += len(file.data)
        if len(held) == _LOOK_UP or size > _LOOK_UP_BYTES:
            yield from looked_up()
            held, size = [], 0
    yield from looked_up()


def _batches(read: Iterator[_Read | None]) -> Iterator[list[_Read]]:
    """What has been read, a batch as soon as it is full or nothing comes for a while."""
    batch: list[_Read] = []
    begun, new = 0.0, 0
    for one in read:
        begun = begun if batch else time.monotonic()
        if one is not None:
            batch.append(one)
            new += one[1] is not None
        full = new == _BATCH or len(batch) == _LOOK_UP or time.monotonic() - begun > _BATCH_SECONDS
        if batch and (one is None or full):
            yield batch
            batch, new = [], 0
    if batch:
        yield batch


def _kept(batch: Sequence[_Read], actor: Actor, at: datetime) -> list[Any]:
    """What became of each file: its known document, its registered ones, or its problem."""
    kept = iter(_registered([prepared for _, prepared in batch if prepared is not None], actor, at))
    return [file.known if prepared is None else next(kept) for file, prepared in batch]


def _registered(prepared: Sequence[Prepared], actor: Actor, at: datetime) -> list[Any]:
    """All in one transaction; if one of them cannot be kept, each alone, and that one is told."""
    from django.db import InterfaceError, OperationalError

    from cotmoc.directives import actions

    try:
        return list(actions.register_prepared(prepared, by=actor, at=at)) if prepared else []
    except (Problem, OperationalError, InterfaceError, OSError):
        # Not this file's fault: the disk or the database.
        raise
    except Exception as error:
        if len(prepared) == 1:
            return [report_unexpected(error)]
    return [found for one in prepared for found in _registered([one], actor, at)]


class _Entries:
    """Names and what became of them, for the documents of one batch."""

    def __init__(self, args: argparse.Namespace, actor: Actor, at: datetime, kept: Sequence[Any]) -> None:
        from cotmoc.directives.queries import taken_in

        self._accept, self._lang, self._actor, self._at = args.accept, args.lang, actor, at
        documents = [one.document for outcome in kept for one in _registrations(outcome) if one.document]
        self._waiting = {} if self._accept else taken_in.waiting(actor, [one.pk for one in documents])

    def of(self, file: File, outcome: Any) -> Iterator[tuple[str, dict[str, Any] | Problem]]:
        """One for each document of a file."""
        if isinstance(outcome, Problem):
            yield file.name, outcome
        for one in _registrations(outcome):
            try:
                yield one.name or file.name, one.problem or _aside(one) or self._entry(one, file)
            except Problem as problem:
                yield one.name or file.name, problem

    def _entry(self, one: Any, file: File) -> dict[str, Any]:
        from cotmoc.directives import actions, queries

        pk = one.document.pk
        entry = {"file": one.name or file.name, **lines.facts(one.document), "new": one.new}
        if one.differs:
            entry["differs"] = True
        if self._accept:
            accepted = actions.accept_all(pk, by=self._actor, at=self._at)
            entry |= lines.accepted(accepted, self._lang)
        left = self._waiting[pk] if pk in self._waiting else queries.progress(self._actor, pk).left
        return {**entry, "waiting": left}


def _aside(one: Any) -> dict[str, Any]:
    """The words of a message that were not registered; empty for a document."""
    return {"file": one.name, "aside": one.aside} if one.aside else {}


def _registrations(outcome: Any) -> list[Any]:
    """Of a file that was kept; a known document is one that came again."""
    from cotmoc.directives import actions

    if isinstance(outcome, Problem):
        return []
    return outcome if isinstance(outcome, list) else [actions.Registered("", outcome)]


def _bytes(path: str, language: str, limit: int) -> bytes:
    """At most one byte more than the limit, so that an endless source ends here."""
    try:
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        why = _WHY.get(type(error), ("lỗi đọc", "read error"))
        raise Problem(FILE_NOT_OPENED, why=why[language == "en"]) from None
