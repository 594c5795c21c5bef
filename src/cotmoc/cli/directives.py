"""``cotmoc directives``: import files, list and show documents, accept what was read in them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cotmoc.cli.main import print_problem, problem_object, with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import EXIT_NOT_PERMITTED, Problem
from cotmoc.domain.errors.files import FILE_NOT_OPENED, SECRET_DOCUMENT

PERMISSION = Permission.READ_DIRECTIVE

# From the least grave to the gravest, by exit code.
_GRAVITY = (0, 2, 3, 1, EXIT_NOT_PERMITTED, 4)

_WHY: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("không có tệp này", "no such file"),
    IsADirectoryError: ("đó là thư mục", "it is a folder"),
    PermissionError: ("không có quyền đọc", "no permission"),
}


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    importing = commands.add_parser("import", help=say("nhập văn bản", "register documents"))
    importing.add_argument("files", nargs="+", metavar=say("TỆP", "FILE"))
    importing.add_argument(
        "--accept",
        action="store_true",
        help=say("nguồn tin cậy: giao luôn các nhiệm vụ đọc được", "trusted source: assign what is read"),
    )
    listing = commands.add_parser("list", help=say("các văn bản", "documents"))
    listing.add_argument("--text", default="", help=say("tìm không dấu", "search, tone marks apart"))
    listing.add_argument("--awaiting", action="store_true", help=say("chờ rà soát", "awaiting review"))
    listing.add_argument("--limit", type=int, default=50, help=say("số dòng", "rows"))
    showing = commands.add_parser("show", help=say("một văn bản và nhiệm vụ của nó", "one document"))
    showing.add_argument("document", type=int)
    accepting = commands.add_parser("accept", help=say("giao các nhiệm vụ chờ rà soát", "assign what waits"))
    accepting.add_argument("document", type=int)
    for command in (importing, listing, showing, accepting):
        command.add_argument("--by", help=say("tài khoản thực hiện", "account that acts"))
        command.add_argument("--json", action="store_true", help=say("in JSON", "print JSON"))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    at = clock.now()
    actor = acting(args.by, at=at)
    return {"import": _import, "list": _list, "show": _show, "accept": _accept}[args.deed](args, actor, at)


def _import(args: argparse.Namespace, actor: Any, at: Any) -> int:
    """Register each file; one that fails is told and the others go on. The gravest exit code."""
    from tqdm import tqdm

    found: list[dict[str, Any]] = []
    codes = {0}
    bar = tqdm(args.files, desc="Văn bản (documents)", unit="", leave=False, disable=None)
    for place, path in enumerate(bar, 1):
        try:
            entry = _register(path, args, actor, at)
        except Problem as problem:
            codes.add(problem.entry.exit)
            # The name of a refused secret document stays out of everything that may be kept.
            name = f"#{place}" if problem.entry is SECRET_DOCUMENT else Path(path).name
            entry = {"file": name, "error": problem_object(problem, args.lang)}
            if not args.json:
                with tqdm.external_write_mode(sys.stderr):
                    print(f"{name}:", file=sys.stderr)
                    print_problem(problem, args.lang, as_json=False)
        found.append(entry)
        if not args.json and "error" not in entry:
            with tqdm.external_write_mode():
                print(_line(entry, args.lang))
    if args.json:
        _print(found)
    return max(codes, key=_GRAVITY.index)


def _register(path: str, args: argparse.Namespace, actor: Any, at: Any) -> dict[str, Any]:
    from cotmoc.directives import actions, queries

    document, new = actions.register(name=Path(path).name, data=_bytes(path, args.lang), by=actor, at=at)
    entry: dict[str, Any] = {"file": Path(path).name, **_facts(document), "new": new}
    if args.accept:
        entry |= _accepted(actions.accept_all(document.pk, by=actor, at=at), args.lang)
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


def _list(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.directives import queries

    rows: Any = queries.documents(actor, text=args.text, awaiting=args.awaiting)[: max(1, args.limit)]
    found = [{**_facts(row), "waiting": row.waiting, "accepted": row.accepted} for row in rows]
    if args.json:
        _print(found)
    else:
        for entry in found:
            print(_line(entry, args.lang))
    return 0


def _show(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.directives import queries

    document = queries.document(actor, args.document)
    cards = queries.cards(actor, document)
    entry = {
        **_facts(document),
        "clauses": [
            {
                "id": card.clause.pk,
                "state": card.clause.state,
                "label": card.clause.label,
                "leads": [body.agency.name if body.agency else body.written for body in card.leads],
                "due_on": card.clause.due_on and card.clause.due_on.isoformat(),
                "tasks": list(card.tasks),
            }
            for card in cards
        ],
    }
    if args.json:
        _print(entry)
        return 0
    print(_line(entry, args.lang))
    for clause in entry["clauses"]:
        leads = "; ".join(clause["leads"]) or "–"
        facts = f"{clause['id']:>6} {clause['state']:<9} {clause['due_on'] or '–':<10}"
        print(f"  {facts} {clause['label']} ({leads})")
    return 0


def _accept(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.directives import actions, queries

    document = queries.document(actor, args.document)
    entry = _facts(document) | _accepted(actions.accept_all(document.pk, by=actor, at=at), args.lang)
    if args.json:
        _print(entry)
    else:
        print(_line(entry, args.lang))
    return 0


def _accepted(result: tuple[Iterable[Any], Iterable[Any]], language: str) -> dict[str, Any]:
    accepted, left = result
    return {
        "accepted": len(list(accepted)),
        "left": [
            {"clause": one.clause.pk, "label": one.clause.label, "why": one.problem.parts(language).what}
            for one in left
        ],
    }


def _facts(document: Any) -> dict[str, Any]:
    return {
        "id": document.pk,
        "kind": document.kind,
        "number": document.number,
        "issued_on": document.issued_on and document.issued_on.isoformat(),
        "issuer": document.issuer,
        "subject": document.subject,
        "urgency": document.urgency,
        "sha256": document.file.sha256,
    }


def _line(entry: dict[str, Any], language: str) -> str:
    """One document in one line, what could not be assigned below it."""
    english = language == "en"
    words = []
    if "new" in entry:
        words.append(("new" if english else "mới") if entry["new"] else ("known" if english else "đã có"))
    if "accepted" in entry:
        words.append(f"{'assigned' if english else 'đã giao'} {entry['accepted']}")
    if "waiting" in entry:
        words.append(f"{'awaiting review' if english else 'chờ rà soát'} {entry['waiting']}")
    title = f"{entry['kind']} {entry['number']}".strip() or entry.get("file", "–")
    lines = [f"{entry['id']:>6} {title}, {entry['issued_on'] or '–'}: {', '.join(words) or entry['subject']}"]
    lines += [f"         {one['label']}: {one['why']}" for one in entry.get("left", [])]
    return "\n".join(lines)


def _print(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1))
