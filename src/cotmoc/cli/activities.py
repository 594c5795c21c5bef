"""``cotmoc activities``: what forces did together, each once; recorded and taken back."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

from cotmoc.cli.arguments import add_who, agencies, agency, day, number, period, show_json
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.folding import fold
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.domain.vi_numbers import show_date

PERMISSION = Permission.READ_ACTIVITY


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    kinds = commands.add_parser("kinds", help=say("các loại hoạt động và mã", "kinds of activity"))
    listing = commands.add_parser("list", help=say("các hoạt động, mới nhất trước", "newest first"))
    listing.add_argument("--period", help=say("kỳ số liệu, ví dụ 2022-Q2", "period, as 2022-Q2"))
    listing.add_argument("--kind", default="", help=say("mã loại, xem «kinds»", "kind, see “kinds”"))
    listing.add_argument("--agency", help=say("cơ quan tham gia, tên hoặc số", "agency, name or number"))
    listing.add_argument("--limit", type=number, default=50, help=say("số dòng (50)", "rows (50)"))
    showing = commands.add_parser("show", help=say("một hoạt động", "one activity"))
    recording = commands.add_parser("record", help=say("ghi một hoạt động đã làm", "record one that is done"))
    withdrawing = commands.add_parser(
        "withdraw", help=say("rút lại hoạt động ghi nhầm", "take a record back")
    )
    for one in (showing, withdrawing):
        one.add_argument("activity", type=number, metavar=say("SỐ", "NUMBER"))
    withdrawing.add_argument("--reason", required=True, help=say("lý do", "reason"))
    _record_arguments(recording)
    add_who(kinds, listing, showing, recording, withdrawing)


def _record_arguments(parser: Parser) -> None:
    say = parser.say
    name = say("CƠ QUAN", "AGENCY")
    parser.add_argument("--kind", required=True, help=say("mã loại, xem «kinds»", "kind, see “kinds”"))
    parser.add_argument(
        "--on", type=day, required=True, metavar=say("NGÀY", "DAY"), help=say("ngày thực hiện", "day held")
    )
    parser.add_argument("--lead", required=True, metavar=name, help=say("đơn vị chủ trì", "lead agency"))
    parser.add_argument(
        "--with",
        dest="others",
        action="append",
        required=True,
        metavar=name,
        help=say("đơn vị cùng tham gia; lặp lại được", "agency that took part; repeatable"),
    )
    parser.add_argument("--area", help=say("địa bàn, tên hoặc số", "area, name or number"))
    parser.add_argument(
        "--markers",
        default="",
        help=say("đoạn mốc bằng lời, không ghi tọa độ", "markers in words, never coordinates"),
    )
    parser.add_argument("--count", type=number, default=1, help=say("số cuộc (1)", "how many (1)"))
    parser.add_argument("--note", default="", help=say("kết quả bằng số lượng", "results in numbers"))
    parser.add_argument(
        "--another",
        action="store_true",
        help=say(
            "là lần khác với hoạt động giống đã ghi", "another occasion than the one that looks the same"
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting
    from cotmoc.coordination import actions, queries

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "kinds":
        return _kinds(args)
    if args.deed == "list":
        return _list(args, actor, at.date())
    if args.deed == "record":
        pk = actions.record(**_said(args, actor), by=actor, at=at).pk
    else:
        pk = args.activity
        if args.deed == "withdraw":
            actions.withdraw(pk, reason=args.reason, by=actor, at=at)
    row = queries.activity(actor, pk)
    if args.json:
        show_json(_facts(row))
    else:
        print(_line(row, args.lang))
    return 0


def _kinds(args: argparse.Namespace) -> int:
    from cotmoc.coordination import queries

    found = {one.code: one.name_en if args.lang == "en" else one.name for one in queries.kinds()}
    if args.json:
        show_json(found)
    else:
        for code, name in found.items():
            print(f"{code:<16} {name}")
    return 0


def _list(args: argparse.Namespace, actor: Actor, today: date) -> int:
    from cotmoc.coordination import queries

    window = data_window(period(args.period, field="--period"), Calendar.ND09) if args.period else None
    found = queries.activities(
        actor,
        kind=args.kind,
        start=window.start if window else None,
        end=window.end if window else None,
        agency=agency(args.agency, actor, on=today, field="--agency"),
    )[: max(1, args.limit)]
    if args.json:
        show_json([_facts(row) for row in found])
    else:
        for row in found:
            print(_line(row, args.lang))
    return 0


def _said(args: argparse.Namespace, actor: Actor) -> dict[str, Any]:
    """The words of ``record`` as the action takes them; names are those of the day it was held."""
    [lead] = agencies([args.lead], actor, on=args.on, field="--lead")
    return {
        "kind": args.kind,
        "held_on": args.on,
        "lead": lead,
        "participants": agencies(args.others, actor, on=args.on, field="--with"),
        "area": _area(args.area, actor, args.on),
        "markers": args.markers,
        "count": args.count,
        "note": args.note,
        "another_occasion": args.another,
    }


def _area(said: str | None, actor: Actor, on: date) -> int | None:
    from cotmoc.organisations import queries

    if said is None:
        return None
    known = [
        one.pk for one in queries.areas(actor, on=on) if said == str(one.pk) or fold(one.name) == fold(said)
    ]
    if len(known) != 1:
        raise Problem(NOT_FOUND, field="--area", thing=Said(f"địa bàn «{said}»", f"The area “{said}”"))
    return int(known[0])


def _facts(row: Any) -> dict[str, Any]:
    withdrawn: datetime | None = row.withdrawn_at
    return {
        "id": row.pk,
        "kind": row.kind,
        "held_on": row.held_on.isoformat(),
        "lead": row.lead_id,
        "participants": [{"id": one.agency_id, "name": one.agency.name} for one in row.participations.all()],
        "area": row.area.name if row.area else None,
        "markers": row.markers,
        "count": row.count,
        "note": row.note,
        "withdrawn_at": withdrawn.isoformat() if withdrawn else None,
        "withdrawn_reason": row.withdrawn_reason,
    }


def _line(row: Any, language: str) -> str:
    from cotmoc.coordination import queries

    english = language == "en"
    kind = next((one for one in queries.kinds() if one.code == row.kind), None)
    name = (kind.name_en if english else kind.name) if kind else row.kind
    who = ", ".join(one.agency.short_name for one in row.participations.all())
    line = f"{row.pk:>6}  {show_date(row.held_on):>10}  {row.count:>4}  {name}: {who}"
    if row.withdrawn_at is not None:
        line += f" ({'withdrawn' if english else 'đã rút lại'}: {row.withdrawn_reason})"
    return line
