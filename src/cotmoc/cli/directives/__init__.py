"""``cotmoc directives``: import files, list and show documents, review what was read in them."""

from __future__ import annotations

import argparse
from typing import Any

from cotmoc.cli.arguments import add_who, number, show_json
from cotmoc.cli.directives import intake, lines, relating, reviewing
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE

PERMISSION = Permission.READ_DIRECTIVE


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    importing = commands.add_parser("import", help=say("nhập văn bản", "register documents"))
    intake.add_arguments(importing)
    listing = commands.add_parser("list", help=say("các văn bản", "documents"))
    listing.add_argument("--text", default="", help=say("tìm không dấu", "search, tone marks apart"))
    listing.add_argument("--awaiting", action="store_true", help=say("chờ rà soát", "awaiting review"))
    listing.add_argument("--limit", type=int, default=50, help=say("số dòng", "rows"))
    showing = commands.add_parser("show", help=say("một văn bản, các đoạn và số liệu", "one document"))
    showing.add_argument("document", type=number, metavar=say("VĂN BẢN", "DOCUMENT"))
    add_who(importing, listing, showing, *reviewing.add_deeds(commands), *relating.add_deeds(commands))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    if args.deed == "accept" and (args.document is None) == (args.clause is None):
        why = "một VĂN BẢN, hoặc --clause" if args.lang == "vi" else "one DOCUMENT, or --clause"
        raise Problem(WRONG_USE, why=why)
    if args.deed == "accept" and args.clause is None and args.last is not None:
        raise Problem(WRONG_USE, why="--last --clause")
    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "import":
        return intake.take_in(args, actor, at)
    if args.deed == "list":
        return _list(args, actor)
    if args.deed == "accept" and args.clause is None:
        return _accept_all(args, actor, at)
    if args.deed == "split" and args.points:
        return _points(args, actor)
    act = relating.act if args.deed in relating.DEEDS else reviewing.act
    document = args.document if args.deed == "show" else act(args, actor, at)
    return _show(args, actor, document, at) if document is not None else 0


def _list(args: argparse.Namespace, actor: Any) -> int:
    from cotmoc.directives import queries

    rows: Any = queries.documents(actor, text=args.text, awaiting=args.awaiting)[: max(1, args.limit)]
    found = [{**lines.facts(row), "waiting": row.waiting, "accepted": row.accepted} for row in rows]
    if args.json:
        show_json(found)
    else:
        for entry in found:
            print(lines.line(entry, args.lang))
    return 0


def _show(args: argparse.Namespace, actor: Any, pk: int, at: Any) -> int:
    from cotmoc.directives import queries

    document = queries.document(actor, pk)
    if args.json:
        show_json(lines.whole(actor, document, at.date()))
    else:
        lines.print_whole(actor, document, at.date(), args.lang)
    return 0


def _accept_all(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.directives import actions, queries

    document = queries.document(actor, args.document)
    result = actions.accept_all(document.pk, by=actor, at=at, once=args.once)
    entry = lines.facts(document) | lines.accepted(result, args.lang)
    if args.json:
        show_json(entry)
    else:
        print(lines.line(entry, args.lang))
    return 0


def _points(args: argparse.Namespace, actor: Any) -> int:
    from cotmoc.directives import queries

    points = queries.split_points(queries.clause(actor, args.clause))
    if args.json:
        show_json([{"at": at, "first": first, "second": second} for at, first, second in points])
        return 0
    for at, first, second in points:
        print(f"{at:>6}  … {first[-40:]} | {second[:40]} …")
    return 0
