"""What an import says: a line or JSON object for each document, and at the end what did not come in."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any, Self

from cotmoc.cli.directives import lines
from cotmoc.cli.directives.readers import File
from cotmoc.cli.main import print_problem, problem_object
from cotmoc.domain.errors import EXIT_NOT_PERMITTED, Problem
from cotmoc.domain.errors.files import SECRET_DOCUMENT

# From the least grave to the gravest, by exit code.
_GRAVITY = (0, 2, 3, 1, EXIT_NOT_PERMITTED, 4)
# With more files than fit a screen, what went wrong is listed again at the end.
_MANY = 20
_WORDS = {
    "vi": {
        "end": "{files} tệp: {new} văn bản mới, {known} đã có, {failed} không nhập được, {refused} từ chối.",
        "aside": "       – {file}: lời thư chỉ gửi kèm tệp, không nhập thành văn bản («{aside}»)",
        "asides": "{aside} lời thư chỉ gửi kèm tệp được để riêng, không nhập.",
        "failed": "Không nhập được:",
        "refused": "Bị từ chối vì mang dấu chỉ mức độ mật:",
    },
    "en": {
        "end": "{files} files: {new} documents new, {known} known, {failed} not imported, {refused} refused.",
        "aside": "       – {file}: it only sends the attached files, not registered («{aside}»)",
        "asides": "{aside} messages that only send attached files were left aside, not registered.",
        "failed": "Not imported:",
        "refused": "Refused for a secrecy mark:",
    },
}


class Told:
    """Says what became of each document; ``code`` is that of the gravest problem."""

    def __init__(self, args: argparse.Namespace, total: int) -> None:
        self._args, self._total = args, total
        self._words = _WORDS[args.lang]
        self._codes = {0}
        self._counts: Counter[str] = Counter()
        self._wrong: dict[str, list[str]] = {"failed": [], "refused": []}
        self._objects = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if self._args.json:
            # What was printed stays JSON also when the import was interrupted.
            if self._objects or kind is None:
                print("\n]" if self._objects else "[]")
        elif self._counts["files"] and self._total > 1:
            self._end()

    @property
    def code(self) -> int:
        """The exit code so far."""
        return max(self._codes, key=_GRAVITY.index)

    def file(self, file: File, entries: Iterable[tuple[str, dict[str, Any] | Problem]]) -> None:
        """One file is done: kept, known, or not to be had."""
        self._counts["files"] += 1
        for name, outcome in entries:
            if isinstance(outcome, Problem):
                self._problem(file, name, outcome)
            else:
                self._counts["aside" if "aside" in outcome else "new" if outcome["new"] else "known"] += 1
                if self._args.json:
                    self._object(outcome)
                else:
                    print(self._line(outcome))

    def _line(self, outcome: dict[str, Any]) -> str:
        if "aside" in outcome:
            return self._words["aside"].format(**outcome)
        return lines.line(outcome, self._args.lang)

    def _problem(self, file: File, name: str, problem: Problem) -> None:
        secret = problem.entry is SECRET_DOCUMENT
        # The name of a refused document stays out of everything that may be kept: a person at the terminal
        # sees it, a file of messages does not.
        shown = name if not secret else file.shown if sys.stderr.isatty() else f"#{file.place}"
        self._codes.add(problem.entry.exit)
        what = "" if secret else f": CM-{problem.entry.number:04d} {problem.parts(self._args.lang).what}"
        self._wrong["refused" if secret else "failed"].append(f"{shown}{what}")
        if self._args.json:
            kept = f"#{file.place}" if secret else name
            self._object({"file": kept, "error": problem_object(problem, self._args.lang)})
            return
        print(f"{shown}:", file=sys.stderr)
        print_problem(problem, self._args.lang, as_json=False)

    def _object(self, entry: dict[str, Any]) -> None:
        text = json.dumps(entry, ensure_ascii=False, indent=1)
        print(",\n" if self._objects else "[\n", text, sep="", end="")
        self._objects += 1

    def _end(self) -> None:
        wrong = {name: len(found) for name, found in self._wrong.items()}
        counts = {name: self._counts[name] for name in ("files", "new", "known")}
        print(self._words["end"].format(**counts, **wrong), file=sys.stderr)
        if aside := self._counts["aside"]:
            print(self._words["asides"].format(aside=aside), file=sys.stderr)
        for name, found in self._wrong.items():
            if found and self._total > _MANY:
                print("\n".join([self._words[name], *(f"  {one}" for one in found)]), file=sys.stderr)
