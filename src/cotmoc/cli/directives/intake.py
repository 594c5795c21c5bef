"""``cotmoc directives import``: each file is registered; one that fails is told and the others go on.

An archive or an e-mail makes one line a document in it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cotmoc.cli.arguments import show_json
from cotmoc.cli.directives import lines
from cotmoc.cli.main import print_problem, problem_object
from cotmoc.domain.errors import EXIT_NOT_PERMITTED, Problem
from cotmoc.domain.errors.files import FILE_NOT_OPENED, SECRET_DOCUMENT

# From the least grave to the gravest, by exit code.
_GRAVITY = (0, 2, 3, 1, EXIT_NOT_PERMITTED, 4)

_WHY: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("không có tệp này", "no such file"),
    IsADirectoryError: ("đó là thư mục", "it is a folder"),
    PermissionError: ("không có quyền đọc", "no permission"),
}


def take_in(args: argparse.Namespace, actor: Any, at: Any) -> int:
    """Register each file; the gravest exit code."""
    from tqdm import tqdm

    found: list[dict[str, Any]] = []
    codes = {0}
    bar = tqdm(args.files, desc="Văn bản (documents)", unit="", leave=False, disable=None)
    for place, path in enumerate(bar, 1):
        for name, outcome in _registered(place, path, args, actor, at):
            if isinstance(outcome, Problem):
                codes.add(outcome.entry.exit)
                found.append({"file": name, "error": problem_object(outcome, args.lang)})
                if not args.json:
                    with tqdm.external_write_mode(sys.stderr):
                        print(f"{name}:", file=sys.stderr)
                        print_problem(outcome, args.lang, as_json=False)
                continue
            found.append(outcome)
            if not args.json:
                with tqdm.external_write_mode():
                    print(lines.line(outcome, args.lang))
    if args.json:
        show_json(found)
    return max(codes, key=_GRAVITY.index)


def _registered(
    place: int, path: str, args: argparse.Namespace, actor: Any, at: Any
) -> Iterator[tuple[str, dict[str, Any] | Problem]]:
    """The name and what became of it, for each document of a file."""
    from cotmoc.directives import actions

    name = Path(path).name
    try:
        results = actions.register_all(name=name, data=_bytes(path, args.lang), by=actor, at=at)
    except Problem as problem:
        # The name of a refused secret document stays out of everything that may be kept.
        yield (f"#{place}" if problem.entry is SECRET_DOCUMENT else name), problem
        return
    for result in results:
        try:
            yield result.name, result.problem or _entry(result, args, actor, at)
        except Problem as problem:
            yield result.name, problem


def _entry(result: Any, args: argparse.Namespace, actor: Any, at: Any) -> dict[str, Any]:
    from cotmoc.directives import actions, queries

    document = result.document
    entry: dict[str, Any] = {"file": result.name, **lines.facts(document), "new": result.new}
    if args.accept:
        entry |= lines.accepted(actions.accept_all(document.pk, by=actor, at=at), args.lang)
    return {**entry, "waiting": queries.progress(actor, document.pk).left}


def _bytes(path: str, language: str) -> bytes:
    """At most one byte more than the limit, so that an endless source ends here."""
    from django.conf import settings

    try:
        with Path(path).open("rb") as file:
            return file.read(settings.COTMOC_UPLOAD_LIMIT + 1)
    except OSError as error:
        why = _WHY.get(type(error), ("lỗi đọc", "read error"))
        raise Problem(FILE_NOT_OPENED, why=why[language == "en"]) from None
