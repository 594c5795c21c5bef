"""``cotmoc plans``: a unit's answer to a directive, the yearly programme, and what lies open."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cotmoc.cli import plan_lines
from cotmoc.cli.arguments import add_who, agency, number, show_json, show_rows
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE
from cotmoc.domain.plan_changes import ChangeKind
from cotmoc.domain.plan_course import PlanEventKind, PlanState
from cotmoc.domain.plan_gaps import GapKind
from cotmoc.domain.vi_numbers import show, show_date

PERMISSION = Permission.READ_PLAN

_STATES = {
    PlanState.DRAFT: ("nháp", "draft"),
    PlanState.SUBMITTED: ("chờ duyệt", "submitted"),
    PlanState.RETURNED: ("trả lại", "returned"),
    PlanState.APPROVED: ("đã duyệt", "approved"),
    PlanState.REPLACED: ("đã có bản thay", "replaced"),
    PlanState.WITHDRAWN: ("đã rút", "withdrawn"),
}
_CHANGES = {
    ChangeKind.ADDED: ("thêm", "added"),
    ChangeKind.CHANGED: ("sửa", "changed"),
    ChangeKind.DROPPED: ("bỏ", "dropped"),
}
_FIELDS = {
    "wording": ("việc phải làm", "wording"),
    "lead": ("cơ quan chủ trì", "lead"),
    "who": ("người hoặc phòng làm", "who"),
    "due_on": ("ngày hoàn thành", "finish date"),
    "source": ("nguồn kinh phí", "source of money"),
    "amount": ("kinh phí", "money"),
    "clause": ("nhiệm vụ của văn bản", "clause of the directive"),
    "task": ("nhiệm vụ đã có số", "followed task"),
}
_EVENTS = {
    PlanEventKind.WRITTEN: ("lập kế hoạch", "written"),
    PlanEventKind.CHANGED: ("sửa", "changed"),
    PlanEventKind.SUBMITTED: ("trình", "submitted"),
    PlanEventKind.RETURNED: ("trả lại", "returned"),
    PlanEventKind.APPROVED: ("duyệt", "approved"),
    PlanEventKind.REPLACED: ("thay bằng bản điều chỉnh", "replaced"),
    PlanEventKind.WITHDRAWN: ("rút", "withdrawn"),
}
_GAPS = {
    GapKind.NO_PLAN: ("chưa có kế hoạch", "no plan"),
    GapKind.NOT_APPROVED: ("kế hoạch chưa duyệt", "plan not approved"),
    GapKind.CLAUSE_UNANSWERED: ("chưa có việc trả lời", "not answered"),
    GapKind.LINE_LATE: ("muộn hơn hạn của văn bản", "later than the directive"),
}


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    listing = commands.add_parser("list", help=say("danh sách kế hoạch", "plans"))
    listing.add_argument("--year", type=int, help=say("năm", "year"))
    listing.add_argument("--state", choices=[one.value for one in PlanState])
    gaps = commands.add_parser("gaps", help=say("văn bản còn thiếu kế hoạch", "directives lacking plans"))
    gaps.add_argument("document", nargs="?", type=number, metavar=say("VĂN-BẢN", "DIRECTIVE"))
    writing = commands.add_parser("write", help=say("lập kế hoạch", "write a plan"))
    _draft_arguments(writing, title=True)
    writing.add_argument("--unit", help=say("cơ quan; bỏ trống là cơ quan mình", "unit; else your own"))
    writing.add_argument(
        "--programme", action="store_true", help=say("chương trình năm của Ban Chỉ đạo", "yearly programme")
    )
    deeds = {
        "show": say("một kế hoạch", "one plan"),
        "change": say("sửa kế hoạch chưa trình", "change a plan not submitted"),
        "amend": say("đề nghị điều chỉnh kế hoạch đã duyệt", "propose an amendment of an approved plan"),
        "withdraw": say("rút kế hoạch chưa trình", "withdraw a plan not submitted"),
        "submit": say("trình", "submit"),
        "return": say("trả lại", "return"),
        "approve": say("duyệt; mỗi việc thành nhiệm vụ", "approve; its lines become tasks"),
        "review": say("đánh giá chương trình năm", "review a programme"),
    }
    made = {deed: commands.add_parser(deed, help=text) for deed, text in deeds.items()}
    for command in made.values():
        command.add_argument("plan", type=number, metavar=say("SỐ", "NUMBER"))
    _draft_arguments(made["change"], title=False)
    _amendment_arguments(made["amend"])
    for deed in ("submit", "approve", "withdraw"):
        made[deed].add_argument("--note", default="", help=say("ý kiến", "remark"))
    made["return"].add_argument("--reason", required=True, help=say("lý do", "reason"))
    made["review"].add_argument("term", choices=["half_year", "year_end"])
    made["review"].add_argument("--words", required=True, help=say("nhận xét", "what is said"))
    add_who(listing, gaps, writing, *made.values())


def _draft_arguments(parser: Parser, *, title: bool) -> None:
    say = parser.say
    name = say("tên kế hoạch", "name of the plan")
    if title:
        parser.add_argument("title", metavar=say("TÊN", "TITLE"), help=name)
    else:
        parser.add_argument("--title", metavar=say("TÊN", "TITLE"), help=name)
    parser.add_argument("--year", type=int, help=say("năm; bỏ trống là năm nay", "year; else this one"))
    parser.add_argument("--document", type=number, help=say("văn bản đã nhập", "registered directive"))
    parser.add_argument("--directive", help=say("số văn bản chưa nhập", "directive in words"))
    _written_arguments(parser)


def _amendment_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument(
        "--title", metavar=say("TÊN", "TITLE"), help=say("tên; bỏ trống là giữ tên cũ", "name; else as it is")
    )
    _written_arguments(parser)


def _written_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("--number", help=say("số, ký hiệu kế hoạch", "the plan's own number"))
    parser.add_argument(
        "--lines",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say("các việc, một mảng JSON như của API", "the lines, a JSON array as the API takes it"),
    )


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "list":
        return _list(args, actor)
    if args.deed == "gaps":
        return _gaps(args, actor, at.date())
    if args.deed == "write":
        args.plan = _write(args, actor, at)
    elif args.deed == "amend":
        args.plan = _amend(args, actor, at)
    elif args.deed != "show":
        _act(args, actor, at)
    return _show(args, actor, at.date())


def _write(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.plans import actions

    unit = agency(args.unit, actor, on=at.date(), field="--unit") or actor.agency
    if unit is None:
        raise Problem(WRONG_USE, why="--unit")
    draft = actions.Draft(
        agency=unit,
        year=args.year or at.year,
        title=args.title,
        kind="programme" if args.programme else "answer",
        number=args.number or "",
        document=args.document,
        directive=args.directive or "",
        lines=plan_lines.read(args.lines) if args.lines else (),
    )
    return actions.write(draft, by=actor, at=at).pk


def _act(args: argparse.Namespace, actor: Actor, at: datetime) -> None:
    from cotmoc.plans import actions

    who: dict[str, Any] = {"by": actor, "at": at}
    if args.deed == "change":
        _change(args, actor, at)
    elif args.deed == "submit":
        actions.submit(args.plan, note=args.note, **who)
    elif args.deed == "withdraw":
        actions.withdraw(args.plan, note=args.note, **who)
    elif args.deed == "return":
        actions.send_back(args.plan, reason=args.reason, **who)
    elif args.deed == "approve":
        actions.approve(args.plan, note=args.note, **who)
    else:
        actions.review(args.plan, term=args.term, words=args.words, **who)


def _change(args: argparse.Namespace, actor: Actor, at: datetime) -> None:
    """What is not said stays as it is."""
    from cotmoc.plans import actions, queries

    row = queries.plan(actor, args.plan)
    said = {name: getattr(args, name) for name in ("title", "year", "number", "document", "directive")}
    kept = {
        "title": row.title,
        "year": row.year,
        "number": row.number,
        "document": row.document_id,
        "directive": row.directive,
    }
    values: dict[str, Any] = {name: kept[name] if text is None else text for name, text in said.items()}
    draft = actions.Draft(
        agency=row.agency_id,
        kind=row.kind,
        lines=plan_lines.read(args.lines) if args.lines else plan_lines.as_written(row),
        **values,
    )
    actions.change(args.plan, draft, by=actor, at=at)


def _amend(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """What is not said is carried on as it stands."""
    from cotmoc.plans import actions, queries

    row = queries.plan(actor, args.plan)
    lines = [replace(line, carries=n) for n, line in enumerate(plan_lines.as_written(row), 1)]
    return actions.amend(
        args.plan,
        title=row.title if args.title is None else args.title,
        number=row.number if args.number is None else args.number,
        lines=plan_lines.read(args.lines) if args.lines else lines,
        by=actor,
        at=at,
    ).pk


def _list(args: argparse.Namespace, actor: Actor) -> int:
    from cotmoc.plans import queries

    found = [queries.row_object(row) for row in queries.plans(actor, year=args.year, state=args.state or "")]
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    rows = [
        (row["id"], row["year"], _STATES[row["state"]][english], row["agency"]["name"], row["title"])
        for row in found
    ]
    if rows:
        show_rows(rows)
    return 0


def _gaps(args: argparse.Namespace, actor: Actor, on: date) -> int:
    from cotmoc.directives import queries as directives
    from cotmoc.plans import queries

    if args.document is None:
        found = queries.lacking(actor, on=on)
    else:
        document = directives.document(actor, args.document)
        found = [(document, queries.gaps_of(actor, document, on=on))]
    told = [queries.gaps_object(document, units) for document, units in found]
    if args.json:
        show_json(told)
        return 0
    english = args.lang == "en"
    for one in told:
        print(f"#{one['document']['id']} {one['document']['name']}")
        for unit in one["units"]:
            for gap in unit["gaps"]:
                words = [_GAPS[gap["kind"]][english], gap["label"], gap["due_on"] or ""]
                print(f"  {unit['agency']['name']}: {' · '.join(word for word in words if word)}")
    return 0


def _show(args: argparse.Namespace, actor: Actor, on: date) -> int:
    from cotmoc.plans import queries

    found = queries.plan_object(actor, queries.plan(actor, args.plan), on=on)
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    print(f"#{found['id']} {found['title']} ({found['year']})")
    print(f"  {found['agency']['name']}: {_STATES[found['state']][english]}")
    for line in found["lines"]:
        due = show_date(date.fromisoformat(line["due_on"])) if line["due_on"] else "–"
        task = f"  #{line['task']}" if line["task"] else ""
        print(f"  {line['ordinal']:>3}. {line['wording']}  {due}  {line['lead']['name']}{task}")
        if line["amount"] is not None or line["source"]:
            unit = "million đồng" if english else "triệu đồng"
            amount = f"{show(Decimal(line['amount']))} {unit}" if line["amount"] is not None else ""
            print(f"       {', '.join(filter(None, [amount, line['source']]))}")
    if found["amends"]:
        print(f"  #{found['amends']} →")
    for change in found["changes"]:
        numbers = " → ".join(str(change[one]) for one in ("before", "after") if change[one])
        fields = ", ".join(_FIELDS[name][english] for name in change["fields"])
        print(f"    {_CHANGES[change['kind']][english]} {numbers}{': ' + fields if fields else ''}")
    for event in found["events"]:
        day = show_date(date.fromisoformat(event["on"]))
        words = _EVENTS[PlanEventKind(event["kind"])][english]
        print(f"  {day}  {event['by']}: {words}{' · ' + event['note'] if event['note'] else ''}")
    return 0
