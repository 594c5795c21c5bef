"""``cotmoc programmes``: programmes, money assigned and disbursed by source, and the tasks it pays."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cotmoc.cli.arguments import add_who, agency, day, number, show_json, show_rows
from cotmoc.cli.main import with_django
from cotmoc.cli.programme_lines import line_told, payment_lines, year_told
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse, show, show_date

PERMISSION = Permission.READ_PROGRAMME
_KINDS = ("project", "subproject", "content")
_HEAD = ("code", "title", "basis", "first_year", "last_year")


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    deeds = {
        "list": say("các chương trình, vốn của một năm", "programmes with the money of a year"),
        "sources": say("các mã nguồn vốn", "codes of the sources of money"),
        "show": say("một chương trình: nội dung, nguồn, cơ quan, nhiệm vụ", "one programme"),
        "add": say("lập chương trình", "write a programme"),
        "change": say("sửa chương trình", "change a programme"),
        "component": say("thêm nội dung của chương trình", "add a component"),
        "change-component": say("sửa nội dung", "change a component"),
        "allocate": say("giao vốn, hoặc điều chỉnh vốn đã giao", "assign money, or adjust it"),
        "money": say("một khoản vốn với từng lần giao, giải ngân", "one line of money with every entry"),
        "disburse": say("ghi giải ngân", "record what is disbursed"),
        "cancel": say("hủy khoản ghi sai", "cancel an entry that is wrong"),
        "link": say("gắn nhiệm vụ với nguồn vốn", "say what pays a task"),
        "unlink": say("bỏ nguồn vốn của nhiệm vụ", "say that it does not pay the task"),
    }
    made = {deed: commands.add_parser(deed, help=text) for deed, text in deeds.items()}
    things = {
        "programme": ("show", "change", "component"),
        "component": ("change-component", "allocate"),
        "allocation": ("money", "disburse"),
        "task": ("link", "unlink"),
    }
    for thing, named in things.items():
        for deed in named:
            made[deed].add_argument(thing, type=number, metavar=say("SỐ", "NUMBER"))
    _head_arguments(made, say)
    _money_arguments(made, say)
    made["link"].add_argument("component", type=number, metavar=say("NỘI-DUNG", "COMPONENT"))
    made["link"].add_argument("--allocation", type=number, help=say("một khoản vốn", "one line of its money"))
    made["unlink"].add_argument("link", type=number, metavar=say("NGUỒN", "LINK"))
    add_who(*made.values())


def _head_arguments(made: Mapping[str, Parser], say: Any) -> None:
    for deed in ("list", "show"):
        made[deed].add_argument("--year", type=int, help=say("năm ngân sách", "budget year"))
        made[deed].add_argument("--as-of", type=day, help=say("tính đến ngày", "sums up to this day"))
    for deed in ("add", "change"):
        one, needed = made[deed], deed == "add"
        one.add_argument("--code", required=needed, help=say("mã chương trình", "its code"))
        one.add_argument("--title", required=needed, help=say("tên chương trình", "its name"))
        one.add_argument("--first-year", type=int, required=needed, help=say("năm đầu", "first year"))
        one.add_argument("--last-year", type=int, required=needed, help=say("năm cuối", "last year"))
        one.add_argument("--basis", help=say("căn cứ: số nghị quyết", "legal basis"))
        one.add_argument(
            "--owner", help=say("cơ quan quản lý; bỏ trống là cơ quan mình", "body that keeps it")
        )
    for deed in ("component", "change-component"):
        one, needed = made[deed], deed == "component"
        one.add_argument("--code", required=needed, help=say("mã nội dung", "its code"))
        one.add_argument("--title", required=needed, help=say("tên nội dung", "its name"))
        one.add_argument(
            "--kind", choices=_KINDS, default="project" if needed else None, help=say("loại", "kind")
        )


def _money_arguments(made: Mapping[str, Parser], say: Any) -> None:
    one = made["allocate"]
    one.add_argument("--agency", required=True, help=say("cơ quan nhận vốn", "body that receives it"))
    one.add_argument("--year", type=int, required=True, help=say("năm ngân sách", "budget year"))
    one.add_argument("--level", required=True, help=say("cấp, xem «sources»", "level, see “sources”"))
    one.add_argument("--nature", required=True, help=say("tính chất, xem «sources»", "nature"))
    one.add_argument("--vintage", default="this_year", choices=["this_year", "carried"])
    for deed in ("allocate", "disburse"):
        made[deed].add_argument(
            "--amount",
            type=_dong,
            required=True,
            help=say("số đồng; giảm vốn: --amount=-5.000", "đồng; less: --amount=-5.000"),
        )
        made[deed].add_argument("--on", type=day, required=True, help=say("ngày văn bản", "day"))
        made[deed].add_argument("--number", required=True, help=say("số văn bản", "number of the document"))
    made["cancel"].add_argument("what", choices=["assignment", "disbursement"])
    made["cancel"].add_argument("entry", type=number, metavar=say("SỐ", "NUMBER"))
    made["cancel"].add_argument("--reason", required=True, help=say("lý do", "reason"))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "list":
        return _list(args, actor, at.date())
    if args.deed == "sources":
        return _sources(args)
    if args.deed in ("link", "unlink"):
        return _pay(args, actor, at)
    if args.deed in ("allocate", "money", "disburse", "cancel"):
        return _money(args, actor, at)
    return _show(args, actor, at.date(), _written(args, actor, at.date()))


def _written(args: argparse.Namespace, actor: Actor, on: date) -> int:
    """Write what the deed says of a programme or component; the number of the programme."""
    from cotmoc.programmes import actions, queries

    if args.deed == "add":
        return actions.write(_head(args, actor, on), by=actor).pk
    if args.deed == "change":
        actions.change(args.programme, _head(args, actor, on), by=actor)
    elif args.deed != "show":
        words = {"code": args.code, "title": args.title, "kind": args.kind}
        if args.deed == "change-component":
            row = queries.component(actor, args.component)
            words = {name: getattr(row, name) if said is None else said for name, said in words.items()}
            return actions.change_component(args.component, **words, by=actor).programme_id
        actions.add_component(args.programme, **words, by=actor)
    return int(args.programme)


def _head(args: argparse.Namespace, actor: Actor, on: date) -> Any:
    """The programme's words; of a change what is not said stays as it is."""
    from cotmoc.programmes import actions, queries

    said: dict[str, Any] = {name: getattr(args, name) for name in _HEAD}
    said["owner"] = agency(args.owner, actor, on=on, field="--owner")
    if args.deed == "change":
        row = queries.programme(actor, args.programme)
        kept = {name: getattr(row, name) for name in _HEAD} | {"owner": row.owner_id}
        said = {name: kept[name] if value is None else value for name, value in said.items()}
    owner = said.pop("owner") or actor.agency
    if owner is None:
        raise Problem(WRONG_USE, why="--owner")
    return actions.Head(**said, owner=owner)


