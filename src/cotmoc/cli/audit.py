"""``cotmoc audit``: prove the chain, write its head down, read the rows."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from cotmoc.cli.arguments import add_who_around
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.people import CHAIN_BROKEN

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

PERMISSION = Permission.READ_AUDIT


def add_arguments(parser: Parser) -> None:
    """``verify``, ``head`` and ``show``."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    verify = deeds.add_parser(
        "verify", help=parser.say("kiểm tra cả chuỗi và các mã đã ghi", "check the chain and the heads kept")
    )
    verify.add_argument(
        "--head", help=parser.say("mã đã ghi lại, ví dụ trên báo cáo giao ban", "a head noted earlier")
    )
    deeds.add_parser(
        "head", help=parser.say("in dòng cuối và ghi vào tệp của ngày", "print and keep the head")
    )
    show = deeds.add_parser("show", help=parser.say("xem các dòng mới nhất", "show the newest rows"))
    show.add_argument("--person", default="", help=parser.say("phần của tên người", "part of a name"))
    show.add_argument("--what", default="", help=parser.say("việc, ví dụ task.", "deed, e.g. task."))
    show.add_argument("--limit", type=int, default=50, help=parser.say("số dòng", "number of rows"))
    add_who_around(parser, deeds.choices.values())


def run(args: argparse.Namespace) -> int:
    """Do one of them. Raises Problem(CHAIN_BROKEN) when the log is not whole."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import administering

    actor = administering(args.by, at=clock.now())
    require(actor, PERMISSION)
    if args.deed == "verify":
        return _verify(args)
    return _head(args) if args.deed == "head" else _show(actor, args)


def _verify(args: argparse.Namespace) -> int:
    from config import env
    from cotmoc.audit import queries
    from cotmoc.audit.heads import written_heads

    heads = written_heads(env.home())
    verdict = queries.verify(expected_head=args.head, expected_heads=heads)
    if verdict.broken_at is not None:
        raise Problem(CHAIN_BROKEN, row=verdict.broken_at)
    if args.json:
        print(json.dumps({"rows": verdict.rows, "head": verdict.head, "heads_kept": len(heads)}))
    elif args.lang == "en":
        print(f"The log is whole: {verdict.rows} rows, {len(heads)} heads kept.\n{verdict.head}")
    else:
        print(f"Nhật ký nguyên vẹn: {verdict.rows} dòng, {len(heads)} mã đã ghi.\n{verdict.head}")
    return 0


def _head(args: argparse.Namespace) -> int:
    from config import clock, env
    from cotmoc.audit import queries
    from cotmoc.audit.heads import write_head

    number, head = queries.head()
    path = write_head(env.home(), on=clock.real_now().date(), number=number, head=head)
    print(
        json.dumps({"number": number, "head": head, "file": str(path)}) if args.json else f"{number} {head}"
    )
    return 0


def _show(actor: Actor, args: argparse.Namespace) -> int:
    from cotmoc.audit import queries

    for row in queries.rows(actor, person=args.person, deed=args.what)[: max(1, min(args.limit, 10_000))]:
        print(_line(row, as_json=args.json))
    return 0


def _line(row: Any, *, as_json: bool) -> str:
    from config import clock

    at = row.at.astimezone(clock.ZONE)
    if as_json:
        shown = {
            "number": row.seq,
            "at": at.isoformat(),
            "name": row.name,
            "deed": row.deed,
            "thing": row.thing,
            "id": row.thing_id,
            "detail": row.detail,
        }
        return json.dumps(shown, ensure_ascii=False)
    return (
        f"{row.seq:>8}  {at:%d/%m/%Y %H:%M}  {row.deed:<28} {row.thing} {row.thing_id}  {row.name}".rstrip()
    )
