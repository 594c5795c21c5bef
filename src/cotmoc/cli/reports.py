"""``cotmoc reports``: how a period stands, one report, entering figures and deciding on them."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from typing import Any

from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show, show_date, show_percent

PERMISSION = Permission.READ_REPORT


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed; figures are written ``A1=24 L3=1.240,5``."""
    parser.add_argument("--by", help=parser.say("tài khoản thực hiện", "account that acts"))
    parser.add_argument("--json", action="store_true", help=parser.say("in JSON", "print JSON"))
    commands = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    board = commands.add_parser("board", help=parser.say("kỳ báo cáo: ai đã gửi", "a period: who has sent"))
    board.add_argument("period")
    listed = commands.add_parser("list", help=parser.say("các báo cáo trong phạm vi", "reports within reach"))
    listed.add_argument(
        "--period", default="", help=parser.say("kỳ, ví dụ 2022-Q2", "period, such as 2022-Q2")
    )
    listed.add_argument("--state", default="", choices=["", "draft", "submitted", "returned", "approved"])
    show_one = commands.add_parser("show", help=parser.say("một báo cáo", "one report"))
    show_one.add_argument("report", type=int)
    offered = commands.add_parser(
        "suggestions",
        help=parser.say("số liệu văn bản nêu cho từng ô", "figures that documents offer to the cells"),
    )
    offered.add_argument("report", type=int)
    begin = commands.add_parser("begin", help=parser.say("mở báo cáo của một đơn vị", "open a unit's report"))
    begin.add_argument("period")
    begin.add_argument("agency", type=int)
    enter = commands.add_parser("enter", help=parser.say("nhập số: A1=24 L3=1.240,5", "enter figures: A1=24"))
    enter.add_argument("report", type=int)
    enter.add_argument("cells", nargs="+", metavar="CELL=FIGURE")
    enter.add_argument(
        "--note",
        action="append",
        default=[],
        metavar="CELL=TEXT",
        help=parser.say("lý do ở ô chưa có số", "reason where there is no figure"),
    )
    enter.add_argument("--comment", help=parser.say("lời kèm báo cáo", "words that go with the report"))
    for deed, vietnamese, english in (
        ("submit", "gửi báo cáo", "submit the report"),
        ("approve", "duyệt báo cáo", "approve the report"),
        ("return", "trả lại để sửa", "return it to be corrected"),
        ("reopen", "mở lại để sửa", "reopen it for a correction"),
    ):
        one = commands.add_parser(deed, help=parser.say(vietnamese, english))
        one.add_argument("report", type=int)
        if deed in {"return", "reopen"}:
            one.add_argument("--reason", required=True, help=parser.say("lý do", "reason"))
        if deed == "approve":
            one.add_argument("--note", default="", help=parser.say("nhận xét", "remark"))
    remark = commands.add_parser("comment", help=parser.say("ghi ý kiến trao đổi", "make a remark"))
    remark.add_argument("report", type=int)
    remark.add_argument("text", metavar="TEXT")


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by`` and print what stands then."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting
    from cotmoc.reporting import queries

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "board":
        found = queries.board(actor, regime=queries.regime(actor), period=_period(args.period))
        _print_board(found, as_json=args.json)
        return 0
    if args.deed == "list":
        rows = queries.submissions(actor, period=_period(args.period) if args.period else None)
        _print_list([row for row in rows if args.state in ("", row.state)], as_json=args.json)
        return 0
    if args.deed == "suggestions":
        _print_suggestions(queries.suggestions(actor, queries.submission(actor, args.report)), args.json)
        return 0
    pk = args.report if args.deed == "show" else _do(args, actor, at)
    row = queries.submission(actor, pk)
    _print_report(row, queries.form(actor, row), args.json)
    return 0