def _money(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.programmes import actions, queries

    who: dict[str, Any] = {"by": actor, "at": at}
    if args.deed == "allocate":
        body = agency(args.agency, actor, on=args.on, field="--agency")
        assert body is not None
        source = actions.Source(body, args.year, args.level, args.nature, args.vintage)
        said = {"amount": args.amount, "on": args.on, "number": args.number}
        args.allocation = actions.allocate(args.component, source, **said, **who).allocation_id
    elif args.deed == "disburse":
        actions.disburse(args.allocation, amount=args.amount, on=args.on, number=args.number, **who)
    elif args.deed == "cancel" and args.what == "assignment":
        args.allocation = actions.cancel_assignment(args.entry, reason=args.reason, **who).allocation_id
    elif args.deed == "cancel":
        args.allocation = actions.cancel_disbursement(args.entry, reason=args.reason, **who).allocation_id
    row = queries.allocation(actor, args.allocation, on=at.date())
    found = queries.allocation_object(row, on=at.date())
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    print(line_told(found, english))
    words = {"assignments": ("giao", "assigned"), "disbursements": ("giải ngân", "disbursed")}
    for name, said_so in words.items():
        for one in found[name]:
            told = f"{show_date(date.fromisoformat(one['on']))}  {show(one['amount'])}  {one['number']}"
            gone = one["cancelled"]
            why = f"  [{'cancelled' if english else 'đã hủy'}: {gone['reason']}]" if gone else ""
            print(f"  {said_so[english]} {one['id']}: {told}{why}")
    return 0


def _pay(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.programmes import actions, queries
    from cotmoc.tasks import queries as tasks

    if args.deed == "link":
        actions.link_task(args.task, args.component, allocation=args.allocation, by=actor, at=at)
    else:
        actions.unlink_task(args.task, args.link, by=actor, at=at)
    found = queries.payments_object(actor, tasks.task(actor, args.task), on=at.date())
    if args.json:
        show_json(found)
        return 0
    for told in payment_lines(found, english=args.lang == "en"):
        print(told)
    return 0


def _list(args: argparse.Namespace, actor: Actor, on: date) -> int:
    from cotmoc.programmes import queries

    year = args.year or on.year
    rows_of = queries.listed(actor, on=on, year=year, as_of=args.as_of)
    found = [queries.listed_object(one, year=year) for one in rows_of]
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    rows = [
        (
            one["id"],
            one["code"],
            f"{one['first_year']}–{one['last_year']}",
            year_told(one, english),
            one["title"],
        )
        for one in found
    ]
    if rows:
        print(f"{'budget year' if english else 'năm ngân sách'} {year}, {show_date(args.as_of or on)}")
        show_rows(rows)
    return 0


def _sources(args: argparse.Namespace) -> int:
    from cotmoc.programmes import queries

    known = queries.sources()
    english = args.lang == "en"
    lists = {"level": known.levels, "nature": known.natures, "vintage": known.vintages}
    if args.json:
        show_json(
            {
                name: {one.code: one.en if english else one.vi for one in codes.values()}
                for name, codes in lists.items()
            }
        )
        return 0
    for name, codes in lists.items():
        for one in codes.values():
            print(f"{name:<8} {one.code:<15} {one.en if english else one.vi}")
    return 0


def _show(args: argparse.Namespace, actor: Actor, on: date, pk: int) -> int:
    from cotmoc.programmes import queries

    year = getattr(args, "year", None) or on.year
    as_of = getattr(args, "as_of", None)
    found = queries.programme_object(actor, queries.programme(actor, pk), on=on, year=year, as_of=as_of)
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    print(f"#{found['id']} {found['code']} {found['title']} ({found['first_year']}–{found['last_year']})")
    print(f"  {found['owner']['name']}{': ' + found['basis'] if found['basis'] else ''}")
    print(f"  {year}, {show_date(as_of or on)}: {year_told(found, english)}")
    for part in found["components"]:
        print(f"  #{part['id']} {part['code']} {part['title']}")
        for one in part["allocations"]:
            print(f"    {line_told(one, english)}")
    for task in found["tasks"]:
        print(f"  {'task' if english else 'nhiệm vụ'} #{task['id']} {task['title']}")
    if (more := found["tasks_count"] - len(found["tasks"])) > 0:
        print(f"  + {more}: ./cotmoc tasks list --programme {found['id']}")
    return 0


def _dong(text: str) -> int:
    """Whole đồng, as 1.250.000.000 or 1250000000."""
    try:
        return int(parse(text, 0))
    except FormError as error:
        raise argparse.ArgumentTypeError(error.vi) from error
