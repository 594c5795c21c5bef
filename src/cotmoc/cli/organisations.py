"""``cotmoc organisations``: the province, its agencies and areas, indicators and who reports."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cotmoc.cli import functions
from cotmoc.cli.acting import administered
from cotmoc.cli.arguments import add_who_around
from cotmoc.cli.main import print_problem
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.body_tables import FORCES, KINDS, LEVEL_OF_KIND, LEVELS
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.people import BAD_ROW
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date, show_date

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

PERMISSION = Permission.MANAGE_ORGANISATION
MOST_SHOWN = 20
"""How many wrong cells of a table are told for reading."""


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    listed = deeds.add_parser("list", help=say("cơ quan của một ngày", "agencies of a day"))
    listed.add_argument("--areas", action="store_true", help=say("địa bàn", "areas instead"))
    listed.add_argument("--on", help=say("ngày", "day"))
    add = deeds.add_parser("add", help=say("thêm một cơ quan", "add an agency"))
    add.add_argument("name")
    add.add_argument("--kind", required=True, choices=list(KINDS))
    add.add_argument("--force", default="", choices=[one for one in FORCES if one])
    add.add_argument(
        "--level", choices=list(LEVELS), help=say("mặc định theo loại", "by its kind if left out")
    )
    add.add_argument("--short-name", default="")
    add.add_argument("--code", default="", help=say("ký hiệu, như SYT", "symbol, as SYT"))
    add.add_argument("--under", help=say("tên cơ quan cấp trên", "name of the agency above"))
    add.add_argument("--from", dest="valid_from", help=say("từ ngày", "from which day"))
    end = deeds.add_parser("end", help=say("cho kết thúc theo ngày", "end by date"))
    end.add_argument("name")
    end.add_argument("--last-day", help=say("ngày cuối; bỏ trống thì gỡ", "last day; none lifts it"))
    move = deeds.add_parser("move", help=say("đặt dưới cơ quan khác", "put under another agency"))
    move.add_argument("name")
    move.add_argument("--under", help=say("bỏ trống: không thuộc cơ quan nào", "none: under nobody"))
    move.add_argument("--from", dest="valid_from")
    area = deeds.add_parser("add-area", help=say("thêm một địa bàn", "add an area"))
    area.add_argument("name")
    area.add_argument("--level", required=True, choices=[one for one in LEVELS if one != "post"])
    area.add_argument("--code", default="", help=say("mã hành chính", "administrative code"))
    area.add_argument("--under", help=say("tên địa bàn cấp trên", "name of the area above"))
    area.add_argument("--border", action="store_true", help=say("biên giới", "on the border"))
    area.add_argument("--from", dest="valid_from")
    alias = deeds.add_parser("alias", help=say("thêm, bỏ cách viết khác", "add or drop another writing"))
    alias.add_argument("name")
    alias.add_argument("writing")
    alias.add_argument("--drop", action="store_true", help=say("bỏ", "take it away"))
    heir = deeds.add_parser("succeed", help=say("ghi cơ quan kế thừa", "record a succession"))
    heir.add_argument("name")
    heir.add_argument("successor")
    heir.add_argument("--from", dest="valid_from", required=True)
    heir.add_argument("--share", default="1", help=say("phần, như 1/2", "share, as 1/2"))
    heir.add_argument("--source", required=True, help=say("căn cứ", "legal source"))
    table = deeds.add_parser("import", help=say("nhập từ bảng .csv, .xlsx", "import a .csv or .xlsx table"))
    table.add_argument("file")
    table.add_argument("--areas", action="store_true", help=say("bảng địa bàn", "a table of areas"))
    table.add_argument("--preview", action="store_true", help=say("chỉ xem, không lưu", "look, save nothing"))
    functions.add_arguments(deeds, parser)
    name = deeds.add_parser("rename-province", help=say("đặt tên tỉnh", "name the province"))
    name.add_argument("name")
    name.add_argument("--code", help=say("mã tỉnh", "its code"))
    name.add_argument("--place", default="", help=say("địa danh trong báo cáo", "the place briefings name"))
    add_who_around(parser, deeds.choices.values())


def run(args: argparse.Namespace) -> int:
    """Do one deed and print what stands then."""
    deeds = {
        "list": _list,
        "add": _add,
        "add-area": _add_area,
        "alias": _alias,
        "succeed": _succeed,
        "end": _end,
        "move": _move,
        "import": _import,
        "rename-province": _rename,
        "functions": functions.listed,
        "function": functions.keep,
        "give-function": functions.give,
    }
    return administered(args, deeds)


def _list(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import queries

    day = _day(args.on, "--on") or today
    rows: Any = queries.areas(by, on=day) if args.areas else queries.agencies(by, on=day)
    for row in rows:
        _print(args, _facts(row))
    return 0


def _add(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions

    day = _day(args.valid_from, "--from") or today
    agency = actions.keep_agency(
        agency=None,
        name=args.name,
        short_name=args.short_name,
        code=args.code,
        kind=args.kind,
        force=args.force,
        level=args.level or LEVEL_OF_KIND.get(args.kind, "province"),
        parent=agency_named(by, args.under, day) if args.under else None,
        valid_from=day,
        on=today,
        by=by,
    )
    _print(args, _facts(agency))
    return 0


def _end(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions

    last = _day(args.last_day, "--last-day")
    agency = agency_named(by, args.name, last or today)
    ends_on = last + timedelta(days=1) if last else None
    _print(args, _facts(actions.end_agency(agency=agency, ends_on=ends_on, by=by)))
    return 0


def _move(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions

    day = _day(args.valid_from, "--from") or today
    child = agency_named(by, args.name, day)
    parent = agency_named(by, args.under, day) if args.under else None
    actions.move_under(child=child, parent=parent, on=day, by=by)
    _print(args, _facts(child) | {"under": parent.name if parent else "", "on": show_date(day)})
    return 0


def _add_area(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions, queries

    above = [one for one in queries.areas(by, on=today) if args.under in (one.key, one.name)]
    if args.under and len(above) != 1:
        raise Problem(NOT_FOUND, thing=Said(f"địa bàn «{args.under}»", f"the area “{args.under}”"))
    area = actions.keep_area(
        area=None,
        name=args.name,
        level=args.level,
        code=args.code,
        parent=above[0] if args.under else None,
        border=args.border,
        valid_from=_day(args.valid_from, "--from") or today,
        by=by,
    )
    _print(args, _facts(area))
    return 0


def _alias(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions

    agency = agency_named(by, args.name, today)
    if args.drop:
        for one in agency.aliases.filter(name=args.writing):
            actions.remove_alias(agency=agency, alias=one.pk, by=by)
    else:
        actions.add_alias(agency=agency, name=args.writing, by=by)
    _print(args, {"name": agency.name, "aliases": [one.name for one in agency.aliases.order_by("name")]})
    return 0


def _succeed(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions

    day = _day(args.valid_from, "--from") or today
    predecessor = agency_named(by, args.name, day - timedelta(days=1))
    successor = agency_named(by, args.successor, day)
    try:
        share = Fraction(args.share)
    except (ValueError, ZeroDivisionError):
        raise Problem(BAD_VALUE, field="--share", why="1, 1/2, 3/5") from None
    actions.record_succession(
        predecessor=predecessor, successor=successor, on=day, share=share, source=args.source, by=by
    )
    _print(args, {"name": predecessor.name, "successor": successor.name, "share": str(share)})
    return 0


def _import(by: Actor, args: argparse.Namespace, today: date) -> int:
    """Save every row or none; with ``--preview`` only say what would be saved. Wrong cells: exit code 2."""
    from cotmoc.files.reading.table import LIMIT, to_rows
    from cotmoc.organisations import actions, queries

    try:
        with Path(args.file).open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise Problem(FILE_NOT_OPENED, why=error.strerror or "?") from None
    table = to_rows(Path(args.file).name, data)
    subject: Any = "areas" if args.areas else "agencies"
    plan = queries.plan(by, table, subject=subject, on=today)
    if not args.preview and not plan.wrong:
        plan = actions.import_table(table, subject=subject, on=today, by=by)
    for row in plan.rows if not plan.wrong else ():
        _print(args, {"line": row.line, "key": row.key, "new": row.new, "name": row.values.get("name", "")})
    if plan.wrong:
        _print_wrong(plan.wrong, args)
    return BAD_ROW.exit if plan.wrong else 0


def _print_wrong(wrong: list[Any], args: argparse.Namespace) -> None:
    """Every wrong cell as JSON lines; for reading, the first ones and that nothing was saved."""
    problems = [
        Problem(BAD_ROW, field=f"{one.line}.{one.column}", line=one.line, column=one.column, why=one.why)
        for one in wrong
    ]
    for problem in problems if args.json else problems[:MOST_SHOWN]:
        if args.json:
            print_problem(problem, args.lang, as_json=True)
        else:
            print(problem.parts(args.lang).what, file=sys.stderr)
    if not args.json:
        last = problems[0].parts(args.lang)
        more = f"… (+{len(problems) - MOST_SHOWN}) " if len(problems) > MOST_SHOWN else ""
        print(f"{more}{last.kept} {last.todo}", file=sys.stderr)


def _rename(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.organisations import actions, queries

    province = queries.the_province()
    code = args.code or (province.code if province else "")
    made = actions.rename_province(name=args.name, code=code, place=args.place, by=by)
    _print(args, {"name": made.name, "code": made.code, "place": made.place})
    return 0


def _facts(row: Any) -> dict[str, Any]:
    names = ("key", "code", "name", "short_name", "kind", "force", "level", "border")
    days = {name: day.isoformat() for name in ("valid_from", "valid_to") if (day := getattr(row, name))}
    return {"id": row.pk, **{name: getattr(row, name) for name in names if hasattr(row, name)}, **days}


def _print(args: argparse.Namespace, facts: dict[str, Any]) -> None:
    if args.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print("  ".join(str(value) for value in facts.values() if value not in ("", None, False)))


def agency_named(by: Actor, name: str, day: date) -> Any:
    """By a name of the day, by its key, or by a name that any agency ever had alone."""
    from cotmoc.organisations import queries

    found = queries.resolve(by.province, [name], on=day)
    if name in found:
        return queries.agency(by, found[name])
    ever = [one for one in queries.every_agency(by) if name in (one.key, one.name)]
    if len(ever) != 1:
        raise Problem(NOT_FOUND, thing=Said(f"cơ quan «{name}»", f"the agency “{name}”"))
    return ever[0]


def _day(text: str | None, field: str) -> date | None:
    try:
        return parse_date(text) if text else None
    except FormError as error:
        raise Problem(BAD_VALUE, field=field, why=error) from error