def _do(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.reporting import actions, queries

    if args.deed == "begin":
        regime = queries.regime(actor).key
        row = actions.begin(regime=regime, period=_period(args.period), agency=args.agency, by=actor, at=at)
        return row.pk
    if args.deed == "enter":
        values, notes = _cells(args.cells), _cells(args.note)
        actions.save_draft(args.report, values=values, notes=notes, comment=args.comment, by=actor, at=at)
    elif args.deed == "submit":
        actions.submit(args.report, by=actor, at=at)
    elif args.deed == "approve":
        actions.approve(args.report, note=args.note, by=actor, at=at)
    elif args.deed == "comment":
        actions.comment(args.report, text=args.text, by=actor, at=at)
    elif args.deed == "return":
        actions.send_back(args.report, reason=args.reason, by=actor, at=at)
    else:
        actions.reopen(args.report, reason=args.reason, by=actor, at=at)
    return int(args.report)


def _cells(texts: list[str]) -> dict[str, str]:
    cells = {}
    for text in texts:
        name, equals, figure = text.partition("=")
        if not equals:
            raise Problem(
                BAD_VALUE,
                field=text,
                why=Said("viết CHỈ TIÊU=SỐ, ví dụ A1=24", "write CELL=FIGURE, such as A1=24"),
            )
        cells[name] = figure
    return cells


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Problem(BAD_VALUE, field="period", why=error) from error


def _print_board(board: Any, *, as_json: bool) -> None:
    rows = [
        {
            "report": row.submission.pk if row.submission else None,
            "agency": row.agency.pk,
            "name": row.agency.name,
            "state": row.state,
            "due_on": row.due_on.isoformat(),
            "sent_late": row.sent_late,
        }
        for row in board.rows
    ]
    if as_json:
        print(json.dumps({"period": str(board.period), "units": rows}, ensure_ascii=False, indent=1))
        return
    for row, one in zip(rows, board.rows, strict=True):
        number = str(row["report"] or "–")
        print(
            f"{number:>6}  {row['agency']:>5}  {row['state']:<10} {show_date(one.due_on):>11}  {row['name']}"
        )
    sent, on_time = board.completeness, board.timeliness
    print(f"Đã gửi {sent.part}/{sent.whole} ({show_percent(sent.value)}); ", end="")
    print(f"đúng hạn {on_time.part}/{on_time.whole} ({show_percent(on_time.value)}).")


def _print_list(rows: list[Any], *, as_json: bool) -> None:
    if as_json:
        found = [
            {"report": r.pk, "period": r.period, "agency": r.agency.name, "state": r.state} for r in rows
        ]
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for r in rows:
        print(f"{r.pk:>6}  {r.period:<8} {r.state:<10} {show_date(r.due_on):>11}  {r.agency.name}")


def _print_report(row: Any, cells: Any, as_json: bool) -> None:
    if as_json:
        figures = {c.asked.name: _plain(c.value) for c in cells}
        whole = {"report": row.pk, "period": row.period, "state": row.state, "version": row.version}
        print(json.dumps(whole | {"agency": row.agency.name, "cells": figures}, ensure_ascii=False, indent=1))
        return
    print(f"{row.pk}  {Period.parse(row.period).vi()}  {row.agency.name}  {row.state}")
    for cell in cells:
        indicator = cell.asked.indicator
        figure = f"  {cell.asked.name:<12} {show(cell.value, indicator.decimals):>12} {indicator.unit:<12}"
        print(f"{figure} {indicator.name} {cell.note}".rstrip())


def _print_suggestions(found: Any, as_json: bool) -> None:
    rows = [one for several in found.values() for one in several]
    if as_json:
        names = ("cell", "written", "document", "paragraph", "timing", "period", "origin")
        listed = [
            {name: getattr(one, name) for name in names}
            | {"value": _plain(one.value), "sentence": f"{one.before}{one.written}{one.after}"}
            for one in rows
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for one in rows:
        print(f"{one.cell:<12} {show(one.value.normalize()):>12}  {one.timing:<8} {one.origin}")
        print(f"{'':<12} {'':>12}  {'':<8} {one.before}{one.written}{one.after}")


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
