"""How far an import is, on stderr: a bar where a person looks on, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from tqdm import tqdm

EVERY = 10.0
"""Seconds between two lines."""
_LINE = {
    "vi": "{done}/{total} tệp, {rate} tệp/giây, còn khoảng {left}",
    "en": "{done}/{total} files, {rate} files/s, about {left} left",
}


class Progress:
    """What it says is done is kept. ``lines`` False leaves the lines out, not the bar."""

    def __init__(self, total: int, language: str, *, lines: bool) -> None:
        name = "files" if language == "en" else "tệp"
        self._bar = tqdm(total=total, desc=name.capitalize(), unit=f" {name}", leave=False, disable=None)
        self._total, self._done = total, 0
        self._line = _LINE[language] if lines and self._bar.disable else ""
        self._told = (time.monotonic(), 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def advance(self, files: int) -> None:
        """So many more are done."""
        self._bar.update(files)
        self._done += files
        now, (then, before) = time.monotonic(), self._told
        if self._line and now - then >= EVERY and self._done < self._total:
            self._told = (now, self._done)
            rate = (self._done - before) / (now - then)
            left = tqdm.format_interval((self._total - self._done) / rate) if rate else "?"
            shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
            print(
                self._line.format(done=self._done, total=self._total, rate=shown, left=left),
                file=sys.stderr,
                flush=True,
            )

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Print inside, the bar out of the way."""
        with tqdm.external_write_mode():
            yield
