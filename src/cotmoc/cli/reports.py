"""``cotmoc reports``: how a period stands, one report, entering figures and deciding on them."""

from __future__ import annotations

import argparse
import json
from typing import Any

from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
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
    show_one = commands.add_parser("show", help=parser.say("một báo cáo", "one report"))
    show_one.add_argument("report", type=int)
    begin = commands.add_parser("begin", help=parser.say("mở báo cáo của một đơn vị", "open a unit's report"))
    begin.add_argument("period")
    begin.add_argument("agency", type=int)
    enter = commands.add_parser("enter", help=parser.say("nhập số: A1=24 L3=1.240,5", "enter figures: A1=24"))
    enter.add_argument("report", type=int)
    enter.add_argument("cells", nargs="+", metavar="CELL=FIGURE")
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
    pk = args.report if args.deed == "show" else _do(args, actor, at)
    _print_report(
        queries.submission(actor, pk), queries.form(actor, queries.submission(actor, pk)), args.json
    )
    return 0


def _do(args: argparse.Namespace, actor: Any, at: Any) -> int:
    from cotmoc.reporting import actions, queries

    if args.deed == "begin":
        regime = queries.regime(actor).key
        row = actions.begin(regime=regime, period=_period(args.period), agency=args.agency, by=actor, at=at)
        return row.pk
    if args.deed == "enter":
        actions.save_draft(args.report, values=_cells(args.cells), by=actor, at=at)
    elif args.deed == "submit":
        actions.submit(args.report, by=actor, at=at)
    elif args.deed == "approve":
        actions.approve(args.report, by=actor, at=at)
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
            raise Problem(BAD_VALUE, field=text, why="viết CHỈ TIÊU=SỐ, ví dụ A1=24")
        cells[name] = figure
    return cells


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Problem(BAD_VALUE, field="period", why=error) from None


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


def _print_report(row: Any, cells: Any, as_json: bool) -> None:
    if as_json:
        figures = {c.asked.name: str(c.value) if c.value is not None else None for c in cells}
        whole = {"report": row.pk, "period": row.period, "state": row.state, "version": row.version}
        print(json.dumps(whole | {"agency": row.agency.name, "cells": figures}, ensure_ascii=False, indent=1))
        return
    print(f"{row.pk}  {Period.parse(row.period).vi()}  {row.agency.name}  {row.state}")
    for cell in cells:
        indicator = cell.asked.indicator
        figure = f"  {cell.asked.name:<12} {show(cell.value):>12} {indicator.unit:<12}"
        print(f"{figure} {indicator.name} {cell.note}".rstrip())
