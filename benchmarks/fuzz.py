"""Spoiled files of every kind against the reader's promise: any bytes become a text or a catalogued problem.

Use: ``.venv/bin/python benchmarks/fuzz.py [--seconds N] [--seed N] [--kinds docx pdf …] [--keep FOLDER]``.
The same seed makes the same cases. Each must be answered in its time limit, without a crash of the process
and with no process beyond 512 MB; what breaks that is kept in the folder and ends the run with 1. What takes
more than three seconds or brings a worker down is kept too.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
LIMIT, NOTED, MEMORY_MB = 25.0, 3.0, 512
# Recognition takes seconds a page: few pictures among many files.
WEIGHTS = {"png": 1, "tif": 1, "csv": 6}


@dataclass
class Told:
    """What happened so far."""

    keep: Path
    cases: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    broken: int = 0
    peak: int = 0

    def note(self, why: str, name: str, data: bytes, *, broken: bool) -> None:
        """Keep a case and say why."""
        self.broken += broken
        kept = self.keep / f"{why.split()[0]}-{self.cases.total()}-{name}"
        kept.write_bytes(data)
        print(f"{'BROKEN' if broken else 'noted'}: {why}: {kept}", flush=True)


def main() -> None:
    """Spoil and read until the time is over; print what came of it."""
    from tests.rooms.files.mutations import seeds, spoiled

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=sorted(seeds()), default=sorted(seeds()))
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    keep = given.keep or Path(tempfile.mkdtemp(prefix="cotmoc-fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    told = Told(keep)
    chance = Random(given.seed)
    weights = [WEIGHTS.get(kind, 12) for kind in given.kinds]
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        kind = chance.choices(given.kinds, weights)[0]
        # A crash of this very process leaves its case behind.
        data = spoiled(Random(chance.getrandbits(64)), kind)
        (keep / "now").write_bytes(data)
        _try(told, kind, f"a.{kind}" if chance.random() < 0.9 else "a", data)
    _report(told)
    sys.exit(bool(told.broken))


def _try(told: Told, kind: str, name: str, data: bytes) -> None:
    workers = _workers()
    begin = time.perf_counter()
    try:
        answer = _answer(kind, name, data)
    except Exception:
        traceback.print_exc()
        answer = "crash"
        told.note("crash", name, data, broken=True)
    took = time.perf_counter() - begin
    told.cases[kind] += 1
    told.answers[answer] += 1
    told.slowest[kind] = max(told.slowest.get(kind, 0.0), took)
    if took > NOTED:
        told.note(f"slow {took:.1f} s {answer}", name, data, broken=took > LIMIT)
    ended = [of for of, pid in workers.items() if _workers().get(of) != pid and not _replaced(of)]
    if ended and answer != "reading-stopped":
        told.note(f"ended worker {ended} {answer}", name, data, broken=False)
    peak = max([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, *map(_peak, _workers().values())])
    if peak > max(told.peak, MEMORY_MB):
        told.note(f"memory {peak} MB", name, data, broken=True)
    told.peak = max(told.peak, peak)


def _answer(kind: str, name: str, data: bytes) -> str:
    from cotmoc.domain.errors import Problem, catalogue
    from cotmoc.files.reading.inputs import documents_in
    from cotmoc.files.reading.table import to_rows

    try:
        if kind in ("xlsx", "csv"):
            to_rows(name, data)
            return "rows"
        documents = documents_in(name, data)
        for one in documents:
            assert (one.read is None) != (one.problem is None)
            assert one.name.encode("utf-8")
            assert one.read is None or one.read.text.encode("utf-8")
            assert one.problem is None or one.problem.entry in catalogue()
        return "text"
    except Problem as problem:
        if problem.entry not in catalogue():
            raise
        return problem.entry.code


def _workers() -> dict[str, int]:
    from cotmoc.files.reading.worker import _WORKERS

    return {kind: worker._process.pid for kind, worker in _WORKERS.items() if worker._process is not None}


def _replaced(kind: str) -> bool:
    """Whether the worker was due to be replaced by a fresh one, as each is now and then."""
    from cotmoc.files.reading.worker import _WORKERS

    return _WORKERS[kind]._process is not None and _WORKERS[kind]._files <= 2


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024 if "VmHWM:" in status else 0


def _report(told: Told) -> None:
    print(f"{told.cases.total()} cases, {told.broken} broken; largest process {told.peak} MB")
    for kind, count in sorted(told.cases.items()):
        print(f"{kind:<6}{count:>8}  slowest {told.slowest[kind]:.2f} s")
    print(", ".join(f"{answer} {count}" for answer, count in told.answers.most_common()))


if __name__ == "__main__":
    main()
